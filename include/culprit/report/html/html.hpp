/// Results as pages for people: an analysis, the answers of `explain` and `pool`, plans and trials.
///
/// Neighbours: beside the analysis, a page takes the timeline of `engine/timeline.hpp`.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "culprit/diary/read.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/engine/explain.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/report/machine/answer_json.hpp"
#include "culprit/report/report.hpp"
#include "culprit/trial/trial.hpp"

namespace culprit::report {

/// Everything a page tells. References, for the call only.
struct PageSource {
  const engine::Analysis& analysis;
  const engine::Timeline& timeline;  ///< with the names of the findings
  std::span<const diary::FileReport> files;
  std::string_view version;
  Words words = Words::plain;
};

/// One self-contained page: no script, nothing loaded from anywhere, readable on a phone, in the
/// dark and on paper. People's words are escaped: no name can add an element or an attribute.
/// Figures carry the numbers of the json format in `data-` attributes. Ends in LF.
[[nodiscard]] std::string to_html(const PageSource& source);

/// As `to_html` of an analysis: what `explain` tells of one food, with its figures.
/// @param source  its timeline holds the food.
[[nodiscard]] std::string to_html(const engine::Explanation& explanation, const PageSource& source);

/// A self-contained page with a forest plot of each level; for at most 30 people also the
/// estimates of each of them.
[[nodiscard]] std::string to_html(const PoolSource& source);

/// One page, as `to_html` of an analysis; on paper two sheets, the second for the clinician.
[[nodiscard]] std::string to_html(const trial::Plan& plan, std::string_view version);
[[nodiscard]] std::string to_html(const trial::Result& result, std::string_view version);

}  // namespace culprit::report
