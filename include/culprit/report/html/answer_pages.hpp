/// The answers of `explain` and `pool` as pages.
#pragma once

#include <string>

#include "culprit/engine/explain.hpp"
#include "culprit/report/html/html.hpp"
#include "culprit/report/machine/answer_json.hpp"

namespace culprit::report {

/// As `to_html` of an analysis: what `explain` tells of one food, with its figures.
/// @param source  its timeline holds the food.
[[nodiscard]] std::string to_html(const engine::Explanation& explanation, const PageSource& source);

/// A self-contained page with a forest plot of each level; for at most 30 people also the
/// estimates of each of them.
[[nodiscard]] std::string to_html(const PoolSource& source);

}  // namespace culprit::report
