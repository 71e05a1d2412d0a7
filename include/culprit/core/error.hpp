/// What went wrong, where, and what was expected: the one form in which every layer says so.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace culprit {

/// A place in an input. Line and column count from 1; 0 = not known.
struct Place {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t column = 0;  ///< in code points, as editors count

  friend bool operator==(const Place&, const Place&) = default;
};

/// One message for people and scripts. Lower case, one sentence, no full stop:
/// `subject 'value' is wrong; expected rule`.
struct Message {
  std::string code;          ///< stable, snake_case: `bad_date`
  std::string text;          ///< what is wrong; what was expected
  Place place = {};          ///< file empty = not about a file
  std::string excerpt = {};  ///< the input line, or empty; shortened around the column if long
  std::uint64_t caret = 0;   ///< 1-based column of the place within `excerpt`; 0 = no caret
  std::string hint = {};     ///< what to try, or empty

  friend bool operator==(const Message&, const Message&) = default;
};

/// Shows `line` below the message, with a caret at its `place.column`: at most 100 code points
/// around it, control characters as spaces.
void show_line(Message& message, std::string_view line);

/// `file:line:column: text`, then, where there is an excerpt, that line and a caret below it,
/// then the hint. Every line ends in LF.
[[nodiscard]] std::string to_text(const Message& message);

/// The data cannot be used (exit code 65). Carries every message that is known at this point.
class InputError : public std::runtime_error {
 public:
  explicit InputError(Message message);
  /// @throws std::invalid_argument  if `messages` is empty.
  explicit InputError(std::vector<Message> messages);

  [[nodiscard]] const std::vector<Message>& messages() const noexcept { return messages_; }

 private:
  std::vector<Message> messages_;
};

/// Reading or writing failed in the operating system (exit code 74).
class IoError : public std::runtime_error {
 public:
  explicit IoError(Message message);

  [[nodiscard]] const Message& message() const noexcept { return message_; }

 private:
  Message message_;
};

}  // namespace culprit
