#include "engine/nuisance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

#include "culprit/core/math.hpp"
#include "engine/exposure.hpp"
#include "engine/sentences.hpp"

namespace culprit::engine {
namespace {

constexpr int least_readings_per_time = 5;
constexpr double most_missing = 0.5;  // of a factor

bool varies(const Eigen::VectorXd& column) { return column.minCoeff() < column.maxCoeff(); }

/// Place of each reading between the first (-1) and the last (1).
Eigen::VectorXd scaled_time(const Study& study) {
  const auto first = static_cast<double>(study.readings.front().minute);
  const auto span = static_cast<double>(study.readings.back().minute) - first;
  return study.by_reading([&](const Reading& reading) {
    return span > 0 ? 2 * (static_cast<double>(reading.minute) - first) / span - 1 : 0;
  });
}

/// The factor at a lag, by calendar day of the reading; NaN = missing.
Eigen::VectorXd lagged_factor(const Study& study, const FactorSeries& factor, int lag) {
  return study.by_reading([&](const Reading& reading) {
    const int day = reading.day - lag;
    return day >= 0 ? factor.values[static_cast<std::size_t>(day)] : std::nan("");
  });
}

/// The column with missing values at the mean, and the indicator of what was missing.
struct FilledFactor {
  Eigen::VectorXd values;
  Eigen::VectorXd is_missing;
  double missing_share = 0;
};

FilledFactor fill_missing(const Eigen::VectorXd& column) {
  FilledFactor filled{.values = column, .is_missing = column.array().isNaN().cast<double>()};
  filled.missing_share = filled.is_missing.mean();
  const double known = static_cast<double>(column.size()) - filled.is_missing.sum();
  const Eigen::ArrayXd present = column.array().isNaN().select(0.0, column.array());
  const double mean = known > 0 ? present.sum() / known : 0;
  filled.values = column.array().isNaN().select(mean, column.array());
  return filled;
}

Eigen::MatrixXd independent(const Eigen::MatrixXd& columns) {
  return columns(Eigen::all, stats::independent_columns(columns));
}

/// Clock times with less than two hours from one to the next, around midnight as well.
struct Cluster {
  int first = 0;  ///< [minutes after midnight]
  int width = 0;  ///< from the first to the last [minutes]
  int count = 0;  ///< readings

  [[nodiscard]] bool holds(int clock) const {
    return (clock - first + minutes_per_day) % minutes_per_day <= width;
  }
};

std::vector<Cluster> clusters_of(const std::vector<Reading>& readings) {
  constexpr int gap = 2 * 60;
  std::vector<int> clocks(readings.size());
  std::ranges::transform(readings, clocks.begin(), &Reading::clock);
  std::ranges::sort(clocks);
  // The day is cut where the first gap ends; without one it is a single cluster.
  const std::size_t n = clocks.size();
  std::size_t start = 0;
  const auto gap_before = [&](std::size_t i) {
    return i > 0 ? clocks[i] - clocks[i - 1] : clocks[0] + minutes_per_day - clocks[n - 1];
  };
  while (start < n && gap_before(start) < gap) ++start;
  std::vector<Cluster> clusters;
  for (std::size_t i = 0; i < n; ++i) {
    const int clock = clocks[(start + i) % n];
    if (i == 0 || gap_before((start + i) % n) >= gap) clusters.push_back({.first = clock});
    Cluster& last = clusters.back();
    last.width = (clock - last.first + minutes_per_day) % minutes_per_day;
    ++last.count;
  }
  return clusters;
}

class NuisanceBuilder {
 public:
  explicit NuisanceBuilder(const Study& study) : study_{study} {}

  void add_calendar() {
    stats::append(fixed_, Eigen::VectorXd::Ones(study_.n_readings()));
    const Eigen::VectorXd time = scaled_time(study_);
    if (varies(time)) stats::append(fixed_, time);
    nuisance_.weekday = Eigen::MatrixXd::Zero(time.size(), 7);
    for (Eigen::Index row = 0; row < time.size(); ++row) {
      const Day day = study_.first_day + Days{study_.readings[static_cast<std::size_t>(row)].day};
      nuisance_.weekday(row, weekday_index(day)) = 1;
    }
    add_trend(time);
    describe("weekday", "calendar");
    describe("trend", "calendar");
  }

