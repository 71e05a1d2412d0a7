#include "cli/options/table_options.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

namespace culprit::cli {
namespace {

constexpr std::size_t narrowest = 60;
constexpr std::size_t widest = 200;

/// Columns of the terminal, clamped; 80 where there is none.
std::size_t width_of(int descriptor) noexcept {
  struct winsize size {};
  if (::isatty(descriptor) == 0 || ::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return report::TableOptions{}.width;
  return std::clamp<std::size_t>(size.ws_col, narrowest, widest);
}

}  // namespace

report::TableOptions table_options(
    const Options& options, const Output& output, const Surroundings& surroundings) {
  const bool is_shown = output.file.empty() && ::isatty(surroundings.out) != 0;
  const bool is_coloured = is_shown && surroundings.no_color.empty() && surroundings.term != "dumb";
  return {.width = is_shown ? width_of(surroundings.out) : report::TableOptions{}.width,
      .color = options.output.color == Color::always ||
               (options.output.color == Color::automatic && is_coloured),
      .ascii = options.output.ascii,
      .verbose = options.messages.verbose,
      .words = options.output.words};
}

}  // namespace culprit::cli
