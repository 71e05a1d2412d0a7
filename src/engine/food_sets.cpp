#include "engine/food_sets.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

#include "engine/posterior.hpp"

namespace culprit::engine {
namespace {

constexpr double companion_correlation = 0.4;
constexpr double least_set_share = 0.95;  // of its neighbourhood's probability, in a set
constexpr double least_neighbour_probability = 0.01;  // of a neighbour: below it adds nothing
constexpr double least_lead = 0.03;                   // no rate makes a finding of less
constexpr double least_named = 0.05;                  // likewise: named as it was grown
constexpr std::size_t most_neighbours = 12;           // each is tried at each step
constexpr double sure_of_name = 0.8;                  // of the set's probability
constexpr double least_named_share = 0.95;            // likewise, of the foods that stand for it
constexpr int least_agreeing = 2;                     // foods that point in the same direction
constexpr std::size_t most_candidates = 24;           // that are tried for a set

using Variables = std::vector<std::size_t>;

bool has(const Variables& values, std::size_t value) {
  return std::ranges::find(values, value) != values.end();
}

/// What a set is named by.
struct Named {
  Variables names;         ///< one coarser name, or finer ones, most probable first
  double probability = 0;  ///< that one of them, or a coarser name of the set, is a cause
};

/// A coarser name, and what it claims.
struct Claim {
  Variables names;
  Variables members;  ///< of the set, that make it true
};

class SetMaker {
 public:
  SetMaker(const std::vector<stats::WeightedSet>& posterior,
      const std::vector<FoodPosterior>& foods, const std::vector<Association>& tested,
      const SetTools& tools)
      : posterior_{posterior},
        foods_{foods},
        tested_{tested},
        tools_{tools},
        below_{members_of(tested)},
        is_taken_(foods.size(), false) {
    for (const Association& association : tested) finest_ = std::min(finest_, association.level);
  }

  [[nodiscard]] std::vector<FoodSet> run() && {
    Variables order(foods_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto strength = [&](std::size_t f) {
      return std::max(foods_[f].worse, foods_[f].better);
    };
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return strength(a) > strength(b); });
    std::vector<FoodSet> sets;
    for (const std::size_t lead : order) {
      if (is_taken_[lead]) continue;
      FoodSet set = grow(lead);
      const Variables parts = name(set);
      for (const std::size_t f : set.foods) is_taken_[f] = true;
      const std::size_t first = set.foods.front();
      sets.push_back(std::move(set));
      for (const std::size_t f : parts) {
        if (is_taken_[f]) continue;
        is_taken_[f] = true;
        sets.push_back(alone(f));
        sets.back().part_of = first;
      }
    }
    std::ranges::stable_sort(
        sets, [](const FoodSet& a, const FoodSet& b) { return a.probability > b.probability; });
    return sets;
  }

 private:
  /// Any level but the finest tested.
  [[nodiscard]] bool is_coarse(std::size_t variable) const {
    return tested_[variable].level != finest_;
  }
  [[nodiscard]] const Variables& above(std::size_t variable) const {
    return tested_[variable].parents;
  }

  /// P(at least one of the foods has an effect in this direction).
  [[nodiscard]] double any_of(const Variables& foods, Direction direction) const {
    double probability = 0;
    for (const auto& set : posterior_) {
      double none = 1;
      for (std::size_t i = 0; i < set.groups.size(); ++i) {
        if (!has(foods, static_cast<std::size_t>(set.groups[i]))) continue;
        none *= direction == Direction::worse ? 1 - set.positive[i] : set.positive[i];
      }
      probability += set.probability * (1 - none);
    }
    return probability;
  }

  /// Strongest first.
  [[nodiscard]] Variables neighbours_of(std::size_t lead, Direction direction) const {
    Variables neighbours;
    for (std::size_t f = 0; f < foods_.size(); ++f) {
      if (f == lead || is_taken_[f] || foods_[f].in(direction) < least_neighbour_probability)
        continue;
      if (has(above(lead), f) || has(above(f), lead) ||
          std::abs(tools_.correlation(lead, f)) >= companion_correlation)
        neighbours.push_back(f);
    }
    std::ranges::stable_sort(neighbours, [&](std::size_t a, std::size_t b) {
      return foods_[a].in(direction) > foods_[b].in(direction);
    });
    neighbours.resize(std::min(neighbours.size(), most_neighbours));
    return neighbours;
  }