  void add_time_of_day() {
    const std::vector<Cluster> clusters = clusters_of(study_.readings);
    const auto largest = std::ranges::max_element(
        clusters, [](const Cluster& a, const Cluster& b) { return a.count < b.count; });
    const Eigen::Index before = fixed_.cols();
    bool is_wide = false;
    for (auto cluster = clusters.begin(); cluster != clusters.end(); ++cluster) {
      if (cluster->count < least_readings_per_time) continue;
      is_wide = is_wide || cluster->width > 4 * 60;
      if (cluster != largest)
        stats::append(fixed_, study_.by_reading([&](const Reading& reading) {
          return cluster->holds(reading.clock) ? 1 : 0;
        }));
    }
    if (is_wide) {
      constexpr double turn = 2 * std::numbers::pi / minutes_per_day;
      const Eigen::VectorXd angle = turn * study_.by_reading(&Reading::clock);
      stats::append(fixed_, angle.unaryExpr(&math::sin));
      stats::append(fixed_, angle.unaryExpr(&math::cos));
    }
    if (fixed_.cols() > before) describe("time of day", "rating");
  }

  void add_menu() {
    nuisance_.menu = menu_component(study_);
    if (nuisance_.menu.cols() > 0) describe("days with another menu", "menu");
  }

  void add_unlogged_days() {
    const Eigen::MatrixXd days = ExposureGrid{study_}.unlogged_days();
    const Eigen::VectorXd recent = days.col(0);
    const Eigen::VectorXd earlier = days.col(1);
    if (!varies(recent) && !varies(earlier)) return;
    if (varies(recent)) stats::append(fixed_, recent);
    if (varies(earlier)) stats::append(fixed_, earlier);
    describe("unlogged days", "logging");
  }

  void add_factor(const FactorSeries& factor) {
    Eigen::MatrixXd columns;
    for (const int lag : factor.lags) {
      const FilledFactor filled = fill_missing(lagged_factor(study_, factor, lag));
      if (filled.missing_share > most_missing) {
        nuisance_.warnings.push_back(
            say("factor_mostly_missing", factor.name, 100 * filled.missing_share));
        return;
      }
      if (varies(filled.values)) stats::append(columns, filled.values);
      if (varies(filled.is_missing)) stats::append(columns, filled.is_missing);
    }
    if (columns.cols() == 0) return;
    const auto room = study_.n_readings() / 4 - fixed_.cols();
    if (columns.cols() > room) {
      nuisance_.warnings.push_back(say("too_few_readings_to_adjust", factor.name));
      return;
    }
    stats::append(fixed_, columns);
    describe(factor.name, std::string{to_word(factor.kind)}, factor.lags);
    if (factor.kind == diary::Kind::factor && factor.lags == std::vector<int>{1}) add_today(factor);
  }

  [[nodiscard]] Nuisance build() && {
    nuisance_.fixed = independent(fixed_);
    return std::move(nuisance_);
  }

 private:
  /// Legendre polynomials from degree 2 on, scaled to mean square 1 over [-1, 1]: slow drifts of
  /// about a season, more of them for longer diaries. Beyond ten years the drifts grow longer
  /// instead: the work would grow with the cube of the days.
  void add_trend(const Eigen::VectorXd& time) {
    const auto minutes = study_.readings.back().minute - study_.readings.front().minute;
    const auto days = static_cast<int>(minutes / minutes_per_day);
    // A stray date decades away must not buy a hundred polynomials.
    const int by_readings = static_cast<int>(study_.readings.size()) / 30;
    constexpr int most_terms = 40;
    const int terms = std::max(1, std::min({days / 90, by_readings, most_terms}));
    nuisance_.trend.resize(time.size(), terms);
    Eigen::VectorXd before = Eigen::VectorXd::Ones(time.size());
    Eigen::VectorXd last = time;
    for (int degree = 2; degree <= terms + 1; ++degree) {
      Eigen::VectorXd next =
          ((2 * degree - 1) * time.array() * last.array() - (degree - 1) * before.array()) / degree;
      nuisance_.trend.col(degree - 2) = std::sqrt(2 * degree + 1) * next;
      before = std::exchange(last, std::move(next));
    }
  }

