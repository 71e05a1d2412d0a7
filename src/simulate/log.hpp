/// What a simulated person writes down.
#pragma once

#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/simulate/simulation_options.hpp"
#include "simulate/life.hpp"
#include "simulate/menu.hpp"

namespace culprit::simulate {

/// @param days  [options.days]
[[nodiscard]] diary::Diary write_down(const Options& options, const std::vector<Dish>& menu,
                                      const std::vector<LivedDay>& days);

}  // namespace culprit::simulate
