/// The foods of a simulated diary: how often each is eaten, what moves it, what it does; their
/// names. The days of a simulated person: what was eaten and how the skin was, and what of it is
/// written down.
#pragma once

#include <string>
#include <vector>

#include "culprit/core/lag.hpp"
#include "culprit/diary/diary.hpp"
#include "culprit/simulate/simulate.hpp"

namespace culprit::simulate {

/// What a culprit does.
struct Action {
  LagWindow lag{1, 1};
  std::vector<double> weights;  ///< [lag.length()] of the days it acts on; sum 1
  double effect = 0;            ///< total points; negative = better
};

inline constexpr int nobody = -1;

/// One food. Influences are changes of the log odds of eating it.
struct Dish {
  int name = 0;                 ///< index into `food_names`
  double rate = 0;              ///< share of days
  int leader = nobody;          ///< the food whose companion this one is
  double weekend = 0;           ///< 1 if eaten more at weekends
  double persistent = 0;        ///< 1 if it comes and goes in phases
  double seasonal = 0;          ///< ±1 if it follows season and trend
  double comfort = 0;           ///< 1 if a comfort food
  double avoided = 0;           ///< 1 if avoided on bad days
  int meal = 0;                 ///< usual time [minutes after midnight]
  std::vector<Action> actions;  ///< none, or one
};

/// Culprits (worse, then better) come first, then all other foods; leaders before companions.
[[nodiscard]] std::vector<Dish> make_menu(const Options& options);

/// Names before those with numbers.
inline constexpr int everyday_foods = 60;

/// `count` distinct names in a fixed order: everyday foods, then `food 061`, `food 062`, …
[[nodiscard]] std::vector<std::string> food_names(int count);

/// Enough of them for a menu; the first culprit has the name of a plan that is followed.
[[nodiscard]] std::vector<std::string> names_on(
    const Options& options, const std::vector<Dish>& menu);

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
