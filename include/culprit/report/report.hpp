/// An analysis to bytes, one function per format.
///
/// Neighbours: takes `engine/analysis.hpp`; the cli writes the bytes where they belong.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "culprit/engine/analysis.hpp"

namespace culprit::report {

/// `culprit.rank/1`: the whole analysis, as DESIGN fixes it and docs/schema/rank.schema.json
/// checks. Numbers have at most 9 significant digits; unknown is null. Ends in LF.
[[nodiscard]] std::string to_json(const engine::Analysis& analysis);

/// A line of JSON for each row of `foods`, with the columns of the csv format as keys.
[[nodiscard]] std::string to_ndjson(const engine::Analysis& analysis);

/// Header and a row for each food; unknown is empty; text cells guarded against spreadsheet
/// formulas.
[[nodiscard]] std::string to_csv(const engine::Analysis& analysis);
[[nodiscard]] std::string to_tsv(const engine::Analysis& analysis);

/// A document: summary, table, what was adjusted for, skipped foods, warnings, cautions.
[[nodiscard]] std::string to_markdown(const engine::Analysis& analysis);

/// How the table looks.
struct TableOptions {
  std::size_t width = 80;  ///< display columns; 60–200
  bool color = false;      ///< ANSI colours for verdicts
  bool ascii = false;      ///< no block characters, no dashes outside ASCII
  bool verbose = false;    ///< all rows, all skipped foods; otherwise the first 20 and counts
};

/// For people: what was read in a line or two, the rows, warnings, cautions in two lines.
[[nodiscard]] std::string to_table(const engine::Analysis& analysis, const TableOptions& options);

}  // namespace culprit::report
