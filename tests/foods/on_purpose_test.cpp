#include "culprit/foods/on_purpose.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace culprit::foods {
namespace {

const Lexicon& lexicon() { return Lexicon::built_in(); }

bool may(std::string_view phrase, Occasion occasion = Occasion::freely) {
  return may_be_eaten_on_purpose(lexicon(), resolve_phrase(lexicon(), phrase), occasion);
}

bool may_group(std::string_view id, Occasion occasion = Occasion::freely) {
  return may_be_eaten_on_purpose(lexicon(), lexicon().find_group(id).value(), occasion);
}

TEST(OnPurpose, OnlyKnownFoodsWithoutAllergens) {
  for (const auto* name : {"apple", "Apples", "raw tomatoes", "Red_Grapes", "strawberries", "rice",
           "zucchini", "black coffee", " tea "}) {
    EXPECT_TRUE(may(name)) << name;
  }
  for (const auto* name : {"milk", "egg", "wheat", "soy", "peanut", "almonds", "walnut", "salmon",
           "cod", "shrimp", "sesame", "tahini", "bread", "pasta", "yogurt", "butter", "tofu",
           "Milch", "\u043C\u043E\u043B\u043E\u043A\u043E", "apple pie", "coffee with milk",
           "green", "", " ", "\xFF", "pineapple tart"}) {
    EXPECT_FALSE(may(name)) << name;
  }
}

TEST(OnPurpose, NotWhatMayHoldAnAllergenOrAlcohol) {
  EXPECT_FALSE(may("burger"));     // sesame on some buns
  EXPECT_FALSE(may("rum punch"));  // alcohol
  EXPECT_FALSE(may("oats"));
  EXPECT_FALSE(may("celery"));
}

TEST(OnPurpose, APlanAllowsAlcoholAndNoAllergen) {
  EXPECT_TRUE(may("red wine", Occasion::planned));
  EXPECT_TRUE(may_group("alcohol", Occasion::planned));
  EXPECT_FALSE(may("milk", Occasion::planned));
  EXPECT_FALSE(may_group("dairy", Occasion::planned));
}

TEST(OnPurpose, NeitherMisspeltNorUnknown) {
  EXPECT_TRUE(may("broccoli"));
  EXPECT_FALSE(may("broccolu"));
  EXPECT_FALSE(may("xyzzy"));
  EXPECT_FALSE(may("apple xyzzy"));
  EXPECT_FALSE(may("vitamin d"));  // a supplement
}

TEST(OnPurpose, GroupsOfIdentityWithoutNarrowerAllergens) {
  EXPECT_TRUE(may_group("nightshade"));
  EXPECT_TRUE(may_group("beef"));
  EXPECT_FALSE(may_group("dairy"));
  EXPECT_FALSE(may_group("legume"));  // peanut is one
  EXPECT_FALSE(may_group("seed"));    // sesame is one
  EXPECT_FALSE(may_group("nickel-rich"));
}

}  // namespace
}  // namespace culprit::foods
