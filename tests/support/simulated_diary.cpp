#include "support/simulated_diary.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "support/diary_builder.hpp"

namespace culprit::testing {
namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : bits_{seed * 0x9E3779B97F4A7C15U + 1} {}

  double uniform() { return static_cast<double>(bits_() >> 11) * 0x1p-53; }
  double normal() {
    return std::sqrt(-2 * std::log(1 - uniform())) * std::cos(2 * std::numbers::pi * uniform());
  }

 private:
  std::mt19937_64 bits_;  // its sequence is fixed by the standard
};

}  // namespace

diary::Diary simulated_diary(const SimulatedDiaryOptions& options) {
  constexpr double phi = 0.8;
  constexpr double sd = 1.5;
  constexpr int warm_up = 7;
  Random random{options.seed};
  std::vector<double> share;
  for (int f = 0; f < options.foods; ++f) share.push_back(0.03 + 0.47 * random.uniform());
  const double culprit_share = 0.1 + 0.2 * random.uniform();
  DiaryBuilder builder;
  double state = sd * random.normal();
  bool ate_culprit = false;
  for (int day = -warm_up; day < options.days; ++day) {
    const bool is_logged = random.uniform() >= options.unlogged;
    state = phi * state + sd * std::sqrt(1 - phi * phi) * random.normal();
    const double rating = std::round(5 + state + (ate_culprit ? options.effect : 0));
    if (day >= 0) builder.severity(day, std::clamp(rating, 0.0, 10.0));
    ate_culprit = options.effect != 0 && random.uniform() < culprit_share;
    if (ate_culprit && is_logged) builder.food(day, "culprit");
    for (int f = 0; f < options.foods; ++f) {
      const bool eaten = random.uniform() < share[static_cast<std::size_t>(f)];
      if (eaten && is_logged) builder.food(day, (f < 10 ? "food 0" : "food ") + std::to_string(f));
    }
    if (is_logged) builder.logged(day);
  }
  return builder.build();
}

}  // namespace culprit::testing
