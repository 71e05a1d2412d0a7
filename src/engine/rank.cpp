#include "engine/rank.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "culprit/stats/distributions.hpp"
#include "engine/posterior.hpp"
#include "stats/multiplicity.hpp"

namespace culprit::engine {
namespace {

constexpr double uncertainty = 0.05;
// Below this a probability, and an order by it, is rounding.
constexpr double least_stated = 1e-9;

/// The shortest interval that leaves out `level`: of a mixture with a light component far away, an
/// interval with equal tails would reach for that component on the other side of zero.
Effect summarise(const stats::NormalMixture& mixture, double level) {
  constexpr int splits = 8;
  Effect shortest{.estimate = stats::mean_of(mixture),
      .low = stats::quantile(mixture, level / 2),
      .high = stats::quantile(mixture, 1 - level / 2)};
  if (level >= uncertainty) return shortest;
  for (int split = 0; split <= splits; ++split) {
    // Not quite all on one side: an end must have a probability to stand at.
    const double below = level * std::clamp(static_cast<double>(split) / splits, 0.01, 0.99);
    const double low = stats::quantile(mixture, below);
    const double high = stats::quantile(mixture, 1 - level + below);
    if (high - low < shortest.high - shortest.low) {
      shortest.low = low;
      shortest.high = high;
    }
  }
  return shortest;
}

class Ranker {
 public:
  Ranker(const Associations& associations, const JointPosterior& joint, const RankOptions& options)
      : associations_{associations}, joint_{joint}, options_{options} {
    for (std::size_t s = 0; s < joint.sets.size(); ++s) {
      if (is_finding(joint.sets[s], options.fdr)) ++n_findings_;
      for (const std::size_t food : joint.sets[s].foods) set_of_[food] = s;
    }
  }

  [[nodiscard]] Ranking run(const foods::Resolution& resolution) {
    Ranking ranking;
    const std::vector<double> adjusted = adjusted_p_values();
    for (std::size_t i = 0; i < associations_.tested.size(); ++i) {
      if (!set_of_.contains(i)) continue;
      row_of_[i] = ranking.foods.size();
      RankedFood row = make_row(i);
      row.name = resolution.foods[associations_.tested[i].food].name;
      row.p_adjusted = adjusted[i];
      ranking.foods.push_back(std::move(row));
    }
    add_findings(ranking);
    describe_parts(ranking);
    sort(ranking);
    return ranking;
  }

 private:
  /// Within each level, of groups within each layer.
  [[nodiscard]] std::vector<double> adjusted_p_values() const {
    std::map<std::pair<foods::Level, foods::Layer>, std::vector<std::size_t>> families;
    for (std::size_t i = 0; i < associations_.tested.size(); ++i)
      families[{associations_.tested[i].level, associations_.tested[i].layer}].push_back(i);
    std::vector<double> all(associations_.tested.size());
    for (const auto& [key, family] : families) {
      Eigen::VectorXd p_values(static_cast<Eigen::Index>(family.size()));
      for (Eigen::Index k = 0; k < p_values.size(); ++k)
        p_values[k] = associations_.tested[family[static_cast<std::size_t>(k)]].p_value;
      const Eigen::VectorXd adjusted = stats::benjamini_hochberg(p_values);
      for (Eigen::Index k = 0; k < p_values.size(); ++k)
        all[family[static_cast<std::size_t>(k)]] = adjusted[k];
    }
    return all;
  }

  /// After selection an interval at the usual level covers too seldom: findings get the level that
  /// keeps the false coverage rate (Benjamini & Yekutieli 2005).
  [[nodiscard]] double interval_level(bool is_in_finding) const {
    if (!is_in_finding) return uncertainty;
    return uncertainty * static_cast<double>(n_findings_) /
           static_cast<double>(associations_.tested.size());
  }

