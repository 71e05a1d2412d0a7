#include "engine/verdicts.hpp"

#include <algorithm>
#include <cmath>

#include "culprit/stats/distributions.hpp"

namespace culprit::engine {
namespace {

constexpr double wanted_power = 0.80;
constexpr double usual_rate = 0.10;
// Chosen and confirmed on simulated diaries: docs/calibration.md.
constexpr double least_at_usual_rate = 0.41;
// Where names of several levels compete: a group that holds a culprit and little else passes for
// it.
constexpr double least_among_levels = 0.55;
constexpr int least_readings_to_clear = 20;

/// Share of logged days within reach on which the food is eaten.
double usual_share(const ExposureCounts& counts) {
  return static_cast<double>(counts.exposed) / (counts.exposed + counts.unexposed);
}

/// Tested variables of the same level (and layer).
double family_size(const Evidence& evidence) {
  const auto& tested = evidence.all.tested;
  return static_cast<double>(std::count_if(
      tested.begin(), tested.end(),
      [&](const Association& other) { return is_same_family(other, evidence.association); }));
}

bool is_sure_enough(const FoodSet& set, double fdr) {
  return set.probability >= least_probability(fdr, set.is_among_levels) &&
         set.p_conditional_adjusted <= fdr;
}

}  // namespace

double least_probability(double fdr, bool is_among_levels) {
  const double usual = is_among_levels ? least_among_levels : least_at_usual_rate;
  return std::clamp(usual * std::sqrt(usual_rate / fdr), 0.05, 0.99);
}

bool is_finding(const FoodSet& set, double fdr) {
  return !set.is_too_large && !set.part_of && is_sure_enough(set, fdr);
}

bool is_unnamed_finding(const FoodSet& set, double fdr) {
  return set.is_too_large && !set.part_of && is_sure_enough(set, fdr);
}

bool is_cleared(const Evidence& evidence, const RankOptions& options) {
  const Association& association = evidence.association;
  const int unexposed = options.readings - association.exposed_readings;
  if (!options.can_clear || association.has_untested_hours ||
      evidence.posterior.effect.is_empty() ||
      std::min(association.exposed_readings, unexposed) < least_readings_to_clear)
    return false;
  const double share = usual_share(association.counts);
  const double quantile = stats::student_t_quantile(0.95, evidence.all.degrees);
  const bool windows_inside =
      std::all_of(association.tests.begin(), association.tests.end(), [&](const WindowTest& test) {
        const double reach = std::abs(test.estimate) + quantile * test.standard_error;
        return reach < options.important_change;
      });
  if (!windows_inside) return false;
  const double low = share * stats::quantile(evidence.posterior.effect, 0.05);
  const double high = share * stats::quantile(evidence.posterior.effect, 0.95);
  return std::max(std::abs(low), std::abs(high)) < options.important_change;
}

bool has_enough_data(const Evidence& evidence, const RankOptions& options) {
  const double tests = family_size(evidence) * evidence.association.effective_windows;
  const double noncentrality =
      options.important_change / evidence.association.most_informative.standard_error;
  return stats::t_test_power(noncentrality, evidence.all.degrees, options.fdr / tests) >=
         wanted_power;
}

Needed data_needed(const Evidence& evidence, const RankOptions& options, std::size_t findings) {
  const Association& association = evidence.association;
  const double tests = family_size(evidence) * static_cast<double>(association.tests.size());
  const double alpha = std::min(0.5, options.fdr * (static_cast<double>(findings) + 1) / tests);
  const double wanted = stats::student_t_quantile(1 - alpha / 2, evidence.all.degrees) +
                        stats::student_t_quantile(wanted_power, evidence.all.degrees);
  const double ratio =
      wanted * association.most_informative.standard_error / options.important_change;
  const int days_so_far = association.counts.exposed + association.counts.unexposed;
  const double share = usual_share(association.counts);
  constexpr double optimism = 1.5;
  const auto missing = [&](double total) {
    return Range{
        .low = static_cast<int>(std::ceil(std::max(total - days_so_far, 1.0))),
        .high = static_cast<int>(std::ceil(std::max(optimism * total - days_so_far, 1.0)))};
  };
  const double total = ratio * ratio * days_so_far;
  Needed needed;
  needed.days = missing(total);
  needed.exposures = {.low = static_cast<int>(std::ceil(share * needed.days.low)),
                      .high = static_cast<int>(std::ceil(share * needed.days.high))};
  // Information per day grows with the variance of the exposure, at most to that of every other
  // day.
  const double gain = 4 * share * (1 - share);
  if (gain < 0.8) {
    const double alternating = gain * std::max(total - days_so_far, 0.0);
    needed.alternating_days = Range{.low = static_cast<int>(std::ceil(alternating)),
                                    .high = static_cast<int>(std::ceil(gain * needed.days.high))};
  }
  return needed;
}

}  // namespace culprit::engine
