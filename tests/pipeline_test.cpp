#include "culprit/pipeline.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace culprit {
namespace {

/// Thirty days of rice and a rating; what else is in the food log, each of it on the first day.
std::vector<std::unique_ptr<csv::Input>> diary_with(const std::vector<std::string>& others) {
  std::string text = "date,type,name,amount\n";
  for (int day = 1; day <= 30; ++day) {
    const std::string date = "2024-04-" + std::string{day < 10 ? "0" : ""} + std::to_string(day);
    text += date + ",severity,eczema," + std::to_string(day % 5) + "\n";
    if (day % 3 == 0) text += date + ",food,rice,\n";
  }
  for (const auto& other : others) text += "2024-04-01,food," + other + ",\n";
  std::vector<std::unique_ptr<csv::Input>> inputs;
  inputs.push_back(std::make_unique<csv::TextInput>("diary.csv", text));
  return inputs;
}

std::vector<std::string> warned(const PipelineResult& result) {
  std::vector<std::string> texts;
  for (const auto& warning : result.analysis.warnings) {
    if (warning.code == "no_food_in_food_log") texts.push_back(warning.text);
  }
  return texts;
}

struct Case {
  std::vector<std::string> others;
  std::vector<std::string> warnings;
};

TEST(Pipeline, TellsWhatInTheFoodLogIsNoFood) {
  const std::string said = "the food log holds what is no food, and is taken for what it is: ";
  const Case cases[] = {
      {{}, {}},
      {{"latte", "qqq"}, {}},
      {{"cetirizine"}, {said + "cetirizine (a treatment)"}},
      {{"stress", "vitamin D", "hives"},
       {said + "hives (a symptom, which needs a rating to count), stress (a factor), "
               "vitamin D (a supplement)"}},
      {{"cetirizine", "hives", "hydrocortisone", "stress", "vitamin D", "zinc", "magnesium"},
       {said + "cetirizine (a treatment), hives (a symptom, which needs a rating to count), "
               "hydrocortisone (a treatment), magnesium (a supplement), stress (a factor) and 2 "
               "more"}}};
  for (const Case& c : cases) EXPECT_EQ(warned(analyse(diary_with(c.others), {})), c.warnings);
}

TEST(Pipeline, AnalysesNoFoodThatIsNone) {
  const auto result = analyse(diary_with({"cetirizine", "stress", "latte"}), {});
  for (const auto& food : result.resolution.foods) {
    EXPECT_NE(food.name, "cetirizine");
    EXPECT_NE(food.name, "stress");
  }
  EXPECT_EQ(result.analysis.diary.foods, 2);
}

TEST(Pipeline, TestsTheLevelThatIsAskedFor) {
  for (const auto level : {foods::Levels::food, foods::Levels::group}) {
    PipelineOptions options;
    options.engine.level = level;
    const auto result = analyse(diary_with({"latte"}), options);
    ASSERT_FALSE(result.resolution.foods.empty());
    for (const auto& food : result.resolution.foods) {
      EXPECT_EQ(food.level,
                level == foods::Levels::food ? foods::Level::food : foods::Level::group);
    }
  }
}

TEST(Pipeline, TakesOnlyKnownFoodsAmongTagsForFoods) {
  std::vector<std::unique_ptr<csv::Input>> inputs;
  inputs.push_back(std::make_unique<csv::TextInput>(
      "daylio.csv",
      "full_date,date,weekday,time,mood,activities,note\n"
      "2020-02-03,February 3,Monday,9:00 PM,meh,Skateboarding | errands | eggs,\n"
      "2020-02-02,February 2,Sunday,9:01 PM,good,PoGo | chores | Cheese toast,\n"));
  std::vector<std::string> eaten;
  const auto prepared = prepare(inputs, {});
  for (const auto& food : prepared.resolution.foods)
    if (food.level == foods::Level::food) eaten.push_back(food.name);
  EXPECT_EQ(eaten, (std::vector<std::string>{"cheese", "eggs", "toast"}));
}

}  // namespace
}  // namespace culprit
