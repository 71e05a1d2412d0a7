#include <algorithm>

#include "culprit/csv/writer.hpp"
#include "generated_exports.hpp"

namespace culprit::diary {
namespace {

/// Of Latin text only, which is all that is generated.
std::string to_utf16(const std::string& text) {
  std::string wide{"\xFF\xFE"};
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = static_cast<unsigned char>(text[i]);
    if (code >= 0x80 && i + 1 < text.size()) {
      code = (code & 0x1Fu) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3Fu);
    }
    wide += static_cast<char>(code & 0xFFu);
    wide += static_cast<char>(code >> 8);
  }
  return wide;
}

}  // namespace

Variant variant_of(std::uint64_t seed) {
  const auto bit = [seed](int i) { return (seed >> i & 1u) != 0; };
  return {.crlf = bit(0),
      .bom = bit(1),
      .utf16 = seed % 5 == 0,
      .reordered = bit(2),
      .extra_columns = bit(3),
      .blank_lines = bit(4),
      .newest_first = bit(5)};
}

std::string write_export(GeneratedExport data, const Variant& variant) {
  std::vector<std::vector<std::string>> table{data.header};
  table.insert(table.end(), data.rows.begin(), data.rows.end());
  if (variant.newest_first && data.freedom.rows) std::reverse(table.begin() + 1, table.end());
  for (std::size_t i = 0; i < table.size(); ++i) {
    auto& row = table[i];
    if (variant.extra_columns && data.freedom.columns) {
      row.resize(data.header.size());
      row.push_back(i == 0 ? "device id" : "left, as it is");
    }
    if (variant.reordered && data.freedom.columns) std::reverse(row.begin(), row.end());
  }
  const std::string end = variant.crlf ? "\r\n" : "\n";
  std::string text = variant.bom && !variant.utf16 ? "\xEF\xBB\xBF" : "";
  for (const auto& row : table) {
    std::string record = csv::write_record(row, data.delimiter);
    record.pop_back();
    text += record + end;
    if (variant.blank_lines) text += end;
  }
  return variant.utf16 ? to_utf16(text) : text;
}

}  // namespace culprit::diary
