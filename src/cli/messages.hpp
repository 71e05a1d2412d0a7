/// Everything on standard error: messages for people or, one JSON object a line, for scripts; and
/// how far a long run has come, for people at a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cli/options/command_line.hpp"
#include "culprit/core/message_tally.hpp"
#include "culprit/engine/analysis.hpp"

namespace culprit::cli {

class OutputFile;

/// `message` with every part `printable_in_columns`: a diary cannot steer the terminal, and the
/// caret stays below its column.
[[nodiscard]] Message printable(Message message);

/// One message as it is printed: text as `to_text`, or a line of JSON.
[[nodiscard]] std::string format_message(const Message& message, ErrorFormat format);

/// Collects rejections as they happen: the first of each reason, the number of all, and all of them
/// in the file of `--rejects`.
class RejectionLog {
 public:
  /// @param max_per_reason  how many of each reason are kept for showing.
  /// @param rejects         path of the CSV file; empty = none.
  /// @throws CannotCreateError
  RejectionLog(std::size_t max_per_reason, const std::string& rejects);
  ~RejectionLog();

  /// @throws IoError  if the file of `--rejects` cannot be written.
  void add(const Message& message);
  /// Takes those of one diary over. The ones that it only counted miss in the file of `--rejects`.
  void add(const MessageTally& rejected);
  /// Completes the file of `--rejects`, if there is one. @throws IoError
  void commit();

  [[nodiscard]] std::uint64_t count() const noexcept { return tally_.total(); }
  /// `1 row or cell`, `2 rows or cells`.
  [[nodiscard]] std::string counted() const;
  /// What to print, in order: for each reason (by code) its first messages and how many more there
  /// are; at the end the totals. Empty if nothing was rejected.
  [[nodiscard]] std::vector<Message> summary() const;

 private:
  MessageTally tally_;
  std::string rejects_;
  std::unique_ptr<OutputFile> file_;
};

/// Prints messages to a descriptor. What cannot be written is lost: there is nowhere to say so.
class Messenger {
 public:
  Messenger(int descriptor, MessageOptions options) noexcept
      : descriptor_{descriptor}, options_{options} {}

  /// Always printed; without needing any memory.
  void out_of_memory() const noexcept;
  /// Always printed.
  void error(const Message& message) const noexcept;
  void errors(std::span<const Message> messages) const noexcept;
  /// Not with `-q`.
  void notice(const Message& message) const noexcept;
  void notices(std::span<const Message> messages) const noexcept;
  /// Only with `-v`.
  void details(std::span<const Message> messages) const noexcept;
  /// The log's summary; not with `-q`.
  void rejections(const RejectionLog& log) const noexcept;

 private:
  int descriptor_;
  MessageOptions options_;
};

/// For each file what became of its rows, a message each.
[[nodiscard]] std::vector<Message> reading_details(std::span<const diary::FileReport> files);

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
/// @param before  of `done`, those that took no time. The time left is shown after 1 second.
[[nodiscard]] std::string progress_text(std::uint64_t done, std::uint64_t before,
    std::uint64_t total, std::chrono::duration<double> elapsed);

}  // namespace culprit::cli
