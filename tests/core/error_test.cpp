#include "culprit/core/error.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace culprit {
namespace {

TEST(ToText, NamesAsMuchOfThePlaceAsIsKnown) {
  Message message{.code = "bad_date", .text = "date 'x' is no date; expected YYYY-MM-DD"};
  EXPECT_EQ(to_text(message), "date 'x' is no date; expected YYYY-MM-DD\n");
  message.place.file = "diary.csv";
  EXPECT_EQ(to_text(message), "diary.csv: date 'x' is no date; expected YYYY-MM-DD\n");
  message.place.line = 17;
  EXPECT_EQ(to_text(message), "diary.csv:17: date 'x' is no date; expected YYYY-MM-DD\n");
  message.place.column = 3;
  EXPECT_EQ(to_text(message), "diary.csv:17:3: date 'x' is no date; expected YYYY-MM-DD\n");
}

TEST(ToText, PutsACaretBelowTheExcerpt) {
  const Message message{.code = "bad_date",
      .text = "date 'x' is no date; expected YYYY-MM-DD",
      .place = {"d.csv", 2, 3},
      .excerpt = "a,x,b",
      .caret = 3,
      .hint = "see --date-order"};
  EXPECT_EQ(to_text(message),
      "d.csv:2:3: date 'x' is no date; expected YYYY-MM-DD\n"
      "  a,x,b\n"
      "    ^\n"
      "  see --date-order\n");
}

TEST(InputError, CarriesAllMessagesAndShowsTheFirst) {
  const InputError error{
      {Message{.code = "a", .text = "one"}, Message{.code = "b", .text = "two"}}};
  EXPECT_STREQ(error.what(), "one");
  EXPECT_EQ(error.messages().size(), 2U);
}

TEST(InputError, NeedsAMessage) {
  try {
    InputError{std::vector<Message>{}};
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "InputError: messages is empty, but must not be!");
  }
}

}  // namespace
}  // namespace culprit
