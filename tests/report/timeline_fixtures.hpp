/// Timelines made by hand, of the analyses of `fixtures.hpp`.
#pragma once

#include "culprit/engine/timeline.hpp"
#include "report/fixtures.hpp"

namespace culprit::report::fixtures {

/// A rating each day but every seventh, foods logged each day but every tenth; the foods of
/// findings eaten on every third day, the n-th from day n on.
inline engine::Timeline timeline_of(const engine::Analysis& analysis) {
  engine::Timeline timeline;
  timeline.first_day = analysis.diary.first_day;
  timeline.last_day = analysis.diary.first_day + Days{analysis.diary.days - 1};
  for (int i = 0; i < analysis.diary.days; ++i) {
    const Day day = timeline.first_day + Days{i};
    if (i % 7 != 6) timeline.readings.push_back({day, 1200, (i % 10) / 2.0 + 1});
    if (i % 10 != 9) timeline.logged_days.push_back(day);
  }
  engine::TimelineTreatment cream{"cream", {}};
  for (int i = 0; i < analysis.diary.days; i += 9)
    cream.days.push_back(timeline.first_day + Days{i});
  timeline.treatments.push_back(std::move(cream));
  int start = 0;
  for (const auto& name : engine::found_names(analysis)) {
    engine::TimelineFood food{name, LagWindow{1, 3}, {}, {}, {}};
    for (int i = start; i < analysis.diary.days; i += 3) {
      food.eaten_on.push_back(timeline.first_day + Days{i});
    }
    for (std::size_t i = 0; i < timeline.readings.size(); ++i) {
      food.exposures.push_back(i % 4 == 0   ? engine::Exposure::exposed
                               : i % 4 == 1 ? engine::Exposure::unknown
                                            : engine::Exposure::unexposed);
      food.days_within.push_back(i % 4 == 0 ? 1 + static_cast<int>(i % 3) : 0);
    }
    timeline.foods.push_back(std::move(food));
    ++start;
  }
  return timeline;
}

}  // namespace culprit::report::fixtures
