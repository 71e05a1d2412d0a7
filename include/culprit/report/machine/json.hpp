/// An analysis, what is known about one food, or a check, as JSON; an analysis as rows, one for
/// each food.
///
/// The same for every terminal and locale. Keys and columns: docs/output.md.
#pragma once

#include <string>
#include <string_view>

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/explain.hpp"
#include "culprit/report/machine/check.hpp"

namespace culprit::report {

/// `culprit.rank/1`: the whole analysis, as docs/schema/rank.schema.json checks it. Numbers have at
/// most 9 significant digits, probabilities and p-values 6; what is unknown or not finite is null.
/// Bytes that are not UTF-8 (in a path) become U+FFFD. Ends in LF.
/// @param version  of the program, `major.minor.patch`.
[[nodiscard]] std::string to_json(const engine::Analysis& analysis, std::string_view version);

/// A line of JSON for each row of `foods`, with the columns of the csv format as keys. No foods: no
/// bytes.
[[nodiscard]] std::string to_ndjson(const engine::Analysis& analysis);

/// `culprit.explain/1`, as docs/schema/explain.schema.json checks it. Ends in LF.
/// @param analysis  that the explanation was made from.
[[nodiscard]] std::string to_json(const engine::Explanation& explanation,
    const engine::Analysis& analysis, std::string_view version);

/// `culprit.check/1`, as docs/schema/check.schema.json checks it. Ends in LF.
[[nodiscard]] std::string to_json(const Check& check);

/// Header and a row for each food; unknown or not finite is empty; text cells guarded against
/// spreadsheet formulas. Newlines in text stay, inside quotes.
[[nodiscard]] std::string to_csv(const engine::Analysis& analysis);

/// As `to_csv`, separated by TAB; each TAB, CR and LF within text is a space, so that a line is
/// always a row.
[[nodiscard]] std::string to_tsv(const engine::Analysis& analysis);

}  // namespace culprit::report
