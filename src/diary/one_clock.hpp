/// A clock that nearly all foods, or nearly all ratings, of a file share tells no time:
/// spreadsheets and programs put one behind a date that has none.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "culprit/diary/diary.hpp"

namespace culprit::diary {

/// What is known of the clocks of a file once it was read.
struct OneClock {
  std::array<bool, 2> is_shared{};  ///< by foods, by ratings: these entries are untimed
  int minute = 0;                   ///< the shared clock, after midnight
  /// 22:00 and 23:00 of a file (in UTC also 18:30 and 21:00) are local midnight in UTC: its days
  /// are those that follow.
  bool moves_on = false;
  bool is_evening = false;  ///< the day was over when it was written down

  [[nodiscard]] bool is_any() const noexcept { return is_shared[0] || is_shared[1]; }
  /// Entries and logged days without that clock. @param day_starts  minutes after midnight
  void apply(std::span<Entry> entries, std::span<Day> logged, int day_starts) const;
  /// `the foods and ratings have one clock, 00:00, …`
  [[nodiscard]] std::string words() const;
};

/// Counts the clocks of a file.
class ClockTally {
 public:
  void add(std::span<const Entry> entries, int day_starts);

  /// No time of day is what 19 in 20 foods (or ratings), on three days or more, have if it is 00:00
  /// or 12:00, a whole or half hour in UTC, the clock of foods and ratings alike, or 22:00 and
  /// 23:00 by turns. The last three also with the hour beside it, which is that of the summer.
  /// @param is_utc  the clocks were written in UTC and are not converted
  [[nodiscard]] OneClock decide(bool is_utc) const;

 private:
  struct Class {
    std::array<std::uint32_t, std::size_t{24} * 60> at{};  ///< [minute after midnight]
    std::uint32_t timed = 0;
    std::uint32_t days = 0;  ///< changes of the day
    Day last{};
  };
  struct Shared {
    int minute = 0;        ///< the earlier of two
    bool has_two = false;  ///< the hour behind it too
  };
  [[nodiscard]] static std::optional<Shared> shared_by(const Class& entries);

  std::array<Class, 2> classes_;  ///< foods, ratings
};

}  // namespace culprit::diary
