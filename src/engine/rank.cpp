#include "engine/rank.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "engine/posterior.hpp"
#include "engine/sentences.hpp"
#include "stats/multiplicity.hpp"

namespace culprit::engine {
namespace {

constexpr double uncertainty = 0.05;  // of intervals of rows that are no finding
constexpr double most_uncertain = 0.5;
// Below this a probability, and an order by it, is rounding.
constexpr double least_stated = 1e-9;

/// The shortest interval that leaves out `level`: of a mixture with a light component far away, an
/// interval with equal tails would reach for that component on the other side of zero.
Effect summarise(const stats::NormalMixture& mixture, double level) {
  constexpr int splits = 8;
  Effect shortest{.estimate = stats::mean_of(mixture),
      .low = stats::quantile(mixture, level / 2),
      .high = stats::quantile(mixture, 1 - level / 2),
      .level = 1 - level};
  if (level == uncertainty) return shortest;
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

/// The interval with the estimate in it, which may lie outside where most windows say nothing.
Effect widened(Effect effect) {
  effect.low = std::min(effect.low, effect.estimate);
  effect.high = std::max(effect.high, effect.estimate);
  return effect;
}

bool holds_zero(const Effect& effect) { return effect.low <= 0 && effect.high >= 0; }

class Ranker {
 public:
  Ranker(const Associations& associations, const JointPosterior& joint, const RankOptions& options)
      : associations_{associations}, joint_{joint}, options_{options} {
    for (const Association& association : associations.tested)
      ++family_sizes_[association.family()];
    for (std::size_t s = 0; s < joint.sets.size(); ++s) {
      is_found_.push_back(is_finding(joint.sets[s], options.fdr) ? 1 : 0);
      n_findings_ += static_cast<std::size_t>(is_found_[s]);
      for (const std::size_t food : joint.sets[s].foods) set_of_[food] = s;
    }
    // Fewer findings have wider intervals, which may hold 0 in their turn.
    for (bool is_settled = false; !is_settled;) {
      is_settled = true;
      const double level = finding_level();
      for (std::size_t s = 0; s < joint.sets.size(); ++s) {
        if (is_found_[s] == 0 || !holds_zero(found_effect(joint.sets[s], level))) continue;
        is_found_[s] = 0;
        --n_findings_;
        is_settled = false;
      }
    }
  }

  [[nodiscard]] Ranking run(const foods::Resolution& resolution) {
    Ranking ranking;
    const Eigen::VectorXd adjusted = adjusted_p_values();
    for (std::size_t i = 0; i < associations_.tested.size(); ++i) {
      if (!set_of_.contains(i)) continue;
      row_of_[i] = ranking.foods.size();
      RankedFood row = make_row(i);
      row.name = resolution.foods[associations_.tested[i].food].name;
      row.p_adjusted = adjusted[static_cast<Eigen::Index>(i)];
      ranking.foods.push_back(std::move(row));
    }
    add_findings(ranking);
    describe_parts(ranking);
    for (RankedFood& row : ranking.foods) describe_tests(row);
    sort(ranking);
    return ranking;
  }

 private:
  /// Within each level, of groups within each layer.
  [[nodiscard]] Eigen::VectorXd adjusted_p_values() const {
    Eigen::VectorXd p_values(std::ssize(associations_.tested));
    std::vector<Association::Family> families;
    for (const Association& association : associations_.tested) {
      p_values[std::ssize(families)] = association.p_value;
      families.push_back(association.family());
    }
    return stats::benjamini_hochberg(p_values, families);
  }

  /// After selection an interval at the usual level covers too seldom: findings get the level that
  /// keeps the false coverage rate (Benjamini & Yekutieli 2005).
  [[nodiscard]] double finding_level() const {
    const auto m = static_cast<double>(associations_.tested.size());
    return std::min(options_.fdr * static_cast<double>(std::max<std::size_t>(n_findings_, 1)) / m,
        most_uncertain);
  }

  [[nodiscard]] RankedFood make_row(std::size_t i) const {
    const Association& association = associations_.tested[i];
    const FoodPosterior& posterior = joint_.foods[i];
    const std::size_t own_set = set_of_.at(i);
    const FoodSet& set = joint_.sets[own_set];
    const bool found = is_found_[own_set] != 0;
    RankedFood row;
    row.id = {association.level, association.food};
    row.level = association.level;
    row.direction = found ? set.direction : posterior.direction();
    const double own = posterior.in(row.direction);
    row.probability = own < least_stated ? 0 : own;
    row.correlation = association.best.correlation;
    row.lag = most_probable_window(posterior.effect, joint_.windows);
    row.effect = summarise(posterior.effect, uncertainty);
    row.p_value = association.p_value;
    row.p_conditional = posterior.p_conditional;
    row.p_conditional_adjusted = posterior.p_conditional_adjusted;
    row.is_taken_off = posterior.is_strong;
    row.exposed_days = association.counts.exposed;
    row.profile = association.profile;
    const Evidence evidence{
        association, posterior, associations_.degrees, family_sizes_.at(association.family())};
    row.verdict = verdict(evidence, own_set);
    if (is_unnamed_finding(set, options_.fdr)) {
      give_reason(row, "set_too_large/row", set.foods.size());
    } else if (is_one_way(set, options_.fdr)) {
      give_reason(row, "one_way_only", set.depends_on);
    } else if (!found && is_finding(set, options_.fdr)) {
      give_reason(row, "sign_open");
    } else if (!found && is_finding(set, 2 * options_.fdr)) {
      give_reason(row, "short_of_rate");
    }
    if (row.verdict == Verdict::not_enough_data)
      row.needed = data_needed(evidence, options_, n_findings_);
    return row;
  }

  [[nodiscard]] Verdict verdict(const Evidence& evidence, std::size_t own_set) const {
    const FoodSet& set = joint_.sets[own_set];
    if (is_found_[own_set] != 0)
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
      mixture.weight.segment(at, k) = food.in(set.direction) * food.effect.weight;
      mixture.mean.segment(at, k) = food.effect.mean;
      mixture.sd.segment(at, k) = food.effect.sd;
      at += k;
    }
    return mixture;
  }

  [[nodiscard]] TimeWindow likely_window(const FoodSet& set) const {
    return most_probable_window(joint_.foods[set.foods[0]].effect, joint_.windows);
  }

  /// The mean over all windows, with the interval of the likeliest: over all of them it would say
  /// that the lag is open, and not the sign.
  [[nodiscard]] Effect found_effect(const FoodSet& set, double level) const {
    const stats::NormalMixture all = effect_of(set);
    stats::NormalMixture likely = all;
    const TimeWindow window = likely_window(set);
    const auto n = static_cast<Eigen::Index>(joint_.windows.size());
    for (Eigen::Index k = 0; k < likely.weight.size(); ++k)
      if (!(joint_.windows[static_cast<std::size_t>(k % n)] == window)) likely.weight[k] = 0;
    Effect effect = summarise(likely, level);
    effect.estimate = stats::mean_of(all);
    return widened(effect);
  }

  /// What one day of eating does on each day after it: each window's total, spread over its days.
  [[nodiscard]] std::vector<DayEffect> per_day(const FoodSet& set) const {
    const stats::NormalMixture total = effect_of(set);
    const auto n = static_cast<Eigen::Index>(joint_.windows.size());
    std::map<int, stats::NormalMixture> days;
    for (Eigen::Index k = 0; k < total.weight.size(); ++k) {
      const LagWindow* window = joint_.windows[static_cast<std::size_t>(k % n)].days();
      if (window == nullptr) return {};
      for (int lag = window->first(); lag <= window->last(); ++lag) {
        stats::NormalMixture& day = days[lag];
        if (day.weight.size() == 0) {
          day = total;
          day.mean.setZero();
          day.sd.setZero();
        }
        day.mean[k] = total.mean[k] / window->length();
        day.sd[k] = total.sd[k] / window->length();
      }
    }
    std::vector<DayEffect> effects;
    effects.reserve(days.size());
    for (const auto& [lag, day] : days)
      effects.push_back({lag, widened(summarise(day, uncertainty))});
    return effects;
  }

  void add_findings(Ranking& ranking) const {
    for (std::size_t s = 0; s < joint_.sets.size(); ++s) {
      if (is_found_[s] == 0) continue;
      const FoodSet& set = joint_.sets[s];
      Finding finding;
      finding.id = static_cast<int>(ranking.findings.size()) + 1;
      finding.verdict = set.direction == Direction::worse ? Verdict::suspect : Verdict::protective;
      finding.direction = set.direction;
      finding.level = associations_.tested[set.foods[0]].level;
      finding.probability = set.probability;
      finding.lag = likely_window(set);
      finding.effect = found_effect(set, finding_level());
      finding.per_day = per_day(set);
      finding.p_conditional = set.p_conditional;
      for (const std::size_t i : set.foods) {
        RankedFood& row = ranking.foods[row_of_.at(i)];
        finding.ids.push_back(row.id);
        finding.foods.push_back(row.name);
        row.finding = finding.id;
        // What cannot be told apart has one effect: a member's own may point the other way.
        row.effect = finding.effect;
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
        give_reason(ranking.foods[row_of_.at(own)], "set_aside");
        continue;
      }
      const FoodSet& whole = joint_.sets[at->second];
      if (is_found_[at->second] == 0) continue;
      RankedFood& row = ranking.foods[row_of_.at(own)];
      const auto& parents = associations_.tested[own].parents;
      for (const std::size_t named : whole.foods) {
        const RankedFood& other = ranking.foods[row_of_.at(named)];
        const auto& above = associations_.tested[named].parents;
        const std::string name = foods::name_in_words(other.name, other.level);
        if (std::ranges::find(parents, named) != parents.end()) {
          row.verdict = Verdict::possible;
          row.part_of = other.finding;
          row.needed.reset();
          row.direction = whole.direction;
          row.effect = other.effect;
          row.lag = other.lag;
          give_reason(row, "part_of", name);
        } else if (std::ranges::find(above, own) != above.end()) {
          give_reason(row, "named_by_part", name);
        } else if (!row.reason) {
          give_reason(row, "explained/by", name);
        }
      }
    }
  }

  /// What passes its conditional test is never without a sign: it is found, or a finding covers it,
  /// or it is possible.
  void describe_tests(RankedFood& row) const {
    if (row.finding || row.p_conditional_adjusted > options_.fdr) return;
    if (row.verdict != Verdict::possible) row.needed.reset();
    row.verdict = Verdict::possible;
    if (!row.reason) give_reason(row, "test_only");
  }

  static void sort(Ranking& ranking) {
    const auto key = [](const RankedFood& row) {
      return std::tuple{!row.finding.has_value(), row.finding.value_or(0),
          -row.probability.value_or(0), row.p_value, -std::abs(row.effect.estimate)};
    };
    std::ranges::sort(ranking.foods, [&](const RankedFood& a, const RankedFood& b) {
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
  std::map<Association::Family, double> family_sizes_;
  std::vector<char> is_found_;  // [sets]
  std::size_t n_findings_ = 0;
  std::map<std::size_t, std::size_t> set_of_;
  std::map<std::size_t, std::size_t> row_of_;  // before they are sorted
};

}  // namespace

Ranking rank(const Associations& associations, const JointPosterior& joint,
    const foods::Resolution& resolution, const RankOptions& options) {
  if (associations.tested.empty()) return {};
  return Ranker{associations, joint, options}.run(resolution);
}

}  // namespace culprit::engine
