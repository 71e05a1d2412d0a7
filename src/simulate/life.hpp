/// The days of a simulated person: what was eaten and how the skin was, and what of it is written
/// down.
#pragma once

#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/simulate/simulate.hpp"
#include "simulate/menu.hpp"

namespace culprit::simulate {

/// A meal of one food.
struct Helping {
  int dish = 0;
  double portion = 1;  ///< of the usual amount
  int minute = 0;      ///< after midnight
};

/// One rating as the person would give it.
struct Feeling {
  int minute = 0;    ///< after midnight
  double value = 0;  ///< before rounding
};

struct LivedDay {
  std::vector<Helping> helpings;
  std::vector<Feeling> feelings;  ///< [ratings_per_day] by time
  double stress = 0;              ///< mean 0, sd 1
  bool is_treated = false;
};

/// @return  [options.days]. Some weeks before the first day are lived, too, and left out.
[[nodiscard]] std::vector<LivedDay> live(const Options& options, const std::vector<Dish>& menu);

/// @param days  [options.days]
[[nodiscard]] diary::Diary write_down(
    const Options& options, const std::vector<Dish>& menu, const std::vector<LivedDay>& days);

}  // namespace culprit::simulate
