/// An analysis as a page for people.
///
/// Neighbours: beside the analysis, a page takes the timeline of `engine/timeline.hpp`.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "culprit/diary/read.hpp"
#include "culprit/engine/analysis.hpp"
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

}  // namespace culprit::report
