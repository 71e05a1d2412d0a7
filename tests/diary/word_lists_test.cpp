#include "diary/cells/word_lists.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace culprit::diary {
namespace {

TEST(WordLists, HoldPhrasesAsTheyAreWrittenAndNoComments) {
  EXPECT_TRUE(is_listed<"factor phrases">("air conditioning"));
  EXPECT_TRUE(is_listed<"factor phrases">("washing powder"));
  EXPECT_TRUE(is_listed<"date headers">("date et heure"));
  EXPECT_FALSE(is_listed<"factor phrases">("air"));
  EXPECT_FALSE(is_listed<"factor phrases">("bubble bath, central heating"));
  EXPECT_FALSE(is_listed<"treatments">("bath oil"));
  EXPECT_FALSE(is_listed<"nothing">(""));
}

TEST(WordLists, KeepTheOrderOfTheText) {
  static_assert(word_list<"short weekdays">.front() == "mo");
  static_assert(word_list<"short weekdays">.back() == "su");
  ASSERT_EQ(word_list<"months">.size() % 12, 0U);
  for (std::size_t i = 0; i < word_list<"months">.size(); i += 12) {
    EXPECT_TRUE(word_list<"months">[i + 3].starts_with("a")) << i;
  }
}

TEST(WordLists, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (std::size_t at = 0; (at = word_texts.find('[', at)) != word_texts.npos; ++at) {
    const auto name = word_texts.substr(at, word_texts.find(']', at) - at);
    EXPECT_TRUE(names.insert(name).second) << name;
  }
  EXPECT_GT(names.size(), 40U);
  EXPECT_EQ(word_texts.find('#'), word_texts.npos);
}

}  // namespace
}  // namespace culprit::diary
