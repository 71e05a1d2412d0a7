/// An analysis as a page for people, and its figures as files.
///
/// Neighbours: as `report.hpp`; the caller also hands over the timeline of
/// `engine/timeline.hpp`, which the other formats do not need.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "culprit/diary/read.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/engine/explain.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/report/report.hpp"

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

/// The same of one food: what `explain` tells, with its figures.
/// @param source  its timeline holds the food.
[[nodiscard]] std::string to_html(const engine::Explanation& explanation, const PageSource& source);

/// A figure as an SVG file of its own, light or dark as the viewer asks for.
[[nodiscard]] std::string forest_svg(const engine::Analysis& analysis);
[[nodiscard]] std::string timeline_svg(const engine::Timeline& timeline,
                                       const engine::Analysis& analysis);
[[nodiscard]] std::string coverage_svg(const engine::Timeline& timeline);
/// @throws std::invalid_argument  if the explanation has no row.
[[nodiscard]] std::string lags_svg(const engine::Explanation& explanation,
                                   const engine::Analysis& analysis);

}  // namespace culprit::report
