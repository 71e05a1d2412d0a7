#include "culprit/foods/families.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "culprit/engine/analyse.hpp"
#include "engine/family_answers.hpp"

namespace culprit::engine {
namespace {

using foods::Family;
using foods::Level;

/// Milk (dairy), wine (alcohol, fermented), and the groups dairy, alcohol, fermented, soy; soy has
/// no row: it could not be tested. Wine and alcohol are one unit.
struct Kitchen {
  foods::Resolution resolution;
  MergedFoods merged;
  std::vector<RankedFood> rows;

  Kitchen() {
    resolution.foods = {{.name = "milk", .parents = {2}}, {.name = "wine", .parents = {3, 4}},
        {.name = "dairy", .level = Level::group}, {.name = "alcohol", .level = Level::group},
        {.name = "fermented", .level = Level::group, .layer = foods::Layer::dose},
        {.name = "soy", .level = Level::group}};
    merged.unit_of = {0, 1, 2, 1, 3, 4};
    for (const std::size_t f : {0U, 1U, 2U, 4U}) {
      RankedFood& row = rows.emplace_back();
      row.id = {resolution.foods[f].level, f};
      row.name = resolution.foods[f].name;
      row.level = resolution.foods[f].level;
      row.verdict = Verdict::no_evidence;
    }
  }

  [[nodiscard]] FamilyAnswer answer(Family family) const {
    return answer_families(merged, resolution, rows).at(static_cast<std::size_t>(family));
  }
};

TEST(Families, AreSuspectedByWhatBelongsToThem) {
  Kitchen kitchen;
  EXPECT_EQ(kitchen.answer(Family::dairy).status, FamilyStatus::no_sign);
  kitchen.rows[0].finding = 1;
  kitchen.rows[0].verdict = Verdict::suspect;
  EXPECT_EQ(kitchen.answer(Family::dairy).status, FamilyStatus::suspected);
  EXPECT_EQ(kitchen.answer(Family::dairy).found, std::vector<std::string>{"milk"});
  EXPECT_EQ(kitchen.answer(Family::alcohol).status, FamilyStatus::no_sign);
}

TEST(Families, AGroupIsWhatItCoincidesWith) {
  Kitchen kitchen;
  kitchen.rows[1].verdict = Verdict::cleared;
  EXPECT_EQ(kitchen.answer(Family::alcohol).status, FamilyStatus::ruled_out);
  kitchen.rows[1].finding = 1;
  kitchen.rows[1].direction = Direction::better;
  const auto found = kitchen.answer(Family::fermented);
  EXPECT_EQ(found.status, FamilyStatus::suspected);
  EXPECT_EQ(found.direction, Direction::better);
}

TEST(Families, WithoutARowThereIsNotEnoughDataAndWithoutAGroupNothingWasEaten) {
  Kitchen kitchen;
  EXPECT_EQ(kitchen.answer(Family::soy).status, FamilyStatus::not_enough_data);
  EXPECT_EQ(kitchen.answer(Family::corn).status, FamilyStatus::never_eaten);
  kitchen.rows[2].verdict = Verdict::possible;
  EXPECT_EQ(kitchen.answer(Family::dairy).status, FamilyStatus::not_enough_data);
}

TEST(Families, SayNoMoreThanTheirFoods) {
  Kitchen kitchen;
  for (const auto verdict : {Verdict::not_enough_data, Verdict::possible}) {
    kitchen.rows[0].verdict = verdict;
    EXPECT_EQ(kitchen.answer(Family::dairy).status, FamilyStatus::not_enough_data);
    kitchen.rows[2].verdict = Verdict::cleared;
    EXPECT_EQ(kitchen.answer(Family::dairy).status, FamilyStatus::not_enough_data);
    EXPECT_EQ(kitchen.answer(Family::alcohol).status, FamilyStatus::no_sign);
  }
}

TEST(Families, AreNotAnsweredWithoutGroups) {
  Kitchen kitchen;
  for (auto& food : kitchen.resolution.foods) food.level = Level::food;
  EXPECT_TRUE(answer_families(kitchen.merged, kitchen.resolution, kitchen.rows).empty());
}

TEST(Families, AllHaveGroupsOfTheClosedList) {
  const auto& lexicon = foods::Lexicon::built_in();
  ASSERT_EQ(foods::families().size(), foods::n_families);
  for (std::size_t i = 0; i < foods::families().size(); ++i) {
    const auto& family = foods::families()[i];
    EXPECT_EQ(static_cast<std::size_t>(family.family), i);
    for (const auto id : family.groups) EXPECT_TRUE(id.empty() || lexicon.find_group(id)) << id;
  }
}

}  // namespace
}  // namespace culprit::engine
