#include "stats/correlation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "culprit/stats/distributions.hpp"
#include "stats/require.hpp"

namespace culprit::stats {
namespace {

double clamp_to_one(double r) noexcept { return std::clamp(r, -1.0, 1.0); }

}  // namespace

Eigen::VectorXd mid_ranks(const Eigen::Ref<const Eigen::VectorXd>& values) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(values.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::sort(order, [&](Eigen::Index a, Eigen::Index b) { return values[a] < values[b]; });
  Eigen::VectorXd ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
    const double rank = static_cast<double>(first + 1 + end) / 2;
    for (std::size_t i = first; i < end; ++i) ranks[order[i]] = rank;
    first = end;
  }
  return ranks;
}

BinaryCorrelation::BinaryCorrelation(const Eigen::Ref<const Eigen::VectorXd>& outcome)
    : centered_{outcome}, centered_ranks_{mid_ranks(outcome)} {
  const Eigen::Index n = outcome.size();
  if (n == 0) return;
  // A constant outcome must leave exact zeros, not the rounding of a mean.
  const bool constant = outcome.minCoeff() == outcome.maxCoeff();
  centered_.array() -= constant ? outcome[0] : outcome.mean();
  centered_ranks_.array() -= static_cast<double>(n + 1) / 2;
  sum_of_squares_ = centered_.squaredNorm();
  rank_sum_of_squares_ = centered_ranks_.squaredNorm();
  std::vector<double> sorted(outcome.begin(), outcome.end());
  std::ranges::sort(sorted);
  const auto pairs = [](double count) { return count * (count - 1) / 2; };
  untied_pairs_ = pairs(static_cast<double>(n));
  for (std::size_t first = 0; first < sorted.size();) {
    const auto end = std::upper_bound(sorted.begin(), sorted.end(), sorted[first]);
    const auto next = static_cast<std::size_t>(end - sorted.begin());
    untied_pairs_ -= pairs(static_cast<double>(next - first));
    first = next;
  }
}

Correlations BinaryCorrelation::with(std::span<const Eigen::Index> yes_rows) const {
  const auto n = static_cast<double>(centered_.size());
  const auto yes = static_cast<double>(yes_rows.size());
  if (yes_rows.empty() || yes == n || untied_pairs_ == 0) return {};
  double sum = 0;
  double rank_sum = 0;
  for (const Eigen::Index row : yes_rows) {
    sum += centered_[row];
    rank_sum += centered_ranks_[row];
  }
  // The sum of squares of a centred yes/no variable is yes (n - yes) / n; each rank that "yes"
  // holds above the middle is n/2 more concordant than discordant pairs.
  const double spread = yes * (n - yes) / n;
  return {.pearson = clamp_to_one(sum / std::sqrt(spread * sum_of_squares_)),
      .spearman = clamp_to_one(rank_sum / std::sqrt(spread * rank_sum_of_squares_)),
      .kendall = clamp_to_one(2 * rank_sum / std::sqrt(yes * (n - yes) * untied_pairs_))};
}

double ljung_box_p(const Eigen::Ref<const Eigen::VectorXd>& residuals, int lags) {
  const auto n = static_cast<double>(residuals.size());
  require(lags >= 1 && lags < residuals.size(), "ljung_box_p: lags is {}, but must be in [1, {}]!",
      lags, residuals.size() - 1);
  const Eigen::VectorXd centered = residuals.array() - residuals.mean();
  const double total = centered.squaredNorm();
  if (!(total > 0)) return 1;
  double statistic = 0;
  for (int lag = 1; lag <= lags; ++lag) {
    const Eigen::Index overlap = residuals.size() - lag;
    const double r = centered.head(overlap).dot(centered.tail(overlap)) / total;
    statistic += r * r / static_cast<double>(overlap);
  }
  statistic *= n * (n + 2);
  return chi_square_upper_tail(statistic, static_cast<double>(lags));
}

}  // namespace culprit::stats
