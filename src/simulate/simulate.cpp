#include "culprit/simulate/simulate.hpp"

#include <algorithm>
#include <stdexcept>

#include "simulate/life.hpp"
#include "simulate/menu.hpp"

namespace culprit::simulate {

SimulatedDiary simulate(const Options& options) {
  const auto wrong = complaints(options);
  if (!wrong.empty()) throw std::invalid_argument("simulate: " + wrong.front());
  const auto menu = make_menu(options);
  SimulatedDiary simulated{.diary = write_down(options, menu, live(options, menu)),
                           .triggers = {},
                           .clusters = {},
                           .options = options};
  const auto names = food_names(std::max(options.menu.foods, everyday_foods));
  const auto name_of = [&](const Dish& dish) { return names[static_cast<std::size_t>(dish.name)]; };
  for (const auto& dish : menu) {
    for (const auto& action : dish.actions) {
      simulated.triggers.push_back(
          {.food = name_of(dish),
           .direction = action.effect < 0 ? Direction::better : Direction::worse,
           .lag = action.lag,
           .weights = action.weights,
           .effect = action.effect});
    }
  }
  std::ranges::sort(simulated.triggers, {}, &Trigger::food);
  for (int leader = 0; leader < options.menu.clusters; ++leader) {
    auto& cluster = simulated.clusters.emplace_back();
    cluster.push_back(name_of(menu[static_cast<std::size_t>(leader)]));
    for (const auto& dish : menu)
      if (dish.leader == leader) cluster.push_back(name_of(dish));
  }
  return simulated;
}

}  // namespace culprit::simulate
