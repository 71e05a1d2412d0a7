/// What may be wrong with a finding: four looks at it from another side.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "culprit/core/text.hpp"
#include "culprit/stats/distributions.hpp"
#include "engine/rank.hpp"
#include "engine/sentences.hpp"
#include "engine/warnings.hpp"
#include "stats/multiplicity.hpp"

namespace culprit::engine {
namespace {

using Index = Eigen::Index;

constexpr double lead_level = 0.05;  // over all findings of a diary
constexpr int days_ahead = 3;
constexpr double most_by_trend = 0.5;  // of the exposure's variance
constexpr double least_kept = 0.5;     // of an effect when something is left out
constexpr std::size_t least_months = 4;

/// What one food is expected to have added to each reading, given that it has an effect.
Eigen::VectorXd contribution_of(
    const Inference& all, const ExposureGrid& grid, std::size_t tested) {
  const FoodSeries& food = all.merged.study.foods[all.associations.tested[tested].food];
  const stats::NormalMixture& effect = all.joint.foods[tested].effect;
  const auto once = static_cast<Index>(scanned_windows(all.study).size());
  const stats::SparseColumns eaten = grid.exposures(food);
  const stats::SparseColumns doses = food.has_doses() ? grid.doses(food) : eaten;
  Eigen::VectorXd per_day = Eigen::VectorXd::Zero(eaten.cols());
  Eigen::VectorXd per_dose = per_day;
  for (Index w = 0; w < effect.weight.size(); ++w) {
    const ColumnRun run = columns_of(all.study, all.joint.windows[static_cast<std::size_t>(w)]);
    (w < once ? per_day : per_dose).segment(run.first, run.count).array() +=
        effect.weight[w] * effect.mean[w] / static_cast<double>(run.count);
  }
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(eaten.rows());
  eaten.add_to(sum, per_day);
  if (!per_dose.isZero(0)) doses.add_to(sum, per_dose);
  return sum / effect.weight.sum();
}

/// The coefficient of one column beside the others; nothing if they leave nothing of it.
/// @param products  of the columns and, last, the outcome
std::optional<double> coefficient(const Eigen::MatrixXd& products, Index own) {
  const Index outcome = products.rows() - 1;
  Eigen::MatrixXd others = products.topLeftCorner(outcome, outcome);
  others.row(own).setZero();
  others.col(own).setZero();
  const Eigen::VectorXd left =
      stats::PartialProducts{others}.inverse() * products.col(own).head(outcome);
  const double length = products(own, own) - left.dot(products.col(own).head(outcome));
  if (!(length > 1e-9 * products(own, own))) return {};
  return (products(own, outcome) - left.dot(products.col(outcome).head(outcome))) / length;
}

/// [columns + 1 × columns + 1] with the outcome last
Eigen::MatrixXd products_with_outcome(const NullModel& null, const Eigen::MatrixXd& columns) {
  Eigen::MatrixXd all(columns.rows(), columns.cols() + 1);
  all << columns, null.metric().outcome();
  return null.metric().influence_of(all).leftCols(all.cols()).transpose() * all;
}

/// How an effect changed for the worse, in words; nothing if at least half of it is left.
std::optional<std::string> loss(std::optional<double> before, std::optional<double> after) {
  if (!before || !after || *before == 0) return {};
  const double kept = *after / *before;
  if (kept >= least_kept) return {};
  return kept < 0 ? "of the opposite sign" : "less than half as large";
}

/// Nobody eats today by tomorrow's rating: the readings seen from the days after them.
Study seen_from_ahead(const Study& study) {
  constexpr int shift = days_ahead + 1;
  Study ahead;
  ahead.first_day = study.first_day;
  ahead.n_days = study.n_days + shift;
  ahead.lags = LagWindow{1, days_ahead};
  ahead.align = study.align;
  ahead.lag_zero_used = study.lag_zero_used;
  ahead.readings = study.readings;
  for (Reading& reading : ahead.readings) {
    reading.day += shift;
    reading.minute += std::int64_t{shift} * minutes_per_day;
  }
  ahead.is_logged = study.is_logged;
  ahead.is_logged.resize(static_cast<std::size_t>(ahead.n_days), false);
  return ahead;
}

std::chrono::year_month month_of(const Study& study, const Reading& reading) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days{study.first_day + Days{reading.day}}};
  return date.year() / date.month();
}

std::string month_name(const std::chrono::year_month& month) {
  static constexpr std::array<std::string_view, 12> names{"January", "February", "March", "April",
      "May", "June", "July", "August", "September", "October", "November", "December"};
  return fmt::format("{} {}", names.at(unsigned{month.month()} - 1), int{month.year()});
}

