/// An analysis as a document in Markdown.
#pragma once

#include <string>

#include "culprit/engine/analysis.hpp"
#include "culprit/report/report.hpp"

namespace culprit::report {

/// A document: summary, table of all foods, what was adjusted for, skipped foods, warnings,
/// cautions. People's words are escaped: no name can add a cell, a row, markup or HTML.
[[nodiscard]] std::string to_markdown(const engine::Analysis& analysis, Words words = Words::plain);

}  // namespace culprit::report
