/// Random diaries written as the exports of apps, beside what a reader must make of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace culprit::diary {

/// What an export may be subjected to without a change of its meaning.
struct Freedom {
  bool columns = true;  ///< in any order, further ones among them
  bool rows = true;     ///< newest first
};

struct GeneratedExport {
  char delimiter = ',';
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::string canonical;  ///< the same diary in the long layout
  Freedom freedom = {};
};

/// The layouts that can be generated, by the names of `Layout::name`.
[[nodiscard]] const std::vector<std::string_view>& generated_layouts();

/// The same for the same name and seed.
[[nodiscard]] GeneratedExport generate_export(std::string_view layout, std::uint64_t seed);

/// How a generated export is written down.
struct Variant {
  bool crlf = false;
  bool bom = false;
  bool utf16 = false;
  bool reordered = false;
  bool extra_columns = false;
  bool blank_lines = false;
  bool newest_first = false;
};
/// One bit of the seed each, so that they meet in every combination.
[[nodiscard]] Variant variant_of(std::uint64_t seed);
[[nodiscard]] std::string write_export(GeneratedExport data, const Variant& variant);

}  // namespace culprit::diary
