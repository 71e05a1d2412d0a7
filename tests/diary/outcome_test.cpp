#include "culprit/diary/outcome.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace culprit::diary {
namespace {

std::vector<OutcomeCandidate> candidates_of(const std::string& rows) {
  return outcome_candidates(read_text("date,type,name,amount\n" + rows).diary);
}

std::string names_of(const std::vector<OutcomeCandidate>& candidates) {
  std::string names;
  for (const auto& c : candidates) names += (names.empty() ? "" : ", ") + c.name;
  return names;
}

std::string error_of_choice(
    const std::vector<OutcomeCandidate>& candidates, const std::optional<std::string>& wanted) {
  try {
    return "chosen: " + choose_outcome(candidates, wanted).name;
  } catch (const InputError& error) {
    return error.messages().front().code + ": " + error.messages().front().text;
  }
}

TEST(OutcomeCandidates, OrdersByKindSkinReadingsAndFirstAppearance) {
  EXPECT_EQ(names_of(candidates_of("2024-11-20,symptom,itch,1\n"
                                   "2024-11-21,symptom,pain,1\n2024-11-22,symptom,pain,1\n"
                                   "2024-11-23,symptom,gas,1\n"
                                   "2024-11-19,symptom,nausea,1\n"
                                   "2024-11-24,severity,mood,1\n2024-11-24,severity,mood,2\n"
                                   "2024-11-25,severity,Eczema arms,1\n")),
      "Eczema arms, mood, itch, pain, nausea, gas");
}

TEST(OutcomeCandidates, TakeInstrumentsOfEczemaForNamesOfTheSkin) {
  EXPECT_EQ(names_of(candidates_of("2024-11-20,severity,itch,1\n2024-11-20,severity,SCORAD,30\n"
                                   "2024-11-21,severity,SCORAD,31\n2024-11-20,severity,mood,1\n"
                                   "2024-11-21,severity,mood,1\n2024-11-22,severity,mood,1\n")),
      "SCORAD, itch, mood");
}

TEST(OutcomeCandidates, GathersSpellingsUnderTheCommonest) {
  const auto candidates = candidates_of(
      "2024-11-20,severity,eczema,2\n2024-11-21,severity,Eczema,7\n"
      "2024-11-22,severity,Eczema,4.5\n2024-11-22,food,milk,1\n");
  ASSERT_EQ(candidates.size(), 1u);
  EXPECT_EQ(candidates[0].name, "Eczema");
  EXPECT_EQ(candidates[0].names.size(), 2u);
  EXPECT_EQ(candidates[0].readings, 3u);
  EXPECT_EQ(candidates[0].minimum, 2);
  EXPECT_EQ(candidates[0].maximum, 7);
  EXPECT_TRUE(candidates[0].names_skin);
  EXPECT_TRUE(candidates_of("2024-11-20,food,milk,1\n").empty());
}

TEST(ChooseOutcome, TakesTheBestOrTheOneAskedFor) {
  const auto two = candidates_of("2024-11-20,severity,eczema,2\n2024-11-20,severity,pain,3\n");
  EXPECT_EQ(error_of_choice(two, {}), "chosen: eczema");
  EXPECT_EQ(error_of_choice(two, "PAIN_"), "chosen: pain");
  EXPECT_EQ(error_of_choice(two, "mood"),
      "unknown_severity: severity 'mood' is not in the diary; expected one of 'eczema', "
      "'pain'");
  EXPECT_EQ(error_of_choice({}, "mood"),
      "no_severity: the diary holds no severity; expected entries of type severity or "
      "symptom");
}

TEST(ChooseOutcome, RefusesToGuessBetweenEquals) {
  EXPECT_EQ(
      error_of_choice(candidates_of("2024-11-20,severity,gas,2\n2024-11-20,severity,pain,3\n"), {}),
      "severity_ambiguous: the diary holds several severities; expected --severity NAME with "
      "one of 'gas', 'pain'");
  // One severity among symptoms is no guess.
  EXPECT_EQ(
      error_of_choice(candidates_of("2024-11-20,severity,gas,2\n2024-11-20,symptom,pain,3\n"), {}),
      "chosen: gas");
}

}  // namespace
}  // namespace culprit::diary