  [[nodiscard]] RankedFood make_row(std::size_t i) const {
    const Association& association = associations_.tested[i];
    const FoodPosterior& posterior = joint_.foods[i];
    const FoodSet& set = joint_.sets[set_of_.at(i)];
    const bool found = is_finding(set, options_.fdr);
    RankedFood row;
    row.id = {association.level, association.food};
    row.level = association.level;
    row.direction =
        found ? set.direction
              : (posterior.worse >= posterior.better ? Direction::worse : Direction::better);
    const double own = row.direction == Direction::worse ? posterior.worse : posterior.better;
    row.probability = own < least_stated ? 0 : own;
    row.correlation = association.best.correlation;
    row.lag = most_probable_window(posterior.effect, joint_.windows);
    row.effect = summarise(posterior.effect, interval_level(found));
    row.p_value = association.p_value;
    row.p_conditional = posterior.p_conditional;
    row.is_taken_off = posterior.is_strong;
    row.exposed_days = association.counts.exposed;
    row.profile = association.profile;
    const Evidence evidence{association, posterior, associations_};
    row.verdict = verdict(evidence, set);
    if (is_unnamed_finding(set, options_.fdr)) {
      give_reason(row, "set_too_large",
          fmt::format(
              "one of {} foods eaten together seems to matter; this diary cannot tell which",
              set.foods.size()));
    } else if (is_one_way(set, options_.fdr)) {
      give_reason(row, "one_way_only",
          fmt::format(
              "holds only as long as the same day's {} is left out of account", set.depends_on));
    }
    if (row.verdict == Verdict::not_enough_data)
      row.needed = data_needed(evidence, options_, n_findings_);
    return row;
  }

  [[nodiscard]] Verdict verdict(const Evidence& evidence, const FoodSet& set) const {
    if (is_finding(set, options_.fdr))
      return set.direction == Direction::worse ? Verdict::suspect : Verdict::protective;
    if (is_finding(set, 2 * options_.fdr)) return Verdict::possible;
    if (is_unnamed_finding(set, options_.fdr) || is_one_way(set, options_.fdr))
      return Verdict::possible;
    if (set.foods.size() == 1 && is_cleared(evidence, options_)) return Verdict::cleared;
    return has_enough_data(evidence, options_) ? Verdict::no_evidence : Verdict::not_enough_data;
  }

  /// The effect of any member: their posteriors, each weighted by its probability.
  [[nodiscard]] stats::NormalMixture effect_of(const FoodSet& set) const {
    const Eigen::Index k = joint_.foods[set.foods[0]].effect.weight.size();
    stats::NormalMixture mixture;
    mixture.weight.resize(k * static_cast<Eigen::Index>(set.foods.size()));
    mixture.mean.resize(mixture.weight.size());
    mixture.sd.resize(mixture.weight.size());
    Eigen::Index at = 0;
    for (const std::size_t i : set.foods) {
      const FoodPosterior& food = joint_.foods[i];
      const double share = set.direction == Direction::worse ? food.worse : food.better;
      mixture.weight.segment(at, k) = share * food.effect.weight;
      mixture.mean.segment(at, k) = food.effect.mean;
      mixture.sd.segment(at, k) = food.effect.sd;
      at += k;
    }
    return mixture;
  }

  void add_findings(Ranking& ranking) const {
    for (const FoodSet& set : joint_.sets) {
      if (!is_finding(set, options_.fdr)) continue;
      Finding finding;
      finding.id = static_cast<int>(ranking.findings.size()) + 1;
      finding.verdict = set.direction == Direction::worse ? Verdict::suspect : Verdict::protective;
      finding.direction = set.direction;
      finding.level = associations_.tested[set.foods[0]].level;
      finding.probability = set.probability;
      finding.lag = most_probable_window(joint_.foods[set.foods[0]].effect, joint_.windows);
      finding.effect = summarise(effect_of(set), interval_level(true));
      finding.p_conditional = set.p_conditional;
      for (const std::size_t i : set.foods) {
        RankedFood& row = ranking.foods[row_of_.at(i)];
        finding.ids.push_back(row.id);
        finding.foods.push_back(row.name);
        row.finding = finding.id;
        // What cannot be told apart has one effect: a member's own may point the other way.
        if (set.foods.size() > 1) row.effect = finding.effect;
      }
      ranking.findings.push_back(std::move(finding));
    }
  }

