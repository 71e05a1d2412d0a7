#include "culprit/csv/writer.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace culprit::csv {
namespace {

TEST(QuoteField, QuotesOnlyWhereNeeded) {
  struct Case {
    std::string text;
    char delimiter;
    std::string written;
  };
  for (const auto& c : {Case{"", ',', ""}, Case{"a b", ',', "a b"}, Case{"a,b", ',', "\"a,b\""},
           Case{"a,b", ';', "a,b"}, Case{"a;b", ';', "\"a;b\""}, Case{"a\tb", '\t', "\"a\tb\""},
           Case{"5\"", ',', "\"5\"\"\""}, Case{"a\nb", ',', "\"a\nb\""},
           Case{"a\rb", ',', "\"a\rb\""}, Case{" a", ',', "\" a\""}, Case{"a ", ',', "\"a \""},
           Case{"\ta", ',', "\"\ta\""}, Case{"\xEF\xBB\xBF", ',', "\"\xEF\xBB\xBF\""},
           Case{"käse", ',', "käse"}}) {
    EXPECT_EQ(quote_field(c.text, c.delimiter), c.written);
  }
}

TEST(GuardFormula, PutsAnApostropheBeforeWhatASpreadsheetRuns) {
  for (const char first : std::string{"=+-@\t\r"}) {
    EXPECT_EQ(guard_formula(std::string{first} + "1"), std::string{"'"} + first + "1");
  }
  for (const auto* const text : {"", "a", "a=1", " =1", "'=1", "\n=1"}) {
    EXPECT_EQ(guard_formula(text), text);
  }
}

TEST(WriteRecord, JoinsFieldsAndEndsTheLine) {
  const auto write = [](const std::vector<std::string>& fields, char delimiter = ',') {
    return write_record(fields, delimiter);
  };
  EXPECT_EQ(write({"a", "", "b,c"}), "a,,\"b,c\"\n");
  EXPECT_EQ(write({"a", "b,c"}, '\t'), "a\tb,c\n");
  EXPECT_EQ(write({""}), "\"\"\n");
  EXPECT_EQ(write({"", ""}), ",\n");
  EXPECT_EQ(write({}), "\n");
}

}  // namespace
}  // namespace culprit::csv