  /// With few readings the first factors have today's columns, as far as these have room.
  void add_today(const FactorSeries& factor) {
    const FilledFactor filled = fill_missing(lagged_factor(study_, factor, 0));
    if (filled.missing_share > most_missing || !varies(filled.values)) return;
    Eigen::MatrixXd columns = filled.values;
    if (varies(filled.is_missing)) stats::append(columns, filled.is_missing);
    n_today_ += columns.cols();
    if (n_today_ > study_.n_readings() / 4 - fixed_.cols()) return;
    nuisance_.today.push_back({factor.name, columns});
  }

  void describe(std::string name, std::string kind, std::vector<int> lags = {}) {
    nuisance_.adjustments.push_back(
        {std::move(name), std::move(kind), std::move(lags), std::nullopt});
  }

  const Study& study_;
  Eigen::MatrixXd fixed_;
  Eigen::Index n_today_ = 0;  // columns
  Nuisance nuisance_;
};

/// [readings] days since the first.
Eigen::VectorXd times_of(const Study& study) {
  const std::int64_t first = study.readings.front().minute;
  return study.by_reading([&](const Reading& reading) { return reading.minute - first; }) /
         minutes_per_day;
}

std::array<Eigen::MatrixXd, 3> blocks_of(const Nuisance& nuisance) {
  return {nuisance.weekday, nuisance.trend, nuisance.menu};
}

}  // namespace

Nuisance make_nuisance(const Study& study, const std::vector<FactorSeries>& factors) {
  NuisanceBuilder builder{study};
  builder.add_calendar();
  builder.add_time_of_day();
  builder.add_unlogged_days();
  builder.add_menu();
  for (const FactorSeries& factor : factors) builder.add_factor(factor);
  return std::move(builder).build();
}

Nuisance beside_today(const Nuisance& nuisance, const std::vector<TodayFactor>& factors) {
  Nuisance both = nuisance;
  both.fitter = nullptr;
  for (const TodayFactor& factor : factors) {
    stats::append(both.fixed, factor.columns);
    both.fixed = independent(both.fixed);
  }
  return both;
}

Eigen::VectorXd outcome_of(const Study& study) { return study.by_reading(&Reading::value); }

stats::NoiseFit fit_noise(
    const Study& study, const Nuisance& nuisance, const Eigen::VectorXd& explained) {
  if (!nuisance.fitter)
    nuisance.fitter =
        std::make_shared<stats::NoiseFitter>(times_of(study), nuisance.fixed, blocks_of(nuisance));
  return nuisance.fitter->fit(outcome_of(study) - explained);
}

NullModel::NullModel(const Study& study, const Nuisance& nuisance, const stats::NoiseFit& noise)
    : study_{study},
      nuisance_{nuisance},
      noise_{noise.parameters},
      metric_{times_of(study), noise_, stats::Projection{nuisance.fixed}.basis(),
          blocks_of(nuisance), outcome_of(study)},
      degrees_{static_cast<double>(nuisance.fixed.rows() - metric_.n_fixed() - 1)} {}

NullModel::Whitened NullModel::whiten(const Eigen::Ref<const Eigen::MatrixXd>& columns) const {
  const stats::CausalWhitener whitener{times_of(study_), noise_, blocks_of(nuisance_)};
  const Eigen::Index n_fixed = nuisance_.fixed.cols();
  Eigen::MatrixXd all(columns.rows(), n_fixed + 1 + columns.cols());
  all << nuisance_.fixed, outcome_of(study_), columns;
  all = whitener.whiten(all);
  const stats::Projection fixed{all.leftCols(n_fixed)};
  const Eigen::MatrixXd rest = fixed.remove_from(all.rightCols(1 + columns.cols()));
  return {.outcome = rest.col(0), .columns = rest.rightCols(columns.cols())};
}

}  // namespace culprit::engine
