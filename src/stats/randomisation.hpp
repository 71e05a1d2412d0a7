/// A randomised alternation: blocks of days on which something is eaten or avoided, in an order
/// that was drawn by lot. The exact test over the orders that could have been drawn, its inversion,
/// and two stages of it.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stats/whitening.hpp"

namespace culprit::stats {

/// An order of n blocks: the bit n - 1 - k is 1 if block k is of exposure, 0 if of avoidance.
using BlockOrder = std::uint32_t;

/// The orders among which the lot is drawn: half of the blocks are of exposure, and no more than
/// `max_run` blocks of one kind follow each other.
/// Source: Onghena & Edgington (1994), Behav. Res. Ther. 32, 783–786.
struct AdmissibleOrders {
  int blocks = 0;
  int max_run = 0;
  std::vector<BlockOrder> orders;  ///< rising, which is lexicographic, avoidance first

  /// [blocks] 1 or 0.
  [[nodiscard]] Eigen::VectorXd order(std::size_t index) const;
};

inline constexpr int fewest_blocks = 6;  ///< with fewer no order is rarer than 1 in 20
inline constexpr int most_blocks = 20;

/// The orders with the smallest `max_run` of 2, 3, 4, `blocks` that leaves at least 40, or with
/// all.
/// @throws std::invalid_argument  unless `blocks` is even, from `fewest_blocks` to `most_blocks`.
[[nodiscard]] AdmissibleOrders admissible_orders(int blocks);

/// Days counted from any day; lags [first, last] in days.
struct DayWindow {
  int first = 1;
  int last = 1;
};

/// Mean of `series` over the days that lie `window` before each of `days`; days before the first of
/// the series count as 0.
/// @param series  [days × c] by day from 0. @param days  [m] indices into it. @return  [m × c]
[[nodiscard]] Eigen::MatrixXd window_means(const Eigen::Ref<const Eigen::MatrixXd>& series,
    const Eigen::Ref<const Eigen::VectorXi>& days, DayWindow window);

/// The rows of a trial: days with a rating, before it and in it.
struct TrialRows {
  Eigen::VectorXd day;       ///< [m] rising
  Eigen::VectorXd outcome;   ///< [m]
  Eigen::MatrixXd nuisance;  ///< [m × q] adjusted for: 1, trend, exposure before the trial …
  Eigen::MatrixXd blocks;    ///< [m × n] window mean of the days of each block
  Eigen::VectorXd exposure;  ///< [m] window mean of what was eaten in the trial
};

/// The rows whitened and projected off the nuisance.
struct WhitenedTrial {
  Eigen::VectorXd outcome;
  Eigen::MatrixXd blocks;
  Eigen::VectorXd exposure;
  double degrees = 0;  ///< of freedom, once the effect is taken off as well
};
[[nodiscard]] WhitenedTrial whiten(const TrialRows& rows, const NoiseParameters& noise);

/// Effect of exposure with the assignment as its instrument: assigned'(outcome - b exposure) = 0.
struct TrialEffect {
  double estimate = 0;
  double standard_error = 0;
  double sigma = 0;  ///< of the whitened residuals
  double score = 0;  ///< standardised, at an effect of 0
};
/// @param assigned  [n] weight of each block: 1 and 0, or less their mean.
[[nodiscard]] TrialEffect estimate_effect(
    const WhitenedTrial& trial, const Eigen::Ref<const Eigen::VectorXd>& assigned);

/// The statistic of every order, a line in the effect b that is tested: at_zero - b × slope.
///
/// Statistic: g'(outcome - b exposure) / |g|, g = the blocks weighted by the order less the mean of
/// all orders, so that nothing but what the lot decided is used.
/// Sources: Edgington; with b: Imbens & Rosenbaum (2005).
struct OrderScores {
  Eigen::VectorXd at_zero;  ///< [orders]
  Eigen::VectorXd slope;    ///< [orders]
  Eigen::Index drawn = 0;   ///< the order that was drawn
  double tolerance = 0;     ///< differences up to it are ties
};
/// [orders × blocks] takes sums over the days of blocks to the statistics of all orders.
[[nodiscard]] Eigen::MatrixXd score_matrix(
    const Eigen::Ref<const Eigen::MatrixXd>& blocks, const AdmissibleOrders& orders);
[[nodiscard]] OrderScores score_orders(
    const WhitenedTrial& trial, const AdmissibleOrders& orders, std::size_t drawn);
/// Mean of the statistics over two windows, for a lag that is not known.
[[nodiscard]] OrderScores mean_of(const OrderScores& a, const OrderScores& b);

/// How many orders, the drawn one included, have a statistic at least (at most) as large as the
/// drawn one at this effect. Over the number of orders it is the p-value that the effect is no
/// more (no less) than `effect`: exact whatever the noise, if the lot was drawn.
[[nodiscard]] Eigen::Index count_higher(const OrderScores& scores, double effect);
[[nodiscard]] Eigen::Index count_lower(const OrderScores& scores, double effect);

/// Those of each stage as shares of its orders. @param count  `count_higher` or `count_lower`
using Count = Eigen::Index (*)(const OrderScores& scores, double effect);
[[nodiscard]] std::vector<double> p_values(
    std::span<const OrderScores> stages, double effect, Count count);

/// One extension of a trial that is undecided: its p-value is combined with the first one's.
/// Source: inverse normal combination, Lehmacher & Wassmer (1999).
struct StageRule {
  double alpha_first = 0.05;  ///< level of the first stage
  double weight_first = 1;    ///< w1; w2 = sqrt(1 - w1²)
  double critical = 0;        ///< of w1 z1 + w2 z2

  /// @param p  one-sided p-values of the stages so far, one or two.
  [[nodiscard]] bool rejects(std::span<const double> p) const;
};
/// w1 z(p1) + w2 z(p2), z = upper quantiles.
[[nodiscard]] double combined_z(double p_first, double p_second, double weight_first);
/// P(p1 <= alpha_first, or the combination is at least `z`) without any effect.
[[nodiscard]] double two_stage_level(double z, double alpha_first, double weight_first);
/// The rule whose level is `alpha`. The share of the first stage among all blocks is w1².
/// @throws std::domain_error  unless 0 < alpha_first < alpha < 1 and 0 < share_first < 1.
[[nodiscard]] StageRule two_stage_rule(double alpha_first, double alpha, double share_first);

/// Smallest interval that holds every effect that the rule rejects in neither direction. Nothing =
/// not bounded. Exact: statistics change places only where their lines cross.
struct EffectInterval {
  std::optional<double> low;
  std::optional<double> high;
};
/// @param stages  one or two.
[[nodiscard]] EffectInterval invert(std::span<const OrderScores> stages, const StageRule& rule);

/// Evidence of an estimate for a harmful effect against none: the effect is half normal with scale
/// `sd` × ¼, ½ or 1, equally likely.
[[nodiscard]] double bayes_factor(double estimate, double standard_error, double sd);

}  // namespace culprit::stats
