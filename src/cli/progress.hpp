/// How far a long run has come, for people at a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace culprit::cli {

/// A line on a terminal that is written over as the run goes on; nothing anywhere else.
class ProgressLine {
 public:
  using Clock =
      std::chrono::steady_clock;  ///< never goes back, whatever is done to the time of day

  /// @param total  diaries of the whole run. @param done  those of an earlier run.
  ProgressLine(int descriptor, std::uint64_t total, std::uint64_t done);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  /// Takes the line away.
  ~ProgressLine();

  /// One more diary; shown a few times a second.
  void step() noexcept;

 private:
  void show(std::string_view text) noexcept;

  int descriptor_;
  bool is_shown_;
  std::uint64_t total_;
  std::uint64_t done_;
  std::uint64_t done_before_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_shown_ = start_;
  std::size_t width_ = 0;  ///< of the line on the terminal
};

/// `1234 of 10000 diaries, 56 a second, 2 min 37 s left`.
/// @param before  of `done`, those that took no time. The time left is told from 1 second on.
[[nodiscard]] std::string progress_text(std::uint64_t done, std::uint64_t before,
    std::uint64_t total, std::chrono::duration<double> elapsed);

}  // namespace culprit::cli
