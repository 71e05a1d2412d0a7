#include "engine/compared.hpp"

#include <algorithm>

#include "culprit/diary/outcome.hpp"
#include "engine/exposure.hpp"

namespace culprit::engine {
namespace {

constexpr double wholly_unknown = 1 - 1e-9;

}  // namespace

Study study_of(
    const diary::Diary& diary, const foods::Resolution& resolution, const Analysis& analysis) {
  Options options = analysis.settings.options;
  options.scale = analysis.outcome.scale;
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), options.severity);
  return make_study(diary, resolution, outcome, options);
}

TimeWindow all_used(const Study& study) {
  if (const auto* hours = std::get_if<HourWindows>(&study.lags)) return hours->span();
  const auto& days = std::get<LagWindow>(study.lags);
  return LagWindow{std::min(study.first_used_lag(days), days.last()), days.last()};
}

std::vector<Exposure> exposures_within(
    const Study& study, std::size_t food, const TimeWindow& window) {
  if (study.readings.empty()) return {};
  Study compared = study;
  // Compared is one window: what it holds of an overlapping one does not matter here.
  if (const auto* hours = window.hours()) compared.lags = HourWindows{{*hours}};
  const Eigen::MatrixXd unknown = unknown_shares(compared);
  const YesNo eaten = food_columns(compared, compared.foods[food]).is_eaten;
  const ColumnRun run = columns_of(compared, window);
  std::vector<Exposure> exposures;
  for (Eigen::Index i = 0; i < eaten.rows(); ++i) {
    bool is_eaten = false;
    bool is_unknown = false;
    for (Eigen::Index k = run.first; k < run.first + run.count; ++k) {
      // Of a food eaten every day, what is expected of an unlogged day may be 1 too.
      is_eaten = is_eaten || (eaten(i, k) && unknown(i, k) < wholly_unknown);
      is_unknown = is_unknown || unknown(i, k) > 0;
    }
    exposures.push_back(is_eaten     ? Exposure::exposed
                        : is_unknown ? Exposure::unknown
                                     : Exposure::unexposed);
  }
  return exposures;
}

}  // namespace culprit::engine