/// Holm's step-down adjusted p-values. Source: Holm (1979), Scand. J. Statist. 6, 65–70.
std::vector<double> holm(const std::vector<double>& p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> adjusted(p_values.size());
  double largest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto left = static_cast<double>(order.size() - i);
    largest = std::max(largest, std::min(1.0, left * p_values[order[i]]));
    adjusted[order[i]] = largest;
  }
  return adjusted;
}

class FindingCheck {
 public:
  explicit FindingCheck(const Inference& all) : all_{all}, grid_{all.study} {
    for (const FoodSet& set : all.joint.sets)
      if (is_finding(set, all.options.fdr)) sets_.push_back(&set);
  }

  [[nodiscard]] std::vector<Warning> run() && {
    if (sets_.empty()) return {};
    gather_contributions();
    const NullModel null{all_.study, all_.nuisance, all_.joint.noise};
    whiten(null);
    warn_of_leads(null);
    warn_of_treatments(null);
    warn_of_months();
    warn_of_season();
    return std::move(warnings_);
  }

 private:
  [[nodiscard]] Index n_sets() const { return static_cast<Index>(sets_.size()); }

  [[nodiscard]] std::string names_of(Index set) const {
    return joined(sets_[static_cast<std::size_t>(set)]->foods, " or ",
        [this](std::size_t i) { return all_.name_in_words(i); });
  }

  void gather_contributions() {
    contributions_ =
        Eigen::MatrixXd::Zero(static_cast<Index>(all_.study.readings.size()), n_sets());
    for (Index s = 0; s < n_sets(); ++s) {
      const FoodSet& set = *sets_[static_cast<std::size_t>(s)];
      for (const std::size_t i : set.foods) {
        const double share = all_.joint.foods[i].in(set.direction);
        contributions_.col(s) += share * contribution_of(all_, grid_, i);
      }
    }
  }

  void whiten(const NullModel& null) {
    const Study ahead = seen_from_ahead(all_.study);
    const ExposureGrid grid{ahead};
    const Eigen::MatrixXd leads = lead_columns(grid);
    Eigen::VectorXd unknown = grid.unknown_shares().rowwise().sum();
    // What whitening leaves of a column without variation is rounding, and would count as a
    // direction.
    const Index varies = unknown.minCoeff() < unknown.maxCoeff() ? 1 : 0;
    Eigen::MatrixXd columns(leads.rows(), n_sets() + leads.cols() + varies);
    columns << contributions_, leads, unknown.leftCols(varies);
    white_ = null.whiten(columns);
    unknown_ahead_ = white_.columns.rightCols(varies);
  }

  struct Lead {
    double p_value = 1;
    bool is_higher = false;
  };

  /// Columns of each finding's lead test, before whitening: its first food's own lags; that food on
  /// the days ahead, over all of them and over the first.
  [[nodiscard]] Eigen::MatrixXd lead_columns(const ExposureGrid& ahead) const {
    Eigen::MatrixXd columns(contributions_.rows(), 0);
    for (const FoodSet* set : sets_) {
      const FoodSeries& food =
          all_.merged.study.foods[all_.associations.tested[set->foods.front()].food];
      const Eigen::MatrixXd own = grid_.exposures(food).dense();
      const Eigen::MatrixXd after = ahead.exposures(food).dense();
      stats::append(columns, own);
      stats::append(columns, after.col(days_ahead - 1));
      stats::append(columns, after.rowwise().mean());
    }
    return columns;
  }

  /// Does a finding's first food, on the days after a reading, go with that reading? Beside the
  /// food's own lags, gaps in the log of the days ahead, and the other findings.
  /// @param columns  of its lead test, whitened.
  [[nodiscard]] Lead lead_of(
      const NullModel& null, const Eigen::MatrixXd& columns, Index set) const {
    const Index n_known = columns.cols() - 2 + unknown_ahead_.cols() + n_sets();
    Eigen::MatrixXd all(columns.rows(), n_known + 3);
    all << columns.leftCols(columns.cols() - 2), unknown_ahead_, white_.columns.leftCols(n_sets()),
        columns.rightCols(2), white_.outcome;
    all.col(n_known - n_sets() + set).setZero();
    const Eigen::MatrixXd products = all.transpose() * all;
    const stats::PartialProducts known{products.topLeftCorner(n_known, n_known)};
    const auto with_known = products.topRightCorner(n_known, 3);
    const Eigen::Matrix3d left =
        products.bottomRightCorner(3, 3) - with_known.transpose() * known.inverse() * with_known;
    const double degrees = null.degrees() - static_cast<double>(known.rank());
    if (degrees < 3) return {};

    Eigen::Vector2d p_values = Eigen::Vector2d::Ones();
    Lead lead;
    double smallest = 2;
    for (Index w = 0; w < p_values.size(); ++w) {
      const double length = left(w, w);
      if (!(length > 1e-9)) continue;
      const double along = left(w, 2);
      const double unexplained =
          std::max(left(2, 2) - along * along / length, 1e-12 * white_.outcome.squaredNorm());
      const double t = along / std::sqrt(length * unexplained / degrees);
      p_values[w] = stats::student_t_two_sided(t, degrees);
      if (p_values[w] >= smallest) continue;
      smallest = p_values[w];
      lead.is_higher = along > 0;
    }
    lead.p_value = stats::cauchy_combination(p_values);
    return lead;
  }

