/// Diaries for tests, written down entry by entry.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "culprit/diary/diary.hpp"

namespace culprit::testing {

/// Builds a Diary that keeps the invariants of `diary::Diary`. Days are numbers; day 0 is Monday,
/// 2024-01-01.
class DiaryBuilder {
 public:
  static constexpr double no_amount = std::numeric_limits<double>::quiet_NaN();

  /// An entry at a clock time [minutes], or untimed.
  DiaryBuilder& add(diary::Kind kind, int day, std::string_view name, double amount = no_amount,
      std::optional<int> minute = std::nullopt);
  DiaryBuilder& food(int day, std::string_view name, std::optional<int> minute = std::nullopt);
  DiaryBuilder& severity(int day, double value, std::optional<int> minute = std::nullopt);
  /// Foods were recorded on that day, though nothing was eaten that is in the diary.
  DiaryBuilder& logged(int day);

  /// The diary so far, sorted.
  [[nodiscard]] diary::Diary build() const;

  /// The calendar day of a day number.
  [[nodiscard]] static Day day(int number);

 private:
  diary::Diary diary_;
};

}  // namespace culprit::testing
