/// Things that people tick off in a list: activities, tags, triggers, habits.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "culprit/diary/diary.hpp"
#include "entry_table.hpp"

namespace culprit::diary {

/// What a ticked name is: a factor or a treatment if its words say so, else a food.
[[nodiscard]] Kind kind_of_tag(std::string_view name);

/// By the text of a cell, which comes again in nearly every row.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>{}(text);
  }
};
template <typename Value>
using TextMemo = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// `kind_of_tag`, asked once for each name.
class TagKinds {
 public:
  [[nodiscard]] Kind of(std::string_view name);

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
  using TickedDays = std::set<Day>;

  std::set<Day> days_;
  std::map<std::string, TickedDays> ticks_;  ///< by tidy name
  TextMemo<TickedDays*> known_;              ///< in `ticks_`, by the name as it was written
};

}  // namespace culprit::diary
