#include "culprit/core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace culprit {
namespace {

constexpr std::size_t excerpt_before = 40;  // code points kept before the column
constexpr std::size_t excerpt_length = 100;

bool starts_code_point(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// The text from its code point number `count` on.
std::string_view skip_code_points(std::string_view text, std::size_t count) noexcept {
  const auto is_past = [&](char byte) { return starts_code_point(byte) && count-- == 0; };
  const auto found = std::find_if(text.begin(), text.end(), is_past);
  return text.substr(static_cast<std::size_t>(found - text.begin()));
}

const Message& first_of(const std::vector<Message>& messages) {
  if (messages.empty())
    throw std::invalid_argument("InputError: messages is empty, but must not be!");
  return messages.front();
}

}  // namespace

void show_line(Message& message, std::string_view line) {
  message.excerpt.clear();
  message.caret = message.place.column;
  if (message.caret > excerpt_before && !skip_code_points(line, excerpt_length).empty()) {
    line = skip_code_points(line, message.caret - excerpt_before);
    message.excerpt = "…";
    message.caret = excerpt_before + 1;
  }
  const auto rest = skip_code_points(line, excerpt_length);
  message.excerpt += line.substr(0, line.size() - rest.size());
  if (!rest.empty()) message.excerpt += "…";
  for (auto& byte : message.excerpt)
    if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F) byte = ' ';
}

std::string to_text(const Message& message) {
  std::string text;
  if (!message.place.file.empty()) {
    text += message.place.file + ':';
    if (message.place.line > 0) text += fmt::format("{}:", message.place.line);
    if (message.place.line > 0 && message.place.column > 0)
      text += fmt::format("{}:", message.place.column);
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