  [[nodiscard]] FoodSet alone(std::size_t food) const {
    const FoodPosterior& posterior = foods_[food];
    FoodSet set;
    set.foods = {food};
    set.direction = posterior.direction();
    set.probability = posterior.in(set.direction);
    set.p_conditional = posterior.p_conditional;
    set.p_conditional_adjusted = posterior.p_conditional_adjusted;
    set.p_both_ways = posterior.p_both_ways;
    set.depends_on = posterior.depends_on;
    return set;
  }

  [[nodiscard]] FoodSet grow(std::size_t lead) const {
    FoodSet set = alone(lead);
    if (set.probability < least_lead) return set;
    Variables neighbours = neighbours_of(lead, set.direction);
    if (neighbours.empty()) return set;
    Variables everyone = neighbours;
    everyone.push_back(lead);
    const double wanted = least_set_share * any_of(everyone, set.direction);
    while (set.probability < wanted && !neighbours.empty()) add_best(set, neighbours);
    // Kept whole: its weaker members must not pass for a set of their own.
    set.is_too_large = set.foods.size() > largest_set;
    return set;
  }

  /// The candidate with which the claimed names are most probable, and how probable.
  /// @param claimed_with  names that a candidate would claim beside them.
  template <typename ClaimedWith> [[nodiscard]] std::pair<std::size_t, double> best_of(
      const Variables& candidates, Direction direction, const ClaimedWith& claimed_with) const {
    std::pair<std::size_t, double> best{0, -1};
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const double probability = any_of(claimed_with(candidates[i]), direction);
      if (probability > best.second) best = {i, probability};
    }
    return best;
  }

  /// Moves the neighbour that raises the set's probability most into the set.
  void add_best(FoodSet& set, Variables& neighbours) const {
    const auto [at, probability] = best_of(neighbours, set.direction, [&](std::size_t neighbour) {
      Variables more = set.foods;
      more.push_back(neighbour);
      return more;
    });
    const FoodPosterior& food = foods_[neighbours[at]];
    set.foods.push_back(neighbours[at]);
    set.probability = probability;
    set.p_conditional = std::min(set.p_conditional, food.p_conditional);
    set.p_conditional_adjusted = std::min(set.p_conditional_adjusted, food.p_conditional_adjusted);
    if (food.p_both_ways < set.p_both_ways) {
      set.p_both_ways = food.p_both_ways;
      set.depends_on = food.depends_on;
    }
    neighbours.erase(neighbours.begin() + static_cast<std::ptrdiff_t>(at));
  }

  /// Leaves in a set with coarser names what it is named by.
  /// @return what is then spoken for: the rest of the set, and all that belongs to a name or to
  ///   which a name belongs.
  Variables name(FoodSet& set) const {
    const bool has_relatives = std::ranges::any_of(
        set.foods, [&](std::size_t f) { return !above(f).empty() || !below_[f].empty(); });
    if (set.probability < least_named || !has_relatives) return {};
    Variables parts;
    if (std::ranges::any_of(set.foods, [&](std::size_t f) { return is_coarse(f); })) {
      Named named = by_coarse(set).value_or(Named{});
      if (named.names.empty()) named = by_foods(set);
      if (!named.names.empty()) {
        parts = std::exchange(set.foods, std::move(named.names));
        set.probability = named.probability;
        set.is_too_large = set.foods.size() > largest_set;
      }
    }
    for (const std::size_t f : set.foods) {
      parts.insert(parts.end(), above(f).begin(), above(f).end());
      parts.insert(parts.end(), below_[f].begin(), below_[f].end());
    }
    return parts;
  }

