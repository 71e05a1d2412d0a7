#include "culprit/engine/timeline.hpp"

#include <algorithm>
#include <map>

#include "culprit/core/text.hpp"
#include "engine/exposure.hpp"

namespace culprit::engine {
namespace {

constexpr double wholly_unknown = 1 - 1e-9;

/// From the first used lag, or hour, to the last.
TimeWindow all_used(const Study& study) {
  if (const auto* hours = std::get_if<HourWindows>(&study.lags)) return hours->span();
  const auto& days = std::get<LagWindow>(study.lags);
  return LagWindow{std::min(study.first_used_lag(days), days.last()), days.last()};
}

std::vector<TimelineTreatment> treatments_of(const diary::Diary& diary) {
  std::map<std::string, TimelineTreatment> by_name;
  for (const auto& entry : diary.entries) {
    if (entry.kind != diary::Kind::treatment) continue;
    const auto& name = diary.names[entry.name];
    auto& treatment =
        by_name.try_emplace(fold_name(name), TimelineTreatment{name, {}}).first->second;
    if (treatment.days.empty() || treatment.days.back() != entry.day)
      treatment.days.push_back(entry.day);
  }
  std::vector<TimelineTreatment> treatments;
  treatments.reserve(by_name.size());
  for (auto& [folded, treatment] : by_name) treatments.push_back(std::move(treatment));
  std::ranges::stable_sort(treatments, std::ranges::greater{},
      [](const TimelineTreatment& treatment) { return treatment.days.size(); });
  return treatments;
}

}  // namespace

TimelineFood lay_out(const Study& study, std::size_t food, const RankedFood* row) {
  TimelineFood laid{{}, row != nullptr ? row->lag : all_used(study), {}, {}, {}};
  for (const int day : study.foods[food].days) laid.eaten_on.push_back(study.first_day + Days{day});
  if (study.readings.empty()) return laid;
  // Compared is one window: what it holds of an overlapping one does not matter here.
  const auto* hours = laid.compared.hours();
  const ExposureGrid grid{study, hours ? Lags{HourWindows{{*hours}}} : study.lags};
  const Eigen::MatrixXd unknown = grid.unknown_shares();
  const auto eaten = grid.columns(study.foods[food]).eaten;
  const ColumnRun run = hours ? ColumnRun{0, 1} : columns_of(study, laid.compared);
  laid.exposures.assign(study.readings.size(), Exposure::unexposed);
  laid.days_within.resize(study.readings.size());
  for (Eigen::Index reading = 0; reading < unknown.rows(); ++reading)
    if ((unknown.row(reading).segment(run.first, run.count).array() > 0).any())
      laid.exposures[static_cast<std::size_t>(reading)] = Exposure::unknown;
  for (Eigen::Index c = run.first; c < run.first + run.count; ++c) {
    for (const std::uint32_t reading : eaten[static_cast<std::size_t>(c)]) {
      // Of a food eaten every day, what is expected of an unlogged day may be 1 too.
      if (unknown(reading, c) >= wholly_unknown) continue;
      laid.exposures[reading] = Exposure::exposed;
      ++laid.days_within[reading];
    }
  }
  return laid;
}

std::vector<TimelineName> found_names(const Analysis& analysis) {
  std::vector<TimelineName> names;
  for (const auto& row : analysis.foods)
    if (row.finding) names.push_back({row.name, row.level});
  return names;
}

Timeline make_timeline(const diary::Diary& diary, const foods::Resolution& resolution,
    const Analysis& analysis, const std::vector<TimelineName>& names) {
  const Study& study = *analysis.study;
  Timeline timeline;
  timeline.first_day = analysis.diary.first_day;
  timeline.last_day = analysis.diary.last_day;
  timeline.logged_days = diary.logged_days;
  timeline.treatments = treatments_of(diary);
  for (const Reading& reading : study.readings)
    timeline.readings.push_back(
        {study.first_day + Days{reading.day}, reading.clock, reading.value});
  const auto is_named = [](const TimelineName& name) {
    return [&](const auto& food) { return food.name == name.name && food.level == name.level; };
  };
  for (const TimelineName& name : names) {
    const auto found = std::ranges::find_if(resolution.foods, is_named(name));
    if (found == resolution.foods.end()) continue;
    const auto row = std::ranges::find_if(analysis.foods, is_named(name));
    timeline.foods.push_back(
        lay_out(study, static_cast<std::size_t>(found - resolution.foods.begin()),
            row != analysis.foods.end() ? &*row : nullptr));
    timeline.foods.back().name = name;
  }
  return timeline;
}

}  // namespace culprit::engine
