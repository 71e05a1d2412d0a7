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
  const std::string said =
      "the food log also holds entries that are not foods, used as what they are: ";
  const Case cases[] = {{{}, {}}, {{"latte", "qqq"}, {}},
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
      EXPECT_EQ(
          food.level, level == foods::Levels::food ? foods::Level::food : foods::Level::group);
    }
  }
}

TEST(Pipeline, TakesOnlyKnownFoodsAmongTagsForFoods) {
  std::vector<std::unique_ptr<csv::Input>> inputs;
  inputs.push_back(std::make_unique<csv::TextInput>("daylio.csv",
      "full_date,date,weekday,time,mood,activities,note\n"
      "2020-02-03,February 3,Monday,9:00 PM,meh,Skateboarding | errands | eggs,\n"
      "2020-02-02,February 2,Sunday,9:01 PM,good,PoGo | chores | Cheese toast,\n"));
  std::vector<std::string> eaten;
  const PipelineOptions options;
  const auto prepared =
      prepare(diary::read(inputs, with_foods_of(options.lexicon, options.read)), options);
  for (const auto& food : prepared.resolution.foods)
    if (food.level == foods::Level::food) eaten.push_back(food.name);
  EXPECT_EQ(eaten, (std::vector<std::string>{"cheese", "eggs", "toast"}));
}

std::vector<std::unique_ptr<csv::Input>> as_input(std::string text) {
  std::vector<std::unique_ptr<csv::Input>> inputs;
  inputs.push_back(std::make_unique<csv::TextInput>("diary.csv", std::move(text)));
  return inputs;
}

std::string text_of(const PipelineResult& result, const std::string& code) {
  for (const auto& warning : result.analysis.warnings)
    if (warning.code == code) return warning.text;
  return "";
}

/// Foods on each of 20 days; a rating, which is what `rating` makes of the day.
template <typename Rating> std::string rated_by(const Rating& rating) {
  std::string text = "date,type,name,amount\n";
  for (int day = 1; day <= 20; ++day) {
    const std::string date = "2024-04-" + std::string{day < 10 ? "0" : ""} + std::to_string(day);
    text += date + ",food," + (day % 2 == 0 ? "rice" : "egg") + ",\n";
    const std::string value = rating(day);
    if (!value.empty()) text += date + ",severity,eczema," + value + "\n";
  }
  return text;
}

TEST(Pipeline, SaysThatRatingsWereLost) {
  const auto lost = [](int days) {
    return analyse(as_input(rated_by([days](int day) {
      return day <= days ? std::string{"bad"} : std::to_string(day % 5);
    })),
        {});
  };
  EXPECT_EQ(text_of(lost(2), "readings_lost"),
      "2 of 20 ratings could not be read and are left out: culprit check says which and why");
  EXPECT_EQ(text_of(lost(1), "readings_lost"), "");
  EXPECT_EQ(lost(2).analysis.diary.rejected_readings, 2U);
  std::string foods = rated_by([](int day) { return std::to_string(day % 5); });
  for (int i = 0; i < 3; ++i) foods += "2024-04-01,food,tea,lots\n";
  EXPECT_EQ(text_of(analyse(as_input(foods), {}), "foods_lost"),
      "3 of 23 foods could not be read and are left out: culprit check says which and why");
}

/// The diary of `diary_with`, which ends on April 30, with a phase of rice from a day of April on.
std::vector<std::string> warned_of_trial(const std::string& day) {
  auto inputs = diary_with({});
  inputs.push_back(std::make_unique<csv::TextInput>(
      "phases.csv", "date,type,name,amount\n2024-04-" + day + ",phase,rice,0\n"));
  std::vector<std::string> texts;
  for (const auto& warning : analyse(inputs, {}).analysis.warnings)
    if (warning.code == "trial_within") texts.push_back(warning.text);
  return texts;
}

TEST(Pipeline, WarnsOfATrialOfTwoWeeksOrMore) {
  EXPECT_EQ(warned_of_trial("16"),
      std::vector<std::string>{"the diary holds a trial of rice, whose days are not ordinary ones: "
                               "culprit trial says what it showed"});
  EXPECT_EQ(warned_of_trial("17"), std::vector<std::string>{});
}

TEST(Pipeline, AsksWhatTheDaysWithoutAFlareWere) {
  const auto flare = [](int every) {
    return rated_by([every](int day) { return day % every == 0 ? std::string{"6"} : ""; });
  };
  EXPECT_EQ(text_of(analyse(as_input(flare(4)), {}), "flares_only"),
      "15 of 20 days with foods have no rating of eczema, and none says that a day was free of "
      "it: they are left out; if they were free, --unrated free says so");
  EXPECT_EQ(text_of(analyse(as_input(flare(2)), {}), "flares_only"), "");
  EXPECT_EQ(
      text_of(analyse(as_input(flare(4) + "2024-04-01,severity,eczema,0\n"), {}), "flares_only"),
      "");
}

TEST(Pipeline, RatesTheFreeDaysIfAsked) {
  PipelineOptions options;
  options.engine.unrated = engine::Unrated::free;
  const auto result = analyse(
      as_input(rated_by([](int day) { return day % 4 == 0 ? std::string{"6"} : ""; })), options);
  EXPECT_EQ(text_of(result, "flares_only"), "");
  EXPECT_EQ(result.analysis.outcome.observed_minimum, 0);
  EXPECT_EQ(result.analysis.outcome.observed_maximum, 6);
  EXPECT_EQ(result.analysis.diary.readings, 19);
  EXPECT_EQ(text_of(result, "free_assumed"),
      "15 days without a rating of eczema count as 0, and no rating lies between 0 and 6: if such "
      "days were only better, effects look larger than they are");
  const auto mild = analyse(
      as_input(rated_by([](int day) { return day % 4 == 0 ? std::to_string(day / 4) : ""; })),
      options);
  EXPECT_EQ(text_of(mild, "free_assumed"), "");
}

}  // namespace
}  // namespace culprit
