#include <gtest/gtest.h>

#include "report/fixtures.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

engine::RankedFood with_needed(
    const std::string& name, std::optional<engine::Range> alternating_days) {
  auto row = fixtures::food(1, name, engine::Verdict::not_enough_data);
  row.needed = engine::Needed{{40, 90}, {9, 20}, alternating_days};
  return row;
}

TEST(Needed, SaysHowManyMoreDays) {
  EXPECT_EQ(needed_words(with_needed("apple", std::nullopt)),
      "about 40-90 more days of diary, about 9-20 of them with it");
  EXPECT_EQ(needed_words(with_needed("apple", engine::Range{20, 45})),
      "about 40-90 more days of diary, about 9-20 of them with it, or about 20-45 if eaten "
      "every other day on purpose");
  EXPECT_EQ(needed_words(with_needed("milk", engine::Range{20, 45})),
      "about 40-90 more days of diary, about 9-20 of them with it; before eating it more "
      "often on purpose, ask an allergist or dietitian");
  EXPECT_EQ(needed_words(fixtures::food(1, "apple", engine::Verdict::no_evidence)), std::nullopt);
}

TEST(Needed, AlternatingDaysAreOnlyThoseThatMayBeSuggested) {
  EXPECT_EQ(alternating_days(with_needed("apple", engine::Range{20, 45})), (engine::Range{20, 45}));
  EXPECT_EQ(alternating_days(with_needed("milk", engine::Range{20, 45})), std::nullopt);
  EXPECT_EQ(alternating_days(with_needed("apple", std::nullopt)), std::nullopt);
  EXPECT_EQ(alternating_days(fixtures::food(1, "apple", engine::Verdict::suspect)), std::nullopt);
}

TEST(Needed, TellsForWhomEatingOnPurposeIsNotMeant) {
  EXPECT_EQ(alternating_caution(),
      "Every other day on purpose: only what you eat now without symptoms within hours; not "
      "for children, in pregnancy, with asthma, a known food allergy or an eating disorder, "
      "or after weeks without it: then ask an allergist or dietitian first.");
}

}  // namespace
}  // namespace culprit::report
