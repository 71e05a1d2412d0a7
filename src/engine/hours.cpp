#include "engine/hours.hpp"

#include <algorithm>
#include <cstdint>

namespace culprit::engine {
namespace {

constexpr int hours_per_day = 24;
constexpr int minutes_per_hour = 60;
constexpr int recent_hours = 48;  // hours

int floor_of(int minutes) {
  return minutes >= 0 ? minutes / minutes_per_day : -((-minutes - 1) / minutes_per_day + 1);
}

/// Minutes of the reading's day that had passed: a clock change may have moved them out of it.
int into_day(const Reading& reading) {
  const auto minutes = reading.minute - std::int64_t{reading.day} * minutes_per_day;
  return static_cast<int>(std::clamp<std::int64_t>(minutes, 0, minutes_per_day));
}

/// The two calendar days that a piece may touch, and how much of 24 hours lies on each.
struct Parts {
  int later = 0;
  double later_share = 0;
  double earlier_share = 0;
};

Parts parts_of(const Reading& reading, const HourWindow& piece) {
  const int end = into_day(reading) - piece.from() * minutes_per_hour;
  const int ahead = floor_of(end);
  const double length = static_cast<double>(piece.length()) / hours_per_day;
  Parts parts{.later = reading.day + ahead};
  parts.later_share =
      std::min(length, static_cast<double>(end - ahead * minutes_per_day) / minutes_per_day);
  parts.earlier_share = length - parts.later_share;
  return parts;
}

bool is_unlogged(const Study& study, int day) {
  return day < 0 || day >= study.n_days || !study.is_logged[static_cast<std::size_t>(day)];
}

std::vector<HourWindow> pieces_of(const HourWindow& window) {
  std::vector<HourWindow> pieces;
  for (int from = window.from(); from < window.to(); from += hours_per_day)
    pieces.emplace_back(from, std::min(from + hours_per_day, window.to()));
  return pieces;
}

double unlogged_days(const Study& study, const Reading& reading, const HourWindow& piece) {
  const Parts parts = parts_of(reading, piece);
  return parts.later_share * (is_unlogged(study, parts.later) ? 1 : 0) +
         parts.earlier_share * (is_unlogged(study, parts.later - 1) ? 1 : 0);
}

double piece_exposure(const Study& study, const Reading& reading, const HourWindow& piece,
    const HourMeasure& measure) {
  const auto begin = measure.minutes.begin();
  const auto first = std::upper_bound(
      begin, measure.minutes.end(), reading.minute - std::int64_t{piece.to()} * minutes_per_hour);
  const auto last = std::upper_bound(
      first, measure.minutes.end(), reading.minute - std::int64_t{piece.from()} * minutes_per_hour);
  double value = 0;
  for (auto entry = first; entry != last; ++entry) {
    value = std::min(
        value + measure.by_entry[static_cast<std::size_t>(entry - begin)], measure.largest);
  }
  // Eaten in the part that was logged: what the other part may hold adds nothing.
  if (value > 0) return value;
  const Parts parts = parts_of(reading, piece);
  if (is_unlogged(study, parts.later))
    value += parts.later_share * measure.expectation(parts.later);
  if (is_unlogged(study, parts.later - 1))
    value += parts.earlier_share * measure.expectation(parts.later - 1);
  return value;
}

template <typename OfPiece> Eigen::MatrixXd sum_over_pieces(
    const Study& study, const HourWindows& windows, const OfPiece& of_piece) {
  Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(study.readings.size()),
      static_cast<Eigen::Index>(windows.all().size()));
  for (Eigen::Index w = 0; w < sums.cols(); ++w) {
    for (const HourWindow& piece : pieces_of(windows.all()[static_cast<std::size_t>(w)]))
      for (Eigen::Index row = 0; row < sums.rows(); ++row)
        sums(row, w) += of_piece(study.readings[static_cast<std::size_t>(row)], piece);
  }
  return sums;
}

double days_of(const HourWindow& window) {
  return static_cast<double>(window.length()) / hours_per_day;
}

}  // namespace

Eigen::MatrixXd hour_exposures(
    const Study& study, const HourWindows& windows, const HourMeasure& measure) {
  Eigen::MatrixXd columns =
      sum_over_pieces(study, windows, [&](const Reading& reading, const HourWindow& piece) {
        return piece_exposure(study, reading, piece, measure);
      });
  for (Eigen::Index w = 0; w < columns.cols(); ++w)
    columns.col(w) /= std::max(1.0, days_of(windows.all()[static_cast<std::size_t>(w)]));
  return columns;
}

Eigen::MatrixXd unknown_hours(const Study& study, const HourWindows& windows) {
  Eigen::MatrixXd shares =
      sum_over_pieces(study, windows, [&](const Reading& reading, const HourWindow& piece) {
        return unlogged_days(study, reading, piece);
      });
  for (Eigen::Index w = 0; w < shares.cols(); ++w)
    shares.col(w) /= days_of(windows.all()[static_cast<std::size_t>(w)]);
  return shares;
}

Eigen::MatrixXd unlogged_by_age(const Study& study, const HourWindows& windows) {
  Eigen::MatrixXd days = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(study.readings.size()), 2);
  int counted_to = 0;  // hours: overlapping windows count once
  for (const HourWindow& window : windows.all()) {
    for (int from = std::max(window.from(), counted_to); from < window.to();) {
      const int day_ends = (from / hours_per_day + 1) * hours_per_day;
      const HourWindow piece{from, std::min(window.to(), day_ends)};
      for (Eigen::Index row = 0; row < days.rows(); ++row) {
        days(row, from < recent_hours ? 0 : 1) +=
            unlogged_days(study, study.readings[static_cast<std::size_t>(row)], piece);
      }
      from = piece.to();
    }
    counted_to = std::max(counted_to, window.to());
  }
  return days;
}

std::pair<int, int> days_touched(const Reading& reading, const HourWindow& window) {
  const int into = std::min(into_day(reading), minutes_per_day - 1);
  return {reading.day + floor_of(into - window.to() * minutes_per_hour),
      reading.day + floor_of(into - window.from() * minutes_per_hour)};
}

}  // namespace culprit::engine
