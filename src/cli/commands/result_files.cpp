#include "cli/commands/result_files.hpp"

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

ResultFiles::ResultFiles(const OutputOptions& options, int out) {
  const auto add = [&](const Output& output) { places_.push_back({output, {output.file, out}}); };
  add(options);
  for (const auto& output : options.further) add(output);
}

void ResultFiles::write(const std::function<std::string(const Output&)>& render, Content tables) {
  bool has_reader = true;
  for (auto& [output, place] : places_) {
    const std::string text = render(output);
    try {
      place.append(text, output.format == Format::table ? tables : Content::data);
    } catch (const ClosedPipe&) {
      has_reader = false;
    }
  }
  for (auto& each : places_) each.place.sync();
  for (auto& each : places_) each.place.finish();
  if (!has_reader) throw ClosedPipe{};
}

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
