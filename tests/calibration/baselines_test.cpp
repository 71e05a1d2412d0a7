#include "calibration/baselines.hpp"

#include <gtest/gtest.h>

#include "calibration/score.hpp"

namespace culprit::calibration {
namespace {

simulate::SimulatedDiary with_effects(double points, std::uint64_t seed) {
  simulate::Options options{.seed = seed, .days = 240, .menu = {.foods = 20}};
  options.culprits.kernel = simulate::Kernel::next_day;
  options.culprits.lowest_effect = points;
  options.culprits.highest_effect = points;
  return simulate::simulate(options);
}

TEST(Oracle, FindsWhatIsLargeAndNotWhatIsSmall) {
  double large = 0;
  double small = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    for (const auto& [points, sum] : {std::pair{3.0, &large}, std::pair{0.05, &small}}) {
      const auto simulated = with_effects(points, seed);
      *sum += power_of_an_oracle(whiten(simulated.diary), simulated.triggers) / 5;
    }
  }
  EXPECT_EQ(large, 1);
  EXPECT_LT(small, 0.2);
}

TEST(Oracle, KnowsTheDirection) {
  const auto simulated = with_effects(3, 1);
  auto reversed = simulated.triggers;
  for (auto& trigger : reversed) {
    trigger.direction = trigger.direction == simulate::Direction::worse
                            ? simulate::Direction::better
                            : simulate::Direction::worse;
  }
  EXPECT_EQ(power_of_an_oracle(whiten(simulated.diary), reversed), 0);
  EXPECT_EQ(power_of_an_oracle(whiten(simulated.diary), {}), 0);
}

TEST(SusieOverWindows, ClaimsStrongCulpritsFirstAndNothingOfNoise) {
  const auto simulated = with_effects(3, 2);
  const auto answer = susie_over_windows(whiten(simulated.diary));
  const auto result = score(answer, simulated.triggers, 1);
  EXPECT_EQ(result.power.value(), 1);
  EXPECT_EQ(result.precision.value(), 1);
  const auto noise = susie_over_windows(whiten(with_effects(0.01, 3).diary));
  EXPECT_TRUE(noise.claims.empty());
  EXPECT_EQ(noise.order.size(), 20U);
}

TEST(SusieOverWindows, OfNothingTestedIsEmpty) {
  EXPECT_TRUE(susie_over_windows({}).order.empty());
}

}  // namespace
}  // namespace culprit::calibration
