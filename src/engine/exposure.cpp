#include "engine/exposure.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>

#include "engine/hours.hpp"

namespace culprit::engine {
namespace {

constexpr int expectation_reach = 45;  // days on either side
// Weight of the overall share in a weekday's: about a third of what 90 days hold of one weekday, so
// that a weekday decides only where the diary shows it does.
constexpr double shrinkage = 4;

/// A food day by day: 1 eaten, 0 not eaten or not known.
std::vector<char> eaten_by_day(const Study& study, const FoodSeries& food) {
  std::vector<char> eaten(static_cast<std::size_t>(study.n_days), 0);
  for (const int day : food.days) eaten[static_cast<std::size_t>(day)] = 1;
  return eaten;
}

double expected_exposure(const Study& study, const std::vector<char>& eaten, int day) {
  double days = 0;
  double eaten_days = 0;
  double same_weekday = 0;
  double eaten_same_weekday = 0;
  const auto tally = [&](int first, int last) {
    for (int d = std::max(first, 0); d <= std::min(last, study.n_days - 1); ++d) {
      const auto i = static_cast<std::size_t>(d);
      if (!study.is_logged[i]) continue;
      days += 1;
      eaten_days += eaten[i];
      if ((d - day) % 7 != 0) continue;
      same_weekday += 1;
      eaten_same_weekday += eaten[i];
    }
  };
  tally(day - expectation_reach, day + expectation_reach);
  if (days == 0) tally(0, study.n_days - 1);
  const double share = days > 0 ? eaten_days / days : 0;
  return (eaten_same_weekday + shrinkage * share) / (same_weekday + shrinkage);
}

/// Share of the 24 hours that end at `clock` minutes into a day which lie on that day; the rest
/// lie on the day before.
double share_on_later_day(const Reading& reading) {
  const auto into_day = reading.minute - std::int64_t{reading.day} * minutes_per_day;
  const double share = static_cast<double>(into_day) / minutes_per_day;
  return std::clamp(share, 0.0, 1.0);
}

bool is_logged(const Study& study, int day) {
  return day >= 0 && day < study.n_days && study.is_logged[static_cast<std::size_t>(day)];
}

/// A reading that may have come before the meal knows nothing of its own day.
bool is_too_early(const Study& study, const Reading& reading, int lag) {
  return lag == 0 && study.align == Align::day && study.lag_zero_used && study.recall_days == 1 &&
         !reading.is_evening;
}

/// What an exposure is measured by: 1 for eaten, or doses.
struct Measure {
  std::vector<double> by_day;    ///< [days] of the study
  std::vector<double> by_entry;  ///< [entries] of the food
  double usual = 1;              ///< mean on a day with the food
  double largest = 1;
};

Measure yes_or_no(const Study& study, const FoodSeries& food) {
  Measure measure{.by_day = std::vector<double>(static_cast<std::size_t>(study.n_days), 0),
      .by_entry = std::vector<double>(food.minutes.size(), 1)};
  for (const int day : food.days) measure.by_day[static_cast<std::size_t>(day)] = 1;
  return measure;
}

Measure doses(const Study& study, const FoodSeries& food) {
  Measure measure{.by_day = std::vector<double>(static_cast<std::size_t>(study.n_days), 0),
      .by_entry = food.entry_doses,
      .usual = 0,
      .largest = largest_dose};
  for (std::size_t i = 0; i < food.days.size(); ++i) {
    measure.by_day[static_cast<std::size_t>(food.days[i])] = food.day_doses[i];
    measure.usual += food.day_doses[i] / static_cast<double>(food.days.size());
  }
  return measure;
}

Eigen::MatrixXd exposures_by_day(
    const Study& study, const FoodSeries& food, const Measure& measure) {
  const LagWindow& lags = std::get<LagWindow>(study.lags);
  const std::vector<char> eaten = eaten_by_day(study, food);
  std::vector<double> expected(eaten.size(), -1);
  const auto expectation = [&](int day) {
    double& value = expected[static_cast<std::size_t>(day)];
    if (value < 0) value = measure.usual * expected_exposure(study, eaten, day);
    return value;
  };
  Eigen::MatrixXd columns(static_cast<Eigen::Index>(study.readings.size()), lags.length());
  for (int lag = lags.first(); lag <= lags.last(); ++lag) {
    auto column = columns.col(lag - lags.first());
    for (Eigen::Index row = 0; row < columns.rows(); ++row) {
      const Reading& reading = study.readings[static_cast<std::size_t>(row)];
      const int day = reading.day - lag;
      const double eaten_then = measure.by_day[static_cast<std::size_t>(day)];
      // A supplement may be noted on a day without a meal: what is noted is known.
      const bool is_known =
          (is_logged(study, day) || eaten_then > 0) && !is_too_early(study, reading, lag);
      column[row] = is_known ? eaten_then : expectation(day);
    }
  }
  return columns;
}

Eigen::MatrixXd exposures_by_clock(
    const Study& study, const FoodSeries& food, const Measure& measure) {
  const LagWindow& lags = std::get<LagWindow>(study.lags);
  Eigen::MatrixXd columns =
      Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(study.readings.size()), lags.length());
  const std::vector<char> eaten = eaten_by_day(study, food);
  const std::int64_t longest = std::int64_t{lags.last() + 1} * minutes_per_day;
  std::size_t first = 0;
  for (Eigen::Index row = 0; row < columns.rows(); ++row) {
    const Reading& reading = study.readings[static_cast<std::size_t>(row)];
    while (first < food.minutes.size() && food.minutes[first] <= reading.minute - longest) ++first;
    for (std::size_t i = first; i < food.minutes.size() && food.minutes[i] <= reading.minute; ++i) {
      const auto lag = static_cast<int>((reading.minute - food.minutes[i]) / minutes_per_day);
      if (lag < lags.first()) continue;
      double& value = columns(row, lag - lags.first());
      value = std::min(value + measure.by_entry[i], measure.largest);
    }
    const double later_share = share_on_later_day(reading);
    for (int lag = lags.first(); lag <= lags.last(); ++lag) {
      double& value = columns(row, lag - lags.first());
      // Eaten in the part that was logged: what the other part may hold adds nothing.
      if (value > 0) continue;
      const int later = reading.day - lag;
      const auto expectation = [&](int day) {
        return measure.usual * expected_exposure(study, eaten, day);
      };
      if (!is_logged(study, later)) value += later_share * expectation(later);
      if (!is_logged(study, later - 1)) value += (1 - later_share) * expectation(later - 1);
    }
  }
  return columns;
}

Eigen::MatrixXd exposures_by_hour(
    const Study& study, const FoodSeries& food, const Measure& measure) {
  const std::vector<char> eaten = eaten_by_day(study, food);
  const auto expectation = [&](int day) {
    return measure.usual * expected_exposure(study, eaten, day);
  };
  return hour_exposures(study, std::get<HourWindows>(study.lags),
      {.minutes = food.minutes,
          .by_entry = measure.by_entry,
          .largest = measure.largest,
          .expectation = expectation});
}

Eigen::MatrixXd exposures(const Study& study, const FoodSeries& food, const Measure& measure) {
  if (std::holds_alternative<HourWindows>(study.lags))
    return exposures_by_hour(study, food, measure);
  return study.align == Align::clock ? exposures_by_clock(study, food, measure)
                                     : exposures_by_day(study, food, measure);
}

Eigen::MatrixXd unknown_by_lag(const Study& study, const LagWindow& lags) {
  Eigen::MatrixXd shares(static_cast<Eigen::Index>(study.readings.size()), lags.length());
  for (Eigen::Index row = 0; row < shares.rows(); ++row) {
    const Reading& reading = study.readings[static_cast<std::size_t>(row)];
    const double later_share = study.align == Align::clock ? share_on_later_day(reading) : 1;
    for (int lag = lags.first(); lag <= lags.last(); ++lag) {
      const int later = reading.day - lag;
      if (is_too_early(study, reading, lag)) {
        shares(row, lag - lags.first()) = 1;
        continue;
      }
      shares(row, lag - lags.first()) = later_share * (is_logged(study, later) ? 0 : 1) +
                                        (1 - later_share) * (is_logged(study, later - 1) ? 0 : 1);
    }
  }
  return shares;
}

/// [readings × windows]
YesNo eaten_by_hour(const Study& study, const HourWindows& windows, const FoodSeries& food) {
  const std::vector<double> ones(food.minutes.size(), 1);
  return hour_exposures(study, windows,
             {.minutes = food.minutes,
                 .by_entry = ones,
                 .largest = 1,
                 .expectation = [](int) { return 0; }})
             .array() > 0;
}

constexpr double least_comparable = 0.8;

/// Amounts of one food by unit.
struct Amounts {
  std::size_t entries = 0;
  std::map<std::uint32_t, std::vector<double>> by_unit;
};

/// The unit whose amounts are comparable, and the usual one.
struct Usual {
  std::uint32_t unit = 0;
  double median = 1;
};

std::optional<Usual> usual_amount(Amounts amounts) {
  const auto commonest = std::max_element(amounts.by_unit.begin(), amounts.by_unit.end(),
      [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  if (commonest == amounts.by_unit.end()) return std::nullopt;
  std::vector<double>& values = commonest->second;
  if (static_cast<double>(values.size()) < least_comparable * static_cast<double>(amounts.entries))
    return std::nullopt;
  std::sort(values.begin(), values.end());
  if (values.front() == values.back()) return std::nullopt;
  const std::size_t middle = values.size() / 2;
  const double median =
      values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  return Usual{commonest->first, median};
}

/// An amount of food; the unit is one of the diary's or, beyond them, of the resolution's.
struct Stated {
  double amount = std::numeric_limits<double>::quiet_NaN();
  std::uint32_t unit = 0;

  [[nodiscard]] bool is_known() const noexcept { return amount == amount; }
};

class DoseMaker {
 public:
  DoseMaker(const diary::Diary& diary, const foods::Resolution& resolution)
      : diary_{diary}, resolution_{resolution}, amounts_(resolution.foods.size()) {
    for (std::size_t f = 0; f < resolution.units.size(); ++f) {
      const auto same = std::find(diary.units.begin(), diary.units.end(), resolution.units[f]);
      unit_of_.push_back(static_cast<std::uint32_t>(
          same != diary.units.end() ? static_cast<std::size_t>(same - diary.units.begin())
                                    : diary.units.size() + f));
    }
  }

  [[nodiscard]] RelativeDoses run() && {
    for (const auto& entry : diary_.entries) {
      if (!entry.is_eaten()) continue;
      for (const foods::Use& use : resolution_.uses_of_name[entry.name]) count(entry, use);
    }
    for (Amounts& food : amounts_) usual_.push_back(usual_amount(std::move(food)));
    RelativeDoses doses;
    for (const auto& entry : diary_.entries) {
      doses.first.push_back(doses.values.size());
      if (!entry.is_eaten()) continue;
      for (const foods::Use& use : resolution_.uses_of_name[entry.name])
        doses.values.push_back(dose(entry, use));
    }
    return doses;
  }

 private:
  [[nodiscard]] Stated stated(const diary::Entry& entry, const foods::Use& use) const {
    if (use.is_alone && entry.has_amount()) return {entry.amount, entry.unit};
    return {use.amount, unit_of_.empty() ? 0 : unit_of_[use.unit]};
  }

  void count(const diary::Entry& entry, const foods::Use& use) {
    if (resolution_.foods[use.food].level != foods::Level::food) return;
    Amounts& food = amounts_[use.food];
    ++food.entries;
    const Stated amount = stated(entry, use);
    if (amount.is_known()) food.by_unit[amount.unit].push_back(amount.amount);
  }

  [[nodiscard]] double dose(const diary::Entry& entry, const foods::Use& use) const {
    const auto& usual = usual_[use.food];
    if (!usual) return std::numeric_limits<double>::quiet_NaN();
    const Stated amount = stated(entry, use);
    const bool is_comparable = amount.is_known() && amount.unit == usual->unit;
    return is_comparable ? std::min(amount.amount / usual->median, largest_dose) : 1;
  }

  const diary::Diary& diary_;
  const foods::Resolution& resolution_;
  std::vector<std::uint32_t> unit_of_;  // [resolution.units]
  std::vector<Amounts> amounts_;        // [foods]
  std::vector<std::optional<Usual>> usual_;
};

}  // namespace

Eigen::MatrixXd lag_exposures(const Study& study, const FoodSeries& food) {
  return exposures(study, food, yes_or_no(study, food));
}

Eigen::MatrixXd lag_doses(const Study& study, const FoodSeries& food) {
  return exposures(study, food, doses(study, food));
}

Eigen::MatrixXd unknown_shares(const Study& study) {
  if (const auto* hours = std::get_if<HourWindows>(&study.lags))
    return unknown_hours(study, *hours);
  return unknown_by_lag(study, std::get<LagWindow>(study.lags));
}

std::vector<TimeWindow> column_windows(const Study& study) {
  if (const auto* hours = std::get_if<HourWindows>(&study.lags))
    return {hours->all().begin(), hours->all().end()};
  const auto& lags = std::get<LagWindow>(study.lags);
  std::vector<TimeWindow> windows;
  for (int lag = lags.first(); lag <= lags.last(); ++lag) windows.emplace_back(LagWindow{lag, lag});
  return windows;
}

ColumnRun columns_of(const Study& study, const TimeWindow& window) {
  if (const LagWindow* days = window.days())
    return {days->first() - std::get<LagWindow>(study.lags).first(), days->length()};
  const auto& all = std::get<HourWindows>(study.lags).all();
  return {std::lower_bound(all.begin(), all.end(), *window.hours()) - all.begin(), 1};
}

ColumnRun used_columns(const Study& study) {
  if (const auto* hours = std::get_if<HourWindows>(&study.lags))
    return {0, static_cast<Eigen::Index>(hours->all().size())};
  const auto& lags = std::get<LagWindow>(study.lags);
  const int first = study.first_used_lag(lags);
  return {first - lags.first(), std::max(lags.last() - first + 1, 0)};
}

FoodColumns food_columns(const Study& study, const FoodSeries& food) {
  FoodColumns columns{.exposures = lag_exposures(study, food), .is_eaten = {}};
  const auto* hours = std::get_if<HourWindows>(&study.lags);
  if (hours == nullptr) {
    columns.is_eaten = columns.exposures.array() == 1;
    return columns;
  }
  columns.is_eaten = eaten_by_hour(study, *hours, food);
  for (Eigen::Index w = 0; w < columns.is_eaten.cols(); ++w) {
    const Eigen::Index after = columns.is_eaten.col(w).count();
    if (std::min(after, columns.is_eaten.rows() - after) < least_contrast)
      columns.exposures.col(w).setZero();
  }
  return columns;
}

Eigen::MatrixXd unlogged_days(const Study& study) {
  if (const auto* hours = std::get_if<HourWindows>(&study.lags))
    return unlogged_by_age(study, *hours);
  const auto& lags = std::get<LagWindow>(study.lags);
  const Eigen::MatrixXd shares = unknown_shares(study);
  Eigen::MatrixXd days = Eigen::MatrixXd::Zero(shares.rows(), 2);
  for (int lag = study.first_used_lag(lags); lag <= lags.last(); ++lag)
    days.col(lag <= 1 ? 0 : 1) += shares.col(lag - lags.first());
  return days;
}

ExposureCounts count_exposures(const Study& study, const FoodSeries& food) {
  ExposureCounts counts;
  for (const int day : food.days) {
    const auto i = static_cast<std::size_t>(day);
    counts.exposed += study.is_logged[i] && study.is_in_reach[i] ? 1 : 0;
  }
  for (std::size_t i = 0; i < study.is_logged.size(); ++i)
    counts.unexposed += study.is_logged[i] && study.is_in_reach[i] ? 1 : 0;
  counts.unexposed -= counts.exposed;
  return counts;
}

std::vector<TimeWindow> scanned_windows(const Study& study) {
  if (std::holds_alternative<HourWindows>(study.lags)) return column_windows(study);
  static constexpr std::array<std::array<int, 2>, 14> several_days{{{0, 1}, {1, 2}, {2, 3}, {3, 4},
      {4, 5}, {5, 6}, {0, 2}, {1, 3}, {2, 4}, {3, 5}, {4, 6}, {3, 6}, {0, 3}, {0, 5}}};
  const auto& lags = std::get<LagWindow>(study.lags);
  std::vector<TimeWindow> windows;
  if (study.recall_days > 1) {
    for (int first = lags.first(); first <= lags.last(); first += study.recall_days)
      for (int last = first + study.recall_days - 1; last <= lags.last(); last += study.recall_days)
        windows.emplace_back(LagWindow{first, last});
    return windows;
  }
  for (int lag = study.first_used_lag(lags); lag <= lags.last(); ++lag)
    windows.emplace_back(LagWindow{lag, lag});
  for (const auto& [first, last] : several_days)
    if (first >= study.first_used_lag(lags) && last <= lags.last())
      windows.emplace_back(LagWindow{first, last});
  return windows;
}

RelativeDoses relative_doses(const diary::Diary& diary, const foods::Resolution& resolution) {
  return DoseMaker{diary, resolution}.run();
}

}  // namespace culprit::engine
