#include <gtest/gtest.h>

#include "culprit/diary/outcome.hpp"
#include "support.hpp"

namespace culprit::diary {
namespace {

/// A diary of `n` readings that alternate between the two values.
Scale scale_of(const std::string& name, int n, double low, double high) {
  Diary diary;
  diary.names = {name};
  for (int i = 0; i < n; ++i) {
    Entry& entry = diary.entries.emplace_back();
    entry.day = Day{Days{i}};
    entry.kind = Kind::severity;
    entry.amount = i % 2 == 0 ? low : high;
  }
  return infer_scale(diary, outcome_candidates(diary).front());
}

TEST(InferScale, TakesTheSmallestThatHoldsTheReadings) {
  struct Case {
    int n;
    double low;
    double high;
    const char* name;
  };
  for (const auto& c : {Case{30, 0, 1, "0-1"}, Case{29, 0, 1, "0-10"}, Case{30, 0, 4, "0-4"},
           Case{29, 0, 4, "0-10"}, Case{30, 0, 3.5, "0-10"}, Case{30, 1, 5, "0-5"},
           Case{30, 1, 6, "0-10"}, Case{30, 0, 10.5, "0-100"}, Case{30, 0, 250, "0-250"},
           Case{30, -3, 12, "-3 to 12"}, Case{30, -4, -4, "-4 to -2"}}) {
    SCOPED_TRACE(c.name);
    const Scale scale = scale_of("eczema", c.n, c.low, c.high);
    EXPECT_EQ(scale.name, c.name);
    EXPECT_LT(scale.minimum, scale.maximum);
    EXPECT_EQ(scale.important_change, std::nullopt);
    EXPECT_EQ(scale.recall_days, 1);
    EXPECT_FALSE(scale.given);
  }
}

TEST(InferScale, KnowsInstrumentsWhoseRangeFits) {
  struct Case {
    const char* name;
    double highest;
    const char* scale;
  };
  for (const auto& c : {Case{"POEM", 28, "POEM"}, Case{"Poem score", 20, "POEM"},
           Case{"POEM", 29, "0-100"}, Case{"poems", 9, "0-10"}, Case{"PO-SCORAD", 60, "SCORAD"},
           Case{"oSCORAD", 60, "oSCORAD"}, Case{"Objective SCORAD", 60, "oSCORAD"},
           Case{"EASI", 60, "EASI"}, Case{"SCORAD itch", 9, "SCORAD item"},
           Case{"SCORAD (sleep)", 9, "SCORAD item"}, Case{"SCORAD itch", 60, "0-100"},
           Case{"vIGA-AD", 4, "vIGA-AD"}, Case{"DLQI", 12, "DLQI"}, Case{"RECAP", 12, "RECAP"},
           Case{"ADCT", 12, "ADCT"}, Case{"TIS", 8, "TIS"}, Case{"SASSAD", 60, "SASSAD"},
           Case{"Itch NRS (24 h)", 8, "itch NRS"}, Case{"easier", 8, "0-10"}}) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(scale_of(c.name, 10, 0, c.highest).name, c.scale);
  }
}

TEST(ScaleFromText, TakesInstrumentsAndRanges) {
  const auto poem = scale_from_text("poem");
  ASSERT_TRUE(poem.has_value());
  EXPECT_EQ(poem->name, "POEM");
  EXPECT_EQ(poem->maximum, 28);
  EXPECT_EQ(poem->recall_days, 7);
  EXPECT_EQ(poem->important_change, 3.0);
  EXPECT_TRUE(poem->given);
  const auto range = scale_from_text("1 .. 5.5");
  ASSERT_TRUE(range.has_value());
  EXPECT_EQ(range->minimum, 1);
  EXPECT_EQ(range->maximum, 5.5);
  EXPECT_EQ(range->name, "1-5.5");
  EXPECT_TRUE(range->given);
  for (const char* text : {"", "poem score", "5..5", "0-10", "a..b", "..", "1..2..3"}) {
    EXPECT_FALSE(scale_from_text(text).has_value()) << text;
  }
}

TEST(TurnRound, MakesHigherWorse) {
  auto diary = read_text("date,skin,milk\n2024-03-01,5,1\n2024-03-02,2,0\n").diary;
  const auto scale = scale_from_text("5..1");
  ASSERT_TRUE(scale && scale->reversed);
  EXPECT_EQ(scale->name, "1-5 turned round");
  EXPECT_EQ(scale->minimum, 1);
  turn_round(diary, outcome_candidates(diary).front(), *scale);
  EXPECT_EQ(to_lines(diary),
      "2024-03-01 food milk 1\n2024-03-01 severity skin 1\n2024-03-02 severity skin 4\n");
  turn_round(diary, outcome_candidates(diary).front(), *scale_from_text("1..5"));
  EXPECT_EQ(diary.entries.back().amount, 4);
}

TEST(InferScale, BelievesTheUnitOfEveryReading) {
  struct Case {
    const char* first;
    const char* second;
    const char* scale;
  };
  for (const auto& c :
      {Case{"1..4", "1..4", "1-4"}, Case{"POEM", "POEM", "POEM"}, Case{"1..4", "0..4", "0-10"},
          Case{"", "1..4", "0-10"}, Case{"1..2", "1..2", "0-10"}, Case{"kg", "kg", "0-10"}}) {
    const auto result = read_text(fmt::format(
        "date,type,name,amount,unit\n2024-01-01,symptom,itch,1,{}\n2024-01-02,symptom,itch,3,{}\n",
        c.first, c.second));
    const auto scale = infer_scale(result.diary, outcome_candidates(result.diary).front());
    EXPECT_EQ(scale.name, c.scale) << c.first << ' ' << c.second;
    EXPECT_FALSE(scale.given);
  }
}

}  // namespace
}  // namespace culprit::diary
