#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <sstream>
#include <utility>

#include "culprit/core/math.hpp"
#include "simulate/life.hpp"
#include "simulate/random.hpp"
#include "simulate/texts.hpp"

namespace culprit::simulate {
namespace {

constexpr std::array<int, 4> meals{7 * 60 + 30, 12 * 60 + 30, 15 * 60 + 30, 18 * 60 + 30};

struct Shape {
  int first;
  std::vector<double> weights;
};

Shape shape_of(Kernel kernel) {
  if (kernel == Kernel::two_days) return {0, {0.5, 0.5}};
  if (kernel == Kernel::several_days) return {1, {0.3, 0.4, 0.3}};
  if (kernel == Kernel::delayed) return {3, {0.2, 0.3, 0.3, 0.2}};
  return {1, {1}};
}

/// Of culprit number `index`, which `mixed` deals out in turn.
Kernel kernel_of(Kernel kernel, int index) {
  constexpr std::array in_turn{
      Kernel::next_day, Kernel::two_days, Kernel::several_days, Kernel::delayed};
  if (kernel != Kernel::mixed) return kernel;
  return in_turn[static_cast<std::size_t>(index) % in_turn.size()];
}

/// Values 0 … n − 1 in random order.
std::vector<int> shuffled(int n, Random& random) {
  std::vector<int> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  for (int i = n - 1; i > 0; --i)
    std::swap(
        order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(random.below(i + 1))]);
  return order;
}

void give_names_and_rates(std::vector<Dish>& menu, const Options& options) {
  Random names{options.seed, Stream::names};
  Random rates{options.seed, Stream::rates};
  // Short menus would else hold the beginning of the alphabet only.
  const auto order = shuffled(std::max(options.menu.foods, everyday_foods), names);
  const int culprits = options.culprits.worse + options.culprits.better;
  const double low = math::log(options.menu.lowest_rate);
  const double span = math::log(options.menu.highest_rate) - low;
  for (int i = 0; i < options.menu.foods; ++i) {
    auto& dish = menu[static_cast<std::size_t>(i)];
    dish.name = order[static_cast<std::size_t>(i)];
    const double u = rates.uniform();
    dish.rate = i < culprits ? options.culprits.lowest_rate + u * (options.culprits.highest_rate -
                                                                      options.culprits.lowest_rate)
                             : math::exp(low + u * span);
  }
}

void give_actions(std::vector<Dish>& menu, const Options& options) {
  Random random{options.seed, Stream::effects};
  const auto& culprits = options.culprits;
  for (int i = 0; i < culprits.worse + culprits.better; ++i) {
    const double span = culprits.highest_effect - culprits.lowest_effect;
    const double points = culprits.lowest_effect + random.uniform() * span;
    auto shape = shape_of(kernel_of(culprits.kernel, i));
    const int last = shape.first + static_cast<int>(shape.weights.size()) - 1;
    menu[static_cast<std::size_t>(i)].actions.push_back({.lag = LagWindow{shape.first, last},
        .weights = std::move(shape.weights),
        .effect = (i < culprits.worse ? 1 : -1) * std::round(points * 100) / 100});
  }
}

/// Companions are taken from the end of the menu, so that leaders come before them.
void give_companions(std::vector<Dish>& menu, const MenuOptions& options) {
  int next = options.foods - options.clusters * options.companions;
  for (int leader = 0; leader < options.clusters; ++leader) {
    for (int i = 0; i < options.companions; ++i, ++next) {
      auto& companion = menu[static_cast<std::size_t>(next)];
      companion.leader = leader;
      companion.rate = menu[static_cast<std::size_t>(leader)].rate;
    }
  }
}

void give_habits(std::vector<Dish>& menu, const Options& options) {
  Random random{options.seed, Stream::habits};
  for (auto& dish : menu) {
    dish.weekend = random.uniform() < options.menu.weekend_share ? 1 : 0;
    dish.persistent = random.uniform() < options.menu.persistent_share ? 1 : 0;
    const bool is_seasonal = random.uniform() < options.menu.seasonal_share;
    const double sign = random.uniform() < 0.5 ? -1 : 1;
    dish.seasonal = is_seasonal ? sign : 0;
    dish.meal = meals[static_cast<std::size_t>(random.below(static_cast<int>(meals.size())))];
  }
  // A culprit that is itself avoided or comforting would hide behind what it does.
  const auto order = shuffled(options.menu.foods, random);
  int comfort = options.behaviour.comfort_foods;
  int avoided = options.behaviour.avoided_foods;
  for (const int i : order) {
    auto& dish = menu[static_cast<std::size_t>(i)];
    if (!dish.actions.empty() || dish.leader != nobody) continue;
    if (comfort-- > 0) dish.comfort = options.behaviour.stress != 0 ? 1 : 0;
    else if (avoided-- > 0) dish.avoided = 1;
  }
}

}  // namespace

std::vector<Dish> make_menu(const Options& options) {
  std::vector<Dish> menu(static_cast<std::size_t>(options.menu.foods));
  give_names_and_rates(menu, options);
  give_actions(menu, options);
  give_companions(menu, options.menu);
  give_habits(menu, options);
  for (auto& dish : menu)
    if (dish.leader != nobody) dish.meal = menu[static_cast<std::size_t>(dish.leader)].meal;
  return menu;
}

std::vector<std::string> food_names(int count) {
  std::istringstream everyday{std::string{texts::everyday_foods_txt}};
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    std::string name;
    names.push_back(std::getline(everyday, name) ? name : fmt::format("food {:03}", i + 1));
  }
  return names;
}

std::vector<std::string> names_on(const Options& options, const std::vector<Dish>& menu) {
  auto names = food_names(std::max(options.menu.foods, everyday_foods));
  const auto& food = options.follow.food;
  if (!food.empty() && !menu.empty()) {
    const auto own = names.begin() + menu.front().name;
    const auto same = std::ranges::find(names, food);
    if (same != names.end()) std::iter_swap(own, same);
    else *own = food;
  }
  return names;
}

}  // namespace culprit::simulate
