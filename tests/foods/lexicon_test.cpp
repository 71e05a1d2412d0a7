#include "culprit/foods/lexicon.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "culprit/core/error.hpp"
#include "foods/phrases.hpp"
#include "foods/tables.hpp"

namespace culprit::foods {
namespace {

const Lexicon& lexicon() { return Lexicon::built_in(); }

std::string complaints(const std::string& text) {
  try {
    (void)Lexicon::extended(text, "mine.txt");
  } catch (const InputError& error) {
    std::string all;
    for (const auto& message : error.messages()) all += to_text(message);
    return all;
  }
  return {};
}

TEST(Lexicon, HoldsThousandsOfNamesInThreeLayers) {
  EXPECT_GT(lexicon().size(), 6'000u);
  EXPECT_EQ(lexicon().groups().size(), 110u);
  EXPECT_EQ(to_word(lexicon().groups()[0].layer), "identity");
  EXPECT_EQ((lexicon().layer(Layer::dose) & lexicon().layer(Layer::benefit)).size(), 0u);
}

TEST(Lexicon, EveryMembershipImpliesItsParents) {
  for (TermId term = 0; term < lexicon().size(); ++term) {
    if (!lexicon().role(term)) continue;
    const auto groups = lexicon().memberships(term);
    groups.sure.for_each([&](GroupId group) {
      EXPECT_EQ(lexicon().groups()[group].implies - groups.sure, GroupSet{})
          << lexicon().name(term);
    });
    EXPECT_EQ(groups.sure & groups.maybe, GroupSet{}) << lexicon().name(term);
  }
}

TEST(Lexicon, ADishHasTheIdentityOfEveryUsualIngredient) {
  const auto identity = lexicon().layer(Layer::identity);
  for (TermId term = 0; term < lexicon().size(); ++term) {
    if (!lexicon().role(term)) continue;
    for (const auto& ingredient : lexicon().ingredients(term)) {
      if (ingredient.share == Share::sometimes) continue;
      const auto missing = (lexicon().memberships(ingredient.term).sure & identity) -
                           lexicon().memberships(term).sure;
      EXPECT_TRUE(missing.empty()) << lexicon().name(term) << ": " << ids(lexicon(), missing);
    }
  }
}

TEST(Lexicon, EveryNameAndItsPluralAreFound) {
  for (TermId term = 0; term < lexicon().size(); ++term) {
    const std::string name{lexicon().name(term)};
    const auto found = lexicon().find(name);
    ASSERT_TRUE(found) << name;
    EXPECT_EQ(*found, term) << name;
  }
  for (const auto& [plural, singular] :
      {std::pair{"berries", "berry"}, {"tomatoes", "tomato"}, {"bay leaves", "bay leaf"},
          {"olives", "olive"}, {"Peaches", "peach"}, {"hummus", "hummus"}}) {
    ASSERT_TRUE(lexicon().find(plural)) << plural;
    EXPECT_EQ(lexicon().name(*lexicon().find(plural)), singular);
  }
}

TEST(Lexicon, TellsRolesAndFamilies) {
  const auto role = [](const char* name) {
    return std::string{to_word(*lexicon().role(*lexicon().find(name)))};
  };
  EXPECT_EQ(role("toast"), "food");
  EXPECT_EQ(role("vitamin d"), "supplement");
  EXPECT_EQ(role("stress"), "factor");
  EXPECT_EQ(role("cetirizine"), "treatment");
  EXPECT_EQ(role("rash"), "symptom");
  EXPECT_EQ(lexicon().family(*lexicon().find("sunburn")), "sun-uv");
  EXPECT_EQ(lexicon().family(*lexicon().find("toast")), "");
  EXPECT_FALSE(lexicon().role(*lexicon().find("without")));
  EXPECT_FALSE(lexicon().find("xyzzy"));
  EXPECT_FALSE(lexicon().find("bread, butter"));
}

TEST(Lexicon, SharesSayHowMuchOfAnIngredientThereIs) {
  const auto term = *lexicon().find("mayonnaise");
  std::string text;
  for (const auto& ingredient : lexicon().ingredients(term))
    text += std::string{lexicon().name(ingredient.term)} + " " +
            std::string{to_word(ingredient.share)} + ";";
  EXPECT_EQ(text, "mustard sometimes;vinegar minor;");
  const auto groups = lexicon().memberships(term);
  EXPECT_EQ(ids(lexicon(), groups.sure), "egg,vinegar");
  EXPECT_EQ(ids(lexicon(), groups.maybe), "mustard,brassica");
  EXPECT_EQ(ids(lexicon(), groups.minor), "vinegar,fermented");
}

TEST(Lexicon, ThePeoplesNamesBeatTheBuiltInOnes) {
  const auto mine = Lexicon::extended(
      "# mine\r\n"
      "house bread; our loaf|family loaf = rye, ~butter, ?egg\n"
      "milk = @oats\n"
      "brekkiebowl => breakfast\n",
      "mine.txt");
  EXPECT_EQ(
      ids(mine, mine.memberships(*mine.find("house bread")).sure & mine.layer(Layer::identity)),
      "rye,gluten,dairy");
  EXPECT_EQ(*mine.find("our loaf"), *mine.find("Family Loaf"));
  EXPECT_EQ(identity(mine, "latte"), "oats,coffee");  // also as an ingredient
  EXPECT_EQ(identity(lexicon(), "latte"), "dairy,coffee");
}

TEST(Lexicon, DefectsOfPropertiesAreNamed) {
  EXPECT_EQ(complaints("!frob milk\n!alone unobtainium; @nope\n"),
      "mine.txt:1:1: property '!frob' is unknown; expected !alone, !apart, !liquid, !listed, "
      "!made, "
      "!meat, !owner, !plain, !rare, !shaped, !skin, !staple, !supervised, !swap, !table, !tag or "
      "!taste\n"
      "mine.txt:2:8: ingredient 'unobtainium' is unknown; expected a name of the lexicon\n"
      "mine.txt:2:21: group 'nope' is unknown; expected one of the closed list\n");
}

TEST(Lexicon, EveryDefectOfATextIsNamedAtOnce) {
  EXPECT_EQ(complaints("a = @nope, unobtainium\n"
                       "b\n"
                       "  c; = milk\n"
                       "d = milk,\n"
                       "e = -milk\n"
                       "f = !frob\n"
                       "g = g2\ng2 = milk, g\n"
                       "h; i = \ni = milk\n"
                       "j = !number many\n"
                       "… = milk\n"),
      "mine.txt:1:5: group 'nope' is unknown; expected one of the closed list\n"
      "mine.txt:1:12: ingredient 'unobtainium' is unknown; expected a name of the lexicon\n"
      "mine.txt:2:1: line 'b' has no meaning; expected 'name = meaning, meaning'\n"
      "mine.txt:3:5: name '' is empty; expected a name before '='\n"
      "mine.txt:4:10: meaning '' is empty; expected an ingredient, @group or !word\n"
      "mine.txt:5:5: name 'milk' takes no groups; expected -@group or a modifier that does\n"
      "mine.txt:6:5: word '!frob' is unknown; expected !factor, !treatment, !symptom, !unit, "
      "!number or !filler\n"
      "mine.txt:7:1: food 'g' contains itself; expected other ingredients\n"
      "mine.txt:10:1: name 'i' has a meaning already, in mine.txt:9; expected each name once\n"
      "mine.txt:11:5: number 'many' is not a number; expected one in quarters, at most 10000\n"
      "mine.txt:12:1: name '…' has no letters; expected some\n");
}

TEST(Lexicon, DefectsOfAKindAreNamedUpToALimitAndCounted) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "x y z\n";
  text += "a = @nope\n";
  try {
    (void)Lexicon::extended(text, "mine.txt", 2);
    FAIL() << "no defect";
  } catch (const InputError& error) {
    std::string all;
    for (const auto& message : error.messages()) all += to_text(message);
    EXPECT_EQ(all,
        "mine.txt:1:1: line 'x y z' has no meaning; expected 'name = meaning, meaning'\n"
        "mine.txt:2:1: line 'x y z' has no meaning; expected 'name = meaning, meaning'\n"
        "mine.txt:3001:5: group 'nope' is unknown; expected one of the closed list\n"
        "2998 more with the error no_meaning\n");
  }
}

TEST(Lexicon, MessagesQuoteAHundredCharacters) {
  std::string long_word;
  for (int i = 0; i < 5000; ++i) long_word += "é";
  std::string quoted;
  for (int i = 0; i < 100; ++i) quoted += "é";
  quoted += "...";
  EXPECT_EQ(complaints("a = " + long_word + "\nb = @" + long_word + "\nc = !" + long_word + "\n"),
      "mine.txt:1:5: ingredient '" + quoted + "' is unknown; expected a name of the lexicon\n" +
          "mine.txt:2:5: group '" + quoted + "' is unknown; expected one of the closed list\n" +
          "mine.txt:3:5: word '!" + quoted +
          "' is unknown; expected !factor, !treatment, !symptom, !unit, !number or !filler\n");
  EXPECT_EQ(complaints(long_word),
      "mine.txt:1:1: line '" + quoted + "' has no meaning; expected 'name = meaning, meaning'\n");
}

TEST(Lexicon, WhatTheTablesCannotHoldIsADefect) {
  std::string deep;
  for (int i = 0; i < 2'000; ++i)
    deep += "xq" + std::to_string(i) + "z = xq" + std::to_string(i + 1) + "z\n";
  deep += "xq2000z = milk\n";
  EXPECT_NE(complaints(deep).find(" deep; expected at most 100\n"), std::string::npos);
  std::string many = "stew = milk";
  for (int i = 0; i < 70'000; ++i) many += ", milk";
  EXPECT_EQ(complaints(many + "\n"),
      "mine.txt:1:1: food 'stew' has 70001 ingredients; expected at most 1000\n");
  EXPECT_EQ(complaints("lots = !number 1e300\n"),
      "mine.txt:1:8: number '1e300' is not a number; expected one in quarters, at most 10000\n");
}

TEST(Lexicon, TheEmbeddedTablesAreThoseOfTheEmbeddedTexts) {
  const auto again = Lexicon::extended("", "nothing.txt");
  const auto& built_in = embedded_tables();
  EXPECT_EQ(again.size(), lexicon().size());
  EXPECT_EQ(again.tables().text, built_in.text);
  EXPECT_GE(embedded_texts().size(), 10u);
}

}  // namespace
}  // namespace culprit::foods
