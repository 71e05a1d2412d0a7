#include "culprit/engine/timeline.hpp"

#include <algorithm>

#include "engine/compared.hpp"
#include "engine/study.hpp"

namespace culprit::engine {
namespace {

TimeWindow window_of(const TimelineName& name, const Analysis& analysis, const Study& study) {
  for (const auto& row : analysis.foods)
    if (row.name == name.name && row.level == name.level) return row.lag;
  return all_used(study);
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
    TimelineFood food{name, window_of(name, analysis, study), {}, {}};
    for (const int day : study.foods[index].days)
      food.eaten_on.push_back(study.first_day + Days{day});
    food.exposures = exposures_within(study, index, food.compared);
    timeline.foods.push_back(std::move(food));
  }
  return timeline;
}

}  // namespace culprit::engine
