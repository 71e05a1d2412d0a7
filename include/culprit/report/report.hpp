/// An analysis to bytes, one function per format.
///
/// Neighbours: takes `engine/analysis.hpp`; the cli writes the bytes where they belong. The machine
/// formats are the same for every terminal and locale. Columns and keys: docs/output.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "culprit/engine/analysis.hpp"

namespace culprit::report {

/// `culprit.rank/1`: the whole analysis, as docs/schema/rank.schema.json checks it. Numbers have at
/// most 9 significant digits; what is unknown or not finite is null. Bytes that are not UTF-8 (in a
/// path) become U+FFFD. Ends in LF.
/// @param version  of the program, `major.minor.patch`.
[[nodiscard]] std::string to_json(const engine::Analysis& analysis, std::string_view version);

/// A line of JSON for each row of `foods`, with the columns of the csv format as keys. No foods: no
/// bytes.
[[nodiscard]] std::string to_ndjson(const engine::Analysis& analysis);

/// Header and a row for each food; unknown or not finite is empty; text cells guarded against
/// spreadsheet formulas. Newlines in text stay, inside quotes.
[[nodiscard]] std::string to_csv(const engine::Analysis& analysis);

/// As `to_csv`, separated by TAB; each TAB, CR and LF within text is a space, so that a line is
/// always a row.
[[nodiscard]] std::string to_tsv(const engine::Analysis& analysis);

/// How certainty is told to people.
enum class Words {
  plain,      ///< in words: `very likely`
  technical,  ///< as numbers: the posterior probability and the conditional p-value
};

/// A document: summary, table of all foods, what was adjusted for, skipped foods, warnings,
/// cautions. People's words are escaped: no name can add a cell, a row, markup or HTML.
[[nodiscard]] std::string to_markdown(const engine::Analysis& analysis, Words words = Words::plain);

/// How the table looks.
struct TableOptions {
  std::size_t width = 80;  ///< display columns; clamped to 60–200
  bool color = false;      ///< ANSI colours for verdicts and warnings
  bool ascii = false;      ///< no block characters, dashes or ellipses outside ASCII
  bool verbose = false;    ///< all rows, all skipped foods; otherwise the first 20 and counts
  Words words = Words::plain;
};

/// For people: what was read, the answer in three sentences, the rows, what was not tested,
/// warnings, cautions in two lines. No line is wider than `width`; control and direction-changing
/// characters in names are not passed on to the terminal. Columns give way from the right where
/// `width` is small: the lag profile first, then the days.
[[nodiscard]] std::string to_table(const engine::Analysis& analysis, const TableOptions& options);

}  // namespace culprit::report
