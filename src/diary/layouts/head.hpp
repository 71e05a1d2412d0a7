/// A file before its rows are read: where its table begins and ends, what its columns are called,
/// and its first rows.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/csv/reader.hpp"
#include "diary/cells/cells.hpp"

namespace culprit::diary {

inline constexpr std::size_t absent = static_cast<std::size_t>(-1);  ///< cells of it are blank

struct Head {
  const csv::Input* input = nullptr;
  csv::Dialect dialect;
  std::string title;       ///< the record before the header, folded, if any
  std::uint64_t line = 1;  ///< of the header; 0 = none
  /// Of the table; behind it another one begins.
  std::uint64_t last_line = std::numeric_limits<std::uint64_t>::max();
  std::string raw;                               ///< the header as it stands in the file
  std::vector<std::string> names;                ///< of the columns, tidied
  std::vector<std::string> folded;               ///< likewise, folded: what columns are found by
  std::vector<std::vector<std::string>> sample;  ///< at most `sample_rows` records, fields trimmed

  static constexpr std::size_t sample_rows = 20;

  /// The first column of that folded name.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view folded_name) const;
  /// Likewise, or `absent`.
  [[nodiscard]] std::size_t column(std::string_view folded_name) const {
    return find(folded_name).value_or(absent);
  }
  /// The columns that `a / b` names in `layouts/texts/apps.txt`: those of `a` first.
  [[nodiscard]] std::vector<std::size_t> named(std::string_view names) const;
};

/// Lines before the header that are no part of the table are passed over: `sep=;`, and titles (one
/// cell filled, or at most half of what most rows fill and no date among the names).
/// @throws InputError  `empty_file` if there is no record at all, and as `csv::Reader`.
/// @param first_line  what stands above it is no part of the table either
[[nodiscard]] Head read_head(const csv::Input& input, std::uint64_t first_line = 1);

/// Finds the header of a further table (all words, a date among them) and ends the one before it,
/// and before its title. @return the line after; 0 = no further one
std::uint64_t end_table(Head& head);

/// A reader that stands behind the header.
[[nodiscard]] csv::Reader open_rows(
    const csv::Input& input, const csv::Dialect& dialect, std::uint64_t header);

/// Calls `visit` with every record after the header that belongs to the table.
template <typename Visit> void for_each_row(const Head& head, const Visit& visit) {
  csv::Reader reader = open_rows(*head.input, head.dialect, head.line);
  for (const csv::Record* record = reader.next();
       record != nullptr && record->line() <= head.last_line; record = reader.next())
    visit(*record);
}

/// The mark of the numbers in the columns `first` … `last` - 1: a comma if some are written with
/// one and none with a point. A file parted by commas cannot be told to use decimal commas: only
/// others are looked through.
[[nodiscard]] DecimalMark find_decimal_mark(const Head& head, std::size_t first, std::size_t last);

}  // namespace culprit::diary
