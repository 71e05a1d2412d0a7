/// Single cells: blank, missing, yes or no, and what stands for a number in a file.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "culprit/csv/reader.hpp"

namespace culprit::diary {

/// `trim`, with the common case of nothing to trim decided on the spot.
[[nodiscard]] inline std::string_view clean(std::string_view text) noexcept {
  if (text.empty()) return text;
  const auto first = static_cast<unsigned char>(text.front());
  const auto last = static_cast<unsigned char>(text.back());
  if (first > ' ' && first < 0x80 && last > ' ' && last < 0x80) return text;
  return trim(text);
}

/// The field, cleaned; blank if the record ends before it.
[[nodiscard]] inline std::string_view cell_of(const csv::Record& record,
                                              std::size_t column) noexcept {
  return column < record.size() ? clean(record[column]) : std::string_view{};
}

/// Blank, `-`, `--`, `n/a`, `na`, `nan`, `null` in any case: no value was given.
[[nodiscard]] bool is_missing_word(std::string_view cleaned) noexcept;
[[nodiscard]] inline bool is_missing(std::string_view cleaned) noexcept {
  if (cleaned.empty()) return true;
  return !is_digit(cleaned.front()) && !is_digit(cleaned.back()) && is_missing_word(cleaned);
}

/// `_` and white space alone are no name.
[[nodiscard]] inline bool is_nameless(std::string_view cleaned) {
  if (!cleaned.empty() && cleaned.front() != '_' &&
      static_cast<unsigned char>(cleaned.front()) < 0x80)
    return false;
  return tidy_name(cleaned).empty();
}

/// `yes`, `y`, `true`, `x`, `taken` and their opposites in any case, or nothing.
[[nodiscard]] std::optional<bool> parse_truth(std::string_view cleaned);

/// True if every field is blank.
[[nodiscard]] bool is_empty(const csv::Record& record) noexcept;

/// A cell as messages quote it: valid UTF-8 without control characters, at most 60 bytes.
[[nodiscard]] std::string quotable(std::string_view cell);

/// The first `most` names, quotable, and `...` if there are more.
[[nodiscard]] std::string first_names(std::span<const std::string> names, std::size_t most);

/// Decides the decimal mark of a whole file from its numeric cells.
class DecimalEvidence {
 public:
  void add(std::string_view cleaned) noexcept;

  /// A comma if numbers are written with one and none with a point.
  [[nodiscard]] DecimalMark decide() const noexcept;

 private:
  std::uint64_t commas_ = 0;
  std::uint64_t points_ = 0;
};

}  // namespace culprit::diary
