#include <gtest/gtest.h>

#include <set>

#include "culprit/core/text.hpp"
#include "simulate/life.hpp"

namespace culprit::simulate {
namespace {

TEST(FoodNames, AreDistinctUnderFoldingAndNumberedAtTheEnd) {
  const auto names = food_names(5000);
  ASSERT_EQ(names.size(), 5000U);
  std::set<std::string> folded;
  for (const auto& name : names) folded.insert(fold_name(name));
  EXPECT_EQ(folded.size(), names.size());
  EXPECT_EQ(names[0], "apple");
  EXPECT_EQ(names[59], "zucchini");
  EXPECT_EQ(names[60], "food 061");
  EXPECT_EQ(names[4999], "food 5000");
}

TEST(FoodNames, NeedNoQuotesInACsv) {
  for (const auto& name : food_names(61))
    EXPECT_EQ(name.find_first_of(",\"\r\n"), name.npos) << name;
}

}  // namespace
}  // namespace culprit::simulate
