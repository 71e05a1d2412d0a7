/// Names for simulated foods.
#pragma once

#include <string>
#include <vector>

namespace culprit::simulate {

/// Names before those with numbers.
inline constexpr int everyday_foods = 60;

/// `count` distinct names in a fixed order: everyday foods, then `food 061`, `food 062`, …
[[nodiscard]] std::vector<std::string> food_names(int count);

}  // namespace culprit::simulate
