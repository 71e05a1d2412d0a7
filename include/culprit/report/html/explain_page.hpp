/// What is known about one food, as a page.
#pragma once

#include <string>

#include "culprit/engine/explain.hpp"
#include "culprit/report/html/html.hpp"

namespace culprit::report {

/// As `to_html` of an analysis: what `explain` tells of one food, with its figures.
/// @param source  its timeline holds the food.
[[nodiscard]] std::string to_html(const engine::Explanation& explanation, const PageSource& source);

}  // namespace culprit::report
