/// What goes wrong with files, as errors that end in an exit code of their own.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "culprit/core/error.hpp"

namespace culprit::cli {

/// Diaries that cannot be opened (exit code 66): all of them.
class NoInputError : public std::runtime_error {
 public:
  /// @throws std::invalid_argument  if `messages` is empty.
  explicit NoInputError(std::vector<Message> messages);
  [[nodiscard]] const std::vector<Message>& messages() const noexcept { return messages_; }

 private:
  std::vector<Message> messages_;
};

/// An output file cannot be made (exit code 73).
class CannotCreateError : public IoError {
 public:
  using IoError::IoError;
};

/// The reader of our output has closed it. The program ends quietly, as after success.
class ClosedPipe : public std::runtime_error {
 public:
  ClosedPipe();
};

/// What the system says of an errno.
[[nodiscard]] std::string reason_of(int error);

/// `name: file cannot be created: reason`
[[nodiscard]] CannotCreateError create_error(const std::string& name, const std::string& reason,
                                             std::string hint = {});
[[nodiscard]] CannotCreateError create_error(const std::string& name, int error);
[[nodiscard]] IoError read_error(const std::string& name, int error);
[[nodiscard]] IoError write_error(const std::string& name, int error);

}  // namespace culprit::cli
