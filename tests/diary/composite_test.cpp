#include "diary/composite.hpp"

#include <gtest/gtest.h>

#include "culprit/diary/outcome.hpp"
#include "support.hpp"

namespace culprit::diary {
namespace {

ReadOptions with_severity(const char* severity) {
  ReadOptions options;
  options.severity = severity;
  return options;
}

std::string name_of(const char* text) {
  const auto composite = composite_from_text(text);
  return composite ? composite->name() : "none";
}

TEST(Composite, IsTakenFromItsText) {
  EXPECT_EQ(name_of("mean(itch,redness)"), "mean(itch, redness)");
  EXPECT_EQ(name_of(" SUM ( itch , Redness_, pain)"), "sum(itch, Redness, pain)");
  for (const char* text : {"itch", "mean(itch)", "mean(itch,)", "max(a,b)", "mean(a,b", "()"}) {
    EXPECT_EQ(name_of(text), "none") << text;
  }
}

TEST(Composite, CombinesWhatWasRatedAtTheSameInstant) {
  const std::string rows =
      "date,time,type,name,amount\n2024-03-01,08:00,symptom,itch,4\n"
      "2024-03-01,08:00,symptom,itch,6\n2024-03-01,08:00,symptom,redness,2\n"
      "2024-03-01,20:00,symptom,itch,9\n2024-03-02,,symptom,itch,1\n"
      "2024-03-02,,symptom,Redness,2\n2024-03-02,09:00,symptom,redness,2\n";
  const auto mean = read_text(rows, with_severity("mean(itch,redness)"));
  EXPECT_EQ(to_lines(mean.diary),
      "2024-03-01 08:00 severity mean(itch, redness) 3.5\n2024-03-01 08:00 symptom itch 4\n"
      "2024-03-01 08:00 symptom itch 6\n2024-03-01 08:00 symptom redness 2\n"
      "2024-03-01 20:00 symptom itch 9\n2024-03-02 severity mean(itch, redness) 1.5\n"
      "2024-03-02 symptom Redness 2\n2024-03-02 symptom itch 1\n2024-03-02 09:00 symptom "
      "redness 2\n");
}

TEST(Composite, HasTheScaleOfItsParts) {
  const std::string wide = "date,itch,redness,milk\n2024-03-01,7,3.5,1\n2024-03-02,2,3,0\n";
  const struct {
    const char* severity;
    const char* name;
    const char* scale;
  } cases[] = {{"mean(itch,redness)", "mean(itch, redness)", "0-10"},
      {"Sum(Itch,Redness)", "sum(Itch, Redness)", "0-20"}};
  for (const auto& one : cases) {
    const auto diary = read_text(wide, with_severity(one.severity)).diary;
    const auto outcome = choose_outcome(outcome_candidates(diary), one.severity);
    EXPECT_EQ(outcome.name, one.name);
    EXPECT_EQ(outcome.readings, 2u);
    EXPECT_EQ(infer_scale(diary, outcome).name, one.scale);
  }
}

TEST(Composite, NamesThePartsThatAreMissing) {
  EXPECT_EQ(error_of({"date,type,name,amount\n2024-03-01,symptom,itch,4\n"},
                with_severity("mean(itch,rash)")),
      "unknown_severity :0:0: severity 'rash' of mean(itch, rash) is not in the diary; "
      "expected one of 'itch'");
  EXPECT_EQ(error_of({"date,itch,milk\n2024-03-01,4,1\n"}, with_severity("mean(itch,rash)")),
      "unknown_column :0:0: --severity 'rash' is not a column; expected one of 'itch', 'milk'");
  EXPECT_EQ(error_of({"date,type,name,amount\n2024-03-01,symptom,itch,4\n"
                      "2024-03-02,symptom,rash,4\n"},
                with_severity("mean(itch,rash)")),
      "no_common_rating :0:0: the parts of mean(itch, rash) are never rated together; "
      "expected ratings at the same time, or on the same day without a time");
}

TEST(Composite, TakesAnyColumnForAPart) {
  const auto result =
      read_text("date,itch,mood,milk\n2024-03-01,7,3,1\n", with_severity("sum(itch,mood)"));
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-01 food milk 1\n2024-03-01 severity sum(itch, mood) 10\n"
      "2024-03-01 symptom itch 7\n2024-03-01 symptom mood 3\n");
}

}  // namespace
}  // namespace culprit::diary
