/// What labels, apps and food tables write: brands, what a product is free of, what it may contain,
/// names turned round.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "foods/directives.hpp"
#include "foods/phrases.hpp"
#include "foods/typos.hpp"

namespace culprit::foods {
namespace {

const Lexicon& lexicon() { return Lexicon::built_in(); }

std::string items(std::string_view phrase) { return summary(resolve_phrase(lexicon(), phrase)); }

std::string sure(std::string_view phrase) { return identity(lexicon(), phrase); }

bool has(GroupSet set, std::string_view id) { return set.has(lexicon().find_group(id).value()); }

bool maybe_only(std::string_view phrase, std::string_view id) {
  const auto resolved = resolve_phrase(lexicon(), phrase);
  return !has(resolved.sure(), id) && has(resolved.maybe(), id);
}

TEST(OrdinaryWords, AreNoMisspellings) {
  for (const auto* phrase :
      {"chump", "flap", "tidbits", "Highly active", "Low activity", "politics",
          "big social gathering", "soc pleasant", "Kosher salt, crystal", "Cucumber, 1 larger",
          "Mozzarella shreds, part", "mill", "rocks", "congratulations", "creaming"}) {
    const auto resolved = resolve_phrase(lexicon(), phrase);
    for (const Item& item : resolved.items) EXPECT_EQ(item.written, "") << phrase;
  }
}

TEST(OrdinaryWords, OfOtherLanguagesToo) {
  for (const auto* phrase : {"Sommeil", "Activit\u00E9", "Schlaf", "humeur", "PoGo"}) {
    EXPECT_EQ(resolve_phrase(lexicon(), phrase).maybe(), GroupSet{}) << phrase;
    EXPECT_EQ(sure(phrase), "") << phrase;
  }
}

TEST(OrdinaryWords, ThePackedListIsReadBack) {
  EXPECT_EQ(unpack_words("# a note\n0abbey3ess\n0zoo\n"),
      (std::vector<std::string>{"abbey", "abbess", "zoo"}));
  EXPECT_EQ(
      unpack_words("0abcdefghijkAz"), (std::vector<std::string>{"abcdefghijk", "abcdefghijz"}));
  const auto filter = make_dictionary({"abbey", "zoo"});
  EXPECT_TRUE(is_ordinary(filter, "abbey"));
  EXPECT_FALSE(is_ordinary(filter, "abbot"));
  EXPECT_FALSE(is_ordinary({}, "abbey"));
}

TEST(Misspelt, WhatIsReadIsAtMostMaybe) {
  const auto resolved = resolve_phrase(lexicon(), "chedar chese toastie");
  ASSERT_EQ(resolve_phrase(lexicon(), "brocoli").items.size(), 1u);
  const Item broccoli = resolve_phrase(lexicon(), "brocoli").items[0];
  EXPECT_EQ(broccoli.name, "broccoli");
  EXPECT_EQ(broccoli.written, "brocoli");
  EXPECT_TRUE(has(broccoli.groups.maybe, "brassica"));
  EXPECT_TRUE(has(broccoli.doubted, "brassica"));
  EXPECT_TRUE(broccoli.groups.sure.empty());
  EXPECT_FALSE(has(resolved.sure(), "dairy"));
  EXPECT_TRUE(has(resolved.maybe(), "dairy"));
}

TEST(Misspelt, NotWhereABrandStands) {
  EXPECT_EQ(items("Frigo string cheese"), "?frigo; string cheese");
  EXPECT_EQ(items("Chloe's lemon pops"), "?chloes; lemon; pop");
  EXPECT_EQ(items("Brad's chili beans"), "?brads; chilli beans");
  EXPECT_EQ(items("Jarrow, zinc"), "?jarrow; zinc");
  EXPECT_EQ(items("Fritoz - apple"), "apple");
  // What is one name with its neighbour is meant all the same, and so is what stands alone.
  EXPECT_EQ(items("Shepard's pie"), "shepherd's pie");
  EXPECT_EQ(items("Brocoli"), "broccoli");
}

TEST(Misspelt, HowAWordStoodInThePhrase) {
  EXPECT_TRUE(find_written("Brad\u2019s bread", "brads").is_possessive);
  EXPECT_TRUE(find_written("Acme Farms - Oil", "farms").is_before_dash);
  EXPECT_TRUE(find_written("Acme, oil", "acme").is_in_head);
  EXPECT_FALSE(find_written("oil, Acme", "acme").is_in_head);
  EXPECT_TRUE(find_written("oil, Acme", "acme").is_capital);
  EXPECT_FALSE(find_written("oil", "acme").is_capital);
}

TEST(Products, ABrandBeforeAHyphenIsNoFood) {
  EXPECT_EQ(items("Acme Farms - Olive Oil, 1 Tbsp"), "olive oil*1 tbsp");
  EXPECT_EQ(items("Stop & Shop - Cucumber, 0.5 cup"), "cucumber*0.5 cup");
  EXPECT_EQ(items("Turkey Hill Dairy - Lemonade"), "lemonade");
  EXPECT_EQ(items("Pizza - ham"), "pizza; ham");
  EXPECT_EQ(items("Xyzzy - plugh"), "?xyzzy; ?plugh");  // nothing is lost
}

TEST(Products, WhatANameIsFreeOfAllOfItIs) {
  EXPECT_EQ(sure("Acme Gluten Free - Pancake & Baking Mix"), "");
  EXPECT_EQ(sure("Glutino - Pretzels Gluten Free"), "");
  EXPECT_EQ(sure("Acme - Gluten Free white sandwich bread"), "yeast");
  const auto ice = resolve_phrase(lexicon(), "Acme - Ice Cream - Vanilla - Lactose Free").sure();
  EXPECT_TRUE(has(ice, "dairy"));
  EXPECT_FALSE(has(ice, "lactose"));
  const auto milk = resolve_phrase(lexicon(), "Lactaid - Milk, 1 cup").sure();
  EXPECT_TRUE(has(milk, "dairy"));
  EXPECT_FALSE(has(milk, "lactose"));
  EXPECT_EQ(sure("Daiya - Mozzarella Shreds"), "");
  EXPECT_EQ(sure("(vegan) cheese"), "");
  EXPECT_EQ(sure("Gluten free: bread, biscuits"), "yeast");
}

TEST(Products, WhatTheyMayContainIsMaybe) {
  EXPECT_TRUE(maybe_only("apple bar. May contain nuts", "tree-nut"));
  EXPECT_TRUE(maybe_only("rice cakes (may contain traces of milk, egg and soya)", "egg"));
  EXPECT_TRUE(maybe_only("apple crisps, made in a facility that handles peanuts", "peanut"));
  EXPECT_TRUE(maybe_only("apple, produced on equipment that processes wheat", "wheat"));
  EXPECT_TRUE(maybe_only("soupe peut contenir du lait", "dairy"));
  EXPECT_TRUE(maybe_only("Reis, kann Spuren von Haseln\u00FCssen enthalten", "hazelnut"));
  EXPECT_EQ(items("apple (may contain nuts)"), "apple");
  EXPECT_TRUE(maybe_only("apple bar. May contain: milk, hazelnuts", "hazelnut"));
  for (const auto* phrase : {"apple. Manufactured on lines that process peanuts",
           "apple crisps, packed in an environment where peanuts are present",
           "apple bar. Processed in a plant that uses peanuts",
           "apple bar. Might have come into contact with peanuts",
           "apple bar: factory also processes peanuts", "apple bar. Our bakery uses peanuts",
           "Not suitable for people with a peanut allergy: apple",
           "apple, not suitable for those with peanut allergies due to manufacturing methods"})
    EXPECT_TRUE(maybe_only(phrase, "peanut")) << phrase;
}

TEST(Products, ForPeopleWithAnAllergyTheyHoldNoneOfIt) {
  EXPECT_EQ(sure("lemonade suitable for people with milk, egg and nut allergy"), "citrus");
  EXPECT_EQ(sure("sorbet, safe for those with milk or egg allergies"), sure("sorbet"));
  EXPECT_EQ(items("apple suitable for people with milk allergy"), "apple; -milk");
  EXPECT_EQ(items("apple, suitable for milk allergy sufferers"), "apple; -milk");
  EXPECT_EQ(items("apple, ok if you have an egg allergy"), "apple; -egg");
  EXPECT_EQ(items("apple, for anyone with nut allergies"), "apple; -nut");
  EXPECT_EQ(items("apple suitable for those intolerant to milk"), "apple; -milk");
  EXPECT_EQ(items("apple for people allergic to egg"), "apple; -egg");
}

TEST(Products, BracketsAroundAnAllergyEndWithIt) {
  EXPECT_EQ(items("apple, suitable for people with milk (cheese, egg) allergy, plum"),
      "apple; plum; -milk; -cheese; -egg");
}

TEST(Products, OfTheSkinAndHouseholdAreNoFood) {
  for (const auto* phrase : {"Trout Feast Flaked Wet Cat Food", "Pink Grapefruit Surface Cleaner",
           "lemon dishwasher tablets", "peanut butter dog biscuits", "oat milk hand soap",
           "milk and honey shampoo", "coconut shampoo", "Method - Hand Soap - Almond",
           "lemon washing up liquid", "vanilla scented candle", "shampoo (egg)"}) {
    EXPECT_EQ(sure(phrase), "") << phrase;
  }
  EXPECT_EQ(sure("coffee, hand soap"), "coffee");
}

TEST(Products, DishesAndMeatBesideWhatIsFlavouredAreMaybe) {
  for (const auto* phrase : {"pumpkin pie creamer", "butter pecan coffee creamer",
           "cinnamon roll protein bar", "pepperoni pizza seasoning mix"})
    EXPECT_TRUE(maybe_only(phrase, "wheat") || maybe_only(phrase, "egg")) << phrase;
  EXPECT_TRUE(maybe_only("salmon marinade", "fish"));
  EXPECT_TRUE(maybe_only("gummy snapper candy", "fish"));
  EXPECT_TRUE(maybe_only("mojito sparkling water", "alcohol"));
  EXPECT_EQ(sure("peanut candy"), "peanut,legume");  // a plain food is in it
  EXPECT_EQ(sure("pork pie, chewing gum"), sure("pork pie"));
}

TEST(Products, WhatTheyAreForIsMaybe) {
  EXPECT_TRUE(maybe_only("Coating mix for chicken, fish and pork", "poultry"));
  EXPECT_TRUE(maybe_only("Oil, canola, for use in baked fish", "fish"));
  EXPECT_EQ(sure("Beef stew seasoning"), "");
}

TEST(Products, NamesOfKindsThatOtherFoodsHaveGiveWay) {
  EXPECT_EQ(sure("white chocolate chips"), sure("white chocolate"));
  EXPECT_EQ(sure("Tangerine Wedges"), "citrus");
  EXPECT_TRUE(maybe_only("Cheddar chips", "potato"));
  EXPECT_TRUE(maybe_only("pumpkin flour", "wheat"));
  EXPECT_EQ(sure("fish and chips"), "wheat,gluten,fish,nightshade,potato");
  EXPECT_EQ(sure("salmon jerky"), "fish");
  EXPECT_EQ(sure("Waffle House - Hash browns"), "nightshade,potato");
  EXPECT_EQ(sure("Hickory smoked turkey breast"), "poultry");
  EXPECT_EQ(sure("Wheat & Gluten Free Rice Cakes"), "rice");
}

TEST(Products, AFlavourStaysOneWhenItIsNamedAgain) {
  EXPECT_EQ(sure("bacon flavoured crisps, bacon"), sure("crisps"));
}

TEST(Products, AnOwnerBeforeAHyphenIsNoFood) {
  EXPECT_EQ(items("Bulla - Vanilla Ice Cream"), "vanilla ice cream");
  EXPECT_EQ(items("Ayam - Sesame Oil"), "sesame oil");
  EXPECT_EQ(items("Nando's - Peri Peri Salt"), "peri peri salt");
  EXPECT_EQ(items("Egg Farm - Pasta"), "pasta");
  EXPECT_EQ(items("Butter Bakery - Rye Bread"), "rye bread");
  EXPECT_EQ(items("Apple Tree Foods - Chicken Soup"), "chicken soup");
  EXPECT_EQ(items("Bean Ground & Drunk - Coffee"), "coffee");
  EXPECT_EQ(items("Milk & More - Orange Juice"), "orange juice");
  // What follows belongs to the food before it.
  EXPECT_EQ(items("Yoghurt - strawberry"), "yogurt; strawberry");
  EXPECT_EQ(items("Milk - whole"), "milk");
  EXPECT_EQ(items("Raspberry & - Cream"), "raspberry; cream");
  EXPECT_EQ(items("Garden Salad - Chicken"), "garden salad; chicken");
  EXPECT_EQ(items("Egg Farm - xyzzy"), "egg; ?xyzzy");  // nothing is lost
}

TEST(Products, AnimalsBesideWhatIsShapedAreMaybe) {
  for (const auto& [phrase, group] : {std::pair{"Rabbit cookies", "game"},
           {"Duck lollipops", "poultry"}, {"Crab cupcake", "crustacean"},
           {"Lamb shortbread", "lamb"}, {"Octopus gummies", "mollusc"}})
    EXPECT_TRUE(maybe_only(phrase, group)) << phrase;
  EXPECT_EQ(sure("fish and biscuits"), "wheat,gluten,fish");
}

TEST(Products, TheSecondOfTwoPartsIsATaste) {
  EXPECT_TRUE(maybe_only("Coffee Creamer, Pumpkin Pie", "egg"));
  EXPECT_TRUE(maybe_only("Protein Bar, Cookie Dough", "wheat"));
  EXPECT_FALSE(maybe_only("coffee creamer, pumpkin pie", "egg"));  // a list
}

TEST(Products, HeadsThatAreNoBreadHaveNoYeast) {
  for (const auto* phrase : {"chocolate crumb loaf cake", "spinach and ricotta roll", "jam roll",
           "mini sandwich biscuits", "Bubba burger", "choc top", "fruit roll"})
    EXPECT_FALSE(has(resolve_phrase(lexicon(), phrase).sure(), "yeast")) << phrase;
}

TEST(Products, ChipsInSweetThingsAreNoPotato) {
  for (const auto* phrase :
      {"Chunky chip blitz cookies", "chip biscuits", "chip muffin", "chunky chip brownies"})
    EXPECT_FALSE(has(resolve_phrase(lexicon(), phrase).sure(), "potato")) << phrase;
  EXPECT_TRUE(has(resolve_phrase(lexicon(), "chips and cookies").sure(), "potato"));
}

TEST(Products, FreeFromInTheMiddleIsOfTheWhole) {
  EXPECT_EQ(sure("Pasta Gluten-Free Fusilli"), "");
  EXPECT_EQ(sure("Ice Cream Dairy Free Vanilla Ice Cream"), "spice");
  EXPECT_EQ(sure("cheese, gluten-free bread"), "dairy,rice");
}

TEST(Products, WhatCannotBeGuaranteedIsMaybe) {
  EXPECT_TRUE(maybe_only("granola bar. Cannot guarantee nut free", "tree-nut"));
  EXPECT_TRUE(maybe_only("plum in a milk-handling factory", "dairy"));
  EXPECT_EQ(sure("pancakes for egg allergic people"), "wheat,gluten,dairy");
}

TEST(Scanner, AWordThatOnlyDescribesLeavesTheLongerName) {
  EXPECT_EQ(items("Sweet Cherry Tomatoes"), "cherry tomato");
  EXPECT_EQ(items("whipped cream cheese spread"), "cream cheese spread");
  EXPECT_EQ(items("black bean burrito bowl"), "black bean; burrito bowl");
  EXPECT_EQ(items("hot chocolate cake"), "hot chocolate; cake");
}

TEST(FoodTables, WhatIsServedWithItIsMaybe) {
  EXPECT_TRUE(maybe_only("Pancakes (served with crispy duck)", "poultry"));
  EXPECT_TRUE(maybe_only("Shortening (for pies and tarts)", "egg"));
  EXPECT_EQ(sure("Salad (with chicken)"), "poultry");
  EXPECT_EQ(sure("steak served with chips"), "nightshade,potato,beef,red-meat");
}

TEST(FoodTables, EggsAndOrgansAreOfTheAnimalNamed) {
  EXPECT_EQ(sure("Eggs, turkey, whole, raw"), "egg");
  EXPECT_EQ(sure("Eggs, goose, boiled"), "egg");
  EXPECT_EQ(sure("Liver, pig, stewed"), "pork,red-meat,offal");
  EXPECT_EQ(sure("Gherkins, raw"), "");
}

TEST(FoodTables, ANameIsOneFood) {
  EXPECT_EQ(items("Milk, whole, 3.25% milkfat"), "whole milk");
  EXPECT_EQ(items("Cheese, cottage, creamed"), "cottage cheese");
  EXPECT_EQ(items("Beef, ground, 80% lean meat / 20% fat, raw"), "beef mince");
  EXPECT_EQ(sure("Beef, rib, large end (ribs 6-9), separable lean and fat, raw"), "beef,red-meat");
  EXPECT_EQ(sure("Pork, shoulder (steaks), boneless, raw"), "pork,red-meat");
  EXPECT_EQ(sure("Squash, winter, spaghetti, cooked, boiled, drained, or baked, without salt"), "");
  EXPECT_EQ(items("Salmon, sockeye, canned, drained solids"), "sockeye salmon");
  EXPECT_EQ(items("Coconut, cream, canned"), "coconut cream");
  // A list stays one.
  EXPECT_EQ(items("Eggs, toast, coffee, black"), "egg; toast; coffee");
}

TEST(FoodTables, AFragmentIsNoName) {
  EXPECT_EQ(items("on rye bread"), "rye bread slice");
  EXPECT_EQ(items("ham on white bread"), "ham; slice of bread");
}

TEST(Tongues, StaplesAreKnown) {
  for (const auto& [phrase, group] : {std::pair{"farine de bl\u00E9", "wheat"},
           {"p\u00EAche", "stone-fruit"}, {"c\u00E9leri", "celery"}, {"grano", "wheat"},
           {"manzo", "beef"}, {"rundvlees", "beef"}, {"noten", "tree-nut"}, {"rijst", "rice"},
           {"harina de trigo", "wheat"}, {"champi\u00F1ones", "mushroom"}, {"peixe", "fish"},
           {"cerveja", "barley"}, {"jajka", "egg"}, {"mas\u0142o", "dairy"}, {"ryba", "fish"},
           {"orzechy laskowe", "hazelnut"}, {"krewetki", "crustacean"}})
    EXPECT_TRUE(has(resolve_phrase(lexicon(), phrase).sure(), group)) << phrase;
}

TEST(Clocks, AreNoAmounts) {
  EXPECT_EQ(items("6pm decaf cappuccino"), "decaf cappuccino");
  EXPECT_EQ(items("6:20 nuts"), "nut");
  EXPECT_EQ(items("7:30 toast, 8:15 eggs"), "toast; egg");
  EXPECT_EQ(items("12:05am milk"), "milk");
}

}  // namespace
}  // namespace culprit::foods