  [[nodiscard]] std::optional<Named> by_coarse(const FoodSet& set) const {
    std::vector<Claim> alone;
    std::vector<Claim> pairs;
    std::vector<Claim> with_above;
    for (const std::size_t name : set.foods) {
      if (!is_coarse(name)) continue;
      alone.push_back({{name}, {name}});
      for (const std::size_t part : set.foods) {
        if (tested_[name].family() != tested_[part].family() || !has(above(part), name)) continue;
        // The set's order is that of probabilities.
        Variables names;
        for (const std::size_t f : set.foods)
          if (f == name || f == part) names.push_back(f);
        pairs.push_back({std::move(names), {name, part}});
      }
      with_above.push_back({{name}, claimed_by(set, name)});
    }
    for (const auto* claims : {&alone, &pairs, &with_above})
      if (auto named = surest(set, *claims)) return named;
    return std::nullopt;
  }

  /// The claims that are sure enough and agree with their foods: most days first, identity before
  /// the other layers.
  [[nodiscard]] std::optional<Named> surest(
      const FoodSet& set, const std::vector<Claim>& claims) const {
    std::optional<Named> best;
    auto best_key = std::tuple{false, -1};
    for (const Claim& claim : claims) {
      const std::size_t name = claim.names.front();
      const auto key =
          std::tuple{tested_[name].layer == foods::Layer::identity, tested_[name].counts.exposed};
      if (best && key <= best_key) continue;
      const double probability = any_of(claim.members, set.direction);
      if (probability < sure_of_name * set.probability || !agree(set, name)) continue;
      best = Named{claim.names, probability};
      best_key = key;
    }
    return best;
  }

  /// Whether enough foods of a name point in the set's direction over its likely window.
  [[nodiscard]] bool agree(const FoodSet& set, std::size_t name) const {
    const TimeWindow window = tools_.likely_window(name);
    int agreeing = 0;
    for (const std::size_t food : below_[name]) {
      if (is_coarse(food)) continue;
      for (const WindowTest& test : tested_[food].tests) {
        const bool points_there = (test.estimate > 0) == (set.direction == Direction::worse);
        if (test.window == window && points_there) ++agreeing;
      }
    }
    return agreeing >= least_agreeing;
  }

  /// Members of the set that make a finding of this name true: itself, and what it belongs to.
  [[nodiscard]] Variables claimed_by(const FoodSet& set, std::size_t name) const {
    Variables claimed;
    for (const std::size_t member : set.foods)
      if (member == name || has(above(name), member)) claimed.push_back(member);
    return claimed;
  }

  [[nodiscard]] Named by_foods(const FoodSet& set) const {
    Named named;
    Variables claimed;
    Variables left = candidates(set);
    const auto claimed_with = [&](std::size_t name) {
      Variables more = claimed;
      for (const std::size_t member : claimed_by(set, name))
        if (!has(more, member)) more.push_back(member);
      return more;
    };
    while (named.probability < least_named_share * set.probability && !left.empty()) {
      const auto [at, highest] = best_of(left, set.direction, claimed_with);
      constexpr double nothing_added = 1e-9;
      if (highest <= named.probability + nothing_added) break;
      named.names.push_back(left[at]);
      named.probability = highest;
      claimed = claimed_with(left[at]);
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return named;
  }

  /// Foods of the set, and foods of its coarser names: most often eaten first.
  [[nodiscard]] Variables candidates(const FoodSet& set) const {
    Variables own;
    Variables within;
    for (const std::size_t member : set.foods) {
      if (!is_coarse(member)) own.push_back(member);
      for (const std::size_t food : below_[member])
        if (!is_coarse(food) && !has(within, food) && !has(set.foods, food)) within.push_back(food);
    }
    std::ranges::sort(within, {}, [&](std::size_t f) {
      return std::tuple{-tested_[f].counts.exposed, f};
    });
    own.insert(own.end(), within.begin(), within.end());
    own.resize(std::min(own.size(), most_candidates));
    return own;
  }

  const std::vector<stats::WeightedSet>& posterior_;
  const std::vector<FoodPosterior>& foods_;
  const std::vector<Association>& tested_;
  const SetTools& tools_;
  std::vector<Variables> below_;
  foods::Level finest_ = foods::Level::group;
  std::vector<bool> is_taken_;
};

}  // namespace

std::vector<FoodSet> form_sets(const std::vector<stats::WeightedSet>& posterior,
    const std::vector<FoodPosterior>& foods, const std::vector<Association>& tested,
    const SetTools& tools) {
  return SetMaker{posterior, foods, tested, tools}.run();
}

}  // namespace culprit::engine
