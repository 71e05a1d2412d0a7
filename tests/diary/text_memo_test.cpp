#include "diary/text_memo.hpp"

#include <gtest/gtest.h>

#include <string>

namespace culprit::diary {
namespace {

TEST(TextMemo, AsksOnceForEachText) {
  TextMemo<std::size_t> memo;
  int asked = 0;
  const auto length = [&](std::string_view text) {
    ++asked;
    return text.size();
  };
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(memo.get("", length), 0U);
    EXPECT_EQ(memo.get("milk", length), 4U);
    EXPECT_EQ(memo.get("a name of more than sixteen bytes", length), 33U);
  }
  EXPECT_EQ(asked, 3);
}

TEST(TextMemo, StaysRightBeyondWhatItRemembers) {
  TextMemo<std::size_t> memo;
  const auto length = [](std::string_view text) { return text.size(); };
  for (int i = 0; i < 2; ++i) {
    for (std::size_t n = 0; n < 3000; ++n) EXPECT_EQ(memo.get(std::string(n, 'x'), length), n);
  }
}

}  // namespace
}  // namespace culprit::diary
