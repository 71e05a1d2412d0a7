#include "diary/tags.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace culprit::diary {
namespace {

TEST(KindOfTag, TellsFactorsAndTreatmentsByTheirWordsAndAllElseIsFood) {
  const struct {
    const char* name;
    Kind kind;
  } cases[] = {{"stress", Kind::factor},
               {"Sleep_Early", Kind::factor},
               {"friends", Kind::factor},
               {"hydrocortisone", Kind::treatment},
               {"steroid cream", Kind::treatment},
               {"Rye bread", Kind::food},
               {"ice cream", Kind::food},
               {"hot dog", Kind::food},
               {"", Kind::food}};
  for (const auto& one : cases) EXPECT_EQ(kind_of_tag(one.name), one.kind) << one.name;
}

TEST(TagKinds, SayTheSameAsOftenAsTheyAreAsked) {
  TagKinds kinds;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(kinds.of("stress"), Kind::factor);
    EXPECT_EQ(kinds.of("Milk"), Kind::food);
    EXPECT_EQ(kinds.of("steroid cream"), Kind::treatment);
  }
}

std::string lines_of(const TickedFactors& ticked) {
  EntryTable entries;
  entries.begin_file(0);
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
