#include "diary/layouts/tags.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace culprit::diary {
namespace {

/// What is shared where nothing is but these options.
SharedState shared_by(const ReadOptions& options) {
  return {.options = options, .subjects = SubjectFilter{{}}};
}

TEST(KindOfTag, TellsFactorsAndTreatmentsByTheirWordsAndAllElseIsFood) {
  const ReadOptions options;
  const auto shared = shared_by(options);
  const struct {
    const char* name;
    Kind kind;
  } cases[] = {{"stress", Kind::factor}, {"Sleep_Early", Kind::factor}, {"friends", Kind::factor},
      {"hydrocortisone", Kind::treatment}, {"steroid cream", Kind::treatment},
      {"Rye bread", Kind::food}, {"ice cream", Kind::food}, {"hot dog", Kind::food},
      {"", Kind::food}};
  for (const auto& one : cases) EXPECT_EQ(kind_of_tag(one.name, shared), one.kind) << one.name;
}

TEST(KindOfTag, IsAFoodOnlyWhereTheWordIsKnownForOne) {
  ReadOptions options;
  options.knows_food = [](std::string_view phrase) { return phrase == "Rye bread"; };
  auto shared = shared_by(options);
  EXPECT_EQ(kind_of_tag("Rye bread", shared), Kind::food);
  EXPECT_EQ(kind_of_tag("Skateboarding", shared), Kind::factor);
  EXPECT_EQ(kind_of_tag("steroid cream", shared), Kind::treatment);
  shared.has_food_log = true;
  EXPECT_EQ(kind_of_tag("Rye bread", shared), Kind::factor);
}

std::string lines_of(const TickedFactors& ticked) {
  EntryTable entries;
  entries.begin_file();
  ticked.finish(entries);
  return to_lines(entries.finish().diary);
}

TEST(TickedFactors, AreZeroOnDaysOfOtherCheckIns) {
  const Day first = *make_day(2024, 3, 1);
  TickedFactors ticked;
  ticked.check_in(first);
  ticked.tick(first + Days{1}, "stress");
  ticked.tick(first + Days{1}, "stress");
  ticked.tick(first + Days{3}, "late night");
  EXPECT_EQ(lines_of(ticked),
      "2024-03-01 factor late night 0\n2024-03-01 factor stress 0\n"
      "2024-03-02 factor late night 0\n2024-03-02 factor stress 1\n"
      "2024-03-04 factor late night 1\n2024-03-04 factor stress 0\n");
}

TEST(TickedFactors, ShareAFactorBetweenSpellingsThatTidyToOne) {
  const Day day = *make_day(2024, 3, 1);
  TickedFactors ticked;
  ticked.tick(day, "late_night");
  ticked.tick(day + Days{1}, "late night");
  EXPECT_EQ(lines_of(ticked), "2024-03-01 factor late night 1\n2024-03-02 factor late night 1\n");
}

TEST(TickedFactors, GiveNothingWithoutATick) {
  TickedFactors ticked;
  ticked.check_in(*make_day(2024, 3, 1));
  EXPECT_EQ(lines_of(ticked), "");
}

}  // namespace
}  // namespace culprit::diary
