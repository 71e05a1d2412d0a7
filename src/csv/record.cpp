#include <algorithm>
#include <utility>

#include "culprit/csv/reader.hpp"

namespace culprit::csv {
namespace {

bool starts_code_point(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

std::size_t count_code_points(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_code_point));
}

struct Position {
  std::uint64_t lines = 0;     ///< line ends before it
  std::size_t line_start = 0;  ///< offset of its line
};

Position find_line(std::string_view raw, std::size_t offset) noexcept {
  Position position;
  for (std::size_t i = 0; i < offset; ++i) {
    const bool is_end = raw[i] == '\n' || (raw[i] == '\r' && raw.substr(i + 1, 1) != "\n");
    if (!is_end) continue;
    ++position.lines;
    position.line_start = i + 1;
  }
  return position;
}

}  // namespace

bool Record::is_blank() const noexcept {
  return size_ <= 1 && raw_.find_first_not_of(" \t\v\f") == std::string_view::npos;
}

Place Record::place(std::string_view file, std::size_t field) const {
  const auto shown = message(file, field, {}, {});
  return shown.place;
}

Message Record::message(std::string_view file, std::size_t field, std::string code,
                        std::string text) const {
  auto offset = raw_.size();
  if (field < size_) {
    const auto content = raw_field(field);
    const auto quote = content.find_first_not_of(' ');
    offset = static_cast<std::size_t>(content.data() - raw_.data());
    if (quote != std::string_view::npos && content[quote] == '"') offset += quote;
  }
  const auto [lines, line_start] = find_line(raw_, offset);
  const auto column = count_code_points(raw_.substr(line_start, offset - line_start)) + 1;

  auto line = raw_.substr(line_start);
  line = line.substr(0, line.find_first_of("\r\n"));
  Message message{.code = std::move(code),
                  .text = std::move(text),
                  .place = {std::string{file}, line_ + lines, column}};
  show_line(message, line);
  return message;
}

}  // namespace culprit::csv
