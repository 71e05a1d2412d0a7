/// What a food's exposure was at each lag of each reading.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "culprit/engine/study.hpp"

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
/// @return  [readings × lags], column k = lag `study.lags.first() + k`.
[[nodiscard]] Eigen::MatrixXd lag_exposures(const Study& study, const FoodSeries& food);

/// The same in doses (`FoodSeries::day_doses`), not logged days at the expectation times the usual
/// dose. Only of a food that has doses. Shape as above.
[[nodiscard]] Eigen::MatrixXd lag_doses(const Study& study, const FoodSeries& food);

/// How much of each lag of each reading is not known, in [0, 1]: not logged, or after a reading
/// that may have come before the meal. Where it is 0, `lag_exposures` is exactly 0 or 1. Shape as
/// above.
[[nodiscard]] Eigen::MatrixXd unknown_shares(const Study& study);

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
/// are multiples of its recall.
[[nodiscard]] std::vector<LagWindow> scanned_windows(const Study& study);

}  // namespace culprit::engine
