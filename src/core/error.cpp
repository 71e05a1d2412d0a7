#include "culprit/core/error.hpp"

#include <fmt/format.h>

#include <utility>

namespace culprit {
namespace {

const Message& first_of(const std::vector<Message>& messages) {
  if (messages.empty())
    throw std::invalid_argument("InputError: messages is empty, but must not be!");
  return messages.front();
}

}  // namespace

std::string to_text(const Message& message) {
  std::string text;
  if (!message.place.file.empty()) {
    text += message.place.file + ':';
    if (message.place.line > 0) text += fmt::format("{}:", message.place.line);
    if (message.place.line > 0 && message.place.column > 0) {
      text += fmt::format("{}:", message.place.column);
    }
    text += ' ';
  }
  text += message.text + '\n';
  if (!message.excerpt.empty()) {
    text += "  " + message.excerpt + '\n';
    if (message.caret > 0) text += "  " + std::string(message.caret - 1, ' ') + "^\n";
  }
  if (!message.hint.empty()) text += "  " + message.hint + '\n';
  return text;
}

InputError::InputError(Message message) : InputError(std::vector<Message>{std::move(message)}) {}

InputError::InputError(std::vector<Message> messages)
    : std::runtime_error(first_of(messages).text), messages_{std::move(messages)} {}

IoError::IoError(Message message)
    : std::runtime_error(message.text), message_{std::move(message)} {}

}  // namespace culprit
