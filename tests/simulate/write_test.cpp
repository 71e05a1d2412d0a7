#include <gtest/gtest.h>

#include <cstdint>
#include <nlohmann/json.hpp>

#include "culprit/simulate/simulate.hpp"
#include "diary/support.hpp"
#include "simulate/support.hpp"

namespace culprit::simulate {
namespace {

/// FNV-1a: enough to notice any change of bytes.
std::uint64_t hash_of(const std::string& text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

/// Every part of the simulation at work.
Options everything() {
  Options options{.seed = 7, .days = 40};
  options.menu.foods = 12;
  options.menu.clusters = 2;
  options.menu.seasonal_share = 0.5;
  options.course = {.drift = 0.2, .trend = 1, .season = 1, .weekend = 1};
  options.behaviour = {
      .stress = 0.6, .comfort_foods = 2, .avoidance = 0.5, .avoided_foods = 1, .treatment = 0.6};
  options.logging = {.unlogged = 0.3,
      .rated_when_unlogged = 0.5,
      .ratings_per_day = 2,
      .times = Times::clock,
      .amounts = Amounts::grams};
  return options;
}

TEST(SimulateWrite, TheTextReadsBackAsTheSameDiary) {
  Options sparse{.days = 60, .menu = {.foods = 1}, .culprits = {.worse = 0, .better = 0}};
  sparse.menu.highest_rate = sparse.menu.lowest_rate;  // most logged days have no food
  for (const auto& options : {Options{}, everything(), sparse}) {
    const auto simulated = simulate(options);
    const auto read = diary::read_text(to_csv(simulated)).diary;
    EXPECT_EQ(diary::to_lines(read), diary::to_lines(simulated.diary));
    EXPECT_EQ(diary::to_days(read.logged_days), diary::to_days(simulated.diary.logged_days));
    EXPECT_EQ(read.names, simulated.diary.names);
    EXPECT_EQ(read.units, simulated.diary.units);
  }
}

TEST(SimulateWrite, ALoggedDayWithoutFoodSaysSo) {
  SimulatedDiary simulated;
  simulated.diary.logged_days = {Day{Days{19723}}};
  EXPECT_EQ(to_csv(simulated),
      "subject,date,time,type,name,amount,unit,note\n,2024-01-01,,food,apple,0,,\n");
}

/// The bytes are a promise: they hold on every platform, and tables of figures depend on them.
TEST(SimulateWrite, BytesDoNotChange) {
  const auto text = to_csv(simulate({.seed = 1, .days = 3, .menu = {.foods = 5}}));
  EXPECT_EQ(text,
      "subject,date,time,type,name,amount,unit,note\n"
      ",2024-01-01,,food,coffee,,,\n"
      ",2024-01-01,,food,sesame,,,\n"
      ",2024-01-01,,severity,eczema,4,,\n"
      ",2024-01-02,,food,cinnamon,,,\n"
      ",2024-01-02,,food,coffee,,,\n"
      ",2024-01-02,,food,garlic,,,\n"
      ",2024-01-02,,severity,eczema,5,,\n"
      ",2024-01-03,,food,coffee,,,\n"
      ",2024-01-03,,food,honey,,,\n"
      ",2024-01-03,,severity,eczema,2.5,,\n");
  EXPECT_EQ(hash_of(to_csv(simulate({}))), 4274413955323264434U);
  EXPECT_EQ(hash_of(to_csv(simulate(everything()))), 3218250672131927478U);
}

TEST(SimulateWrite, TheTruthNamesTheTriggers) {
  const auto simulated = simulate(everything());
  const auto truth = nlohmann::json::parse(truth_json(simulated));
  EXPECT_EQ(truth["seed"], 7);
  EXPECT_EQ(truth["options"]["days"], 40);
  EXPECT_EQ(truth["options"]["logging"]["amounts"], "grams");
  ASSERT_EQ(truth["triggers"].size(), simulated.triggers.size());
  for (std::size_t i = 0; i < simulated.triggers.size(); ++i) {
    const auto& trigger = simulated.triggers[i];
    EXPECT_EQ(truth["triggers"][i]["food"], trigger.food);
    EXPECT_EQ(truth["triggers"][i]["direction"], to_word(trigger.direction));
    EXPECT_EQ(truth["triggers"][i]["lag_days"],
        nlohmann::json::array({trigger.lag.first(), trigger.lag.last()}));
    EXPECT_DOUBLE_EQ(truth["triggers"][i]["effect"].get<double>(), trigger.effect);
  }
}

}  // namespace
}  // namespace culprit::simulate
