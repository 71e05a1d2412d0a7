/// Figures as files.
#pragma once

#include <string>

#include "culprit/engine/analysis.hpp"
#include "culprit/engine/explain.hpp"
#include "culprit/engine/timeline.hpp"

namespace culprit::report {

/// A figure as an SVG file of its own, light or dark as the viewer asks for.
[[nodiscard]] std::string forest_svg(const engine::Analysis& analysis);
[[nodiscard]] std::string timeline_svg(
    const engine::Timeline& timeline, const engine::Analysis& analysis);
[[nodiscard]] std::string coverage_svg(const engine::Timeline& timeline);
/// @throws std::invalid_argument  if the explanation has no row.
[[nodiscard]] std::string lags_svg(
    const engine::Explanation& explanation, const engine::Analysis& analysis);

}  // namespace culprit::report