  /// Rows that a finding speaks for.
  void describe_parts(Ranking& ranking) const {
    for (const FoodSet& set : joint_.sets) {
      if (!set.part_of) continue;
      const std::size_t own = set.foods.front();
      const auto at = set_of_.find(*set.part_of);
      if (at == set_of_.end()) {
        give_reason(ranking.foods[row_of_.at(own)], "set_aside",
            "belongs with what is not ranked, because of a possible immediate reaction");
        continue;
      }
      const FoodSet& whole = joint_.sets[at->second];
      if (!is_finding(whole, options_.fdr)) continue;
      RankedFood& row = ranking.foods[row_of_.at(own)];
      const auto& parents = associations_.tested[own].parents;
      for (const std::size_t named : whole.foods) {
        const RankedFood& other = ranking.foods[row_of_.at(named)];
        const auto& above = associations_.tested[named].parents;
        const std::string name = foods::name_in_words(other.name, other.level);
        if (std::find(parents.begin(), parents.end(), named) != parents.end()) {
          row.verdict = Verdict::possible;
          row.part_of = other.finding;
          row.needed.reset();
          row.direction = whole.direction;
          row.effect = other.effect;
          row.lag = other.lag;
          give_reason(row, "part_of", fmt::format("belongs to {}, which stands for it", name));
        } else if (std::find(above.begin(), above.end(), own) != above.end()) {
          give_reason(
              row, "named_by_part", fmt::format("{}, which belongs to it, stands for it", name));
        } else if (!row.reason) {
          give_reason(row, "explained", fmt::format("{} explains it better", name));
        }
      }
    }
  }

  static void sort(Ranking& ranking) {
    const auto key = [](const RankedFood& row) {
      return std::tuple{!row.finding.has_value(), row.finding.value_or(0),
          -row.probability.value_or(0), row.p_value, -std::abs(row.effect.estimate)};
    };
    std::sort(
        ranking.foods.begin(), ranking.foods.end(), [&](const RankedFood& a, const RankedFood& b) {
          const auto ka = key(a);
          const auto kb = key(b);
          return ka != kb ? ka < kb : std::tie(a.name, a.level) < std::tie(b.name, b.level);
        });
    for (std::size_t row = 0; row < ranking.foods.size(); ++row)
      ranking.foods[row].rank = static_cast<int>(row) + 1;
  }

  const Associations& associations_;
  const JointPosterior& joint_;
  const RankOptions& options_;
  std::size_t n_findings_ = 0;
  std::map<std::size_t, std::size_t> set_of_;
  std::map<std::size_t, std::size_t> row_of_;  // before they are sorted
};

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
  return static_cast<double>(std::count_if(tested.begin(), tested.end(),
      [&](const Association& other) { return is_same_family(other, evidence.association); }));
}

bool is_sure_enough(const FoodSet& set, double fdr) {
  return set.probability >= least_probability(fdr, set.is_among_levels) &&
         set.p_conditional_adjusted <= fdr;
}

}  // namespace

Ranking rank(const Associations& associations, const JointPosterior& joint,
    const foods::Resolution& resolution, const RankOptions& options) {
  if (associations.tested.empty()) return {};
  return Ranker{associations, joint, options}.run(resolution);
}

double least_probability(double fdr, bool is_among_levels) {
  const double usual = is_among_levels ? least_among_levels : least_at_usual_rate;
  return std::clamp(usual * std::sqrt(usual_rate / fdr), 0.05, 0.99);
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
    return Range{.low = static_cast<int>(std::ceil(std::max(total - days_so_far, 1.0))),
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