  void warn_of_leads(const NullModel& null) {
    const Index width = (white_.columns.cols() - n_sets() - unknown_ahead_.cols()) / n_sets();
    std::vector<Lead> leads;
    std::vector<double> p_values;
    for (Index s = 0; s < n_sets(); ++s) {
      leads.push_back(lead_of(null, white_.columns.middleCols(n_sets() + s * width, width), s));
      p_values.push_back(leads.back().p_value);
    }
    const std::vector<double> adjusted = holm(p_values);
    for (Index s = 0; s < n_sets(); ++s) {
      const auto i = static_cast<std::size_t>(s);
      if (adjusted[i] >= lead_level) continue;
      warnings_.push_back(say("lead_test", leads[i].is_higher ? "higher" : "lower", names_of(s)));
    }
  }

  void warn_of_treatments(const NullModel& null) {
    std::vector<FactorSeries> others;
    for (const FactorSeries& factor : all_.factors)
      if (factor.kind != diary::Kind::treatment) others.push_back(factor);
    if (others.size() == all_.factors.size()) return;
    const Nuisance nuisance = make_nuisance(all_.study, others);
    const NullModel without{all_.study, nuisance, all_.joint.noise};
    const Eigen::MatrixXd products = products_with_outcome(null, contributions_);
    const Eigen::MatrixXd others_only = products_with_outcome(without, contributions_);
    for (Index s = 0; s < n_sets(); ++s) {
      const auto lost = loss(coefficient(products, s), coefficient(others_only, s));
      if (lost) warnings_.push_back(say("finding_through_treatment", names_of(s), *lost));
    }
  }

  void warn_of_months() {
    Eigen::MatrixXd columns(white_.outcome.size(), n_sets() + 1);
    columns << white_.columns.leftCols(n_sets()), white_.outcome;
    const Eigen::MatrixXd whole = columns.transpose() * columns;
    std::map<std::chrono::year_month, Eigen::MatrixXd> without;  // products, by what they leave out
    for (Index row = 0; const Reading& reading : all_.study.readings) {
      auto& left = without.try_emplace(month_of(all_.study, reading), whole).first->second;
      const auto own = columns.row(row++);
      left.noalias() -= own.transpose() * own;
    }
    if (without.size() < least_months) return;
    for (Index s = 0; s < n_sets(); ++s) {
      const auto all_months = coefficient(whole, s);
      for (const auto& [month, products] : without) {
        const auto lost = loss(all_months, coefficient(products, s));
        if (!lost) continue;
        warnings_.push_back(say("one_month_carries", names_of(s), month_name(month), *lost));
        break;
      }
    }
  }

  void warn_of_season() {
    const Index n = contributions_.rows();
    Eigen::MatrixXd trend(n, 2 + all_.nuisance.trend.cols());
    trend << Eigen::VectorXd::Ones(n), all_.study.by_reading(&Reading::day), all_.nuisance.trend;
    const stats::Projection projection{trend};
    for (Index s = 0; s < n_sets(); ++s) {
      const Eigen::VectorXd column = contributions_.col(s).array() - contributions_.col(s).mean();
      const double share = 1 - projection.remove_from(column).squaredNorm() / column.squaredNorm();
      if (share > most_by_trend)
        warnings_.push_back(say("trend_shared_with_season", 100 * share, names_of(s)));
    }
  }

  const Inference& all_;
  ExposureGrid grid_;
  std::vector<const FoodSet*> sets_;
  Eigen::MatrixXd contributions_;  // [readings × findings] points
  NullModel::Whitened white_;      // the same, and then the columns of each finding's lead test
  Eigen::MatrixXd unknown_ahead_;  // whitened, or none
  std::vector<Warning> warnings_;
};

}  // namespace

std::vector<Warning> finding_warnings(const Inference& all) { return FindingCheck{all}.run(); }

}  // namespace culprit::engine
