/// Effects of several studies, or people, put together: random-effects meta-analysis.
///
/// Sources: DerSimonian & Laird 1986; Viechtbauer 2005 (REML); Knapp & Hartung 2003; Röver, Knapp &
/// Friede 2015 (the truncated variance); Higgins, Thompson & Spiegelhalter 2009 (prediction);
/// Higgins & Thompson 2002 (I², H²). The same numbers as `rma` of R's metafor.
#pragma once

#include <span>
#include <vector>

namespace culprit::stats {

/// How the variance between studies is estimated.
enum class BetweenVariance {
  dersimonian_laird,  ///< moments, without iteration
  reml,               ///< restricted maximum likelihood, by Fisher scoring
};

/// How sure the mean is.
enum class MeanVariance {
  normal,                   ///< 1 / sum of weights, normal quantiles
  knapp_hartung,            ///< scaled by the weighted residual variance, t with k - 1
  knapp_hartung_truncated,  ///< likewise, but never scaled down
};

struct MetaOptions {
  BetweenVariance between = BetweenVariance::reml;
  MeanVariance mean = MeanVariance::knapp_hartung_truncated;
};

struct Interval {
  double low = 0;
  double high = 0;
};

/// The mean of the effects and how they differ.
struct MetaAnalysis {
  double estimate = 0;
  double standard_error = 0;
  Interval interval;    ///< 95 %
  double p_value = 1;   ///< two-sided, of a mean of 0
  Interval prediction;  ///< 95 %, of the effect in another study
  double tau2 = 0;      ///< variance of the effects between studies
  double q = 0;         ///< Cochran's, k - 1 degrees of freedom
  double q_p_value = 1;
  double i2 = 0;  ///< share of the variation that is between studies, in [0, 1]
  double h2 = 1;
};

/// @param effects          [k], k >= 2
/// @param standard_errors  [k], > 0
/// @throws std::domain_error  if the shapes differ, k < 2, or a number is not finite or an error
///   not positive.
[[nodiscard]] MetaAnalysis meta_analysis(std::span<const double> effects,
    std::span<const double> standard_errors, const MetaOptions& options = {});

/// One study's own effect, drawn to the mean as far as it is uncertain itself.
struct ShrunkenEffect {
  double estimate = 0;
  Interval interval;  ///< 95 %
};

/// The best linear unbiased predictions of the studies' effects (as `blup` of metafor).
/// Shapes and errors as above.
[[nodiscard]] std::vector<ShrunkenEffect> shrink(std::span<const double> effects,
    std::span<const double> standard_errors, const MetaAnalysis& mean,
    const MetaOptions& options = {});

}  // namespace culprit::stats
