#include "culprit/engine/timeline.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "culprit/core/text.hpp"
#include "engine/compared.hpp"
#include "engine/study.hpp"

namespace culprit::engine {
namespace {

TimeWindow window_of(const TimelineName& name, const Analysis& analysis, const Study& study) {
  for (const auto& row : analysis.foods)
    if (row.name == name.name && row.level == name.level) return row.lag;
  return all_used(study);
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
  for (const Reading& reading : study.readings) {
    timeline.readings.push_back(
        {study.first_day + Days{reading.day}, reading.clock, reading.value});
  }
  for (const TimelineName& name : names) {
    const auto& foods = resolution.foods;
    const auto found = std::find_if(foods.begin(), foods.end(), [&](const foods::Food& food) {
      return food.name == name.name && food.level == name.level;
    });
    if (found == foods.end()) continue;
    const auto index = static_cast<std::size_t>(found - foods.begin());
    TimelineFood food{name, window_of(name, analysis, study), {}, {}, {}};
    for (const int day : study.foods[index].days)
      food.eaten_on.push_back(study.first_day + Days{day});
    auto within = exposures_within(study, index, food.compared);
    food.exposures = std::move(within.exposures);
    food.days_within = std::move(within.days);
    timeline.foods.push_back(std::move(food));
  }
  return timeline;
}

}  // namespace culprit::engine
