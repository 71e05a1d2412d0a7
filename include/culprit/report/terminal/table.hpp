/// An analysis, plans and trials as tables for people, and as documents in Markdown.
#pragma once

#include <string>

#include "culprit/engine/analysis.hpp"
#include "culprit/report/report.hpp"
#include "culprit/trial/trial.hpp"

namespace culprit::report {

/// For people: what was read, the answer in three sentences, the rows, what was not tested,
/// warnings, cautions in two lines. No line is wider than `width`; control and direction-changing
/// characters in names are not passed on to the terminal. Columns give way from the right where
/// `width` is small: the lag profile first, then the days.
[[nodiscard]] std::string to_table(const engine::Analysis& analysis, const TableOptions& options);

/// A document: summary, table of all foods, what was adjusted for, skipped foods, warnings,
/// cautions. People's words are escaped: no name can add a cell, a row, markup or HTML.
[[nodiscard]] std::string to_markdown(const engine::Analysis& analysis, Words words = Words::plain);

/// What a plan can decide, its calendar, what to leave out, when to stop. Without dates why there
/// are none.
[[nodiscard]] std::string to_table(const trial::Plan& plan, const TableOptions& options);
[[nodiscard]] std::string to_markdown(const trial::Plan& plan);

/// What a trial showed; of one that runs how it is kept, and no number that depends on ratings.
[[nodiscard]] std::string to_table(const trial::Result& result, const TableOptions& options);
[[nodiscard]] std::string to_markdown(const trial::Result& result);

}  // namespace culprit::report
