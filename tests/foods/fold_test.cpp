#include "foods/fold.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace culprit::foods {
namespace {

struct Case {
  const char* text;
  const char* folded;
};

class Folds : public ::testing::TestWithParam<Case> {};

TEST_P(Folds, AsPeopleMeanIt) { EXPECT_EQ(fold_phrase(GetParam().text), GetParam().folded); }

INSTANTIATE_TEST_SUITE_P(Phrases, Folds,
    ::testing::Values(Case{"", ""}, Case{"  Whole   MILK ", "whole milk"},
        Case{"Crème-fraîche w/ 1½ cups M&M's", "creme fraiche with 1 1/2 cups m and ms"},
        Case{"tea w/o milk", "tea without milk"}, Case{"Mac 'n' Cheese", "mac n cheese"},
        Case{"jalapeño smørbrød, Spätzle", "jalapeno smorbrod , spatzle"},
        Case{"ham/cheese (toasted)", "ham \\ cheese ( toasted )"},
        Case{"ham / cheese", "ham + cheese"}, Case{"n/a beer", "na beer"},
        Case{"no/a beer", "no \\ a beer"}, Case{"2% milk", "2% milk"},
        Case{"1,5 l; 0.5 oz.", "1.5 l ; 0.5 oz"}, Case{"toast - butter", "toast - butter"},
        Case{"Had pizza. Then tea.", "had pizza ; then tea"}, Case{"line\nend", "line ; end"},
        Case{"x2 – 3×", "x2 - 3 x"}, Case{"• eggs • ham", "; eggs ; ham"},
        Case{"Lunch: soup", "lunch ; soup"}, Case{"at 8:30", "at 8:30"}, Case{"caf\xE9", "cafe"},
        Case{"!?*", ""}));

TEST(Fold, IsIdempotent) {
  std::mt19937_64 random{7};
  const std::string pieces[] = {"w/", "w/o", "½", "é", "É", "&", "'", "’", "-", " - ", "–", ".",
      ". ", ",", ";", ":", "%", "(", ")", "/", "1", "2", "xy", "Z", " ", "\n", "×", "•", "ß", "æ",
      "\xFF", "0.5", "+", "|"};
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    const auto n = random() % 9;
    for (std::uint64_t j = 0; j < n; ++j) text += pieces[random() % std::size(pieces)];
    const auto folded = fold_phrase(text);
    ASSERT_EQ(fold_phrase(folded), folded) << text;
  }
}

}  // namespace
}  // namespace culprit::foods
