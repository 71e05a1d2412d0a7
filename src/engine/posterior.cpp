#include "engine/posterior.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>

#include "culprit/core/math.hpp"

namespace culprit::engine {
namespace {

using Index = Eigen::Index;

double prior_mass(const Association& association) {
  if (association.level == foods::Level::food) return 0.8;
  return association.layer == foods::Layer::identity ? 0.1 : 0.025;
}

bool is_one_family(const std::vector<Association>& tested) {
  return std::ranges::all_of(
      tested, [&](const Association& a) { return a.family() == tested.front().family(); });
}

struct Knot {
  double stated;
  double came_true;
};

// A probability of several foods together must not exceed the sum of theirs: hence the straight
// line from 0, which states about twice what came true below .02.
constexpr std::array<Knot, 10> knots{{{0, 0}, {0.12, 0.34}, {0.22, 0.50}, {0.32, 0.61},
    {0.45, 0.71}, {0.65, 0.79}, {0.85, 0.88}, {0.93, 0.91}, {0.97, 0.95}, {1, 1}}};

}  // namespace

void set_level_prior(const std::vector<Association>& tested, stats::GroupedData& data) {
  if (is_one_family(tested)) return;
  foods::Level finest = foods::Level::group;
  std::map<Association::Family, double> sizes;
  for (const Association& a : tested) {
    finest = std::min(finest, a.level);
    ++sizes[a.family()];
  }
  Eigen::ArrayXd share(static_cast<Index>(tested.size()));
  double shares_of_main = 0;
  double n_finest = 0;
  for (Index f = 0; f < share.size(); ++f) {
    const Association& own = tested[static_cast<std::size_t>(f)];
    share[f] = prior_mass(own) / sizes[own.family()];
    if (own.layer == foods::Layer::identity) shares_of_main += share[f];
    if (own.level == finest) ++n_finest;
  }
  if (shares_of_main == 0) shares_of_main = share.sum();
  data.log_weight = (share * (n_finest / shares_of_main)).unaryExpr(&math::log);
  data.excludes.resize(tested.size());
  for (std::size_t f = 0; f < tested.size(); ++f) {
    for (const std::size_t parent : tested[f].parents) {
      data.excludes[f].push_back(static_cast<std::int32_t>(parent));
      data.excludes[parent].push_back(static_cast<std::int32_t>(f));
    }
  }
}

Eigen::VectorXd weighted_p_values(
    const Eigen::VectorXd& p_values, const Eigen::ArrayXd& log_weight) {
  if (log_weight.size() == 0) return p_values;
  const Eigen::ArrayXd weight = log_weight.unaryExpr(&math::exp);
  return (p_values.array() / (weight / weight.mean())).min(1.0);
}

std::vector<std::vector<std::size_t>> members_of(const std::vector<Association>& tested) {
  std::vector<std::vector<std::size_t>> below(tested.size());
  for (std::size_t i = 0; i < tested.size(); ++i)
    for (const std::size_t parent : tested[i].parents) below[parent].push_back(i);
  return below;
}

void add_coarser_names(const std::vector<stats::WeightedSet>& posterior,
    const std::vector<Association>& tested, std::vector<FoodPosterior>& foods) {
  if (is_one_family(tested)) return;
  const auto below = members_of(tested);
  for (FoodPosterior& food : foods) food.worse = food.better = 0;
  // Of one set at a time: the probability that no member acts on the food, in either direction.
  std::vector<std::array<double, 2>> none(foods.size(), {1, 1});
  std::vector<std::size_t> touched;
  for (const stats::WeightedSet& set : posterior) {
    touched.clear();
    const auto count = [&](std::size_t f, double positive) {
      touched.push_back(f);
      none[f][0] *= 1 - positive;
      none[f][1] *= positive;
    };
    for (std::size_t i = 0; i < set.groups.size(); ++i) {
      const auto member = static_cast<std::size_t>(set.groups[i]);
      count(member, set.positive[i]);
      for (const std::size_t f : below[member]) count(f, set.positive[i]);
    }
    for (const std::size_t f : touched) {
      foods[f].worse += set.probability * (1 - none[f][0]);
      foods[f].better += set.probability * (1 - none[f][1]);
      none[f] = {1, 1};
    }
  }
}

TimeWindow most_probable_window(
    const stats::NormalMixture& mixture, const std::vector<TimeWindow>& windows) {
  std::size_t best = 0;
  double largest = -1;
  for (std::size_t w = 0; w < windows.size(); ++w) {
    double weight = 0;
    for (std::size_t same = w; same < windows.size(); ++same)
      if (windows[same] == windows[w]) weight += mixture.weight[static_cast<Eigen::Index>(same)];
    if (weight <= largest) continue;
    largest = weight;
    best = w;
  }
  return windows[best];
}

double share_that_came_true(double posterior) {
  const double stated = std::clamp(posterior, 0.0, 1.0);
  const auto* above = std::find_if(
      knots.begin() + 1, knots.end() - 1, [&](const Knot& knot) { return stated <= knot.stated; });
  const Knot& low = above[-1];
  return std::lerp(
      low.came_true, above->came_true, (stated - low.stated) / (above->stated - low.stated));
}

}  // namespace culprit::engine
