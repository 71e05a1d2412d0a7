#include "culprit/core/message_tally.hpp"

#include <gtest/gtest.h>

#include <string>

namespace culprit {
namespace {

Message message(const std::string& code, std::uint64_t line) {
  return {.code = code, .text = code + " is wrong", .place = {"f", line, 0}};
}

std::string listed(const MessageTally& tally) {
  std::string text;
  for (const auto& line : tally.listed([](const std::string&code, std::uint64_t more) {
         return Message{.code = "more", .text = std::to_string(more) + " more " + code};
       }))
    text += to_text(line);
  return text;
}

TEST(MessageTally, KeepsTheFirstOfEachCodeAndCountsTheRest) {
  MessageTally tally{2};
  EXPECT_EQ(tally.total(), 0U);
  EXPECT_EQ(listed(tally), "");
  tally.add(message("b", 1));
  for (std::uint64_t line = 2; line < 7; ++line) tally.add(message("a", line));
  tally.add(message("b", 7));
  tally.add_more("b", 1);
  EXPECT_EQ(tally.total(), 8U);
  EXPECT_EQ(tally.counts().at("a"), 5U);
  EXPECT_EQ(tally.counts().at("b"), 3U);
  EXPECT_EQ(listed(tally),
      "f:2: a is wrong\nf:3: a is wrong\n3 more a\n"
      "f:1: b is wrong\nf:7: b is wrong\n1 more b\n");
}

TEST(MessageTally, KeepsTheOrderInWhichMessagesCame) {
  MessageTally tally{MessageTally::all};
  tally.add(message("b", 1));
  tally.add(message("a", 2));
  tally.add(message("b", 3));
  std::string lines;
  for (const auto& kept : tally.kept()) lines += std::to_string(kept.place.line);
  EXPECT_EQ(lines, "123");
  EXPECT_EQ(tally.groups().at("b").first.back(), message("b", 3));
}

TEST(MessageTally, CountsAloneWhenNoneIsKept) {
  MessageTally tally{0};
  tally.add(message("a", 1));
  EXPECT_TRUE(tally.kept().empty());
  EXPECT_EQ(listed(tally), "1 more a\n");
}

}  // namespace
}  // namespace culprit
