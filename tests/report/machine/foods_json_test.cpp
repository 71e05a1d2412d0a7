
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "culprit/report/machine/answer_json.hpp"
#include "culprit/report/terminal/answer_tables.hpp"
#include "report/foods_fixtures.hpp"

namespace culprit::report {
namespace {

const foods::Lexicon& lexicon() { return foods::Lexicon::built_in(); }

TEST(FoodsTable, ShowsTheWayFromPhraseToGroups) {
  EXPECT_EQ(to_table(fixtures::phrases(), lexicon(), {.width = 90}),
      R"(2 slices sourdough toast w/ butter
  sourdough toast, 2 slice
    groups: wheat, gluten; dose: fermented, high-fodmap, fructan
  butter
    groups: dairy
  in all: wheat, gluten, dairy; dose: fermented, high-fodmap, fructan

mayonnaise
  mayonnaise
    made of: mustard (sometimes), vinegar (little)
    groups: egg, vinegar
    maybe: mustard, brassica
    little: vinegar; dose: fermented

stress
  stress (factor)

pizza (ham), no cheese
  pizza
    made of: wheat flour, yeast, tomato sauce, olive oil (little), basil (sometimes), ham
            (as written)
    groups: wheat, gluten, nightshade, tomato, pork, red-meat, yeast; dose:
            processed-meat, nitrite, histamine-rich, nickel-rich, balsam-of-peru,
            salicylate-rich, high-fodmap, fructan
    maybe: herb
  not eaten: cheese

zzgrault bread
  zzgrault
    not known
  bread
    made of: soybean flour (sometimes), milk (sometimes)
    groups: wheat, gluten, yeast; dose: high-fodmap, fructan
    maybe: dairy, soy, legume
  in all: wheat, gluten, yeast; dose: high-fodmap, fructan
)");
}

TEST(FoodsTable, CannotBeSteeredByAPhrase) {
  const std::vector<ResolvedPhrase> hostile{{"\x1B[31mred", {}}};
  EXPECT_EQ(to_table(hostile, lexicon(), {}), "[31mred\n");
}

TEST(FoodsJson, HasEveryKeyAndTheUnionOfSureGroups) {
  const auto json = nlohmann::json::parse(to_json(fixtures::phrases(), lexicon()));
  EXPECT_EQ(json["schema"], "culprit.foods/1");
  const auto& toast = json["phrases"][0];
  EXPECT_EQ(
      toast["groups"].dump(), R"(["wheat","gluten","dairy","fermented","high-fodmap","fructan"])");
  EXPECT_EQ(toast["items"][0]["amount"], 2);
  EXPECT_EQ(toast["items"][0]["unit"], "slice");
  EXPECT_TRUE(toast["items"][1]["amount"].is_null());
  EXPECT_EQ(json["phrases"][1]["maybe"].dump(), R"(["mustard","brassica"])");
  EXPECT_EQ(json["phrases"][2]["items"][0]["role"], "factor");
  EXPECT_EQ(json["phrases"][3]["not_eaten"].dump(), R"(["cheese"])");
  EXPECT_EQ(json["phrases"][4]["unknown"].dump(), R"(["zzgrault"])");
  EXPECT_EQ(json["phrases"][4]["items"][0]["known"], false);
}

TEST(FoodsJson, NoPhrasesAreAnEmptyList) {
  EXPECT_EQ(to_json({}, lexicon()), "{\n \"schema\": \"culprit.foods/1\",\n \"phrases\": []\n}\n");
}

}  // namespace
}  // namespace culprit::report
