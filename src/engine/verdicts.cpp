/// The rules that turn numbers into verdicts.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

#include "culprit/stats/distributions.hpp"
#include "engine/rank.hpp"

namespace culprit::engine {
namespace {

constexpr double wanted_power = 0.80;  // on average over the windows
constexpr double least_power = 0.70;   // of each kind of effect
constexpr int most_days_needed = 365;
constexpr double usual_rate = 0.10;
// Chosen and confirmed on simulated diaries: docs/calibration.md.
constexpr double least_at_usual_rate = 0.41;
constexpr int least_readings_to_clear = 20;

/// Share of logged days within reach on which the food is eaten.
double usual_share(const ExposureCounts& counts) {
  return static_cast<double>(counts.exposed) / (counts.exposed + counts.unexposed);
}

bool is_sure_enough(const FoodSet& set, double fdr) {
  return set.probability >= least_probability(fdr) && set.p_conditional_adjusted <= fdr;
}

/// A kind of effect by its window: those for which a number of days is promised.
enum class Course { next_day, several_days, delayed, other };

Course course_of(const TimeWindow& window) {
  const LagWindow* days = window.days();
  if (days == nullptr) return Course::other;
  if (days->last() <= 1) return days->length() == 1 ? Course::next_day : Course::other;
  if (days->first() <= 1 && days->length() >= 3) return Course::several_days;
  return days->first() >= 3 && days->length() >= 2 ? Course::delayed : Course::other;
}

/// By how much more information than the t test in its own window a finding takes: windows compete,
/// and late ones are thought less likely. Measured: docs/method.md, step 8.
constexpr std::array<double, 4> cost_of_search{1, 1.2, 2.6, 1.2};  // [Course]

/// Power for the important change with more days of the same kind, at level
/// fdr (findings + 1) / (foods × effective windows).
class PowerForecast {
 public:
  PowerForecast(const Evidence& evidence, const RankOptions& options, std::size_t findings)
      : association_{evidence.association}, change_{options.important_change} {
    const double tests = evidence.family_size * association_.effective_windows;
    const double alpha = std::min(0.5, options.fdr * (static_cast<double>(findings) + 1) / tests);
    critical_ = stats::student_t_quantile(1 - alpha / 2, evidence.degrees);
  }

  struct Power {
    double mean;   ///< over the windows as the prior weighs them
    double least;  ///< of the means of the courses
  };
  /// @param information  that there will be over that there is.
  [[nodiscard]] Power after(double information) const {
    std::array<double, 4> power{};
    std::array<double, 4> weight{};
    for (const WindowTest& test : association_.tests) {
      const auto course = static_cast<std::size_t>(course_of(test.window));
      const double distance =
          change_ * std::sqrt(information / cost_of_search.at(course)) / test.standard_error;
      power.at(course) += test.prior * stats::normal_cdf(distance - critical_);
      weight.at(course) += test.prior;
    }
    Power result{
        .mean = std::reduce(power.begin(), power.end()) / std::reduce(weight.begin(), weight.end()),
        .least = 1};
    for (const auto course : {Course::next_day, Course::several_days, Course::delayed}) {
      const auto c = static_cast<std::size_t>(course);
      if (weight.at(c) > 0) result.least = std::min(result.least, power.at(c) / weight.at(c));
    }
    return result;
  }

 private:
  const Association& association_;
  double change_;
  double critical_ = 0;  // t
};

}  // namespace

double least_probability(double fdr) {
  return std::clamp(least_at_usual_rate * std::sqrt(usual_rate / fdr), 0.05, 0.99);
}

bool is_finding(const FoodSet& set, double fdr) {
  return !set.is_too_large && !set.part_of && is_sure_enough(set, fdr) && set.p_both_ways <= fdr;
}

bool is_one_way(const FoodSet& set, double fdr) {
  return !set.is_too_large && !set.part_of && is_sure_enough(set, fdr) && set.p_both_ways > fdr;
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
  const double quantile = stats::student_t_quantile(0.95, evidence.degrees);
  const bool windows_inside = std::ranges::all_of(association.tests, [&](const WindowTest& test) {
    const double reach = std::abs(test.estimate) + quantile * test.standard_error;
    return reach < options.important_change;
  });
  if (!windows_inside) return false;
  const double low = share * stats::quantile(evidence.posterior.effect, 0.05);
  const double high = share * stats::quantile(evidence.posterior.effect, 0.95);
  return std::max(std::abs(low), std::abs(high)) < options.important_change;
}

bool has_enough_data(const Evidence& evidence, const RankOptions& options) {
  return PowerForecast{evidence, options, 0}.after(1).mean >= wanted_power;
}

Needed data_needed(const Evidence& evidence, const RankOptions& options, std::size_t findings) {
  const PowerForecast forecast{evidence, options, findings};
  const ExposureCounts& counts = evidence.association.counts;
  const double share = usual_share(counts);
  // Information per day grows with the variance of the exposure, at most to that of every other
  // day.
  const double gain = 4 * share * (1 - share);
  const auto days_with = [&](double information_per_day) -> std::optional<int> {
    const auto is_enough = [&](int days) {
      const double more = information_per_day * days / (counts.exposed + counts.unexposed);
      const auto [mean, least] = forecast.after(1 + more);
      return mean >= wanted_power && least >= least_power;
    };
    if (!is_enough(most_days_needed)) return std::nullopt;
    int low = 0;
    int high = most_days_needed;
    while (high - low > 1) {
      const int middle = (low + high) / 2;
      (is_enough(middle) ? high : low) = middle;
    }
    return high;
  };
  Needed needed{.days = days_with(1)};
  if (needed.days) needed.exposures = static_cast<int>(std::ceil(share * *needed.days));
  constexpr double worth_saying = 0.8;
  if (gain < worth_saying) needed.alternating_days = days_with(1 / gain);
  return needed;
}

}  // namespace culprit::engine
