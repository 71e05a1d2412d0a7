#include "cell_text.hpp"

#include <algorithm>
#include <string>

namespace culprit::diary {

std::vector<std::string_view> split_cell(std::string_view cell, std::string_view joiner) {
  std::vector<std::string_view> parts;
  for_each_part(cell, joiner, [&](std::string_view part) { parts.push_back(part); });
  return parts;
}

Bracketed split_last_bracket(std::string_view text) noexcept {
  text = clean(text);
  if (text.empty() || text.back() != ')') return {text, {}};
  int depth = 0;
  for (std::size_t i = text.size(); i-- > 0;) {
    if (text[i] == ')') ++depth;
    if (text[i] == '(' && --depth == 0) {
      const std::string_view name = clean(text.substr(0, i));
      if (name.empty()) break;
      return {name, clean(text.substr(i + 1, text.size() - i - 2))};
    }
  }
  return {text, {}};
}

std::optional<Quantity> parse_quantity(std::string_view text, DecimalMark mark) {
  text = clean(text);
  const auto is_number_part = [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; };
  std::size_t end = !text.empty() && (text.front() == '-' || text.front() == '+') ? 1 : 0;
  while (end < text.size() && is_number_part(text[end])) ++end;
  const std::string_view written = text.substr(0, end);
  const char separator = mark == DecimalMark::point ? ',' : '.';
  auto amount = parse_number(written, mark);
  if (!amount && written.find(separator) != std::string_view::npos) {
    std::string number{written};
    std::erase(number, separator);
    amount = parse_number(number, mark);
  }
  if (!amount) return std::nullopt;
  return Quantity{*amount, clean(text.substr(end))};
}

}  // namespace culprit::diary
