#include "engine/exposure.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace culprit::engine {
namespace {

constexpr int expectation_reach = 45;  // days on either side
constexpr int days_of_a_week = 7;
constexpr int minutes_per_hour = 60;
constexpr int recent_minutes = 2 * minutes_per_day;
// Weight of the overall share in a weekday's: about a third of what 90 days hold of one weekday, so
// that a weekday decides only where the diary shows it does.
constexpr double shrinkage = 4;

bool is_logged(const Study& study, int day) {
  return day >= 0 && day < study.n_days && study.is_logged[static_cast<std::size_t>(day)];
}

/// A reading that may have come before the meal knows nothing of its own day.
bool is_too_early(const Study& study, const Reading& reading) {
  return study.lag_zero_used && study.recall_days == 1 && !reading.is_evening;
}

int floor_of(int minutes, int unit) {
  return minutes >= 0 ? minutes / unit : -((-minutes - 1) / unit + 1);
}

/// Minutes of the reading's day that had passed: a clock change may have moved them out of it.
int into_day(const Reading& reading) {
  const auto minutes = reading.minute - std::int64_t{reading.day} * minutes_per_day;
  return static_cast<int>(std::clamp<std::int64_t>(minutes, 0, minutes_per_day));
}

/// How many days a column covers.
double days_of(const TimeWindow& window) {
  return window.hours() != nullptr ? window.hours()->length() / 24.0 : 1;
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

/// What an exposure is measured by: 1 for eaten, or doses.
struct ExposureGrid::Measure {
  const std::vector<std::int64_t>& minutes;  ///< of what was eaten, rising, as the grid's
  const std::vector<double>* doses = nullptr;  ///< [minutes], nullptr = all are 1
  double usual = 1;                          ///< mean on a day with the food
  double largest = 1;                        ///< that a piece may come to
};

ExposureGrid::DayCounts::DayCounts(
    int days, const std::function<bool(std::size_t)>& counts)
    : all_(static_cast<std::size_t>(days) + 1),
      of_weekday_(static_cast<std::size_t>(days) + days_of_a_week) {
  for (std::size_t day = 0; day + 1 < all_.size(); ++day) {
    const int own = counts(day) ? 1 : 0;
    all_[day + 1] = all_[day] + own;
    of_weekday_[day + days_of_a_week] = of_weekday_[day] + own;
  }
}

double ExposureGrid::DayCounts::between(int first, int last) const {
  if (first > last) return 0;
  return all_[static_cast<std::size_t>(last) + 1] - all_[static_cast<std::size_t>(first)];
}

double ExposureGrid::DayCounts::on_weekday(int first, int last) const {
  if (first > last) return 0;
  return of_weekday_[static_cast<std::size_t>(last) + days_of_a_week] -
         of_weekday_[static_cast<std::size_t>(first)];
}

/// The expectation of a day that was not logged_.
double ExposureGrid::expected_exposure(const DayCounts& eaten, int day) const {
  const int end = logged_.n_days() - 1;
  int first = std::max(day - expectation_reach, 0);
  int last = std::min(day + expectation_reach, end);
  double days = logged_.between(first, last);
  if (days == 0) {
    first = 0;
    last = end;
    days = logged_.between(first, last);
  }
  const auto weeks_on = [&](int from) {
    return ((from - day) % days_of_a_week + days_of_a_week) % days_of_a_week;
  };
  const int first_same = first + (days_of_a_week - weeks_on(first)) % days_of_a_week;
  const int last_same = last - weeks_on(last);
  const double same_weekday = logged_.on_weekday(first_same, last_same);
  const double eaten_same_weekday = eaten.on_weekday(first_same, last_same);
  const double share = days > 0 ? eaten.between(first, last) / days : 0;
  return (eaten_same_weekday + shrinkage * share) / (same_weekday + shrinkage);
}

ExposureGrid::ExposureGrid(const Study& study, const Lags& lags)
    : study_{study},
      lags_{lags},
      is_by_day_{study.align == Align::day && std::holds_alternative<LagWindow>(lags)},
      windows_{column_windows(lags)},
      logged_{study.n_days, [&](std::size_t day) { return study.is_logged[day]; }} {
  for (const Reading& reading : study.readings)
    minutes_.push_back(
        is_by_day_ ? std::int64_t{reading.day} * minutes_per_day : reading.minute);
  std::size_t first = 0;
  for (int day = 0; day <= study.n_days; ++day) {
    while (first < minutes_.size() && minutes_[first] < std::int64_t{day} * minutes_per_day)
      ++first;
    first_of_day_.push_back(first);
  }
  for (const TimeWindow& window : windows_) {
    auto& pieces = pieces_.emplace_back();
    const auto* hours = window.hours();
    int from = hours ? hours->from() * minutes_per_hour : window.days()->first() * minutes_per_day;
    const int to = hours ? hours->to() * minutes_per_hour : from + minutes_per_day;
    for (; from < to; from += minutes_per_day) {
      Piece piece{.from = from, .to = std::min(from + minutes_per_day, to), .unknown = {}};
      piece.unknown = unknown_of(piece);
      pieces.push_back(std::move(piece));
    }
  }
}

std::vector<ExposureGrid::Unknown> ExposureGrid::unknown_of(const Piece& piece) const {
  std::vector<Unknown> all;
  const double length = static_cast<double>(piece.to - piece.from) / minutes_per_day;
  for (std::size_t row = 0; row < study_.readings.size(); ++row) {
    const Reading& reading = study_.readings[row];
    const int end = (is_by_day_ ? minutes_per_day : into_day(reading)) - piece.from;
    const int ahead = is_by_day_ ? end / minutes_per_day - 1 : floor_of(end, minutes_per_day);
    Unknown unknown{.reading = static_cast<std::uint32_t>(row), .later = reading.day + ahead};
    const double later_share =
        is_by_day_ ? 1
                   : std::min(length,
                         static_cast<double>(end - ahead * minutes_per_day) / minutes_per_day);
    unknown.is_certain = is_by_day_ && piece.from == 0 && is_too_early(study_, reading);
    if (unknown.is_certain || !is_logged(study_, unknown.later)) unknown.later_share = later_share;
    if (!is_logged(study_, unknown.later - 1)) unknown.earlier_share = length - later_share;
    if (unknown.later_share + unknown.earlier_share > 0) all.push_back(unknown);
  }
  return all;
}

std::vector<ExposureGrid::Hit> ExposureGrid::hits(
    const Piece& piece, const Measure& measure) const {
  std::vector<Hit> hits;
  for (std::size_t i = 0; i < measure.minutes.size(); ++i) {
    const std::int64_t begin = measure.minutes[i] + piece.from;
    const std::int64_t end = measure.minutes[i] + piece.to;
    const auto day = std::clamp<std::int64_t>(begin / minutes_per_day, 0, study_.n_days);
    std::size_t row = first_of_day_[static_cast<std::size_t>(day)];
    while (row < minutes_.size() && minutes_[row] < begin) ++row;
    for (; row < minutes_.size() && minutes_[row] < end; ++row)
      hits.push_back({static_cast<std::uint32_t>(row), measure.doses ? (*measure.doses)[i] : 1});
  }
  const auto is_before = [](const Hit& a, const Hit& b) { return a.reading < b.reading; };
  // With several readings a day they come out of order.
  if (!std::is_sorted(hits.begin(), hits.end(), is_before))
    std::stable_sort(hits.begin(), hits.end(), is_before);
  std::size_t kept = 0;
  for (std::size_t k = 0; k < hits.size(); ++k) {
    if (kept > 0 && hits[kept - 1].reading == hits[k].reading)
      hits[kept - 1].value = std::min(hits[kept - 1].value + hits[k].value, measure.largest);
    else
      hits[kept++] = hits[k];
  }
  hits.resize(kept);
  return hits;
}

template <typename Expectation> std::vector<ExposureGrid::Hit> ExposureGrid::fill(
    const Piece& piece, const Measure& measure, const Expectation& expectation) const {
  const std::vector<Hit> known = hits(piece, measure);
  if (piece.unknown.empty()) return known;
  std::vector<Hit> all;
  auto next = known.begin();
  for (const Unknown& unknown : piece.unknown) {
    for (; next != known.end() && next->reading < unknown.reading; ++next) all.push_back(*next);
    if (next != known.end() && next->reading == unknown.reading) {
      // Eaten in the part that was logged: what the other part may hold adds nothing.
      if (next->value > 0 && !unknown.is_certain) continue;
      ++next;
    }
    all.push_back({unknown.reading, expectation(unknown.later_share, unknown.later) +
                                        expectation(unknown.earlier_share, unknown.later - 1)});
  }
  all.insert(all.end(), next, known.end());
  return all;
}

stats::SparseColumns ExposureGrid::fill(const FoodSeries& food, const Measure& measure) const {
  std::optional<DayCounts> eaten;
  const auto expectation = [&](double share, int day) {
    if (!(share > 0)) return 0.0;
    if (!eaten) {
      std::vector<char> is_eaten(static_cast<std::size_t>(study_.n_days), 0);
      for (const int d : food.days) is_eaten[static_cast<std::size_t>(d)] = 1;
      eaten.emplace(study_.n_days,
          [&](std::size_t d) { return study_.is_logged[d] && is_eaten[d] != 0; });
    }
    return share * measure.usual * expected_exposure(*eaten, day);
  };
  stats::SparseColumns columns{static_cast<Eigen::Index>(minutes_.size())};
  for (std::size_t c = 0; c < pieces_.size(); ++c) {
    std::map<std::uint32_t, double> sum;  // of an hour window's pieces
    std::vector<std::uint32_t> rows;
    std::vector<double> values;
    const auto append = [&](std::uint32_t row, double value) {
      if (value == 0) return;
      rows.push_back(row);
      values.push_back(value);
    };
    for (const Piece& piece : pieces_[c]) {
      for (const Hit& hit : fill(piece, measure, expectation))
        if (pieces_[c].size() == 1) append(hit.reading, hit.value);
        else sum[hit.reading] += hit.value;
    }
    for (const auto& [row, value] : sum) append(row, value / std::max(1.0, days_of(windows_[c])));
    columns.append(std::move(rows), std::move(values));
  }
  return columns;
}

std::vector<std::int64_t> ExposureGrid::minutes_of(const FoodSeries& food) const {
  if (!is_by_day_) return food.minutes;
  std::vector<std::int64_t> minutes;
  for (const int day : food.days) minutes.push_back(std::int64_t{day} * minutes_per_day);
  return minutes;
}

stats::SparseColumns ExposureGrid::exposures(const FoodSeries& food) const {
  return fill(food, {.minutes = minutes_of(food)});
}

stats::SparseColumns ExposureGrid::doses(const FoodSeries& food) const {
  const double total = std::accumulate(food.day_doses.begin(), food.day_doses.end(), 0.0);
  return fill(food, {.minutes = minutes_of(food),
                        .doses = is_by_day_ ? &food.day_doses : &food.entry_doses,
                        .usual = total / static_cast<double>(food.days.size()),
                        .largest = largest_dose});
}

FoodColumns ExposureGrid::columns(const FoodSeries& food) const {
  FoodColumns columns{.exposures = exposures(food), .eaten = {}};
  if (std::holds_alternative<LagWindow>(lags_)) {
    for (Eigen::Index c = 0; c < columns.exposures.cols(); ++c)
      columns.eaten.push_back(columns.exposures.ones(c));
    return columns;
  }
  const stats::SparseColumns all = std::exchange(
      columns.exposures, stats::SparseColumns{static_cast<Eigen::Index>(minutes_.size())});
  for (std::size_t c = 0; c < pieces_.size(); ++c) {
    std::set<std::uint32_t> after;
    for (const Piece& piece : pieces_[c])
      for (const Hit& hit : hits(piece, {.minutes = food.minutes})) after.insert(hit.reading);
    if (std::min(after.size(), minutes_.size() - after.size()) < least_contrast)
      columns.exposures.append({}, {});
    else
      columns.exposures.append(all, static_cast<Eigen::Index>(c), 1);
    columns.eaten.emplace_back(after.begin(), after.end());
  }
  return columns;
}

void ExposureGrid::add_unknown(const Piece& piece, Eigen::Ref<Eigen::VectorXd> sum) const {
  for (const Unknown& unknown : piece.unknown)
    sum[unknown.reading] += unknown.later_share + unknown.earlier_share;
}

Eigen::MatrixXd ExposureGrid::unknown_shares() const {
  Eigen::MatrixXd shares =
      Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(minutes_.size()),
          static_cast<Eigen::Index>(pieces_.size()));
  for (std::size_t c = 0; c < pieces_.size(); ++c) {
    auto column = shares.col(static_cast<Eigen::Index>(c));
    for (const Piece& piece : pieces_[c]) add_unknown(piece, column);
    column /= days_of(windows_[c]);
  }
  return shares;
}

Eigen::MatrixXd ExposureGrid::unlogged_days() const {
  Eigen::MatrixXd days =
      Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(minutes_.size()), 2);
  int counted_to = 0;  // minutes: overlapping windows count once
  const auto* lags = std::get_if<LagWindow>(&lags_);
  if (lags != nullptr) counted_to = study_.first_used_lag(*lags) * minutes_per_day;
  for (const auto& pieces : pieces_) {
    for (int from = std::max(pieces.front().from, counted_to); from < pieces.back().to;) {
      const int day_ends = (from / minutes_per_day + 1) * minutes_per_day;
      Piece piece{.from = from, .to = std::min(pieces.back().to, day_ends), .unknown = {}};
      piece.unknown = unknown_of(piece);
      add_unknown(piece, days.col(from < recent_minutes ? 0 : 1));
      from = counted_to = piece.to;
    }
  }
  return days;
}

Eigen::MatrixXd lag_exposures(const Study& study, const FoodSeries& food) {
  return ExposureGrid{study}.exposures(food).dense();
}

std::vector<TimeWindow> column_windows(const Lags& lags) {
  if (const auto* hours = std::get_if<HourWindows>(&lags))
    return {hours->all().begin(), hours->all().end()};
  const auto& days = std::get<LagWindow>(lags);
  std::vector<TimeWindow> windows;
  for (int lag = days.first(); lag <= days.last(); ++lag) windows.emplace_back(LagWindow{lag, lag});
  return windows;
}

std::pair<int, int> days_touched(const Reading& reading, const HourWindow& window) {
  const int into = std::min(into_day(reading), minutes_per_day - 1);
  return {reading.day + floor_of(into - window.to() * minutes_per_hour, minutes_per_day),
      reading.day + floor_of(into - window.from() * minutes_per_hour, minutes_per_day)};
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
  if (std::holds_alternative<HourWindows>(study.lags)) return column_windows(study.lags);
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
