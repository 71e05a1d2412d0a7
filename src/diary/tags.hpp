/// Things that people tick off in a list: activities, tags, triggers, habits.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "culprit/diary/diary.hpp"
#include "entry_table.hpp"

namespace culprit::diary {

/// What a ticked name is: a factor or a treatment if its words say so, else a food.
[[nodiscard]] Kind kind_of_tag(std::string_view name);

/// Factors that are ticked or not at each check-in of one file, so that a day that was checked in
/// without the tick has the value 0 and not a missing one.
class TickedFactors {
 public:
  void check_in(Day day) { days_.insert(day); }
  void tick(Day day, std::string_view name);

  /// Adds a 1 or a 0 for each factor and day.
  void finish(EntryTable& entries) const;

 private:
  std::set<Day> days_;
  std::set<std::string, std::less<>> names_;
  std::set<std::pair<std::string, Day>> ticks_;
};

}  // namespace culprit::diary
