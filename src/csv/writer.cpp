#include "culprit/csv/writer.hpp"

namespace culprit::csv {
namespace {

constexpr std::string_view white_space = " \t\v\f";
constexpr std::string_view leading_mark = "\xEF\xBB\xBF";

bool needs_quotes(std::string_view text, char delimiter) {
  if (text.empty()) return false;
  return text.find_first_of("\"\r\n") != std::string_view::npos ||
         text.find(delimiter) != std::string_view::npos ||
         white_space.find(text.front()) != std::string_view::npos ||
         white_space.find(text.back()) != std::string_view::npos || text.starts_with(leading_mark);
}

}  // namespace

std::string quote_field(std::string_view text, char delimiter) {
  if (!needs_quotes(text, delimiter)) return std::string{text};
  std::string quoted{'"'};
  for (const char byte : text) {
    if (byte == '"') quoted += '"';
    quoted += byte;
  }
  return quoted + '"';
}

std::string guard_formula(std::string_view text) {
  const bool is_formula = text.find_first_of("=+-@\t\r") == 0;
  std::string guarded;
  if (is_formula) guarded += '\'';
  return guarded.append(text);
}

std::string write_record(std::span<const std::string> fields, char delimiter) {
  // An empty line would be no record at all.
  if (fields.size() == 1 && fields[0].empty()) return "\"\"\n";
  std::string line;
  for (const auto& field : fields) {
    if (&field != &fields.front()) line += delimiter;
    line += quote_field(field, delimiter);
  }
  return line + '\n';
}

}  // namespace culprit::csv
