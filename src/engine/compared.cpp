#include "engine/compared.hpp"

#include <algorithm>

#include "engine/exposure.hpp"

namespace culprit::engine {
namespace {

constexpr double wholly_unknown = 1 - 1e-9;

}  // namespace

TimeWindow all_used(const Study& study) {
  if (const auto* hours = std::get_if<HourWindows>(&study.lags)) return hours->span();
  const auto& days = std::get<LagWindow>(study.lags);
  return LagWindow{std::min(study.first_used_lag(days), days.last()), days.last()};
}

WithinWindow exposures_within(const Study& study, std::size_t food, const TimeWindow& window) {
  if (study.readings.empty()) return {};
  // Compared is one window: what it holds of an overlapping one does not matter here.
  const auto* hours = window.hours();
  const ExposureGrid grid{study, hours ? Lags{HourWindows{{*hours}}} : study.lags};
  const Eigen::MatrixXd unknown = grid.unknown_shares();
  const auto eaten = grid.columns(study.foods[food]).eaten;
  const ColumnRun run = hours ? ColumnRun{0, 1} : columns_of(study, window);
  WithinWindow within{
      {study.readings.size(), Exposure::unexposed}, std::vector<int>(study.readings.size())};
  for (Eigen::Index row = 0; row < unknown.rows(); ++row)
    if ((unknown.row(row).segment(run.first, run.count).array() > 0).any())
      within.exposures[static_cast<std::size_t>(row)] = Exposure::unknown;
  for (Eigen::Index c = run.first; c < run.first + run.count; ++c) {
    for (const std::uint32_t row : eaten[static_cast<std::size_t>(c)]) {
      // Of a food eaten every day, what is expected of an unlogged day may be 1 too.
      if (unknown(row, c) >= wholly_unknown) continue;
      within.exposures[row] = Exposure::exposed;
      ++within.days[row];
    }
  }
  return within;
}

}  // namespace culprit::engine
