#include "trial/subject.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "culprit/core/error.hpp"
#include "support/diary_builder.hpp"

namespace culprit::trial {
namespace {

using culprit::testing::DiaryBuilder;
using foods::Level;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

struct Known {
  diary::Diary diary;
  foods::Resolution resolution;
  explicit Known(const DiaryBuilder& builder)
      : diary{builder.build()},
        resolution{foods::resolve(diary, foods::Lexicon::built_in(), foods::Levels::all)} {}

  [[nodiscard]] DiaryFoods source() const {
    return {diary, resolution, foods::Lexicon::built_in()};
  }
  [[nodiscard]] Subject subject(const std::string& name, Level level = Level::food) const {
    return find_subject(source(), {name}, level);
  }
  [[nodiscard]] TestedFood describe(const std::string& name, Level level = Level::food) const {
    return trial::describe(source(), subject(name, level));
  }
  [[nodiscard]] std::vector<Day> days(const std::string& name) const { return subject(name).eaten; }
};

Day day(int number) { return DiaryBuilder::day(number); }

TEST(Subject, IsEatenInDishesToo) {
  DiaryBuilder builder;
  builder.food(0, "tomato").food(1, "pizza").food(2, "rice").food(3, "tomatoes");
  const Known known{builder};
  EXPECT_THAT(known.days("tomato"), ElementsAre(day(0), day(1), day(3)));
}

TEST(Subject, NamesWhatHoldsItWhatMayAndWhatIsHidden) {
  DiaryBuilder builder;
  builder.food(0, "tomato").food(1, "pizza").food(2, "pizza").food(3, "pasta salad");
  const auto food = Known{builder}.describe("tomato");
  std::string phrases;
  for (const auto& holder : food.phrases)
    phrases += holder.text + ' ' + std::to_string(holder.count) + (holder.sure ? ", " : "?");
  EXPECT_EQ(phrases, "pizza 2, tomato 1, pasta salad 0?");
  EXPECT_EQ(food.hidden.size(), 12U);
  EXPECT_THAT(food.hidden, Not(Contains("pizza")));
}

TEST(Subject, IsEatenNoMoreOftenThanAnyway) {
  DiaryBuilder builder;
  for (int i = 0; i < 140; ++i) {
    builder.food(i, "rice");
    if (i % 7 == 0 || (i >= 133 && i % 2 == 0)) builder.food(i, "carrot");
    if (i % 2 == 0) builder.food(i, "pear");
    if (i % 5 == 0) builder.food(i, "red wine");
  }
  const Known known{builder};
  EXPECT_EQ(known.describe("carrot").days_a_week, 1);  // one of twenty weeks is no tenth
  EXPECT_EQ(known.describe("pear").days_a_week, 7);    // on half of the days
  EXPECT_EQ(known.describe("pear").exposure, 1);
  const auto wine = known.describe("red wine");
  EXPECT_TRUE(wine.is_only_allowed);
  EXPECT_EQ(wine.exposure, 0.2);  // as usual
}

TEST(Subject, KnowsTheUsualPortionAndTheMost) {
  DiaryBuilder builder;
  const double grams[] = {50, 100, 100, 120, 150, 160, 170, 180, 190, 400, 500};
  for (int i = 0; i < 11; ++i) {
    builder.food(i, std::to_string(static_cast<int>(grams[i])) + " g carrot");
    builder.food(i, std::to_string(static_cast<int>(grams[i])) + " ml red wine");
  }
  const auto carrot = Known{builder}.describe("carrot");
  EXPECT_EQ(carrot.portion, 160);
  EXPECT_EQ(carrot.most, 400);
  EXPECT_EQ(carrot.unit, "g");
  EXPECT_EQ(Known{builder}.describe("red wine").most, 160);  // never above the median
  EXPECT_FALSE(Known{DiaryBuilder{}.food(0, "carrot")}.describe("carrot").portion);
}

TEST(Subject, OfAGroupNeedsReplacement) {
  DiaryBuilder builder;
  builder.food(0, "milk").food(1, "latte").food(2, "rice");
  const auto food = Known{builder}.describe("dairy", Level::group);
  EXPECT_EQ(food.name, "any dairy");
  EXPECT_THAT(food.replace_as, ElementsAre("dairy"));
  EXPECT_THAT(Known{builder}.describe("rice").replace_as, IsEmpty());
}

TEST(Subject, OfAPlanForAnotherDiaryIsAnError) {
  try {
    (void)Known{DiaryBuilder{}.food(0, "rice")}.subject("carrot");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.messages().front().text,
        "food 'carrot' of the plan is not in this diary; expected the diary that the plan was made "
        "for");
  }
}

}  // namespace
}  // namespace culprit::trial
