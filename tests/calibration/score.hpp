/// What a method's answers were worth.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calibration/methods.hpp"
#include "culprit/simulate/simulate.hpp"

namespace culprit::calibration {

/// Mean of independent values, with its standard error.
class Mean {
 public:
  void add(double value);
  void add(const Mean& other);
  [[nodiscard]] double count() const noexcept { return n_; }
  /// Nothing without values.
  [[nodiscard]] std::optional<double> value() const;
  /// Sample standard deviation over the root of their number; 0 for a single value.
  [[nodiscard]] double error() const;

 private:
  double n_ = 0;
  double sum_ = 0;
  double squares_ = 0;
};

/// Of one method in one scenario, over diaries.
struct Score {
  Mean any;            ///< diaries with a claim
  Mean false_rate;     ///< false claims over max(1, claims): its mean is the false discovery rate
  Mean power;          ///< share of the culprits that are in a true claim
  Mean power_by_size;  ///< the same, each counted as one over the size of the claim
  Mean precision;      ///< average precision of the order
  Mean size;           ///< foods in a claim
  Mean coverage;       ///< claims whose interval holds the true total; false claims: holds 0
  Mean true_coverage;  ///< the same, of true claims only

  void add(const Score& other);
};

/// A claim is true if one of its foods has an effect in the stated direction.
/// @param first_lag  first lag that the analysis looks at: what acts earlier is left out of the
/// true
///   total, because no interval is about it.
[[nodiscard]] Score score(
    const Answer& answer, const std::vector<simulate::Trigger>& triggers, int first_lag);

/// Points in total from `first_lag` on.
[[nodiscard]] double effect_from(const simulate::Trigger& trigger, int first_lag);

/// Whether printed probabilities come true: counts by tenth.
struct Reliability {
  std::vector<Mean> stated = std::vector<Mean>(10);
  std::vector<Mean> happened = std::vector<Mean>(10);

  void add(double probability, bool came_true);
  void add(const Reliability& other);
};

}  // namespace culprit::calibration
