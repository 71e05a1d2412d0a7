#include "engine/naming.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace culprit::engine {
namespace {

constexpr double sure_of_name = 0.8;         // of the set's probability
constexpr double least_named_share = 0.95;   // likewise, of the foods that stand for it
constexpr int least_agreeing = 2;            // foods that point in the same direction
constexpr std::size_t most_candidates = 24;  // that are tried for a set

bool has(const std::vector<std::size_t>& values, std::size_t value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

class Namer {
 public:
  Namer(const FoodSet& set, const Hierarchy& hierarchy, const AnyOf& any_of)
      : set_{set}, hierarchy_{hierarchy}, any_of_{any_of} {}

  /// A coarser name, and what it claims.
  struct Claim {
    std::vector<std::size_t> names;
    std::vector<std::size_t> members;  ///< of the set, that make it true
  };

  /// The claims that are sure enough and agree with their foods: most days first, identity before
  /// the other layers.
  [[nodiscard]] std::optional<Named> best_of(
      const std::vector<Claim>& claims, const LikelyWindow& likely_window) const {
    std::optional<Named> best;
    auto best_key = std::tuple{false, -1};
    for (const Claim& claim : claims) {
      const std::size_t name = claim.names.front();
      const Association& association = hierarchy_.tested()[name];
      const auto key =
          std::tuple{association.layer == foods::Layer::identity, association.counts.exposed};
      if (best && key <= best_key) continue;
      const double probability = any_of_(claim.members);
      if (probability < sure_of_name * set_.probability) continue;
      if (!agree(name, likely_window(name))) continue;
      best = Named{claim.names, probability};
      best_key = key;
    }
    return best;
  }

  [[nodiscard]] std::optional<Named> by_coarse(const LikelyWindow& likely_window) const {
    std::vector<Claim> alone;
    std::vector<Claim> pairs;
    std::vector<Claim> with_above;
    for (const std::size_t name : set_.foods) {
      if (!hierarchy_.is_coarse(name)) continue;
      alone.push_back({{name}, {name}});
      for (const std::size_t part : set_.foods) {
        if (!is_same_family(hierarchy_.tested()[name], hierarchy_.tested()[part])) continue;
        if (!has(hierarchy_.above(part), name)) continue;
        pairs.push_back({by_probability(name, part), {name, part}});
      }
      with_above.push_back({{name}, claimed_by(name)});
    }
    for (const auto* claims : {&alone, &pairs, &with_above})
      if (auto named = best_of(*claims, likely_window)) return named;
    return std::nullopt;
  }

  [[nodiscard]] Named by_foods() const {
    Named named;
    std::vector<std::size_t> claimed;
    std::vector<std::size_t> left = candidates();
    while (named.probability < least_named_share * set_.probability && !left.empty()) {
      auto best = left.begin();
      double highest = -1;
      for (auto it = left.begin(); it != left.end(); ++it) {
        std::vector<std::size_t> more = claimed;
        for (const std::size_t name : claimed_by(*it))
          if (!has(more, name)) more.push_back(name);
        const double probability = any_of_(more);
        if (probability <= highest) continue;
        highest = probability;
        best = it;
      }
      constexpr double nothing_added = 1e-9;
      if (highest <= named.probability + nothing_added) break;
      named.names.push_back(*best);
      named.probability = highest;
      for (const std::size_t name : claimed_by(*best))
        if (!has(claimed, name)) claimed.push_back(name);
      left.erase(best);
    }
    return named;
  }

 private:
  /// The set's order is that of probabilities.
  [[nodiscard]] std::vector<std::size_t> by_probability(std::size_t a, std::size_t b) const {
    const auto first = std::find_if(
        set_.foods.begin(), set_.foods.end(), [&](std::size_t f) { return f == a || f == b; });
    return {*first, *first == a ? b : a};
  }

  /// Members of the set that make a finding of this name true: itself, and what it belongs to.
  [[nodiscard]] std::vector<std::size_t> claimed_by(std::size_t name) const {
    std::vector<std::size_t> claimed;
    for (const std::size_t member : set_.foods)
      if (member == name || has(hierarchy_.above(name), member)) claimed.push_back(member);
    return claimed;
  }

  [[nodiscard]] bool agree(std::size_t name, const TimeWindow& window) const {
    int agreeing = 0;
    for (const std::size_t food : hierarchy_.below(name)) {
      if (hierarchy_.is_coarse(food)) continue;
      for (const WindowTest& test : hierarchy_.tested()[food].tests) {
        const bool points_there = (test.estimate > 0) == (set_.direction == Direction::worse);
        if (test.window == window && points_there) ++agreeing;
      }
    }
    return agreeing >= least_agreeing;
  }

  /// Foods of the set, and foods of its coarser names: most often eaten first.
  [[nodiscard]] std::vector<std::size_t> candidates() const {
    std::vector<std::size_t> own;
    std::vector<std::size_t> within;
    for (const std::size_t member : set_.foods) {
      if (!hierarchy_.is_coarse(member)) own.push_back(member);
      for (const std::size_t food : hierarchy_.below(member))
        if (!hierarchy_.is_coarse(food) && !has(within, food) && !has(set_.foods, food))
          within.push_back(food);
    }
    std::sort(within.begin(), within.end(), [&](std::size_t a, std::size_t b) {
      const auto days = [&](std::size_t f) { return hierarchy_.tested()[f].counts.exposed; };
      return days(a) != days(b) ? days(a) > days(b) : a < b;
    });
    own.insert(own.end(), within.begin(), within.end());
    own.resize(std::min(own.size(), most_candidates));
    return own;
  }

  const FoodSet& set_;
  const Hierarchy& hierarchy_;
  const AnyOf& any_of_;
};

}  // namespace

Hierarchy::Hierarchy(const std::vector<Association>& tested)
    : tested_{tested}, below_(tested.size()) {
  for (std::size_t i = 0; i < tested.size(); ++i) {
    finest_ = std::min(finest_, tested[i].level);
    for (const std::size_t parent : tested[i].parents) below_[parent].push_back(i);
  }
}

bool Hierarchy::are_related(std::size_t a, std::size_t b) const {
  return has(tested_[a].parents, b) || has(tested_[b].parents, a);
}

Named name_set(const FoodSet& set, const Hierarchy& hierarchy, const AnyOf& any_of,
    const LikelyWindow& likely_window) {
  const Namer namer{set, hierarchy, any_of};
  if (auto coarse = namer.by_coarse(likely_window)) return *std::move(coarse);
  return namer.by_foods();
}

}  // namespace culprit::engine
