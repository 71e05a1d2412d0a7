#include <gtest/gtest.h>

#include "report/fixtures.hpp"
#include "report/words/analysis_words.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

engine::RankedFood with_needed(
    const std::string& name, std::optional<int> alternating_days, std::optional<int> days = 90) {
  auto row = fixtures::food(1, name, engine::Verdict::not_enough_data);
  row.needed = engine::Needed{days, 20, alternating_days};
  return row;
}

TEST(Needed, SaysHowManyMoreDaysInOneNumber) {
  EXPECT_EQ(needed_words(with_needed("apple", std::nullopt)), "about 90 more days of diary");
  EXPECT_EQ(needed_words(with_needed("apple", 45)),
      "about 90 more days of diary, or about 45 if you eat it every other day on purpose");
  EXPECT_EQ(needed_words(with_needed("milk", 45)),
      "about 90 more days of diary; before eating it more often on purpose, ask an allergist or "
      "dietitian");
  EXPECT_EQ(needed_words(fixtures::food(1, "apple", engine::Verdict::no_evidence)), std::nullopt);
  EXPECT_EQ(days_needed_words(with_needed("apple", std::nullopt)), "about 90");
}

TEST(Needed, SaysWhereItIsMoreThanAYear) {
  const auto long_time = with_needed("apple", std::nullopt, std::nullopt);
  EXPECT_EQ(needed_words(long_time), "more than a year of diary");
  EXPECT_EQ(days_needed_words(long_time), "over a year");
  EXPECT_EQ(needed_words(with_needed("apple", std::nullopt, 365)), "about 365 more days of diary");
}

TEST(Needed, AlternatingDaysAreOnlyThoseThatMayBeSuggested) {
  EXPECT_EQ(alternating_days(with_needed("apple", 45)), 45);
  EXPECT_EQ(alternating_days(with_needed("milk", 45)), std::nullopt);
  EXPECT_EQ(alternating_days(with_needed("apple", std::nullopt)), std::nullopt);
  EXPECT_EQ(alternating_days(fixtures::food(1, "apple", engine::Verdict::suspect)), std::nullopt);
}

TEST(Needed, TellsForWhomEatingOnPurposeIsNotMeant) {
  EXPECT_EQ(alternating_sentence(fixtures::sets()),
      "Every other day on purpose: only what you eat now without symptoms within hours. It is not "
      "for children, in pregnancy, with asthma, a known food allergy or an eating disorder, or "
      "after weeks without it. Then ask an allergist or dietitian first.");
}

}  // namespace
}  // namespace culprit::report
