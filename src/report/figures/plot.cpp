#include "culprit/report/figures/plot.hpp"

#include <stdexcept>

#include "report/figures/figure_days.hpp"
#include "report/figures/figure_foods.hpp"

namespace culprit::report {

std::string forest_svg(const engine::Analysis& analysis) {
  return as_file(forest_figure(analysis));
}

std::string timeline_svg(const engine::Timeline& timeline, const engine::Analysis& analysis) {
  return as_file(timeline_figure(timeline, analysis));
}

std::string coverage_svg(const engine::Timeline& timeline) {
  return as_file(coverage_figure(timeline));
}

std::string lags_svg(const engine::Explanation& explanation, const engine::Analysis& analysis) {
  if (!explanation.row)
    throw std::invalid_argument("lags_svg: explanation has no row, but must have one!");
  return as_file(lags_figure(*explanation.row, analysis));
}

}  // namespace culprit::report
