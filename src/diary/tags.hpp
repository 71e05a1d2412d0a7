/// Things that people tick off in a list: activities, tags, triggers, habits.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "culprit/diary/diary.hpp"
#include "diary/day_set.hpp"
#include "diary/entry_table.hpp"
#include "diary/text_memo.hpp"

namespace culprit::diary {

/// What a ticked name is: a factor or a treatment if its words say so, else a food.
[[nodiscard]] Kind kind_of_tag(std::string_view name);

/// `kind_of_tag`, asked once for each name.
class TagKinds {
 public:
  [[nodiscard]] Kind of(std::string_view name) { return known_.get(name, kind_of_tag); }

 private:
  TextMemo<Kind> known_;
};

/// Factors that are ticked or not at each check-in of one file, so that a day that was checked in
/// without the tick has the value 0 and not a missing one.
class TickedFactors {
 public:
  void check_in(Day day) { days_.insert(day); }
  void tick(Day day, std::string_view name);

  /// Adds a 1 or a 0 for each factor and day.
  void finish(EntryTable& entries) const;

 private:
  DaySet days_;
  std::map<std::string, DaySet> ticks_;  ///< by tidy name
  TextMemo<DaySet*> known_;              ///< in `ticks_`, by the name as it was written
};

}  // namespace culprit::diary
