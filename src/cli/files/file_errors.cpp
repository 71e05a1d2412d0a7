#include "cli/files/file_errors.hpp"

#include <system_error>
#include <utility>

namespace culprit::cli {

NoInputError::NoInputError(std::vector<Message> messages)
    : std::runtime_error{messages.empty() ? "no message" : messages.front().text},
      messages_{std::move(messages)} {
  if (messages_.empty())
    throw std::invalid_argument("NoInputError: messages is empty, but must not be!");
}

ClosedPipe::ClosedPipe() : std::runtime_error{"the reader of the output has gone"} {}

std::string reason_of(int error) { return std::generic_category().message(error); }

CannotCreateError create_error(const std::string& name, const std::string& reason,
                               std::string hint) {
  return CannotCreateError{Message{.code = "cannot_create",
                                   .text = "file cannot be created: " + reason,
                                   .place = {name},
                                   .hint = std::move(hint)}};
}

CannotCreateError create_error(const std::string& name, int error) {
  return create_error(name, reason_of(error));
}

IoError read_error(const std::string& name, int error) {
  return IoError{Message{
      .code = "read_failed", .text = "file cannot be read: " + reason_of(error), .place = {name}}};
}

IoError write_error(const std::string& name, int error) {
  return IoError{Message{.code = "write_failed",
                         .text = "file cannot be written: " + reason_of(error),
                         .place = {name}}};
}

}  // namespace culprit::cli
