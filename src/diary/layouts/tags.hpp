/// Things that people tick off in a list (activities, tags, triggers, habits), and rows that say in
/// so many words that there was no symptom.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "diary/layouts/layout.hpp"
#include "diary/store/entry_table.hpp"
#include "diary/store/memo.hpp"

namespace culprit::diary {

/// What a ticked name is: a factor or a treatment if its words say so; else a food if it is known
/// to be one, or nothing is known of foods; else a factor. Beside a food log no tick is a food.
[[nodiscard]] Kind kind_of_tag(std::string_view name, const SharedState& shared);

/// Factors that are ticked or not at each check-in of one file, so that a day that was checked in
/// without the tick has the value 0 and not a missing one.
class TickedFactors {
 public:
  void check_in(Day day) { add(day, days_); }
  void tick(Day day, std::string_view name);

  /// Adds a 1 or a 0 for each factor and day.
  void finish(EntryTable& entries) const;

 private:
  static void add(Day day, std::vector<Day>& days) {
    if (days.empty() || days.back() != day) days.push_back(day);
  }

  std::vector<Day> days_;
  std::map<std::string, std::vector<Day>> ticks_;  ///< by tidy name
  /// In `ticks_`, by the name as it was written.
  TextMemo<std::vector<Day>*> known_{
      [this](std::string_view written) { return &ticks_[tidy_name(written)]; }};
};

/// Ratings in words that only their author can give numbers: all of a file in one message.
class UnknownMoods {
 public:
  void count() { ++n_moods_; }
  void add(std::string_view cell) { ++words_[quotable(cell)]; }

  /// Rejects them, and says how `--mood-map` gives all of them numbers.
  void report(FileContext& file) const;

 private:
  std::map<std::string, std::uint64_t> words_;  ///< and how often
  std::uint64_t n_moods_ = 0;                   ///< known ones too
};

/// `none` in a list of symptoms rates each symptom that the lists of the file name anywhere 0: what
/// that row is about is known only behind the last row. A blank cell says nothing.
class SymptomFree {
 public:
  /// A symptom of a list.
  void name(const Entry& symptom);
  /// A list that holds none. @param row  its day, time and part of the day
  void none(const Entry& row) { rows_.push_back(row); }

  /// Adds a 0 for each symptom and row.
  void finish(EntryTable& entries) const;

 private:
  std::map<std::uint32_t, std::uint32_t> scales_;  ///< by name: the unit of all its entries, or 0
  std::vector<Entry> rows_;
};

}  // namespace culprit::diary
