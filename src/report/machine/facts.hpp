/// Results as trees of fields: rows of flat columns for the csv, tsv and ndjson formats; what the
/// json format of plans and trials holds, and what their words are filled from.
#pragma once

#include <string>

#include "culprit/engine/analysis.hpp"
#include "culprit/trial/trial.hpp"
#include "report/words/paper.hpp"

namespace culprit::report {

/// One food: its columns in their order. Scripts depend on names and order.
[[nodiscard]] Facts row_of(const engine::RankedFood& food);

/// The names of a row's columns as a line of a file parted by `delimiter`, and its values.
/// Unknown is empty; only texts are guarded against formulas: a number may start with its minus.
[[nodiscard]] std::string head_of(const Facts& row, char delimiter = ',');
[[nodiscard]] std::string line_of(const Facts& row, char delimiter = ',');

/// As all json formats are written. @param indent  -1 = one line
[[nodiscard]] std::string dump(const Facts& facts, int indent);

/// Without schema, version and sentences.
[[nodiscard]] Facts facts_of(const trial::Plan& plan);
[[nodiscard]] Facts facts_of(const trial::Result& result);

}  // namespace culprit::report
