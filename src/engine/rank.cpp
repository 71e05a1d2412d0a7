#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "culprit/engine/analyse.hpp"
#include "culprit/stats/distributions.hpp"
#include "culprit/stats/multiplicity.hpp"

namespace culprit::engine {
namespace {

constexpr double wanted_power = 0.80;
constexpr double confidence = 0.95;

/// Would an important effect of this food probably have been found, had it been there?
bool has_enough_data(const Association& association, const Associations& all,
                     const RankOptions& options) {
  const double tests = static_cast<double>(all.tested.size()) * association.effective_windows;
  const double noncentrality =
      options.important_change / association.most_informative.standard_error;
  return stats::t_test_power(noncentrality, all.degrees, options.fdr / tests) >= wanted_power;
}

RankedFood make_row(const Association& association, const Associations& all,
                    const foods::Resolution& resolution) {
  const WindowTest& best = association.best;
  const double reach =
      best.standard_error * stats::student_t_quantile((1 + confidence) / 2, all.degrees);
  RankedFood row;
  row.name = resolution.foods[association.food].name;
  row.direction = best.estimate < 0 ? Direction::better : Direction::worse;
  row.correlation = best.correlation;
  row.lag = best.window;
  row.effect = {best.estimate, best.estimate - reach, best.estimate + reach};
  row.p_value = association.p_value;
  row.exposed_days = association.counts.exposed;
  row.profile = association.profile;
  return row;
}

Finding make_finding(const RankedFood& row, int id) {
  return {.id = id,
          .verdict = row.verdict,
          .direction = row.direction,
          .foods = {row.name},
          .lag = row.lag,
          .effect = row.effect};
}

}  // namespace

Ranking rank(const Associations& associations, const foods::Resolution& resolution,
             const RankOptions& options) {
  Eigen::VectorXd p_values(static_cast<Eigen::Index>(associations.tested.size()));
  for (Eigen::Index i = 0; i < p_values.size(); ++i) {
    p_values[i] = associations.tested[static_cast<std::size_t>(i)].p_value;
  }
  const Eigen::VectorXd adjusted = stats::benjamini_hochberg(p_values);
  Ranking ranking;
  for (std::size_t i = 0; i < associations.tested.size(); ++i) {
    const Association& association = associations.tested[i];
    RankedFood row = make_row(association, associations, resolution);
    row.p_adjusted = adjusted[static_cast<Eigen::Index>(i)];
    if (row.p_adjusted <= options.fdr) {
      row.verdict = row.direction == Direction::worse ? Verdict::suspect : Verdict::protective;
    } else {
      row.verdict = has_enough_data(association, associations, options) ? Verdict::no_evidence
                                                                        : Verdict::not_enough_data;
    }
    ranking.foods.push_back(std::move(row));
  }
  const auto is_finding = [&](const RankedFood& row) { return row.p_adjusted <= options.fdr; };
  std::sort(ranking.foods.begin(), ranking.foods.end(),
            [&](const RankedFood& a, const RankedFood& b) {
              return std::tuple{!is_finding(a), a.p_value, -std::abs(a.effect.estimate), a.name} <
                     std::tuple{!is_finding(b), b.p_value, -std::abs(b.effect.estimate), b.name};
            });
  for (std::size_t i = 0; i < ranking.foods.size(); ++i) {
    RankedFood& row = ranking.foods[i];
    row.rank = static_cast<int>(i) + 1;
    if (!is_finding(row)) continue;
    row.finding = row.rank;
    ranking.findings.push_back(make_finding(row, row.rank));
  }
  return ranking;
}

}  // namespace culprit::engine
