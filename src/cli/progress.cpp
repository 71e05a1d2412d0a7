#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <exception>

#include "cli/files/descriptor.hpp"

namespace culprit::cli {
namespace {

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(std::max(0.0, seconds)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace

std::string progress_text(std::uint64_t done, std::uint64_t before, std::uint64_t total,
    std::chrono::duration<double> elapsed) {
  std::string text = fmt::format("{} of {} diaries", done, total);
  if (elapsed.count() < 1 || done <= before) return text;
  const double rate = static_cast<double>(done - before) / elapsed.count();
  text +=
      rate < 10 ? fmt::format(", {:.1f} a second", rate) : fmt::format(", {:.0f} a second", rate);
  if (done >= total) return text;
  return text + fmt::format(", {} left", duration_text(static_cast<double>(total - done) / rate));
}

ProgressLine::ProgressLine(int descriptor, std::uint64_t total, std::uint64_t done)
    : descriptor_{descriptor},
      is_shown_{::isatty(descriptor) == 1},
      total_{total},
      done_{done},
      done_before_{done} {}

ProgressLine::~ProgressLine() { show(""); }

void ProgressLine::step() noexcept {
  constexpr std::chrono::milliseconds pause{200};
  ++done_;
  const auto now = Clock::now();
  if (!is_shown_ || now - last_shown_ < pause) return;
  last_shown_ = now;
  try {
    show(progress_text(done_, done_before_, total_, now - start_));
  } catch (const std::exception&) {
    // A line that cannot be made is not shown.
  }
}

void ProgressLine::show(std::string_view text) noexcept {
  if (!is_shown_ || (text.empty() && width_ == 0)) return;
  try {
    write_all(descriptor_, fmt::format("\r{:<{}}{}", text, width_, text.empty() ? "\r" : ""),
        "standard error", Content::laid_out);
    width_ = text.size();
  } catch (const std::exception&) {
    is_shown_ = false;
  }
}

}  // namespace culprit::cli
