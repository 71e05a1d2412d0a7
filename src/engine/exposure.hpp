/// What a food's exposure was at each lag of each reading. Amounts of food as multiples of the
/// usual amount.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/foods/resolve.hpp"
#include "engine/study.hpp"

namespace culprit::engine {

/// Exposure by lag: 1 = eaten, 0 = not eaten, in between = not logged.
///
/// A day that was not logged stands at its expectation: the share of logged days with the food
/// among those of the same weekday within 45 days, shrunk to the share among all of them. Never 0,
/// which would turn "not written down" into "not eaten", and never left out, which at 15 % missing
/// days would cost three quarters of the rows. With day alignment, the day of a reading that may
/// have been given before the meal stands at its expectation too.
///
/// With clock alignment lag k covers the 24 hours [24k, 24(k+1)) before the reading: 1 if the food
/// was entered in them, else the sum over the calendar days they touch that were not logged of
/// (share of the 24 hours) × (expectation).
///
/// Over hour windows: 1 if the food was entered in them, of those longer than a day the sum over
/// their pieces of 24 hours, divided by the days that they cover; what was not logged as above.
///
/// @return  [readings × columns], as `column_windows` names them.
[[nodiscard]] Eigen::MatrixXd lag_exposures(const Study& study, const FoodSeries& food);

/// The same in doses (`FoodSeries::day_doses`), not logged days at the expectation times the usual
/// dose. Only of a food that has doses. Shape as above.
[[nodiscard]] Eigen::MatrixXd lag_doses(const Study& study, const FoodSeries& food);

/// How much of each lag of each reading is not known, in [0, 1]: not logged, or after a reading
/// that may have come before the meal. Where it is 0, `lag_exposures` is exactly 0 or 1. Shape as
/// above.
[[nodiscard]] Eigen::MatrixXd unknown_shares(const Study& study);

/// What each column of `lag_exposures` covers: one lag, or one hour window.
[[nodiscard]] std::vector<TimeWindow> column_windows(const Study& study);

/// Adjacent columns.
struct ColumnRun {
  Eigen::Index first = 0;
  Eigen::Index count = 0;
};
/// The columns whose mean is the exposure over a scanned window.
[[nodiscard]] ColumnRun columns_of(const Study& study, const TimeWindow& window);
/// The columns that windows may hold: all but an unused lag 0.
[[nodiscard]] ColumnRun used_columns(const Study& study);

/// Yes or no for each reading and column.
using YesNo = Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>;

/// A food's columns as they are tested, and where it is known to have been eaten within them.
struct FoodColumns {
  /// As `lag_exposures`; but an hour window with fewer than `least_contrast` readings after the
  /// food, or fewer without it, is 0 throughout: it cannot be tested.
  Eigen::MatrixXd exposures;
  YesNo is_eaten;
};
inline constexpr Eigen::Index least_contrast = 5;
[[nodiscard]] FoodColumns food_columns(const Study& study, const FoodSeries& food);

/// [readings × 2] Days not logged among the used lags or hours: of the last two days before a
/// reading, and of earlier ones.
[[nodiscard]] Eigen::MatrixXd unlogged_days(const Study& study);

/// Logged days within reach of a reading, with and without the food.
struct ExposureCounts {
  int exposed = 0;
  int unexposed = 0;
};
[[nodiscard]] ExposureCounts count_exposures(const Study& study, const FoodSeries& food);

/// The lag windows that are scanned: every single used lag, and the multi-day windows {0–1} {1–2}
/// {2–3} {3–4} {4–5} {5–6} {0–2} {1–3} {2–4} {3–5} {4–6} {3–6} {0–3} {0–5} that lie within them.
/// Multi-day windows carry the power where reactions last days, single ones where they last one.
/// A rating that looks back over several days cannot tell one of them from the next: its windows
/// are multiples of its recall. Hour windows are scanned as they were asked for.
[[nodiscard]] std::vector<TimeWindow> scanned_windows(const Study& study);

/// Most that one entry, or one day, counts for: a slip of the pen must not decide a slope.
inline constexpr double largest_dose = 3;

/// A dose for each use of each entry.
struct RelativeDoses {
  std::vector<double> values;      ///< by entry, then use; NaN = only yes or no is known
  std::vector<std::size_t> first;  ///< [diary.entries] where its values begin

  [[nodiscard]] double of(std::size_t entry, std::size_t use) const {
    return values[first[entry] + use];
  }
};

/// Amount of each food eaten over its median amount in the same unit, at most `largest_dose`.
///
/// The amount is the entry's own if its phrase names one food alone, else what the phrase says
/// (`2 slices of toast`). NaN for ingredients and groups, and for all entries of a food with fewer
/// than 80 % of them in its commonest unit, or with equal amounts throughout: there only yes or no
/// is known. The other entries of a food with doses (no amount, another unit) count as the usual
/// amount, 1.
[[nodiscard]] RelativeDoses relative_doses(
    const diary::Diary& diary, const foods::Resolution& resolution);

}  // namespace culprit::engine
