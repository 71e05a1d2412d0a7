#include "engine/food_sets.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/naming.hpp"

namespace culprit::engine {
namespace {

constexpr double companion_correlation = 0.4;
constexpr double least_set_share = 0.95;  // of its neighbourhood's probability, in a set
constexpr double least_neighbour_probability = 0.01;  // of a neighbour: below it adds nothing
constexpr double least_lead = 0.03;                   // no rate makes a finding of less
constexpr double least_named = 0.05;                  // likewise: named as it was grown
constexpr std::size_t most_neighbours = 12;           // each is tried at each step

class SetMaker {
 public:
  SetMaker(const std::vector<stats::WeightedSet>& posterior,
      const std::vector<FoodPosterior>& foods, const std::vector<Association>& tested,
      const SetTools& tools)
      : posterior_{posterior},
        foods_{foods},
        hierarchy_{tested},
        tools_{tools},
        is_taken_(foods.size(), false) {}

  [[nodiscard]] std::vector<FoodSet> run() && {
    std::vector<std::size_t> order(foods_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto strength = [&](std::size_t f) {
      return std::max(foods_[f].worse, foods_[f].better);
    };
    std::stable_sort(order.begin(), order.end(),
        [&](std::size_t a, std::size_t b) { return strength(a) > strength(b); });
    std::vector<FoodSet> sets;
    for (const std::size_t lead : order) {
      if (is_taken_[lead]) continue;
      FoodSet set = grow(lead);
      const std::vector<std::size_t> parts = name(set);
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
    std::stable_sort(sets.begin(), sets.end(),
        [](const FoodSet& a, const FoodSet& b) { return a.probability > b.probability; });
    return sets;
  }

 private:
  [[nodiscard]] double in_direction(std::size_t food, Direction direction) const {
    return direction == Direction::worse ? foods_[food].worse : foods_[food].better;
  }

  /// P(at least one of the foods has an effect in this direction).
  [[nodiscard]] double any_of(const std::vector<std::size_t>& foods, Direction direction) const {
    double probability = 0;
    for (const auto& set : posterior_) {
      double none = 1;
      for (std::size_t i = 0; i < set.groups.size(); ++i) {
        const auto group = static_cast<std::size_t>(set.groups[i]);
        if (std::find(foods.begin(), foods.end(), group) == foods.end()) continue;
        none *= direction == Direction::worse ? 1 - set.positive[i] : set.positive[i];
      }
      probability += set.probability * (1 - none);
    }
    return probability;
  }

  /// Strongest first.
  [[nodiscard]] std::vector<std::size_t> neighbours_of(
      std::size_t lead, Direction direction) const {
    std::vector<std::size_t> neighbours;
    for (std::size_t f = 0; f < foods_.size(); ++f) {
      if (f == lead || is_taken_[f] || in_direction(f, direction) < least_neighbour_probability)
        continue;
      const bool is_near = hierarchy_.are_related(lead, f) ||
                           std::abs(tools_.correlation(lead, f)) >= companion_correlation;
      if (is_near) neighbours.push_back(f);
    }
    std::stable_sort(neighbours.begin(), neighbours.end(), [&](std::size_t a, std::size_t b) {
      return in_direction(a, direction) > in_direction(b, direction);
    });
    if (neighbours.size() > most_neighbours) neighbours.resize(most_neighbours);
    return neighbours;
  }

  [[nodiscard]] FoodSet alone(std::size_t food) const {
    const FoodPosterior& posterior = foods_[food];
    FoodSet set;
    set.foods = {food};
    set.direction = posterior.worse >= posterior.better ? Direction::worse : Direction::better;
    set.probability = in_direction(food, set.direction);
    set.p_conditional = posterior.p_conditional;
    set.p_conditional_adjusted = posterior.p_conditional_adjusted;
    set.p_both_ways = posterior.p_both_ways;
    set.depends_on = posterior.depends_on;
    return set;
  }

  /// Leaves in a set with coarser names what it is named by.
  /// @return what is then spoken for: the rest of the set, and all that belongs to a name or to
  ///   which a name belongs.
  std::vector<std::size_t> name(FoodSet& set) const {
    const bool has_coarse = std::any_of(
        set.foods.begin(), set.foods.end(), [&](std::size_t f) { return hierarchy_.is_coarse(f); });
    const bool has_relatives = std::any_of(set.foods.begin(), set.foods.end(), [&](std::size_t f) {
      return !hierarchy_.above(f).empty() || !hierarchy_.below(f).empty();
    });
    if (set.probability < least_named || !has_relatives) return {};
    std::vector<std::size_t> parts;
    if (has_coarse) {
      Named named = name_set(
          set, hierarchy_,
          [&](const std::vector<std::size_t>& names) { return any_of(names, set.direction); },
          tools_.likely_window);
      if (!named.names.empty()) {
        parts = std::exchange(set.foods, std::move(named.names));
        set.probability = named.probability;
        set.is_too_large = set.foods.size() > largest_set;
      }
    }
    for (const std::size_t f : set.foods) {
      const auto& above = hierarchy_.above(f);
      const auto& below = hierarchy_.below(f);
      parts.insert(parts.end(), above.begin(), above.end());
      parts.insert(parts.end(), below.begin(), below.end());
    }
    return parts;
  }

  [[nodiscard]] FoodSet grow(std::size_t lead) const {
    FoodSet set = alone(lead);
    if (set.probability < least_lead) return set;
    std::vector<std::size_t> neighbours = neighbours_of(lead, set.direction);
    if (neighbours.empty()) return set;
    std::vector<std::size_t> everyone = neighbours;
    everyone.push_back(lead);
    const double wanted = least_set_share * any_of(everyone, set.direction);
    while (set.probability < wanted && !neighbours.empty()) add_best(set, neighbours);
    // Kept whole: its weaker members must not pass for a set of their own.
    set.is_too_large = set.foods.size() > largest_set;
    return set;
  }

  /// Moves the neighbour that raises the set's probability most into the set.
  void add_best(FoodSet& set, std::vector<std::size_t>& neighbours) const {
    double best = -1;
    auto added = neighbours.begin();
    for (auto it = neighbours.begin(); it != neighbours.end(); ++it) {
      set.foods.push_back(*it);
      const double probability = any_of(set.foods, set.direction);
      set.foods.pop_back();
      if (probability > best) {
        best = probability;
        added = it;
      }
    }
    const FoodPosterior& food = foods_[*added];
    set.foods.push_back(*added);
    set.probability = best;
    set.p_conditional = std::min(set.p_conditional, food.p_conditional);
    set.p_conditional_adjusted = std::min(set.p_conditional_adjusted, food.p_conditional_adjusted);
    if (food.p_both_ways < set.p_both_ways) {
      set.p_both_ways = food.p_both_ways;
      set.depends_on = food.depends_on;
    }
    neighbours.erase(added);
  }

  const std::vector<stats::WeightedSet>& posterior_;
  const std::vector<FoodPosterior>& foods_;
  Hierarchy hierarchy_;
  const SetTools& tools_;
  std::vector<bool> is_taken_;
};

}  // namespace

std::vector<FoodSet> form_sets(const std::vector<stats::WeightedSet>& posterior,
    const std::vector<FoodPosterior>& foods, const std::vector<Association>& tested,
    const SetTools& tools) {
  return SetMaker{posterior, foods, tested, tools}.run();
}

}  // namespace culprit::engine
