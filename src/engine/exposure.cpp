#include "engine/exposure.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
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

}  // namespace

/// What an exposure is measured by: 1 for eaten, or doses.
struct ExposureGrid::Measure {
  const std::vector<std::int64_t>& minutes;    ///< of what was eaten, rising, as the grid's
  const std::vector<double>* doses = nullptr;  ///< [minutes], nullptr = all are 1
  double usual = 1;                            ///< mean on a day with the food
  double largest = 1;                          ///< that a piece may come to
};

ExposureGrid::DayCounts::DayCounts(const std::vector<char>& counts)
    : all_(counts.size() + 1), of_weekday_(counts.size() + days_of_a_week) {
  for (std::size_t day = 0; day < counts.size(); ++day) {
    all_[day + 1] = all_[day] + counts[day];
    of_weekday_[day + days_of_a_week] = of_weekday_[day] + counts[day];
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
      logged_{{study.is_logged.begin(), study.is_logged.end()}} {
  for (const Reading& reading : study.readings)
    minutes_.push_back(is_by_day_ ? std::int64_t{reading.day} * minutes_per_day : reading.minute);
  minutes_.push_back(std::numeric_limits<std::int64_t>::max());
  std::size_t first = 0;
  for (int day = 0; day <= study.n_days; ++day) {
    while (minutes_[first] < std::int64_t{day} * minutes_per_day) ++first;
    first_of_day_.push_back(first);
  }
  for (const TimeWindow& window : windows_) {
    const auto* hours = window.hours();
    int from = hours ? hours->from() * minutes_per_hour : window.days()->first() * minutes_per_day;
    const int to = hours ? hours->to() * minutes_per_hour : from + minutes_per_day;
    runs_.push_back({pieces_.size(), 0});
    for (; from < to; from += minutes_per_day) {
      pieces_.push_back({from, std::min(from + minutes_per_day, to), {}});
      pieces_.back().unknown = unknown_of(pieces_.back());
      ++runs_.back().count;
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
    unknown.is_certain = is_by_day_ && piece.from == 0 && is_too_early(study_, reading);
    const bool is_within = unknown.later > 0 && unknown.later < study_.n_days;
    if (is_within && !unknown.is_certain && logged_.between(unknown.later - 1, unknown.later) == 2)
      continue;
    const double later_share =
        is_by_day_ ? 1
                   : std::min(length,
                         static_cast<double>(end - ahead * minutes_per_day) / minutes_per_day);
    if (unknown.is_certain || !is_logged(study_, unknown.later)) unknown.later_share = later_share;
    if (!is_logged(study_, unknown.later - 1)) unknown.earlier_share = length - later_share;
    if (unknown.later_share + unknown.earlier_share > 0) all.push_back(unknown);
  }
  return all;
}

std::vector<std::vector<ExposureGrid::Hit>> ExposureGrid::hits(const Measure& measure) const {
  std::vector<std::vector<Hit>> all(pieces_.size());
  for (std::size_t p = 0; p < pieces_.size(); ++p) {
    std::vector<Hit>& hits = all[p];
    hits.reserve(measure.minutes.size());
    for (std::size_t i = 0; i < measure.minutes.size(); ++i) {
      const std::int64_t begin = measure.minutes[i] + pieces_[p].from;
      const std::int64_t end = measure.minutes[i] + pieces_[p].to;
      const auto day = static_cast<std::uint32_t>(begin) / minutes_per_day;
      std::size_t row = first_of_day_[std::min<std::size_t>(day, first_of_day_.size() - 1)];
      while (minutes_[row] < begin) ++row;
      for (; minutes_[row] < end; ++row)
        hits.push_back({static_cast<std::uint32_t>(row), measure.doses ? (*measure.doses)[i] : 1});
    }
    unite(hits, measure.largest);
  }
  return all;
}

void ExposureGrid::unite(std::vector<Hit>& hits, double largest) {
  const auto is_before = [](const Hit& a, const Hit& b) { return a.row < b.row; };
  const auto is_not_before = [](const Hit& a, const Hit& b) { return a.row >= b.row; };
  if (std::ranges::adjacent_find(hits, is_not_before) == hits.end()) return;
  // With several readings a day they come out of order.
  if (!std::ranges::is_sorted(hits, is_before)) std::ranges::stable_sort(hits, is_before);
  std::size_t kept = 0;
  for (const Hit& hit : hits) {
    if (kept > 0 && hits[kept - 1].row == hit.row)
      hits[kept - 1].value = std::min(hits[kept - 1].value + hit.value, largest);
    else hits[kept++] = hit;
  }
  hits.resize(kept);
}

template <typename Expectation> std::vector<ExposureGrid::Hit> ExposureGrid::fill(
    const Piece& piece, const std::vector<Hit>& known, const Expectation& expectation) {
  std::vector<Hit> all;
  all.reserve(known.size() + piece.unknown.size());
  auto next = known.begin();
  for (const Unknown& unknown : piece.unknown) {
    for (; next != known.end() && next->row < unknown.reading; ++next) all.push_back(*next);
    if (next != known.end() && next->row == unknown.reading) {
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
  std::vector<std::vector<Hit>> pieces = hits(measure);
  const bool any_unknown =
      std::ranges::any_of(pieces_, [](const Piece& piece) { return !piece.unknown.empty(); });
  if (any_unknown) {
    std::vector<char> is_eaten(static_cast<std::size_t>(study_.n_days), 0);
    for (const int day : food.days)
      is_eaten[static_cast<std::size_t>(day)] = study_.is_logged[static_cast<std::size_t>(day)];
    const DayCounts eaten{is_eaten};
    const auto expectation = [&](double share, int day) {
      return share > 0 ? share * measure.usual * expected_exposure(eaten, day) : 0;
    };
    for (std::size_t p = 0; p < pieces_.size(); ++p)
      if (!pieces_[p].unknown.empty()) pieces[p] = fill(pieces_[p], pieces[p], expectation);
  }
  stats::SparseColumns columns{study_.n_readings()};
  for (std::size_t c = 0; c < windows_.size(); ++c) {
    const auto [first, count] = runs_[c];
    std::vector<Hit>& all = pieces[first];
    if (count > 1) {
      for (std::size_t p = first + 1; p < first + count; ++p)
        all.insert(all.end(), pieces[p].begin(), pieces[p].end());
      unite(all, std::numeric_limits<double>::infinity());
      for (Hit& hit : all) hit.value /= std::max(1.0, days_of(windows_[c]));
    }
    columns.append(all);
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
  const stats::SparseColumns all =
      std::exchange(columns.exposures, stats::SparseColumns{study_.n_readings()});
  const auto pieces = hits({.minutes = food.minutes});
  for (std::size_t c = 0; c < windows_.size(); ++c) {
    std::set<std::uint32_t> after;
    for (std::size_t p = runs_[c].first; p < runs_[c].first + runs_[c].count; ++p)
      for (const Hit& hit : pieces[p]) after.insert(hit.row);
    if (std::min(after.size(), study_.readings.size() - after.size()) < least_contrast)
      columns.exposures.append({});
    else columns.exposures.append(all, static_cast<Eigen::Index>(c), 1);
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
      Eigen::MatrixXd::Zero(study_.n_readings(), static_cast<Eigen::Index>(windows_.size()));
  for (std::size_t c = 0; c < windows_.size(); ++c) {
    auto column = shares.col(static_cast<Eigen::Index>(c));
    for (std::size_t p = runs_[c].first; p < runs_[c].first + runs_[c].count; ++p)
      add_unknown(pieces_[p], column);
    column /= days_of(windows_[c]);
  }
  return shares;
}

Eigen::MatrixXd ExposureGrid::unlogged_days() const {
  Eigen::MatrixXd days = Eigen::MatrixXd::Zero(study_.n_readings(), 2);
  int counted_to = 0;  // minutes: overlapping windows count once
  const auto* lags = std::get_if<LagWindow>(&lags_);
  if (lags != nullptr) counted_to = study_.first_used_lag(*lags) * minutes_per_day;
  for (const auto [first, count] : runs_) {
    const int to = pieces_[first + count - 1].to;
    for (int from = std::max(pieces_[first].from, counted_to); from < to;) {
      const int day_ends = (from / minutes_per_day + 1) * minutes_per_day;
      Piece piece{.from = from, .to = std::min(to, day_ends), .unknown = {}};
      piece.unknown = unknown_of(piece);
      add_unknown(piece, days.col(from < recent_minutes ? 0 : 1));
      from = counted_to = piece.to;
    }
  }
  return days;
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
  const auto exposed =
      std::ranges::count_if(food.days, [&](int day) { return study.is_comparable(day); });
  return {static_cast<int>(exposed), study.n_comparable - static_cast<int>(exposed)};
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

double prior_of(const Study& study, const TimeWindow& window) {
  constexpr int last_early_day = 3;
  const LagWindow* days = window.days();
  const bool is_late = days != nullptr ? days->last() > last_early_day
                                       : window.hours()->to() > 24 * (last_early_day + 1);
  return study.recall_days == 1 && is_late ? 0.5 : 1;
}

}  // namespace culprit::engine
