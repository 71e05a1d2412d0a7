#include "foods/typos.hpp"

#include <gtest/gtest.h>

#include <string>

#include "culprit/foods/lexicon.hpp"
#include "foods/phrases.hpp"

namespace culprit::foods {
namespace {

std::string meant(std::string_view text) {
  const auto& tables = Lexicon::built_in().tables();
  const auto word = find_meant(tables, text);
  return word == nothing ? "" : tables.text.data() + tables.words[word].text;
}

TEST(FindMeant, CorrectsOneMistakeFromFourLettersAndTwoFromEight) {
  EXPECT_EQ(meant("chese"), "cheese");
  EXPECT_EQ(meant("mlik"), "milk");  // a swap of neighbours is one mistake
  EXPECT_EQ(meant("strawbery"), "strawberry");
  EXPECT_EQ(meant("brocolli"), "broccoli");
  EXPECT_EQ(meant("chocolaet"), "chocolate");
  EXPECT_EQ(meant("raddishes"), "radish");
  EXPECT_EQ(meant("mlk"), "");     // three letters
  EXPECT_EQ(meant("cheexx"), "");  // two mistakes in six letters
  EXPECT_EQ(meant("rmince"), "mince");
  EXPECT_EQ(meant(std::string(60, 'a')), "");
}

TEST(FindMeant, WordsOfTheSameSoundAreMeantWhateverTheirVowels) {
  EXPECT_EQ(meant("makrel"), "mackerel");
  EXPECT_EQ(meant("rissoto"), "risotto");
  EXPECT_EQ(meant("collyflower"), "cauliflower");
  EXPECT_EQ(meant("vindalu"), "vindaloo");
  EXPECT_EQ(meant("massala"), "masala");  // as near as marsala
  EXPECT_EQ(meant("perrins"), "");        // no prawns
  EXPECT_EQ(meant("headphones"), "");
}

TEST(FindMeant, NoShortWordOfAFarDish) {
  EXPECT_EQ(meant("sabra"), "");  // no saba
}

TEST(FindMeant, ShortWordsMustBeginAlike) {
  EXPECT_EQ(meant("zilk"), "");
  EXPECT_EQ(meant("imlk"), "milk");
}

TEST(Typos, KnownWordsAreNeverTakenForOthers) {
  for (const auto* word :
      {"mice", "coin", "pear", "pea", "wine", "vine", "peat", "work", "stage"}) {
    const auto resolved = resolve_phrase(Lexicon::built_in(), word);
    ASSERT_EQ(resolved.items.size(), 1u) << word;
    EXPECT_EQ(resolved.items[0].name, word);
  }
  EXPECT_EQ(identity(Lexicon::built_in(), "mice and coins"), "");
}

TEST(NearestNames, AreMisspellingsAndNamesWithAWordInCommon) {
  const auto& lexicon = Lexicon::built_in();
  const auto names = nearest_names(lexicon, "cheddarish chese", 3);
  ASSERT_EQ(names.size(), 3u);
  EXPECT_TRUE(nearest_names(lexicon, "qqqqqq", 3).empty());
  EXPECT_EQ(nearest_names(lexicon, "milk", 1), std::vector<std::string>{"milk"});
}

}  // namespace
}  // namespace culprit::foods
