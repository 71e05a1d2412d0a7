#include <gtest/gtest.h>

#include "csv/sources.hpp"

namespace culprit::csv {
namespace {

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

TEST(SniffDialect, FindsTheDelimiter) {
  struct Case {
    const char* what;
    std::string text;
    char delimiter;
  };
  for (const auto& c :
      {
          Case{"nothing", "", ','},
          Case{"one column", "date\n2024-01-01\n", ','},
          Case{"blank lines only", "\n \n", ','},
          Case{"commas", "a,b\n1,2\n", ','},
          Case{"semicolons", "a;b\n1;2\n", ';'},
          Case{"tabs", "a\tb\n1\t2\n", '\t'},
          Case{"bars", "a|b\r1|2\r", '|'},
          Case{"decimal commas", "date;eczema;itch\n2024-01-01;4,5;3,5\n2024-01-02;4,0;3,0\n", ';'},
          Case{"decimal commas in every line", "30,5;40,1\r\n31,5;41,1\r\n", ';'},
          Case{"decimal commas, ragged lines", "a;b;c\n1,5;2\n1,5;2;3\n1,5;2\n1,5;2;4\n", ';'},
          Case{"numbers cut by commas only", "1,2\n3,4\n", ','},
          Case{"semicolons inside quotes", "a,\"x;y\"\nb,\"x;y\"\n", ','},
          Case{"commas inside quotes", "\"1,x\";\"2,x\"\n\"3,x\";\"4,x\"\n", ';'},
          Case{"line ends inside quotes", "a;b\n\"1,\n,\n,\n\";2\n", ';'},
          Case{"doubled quotes", "a;\"b \"\",,\"\" c\"\nd;\"e,\"\n", ';'},
          Case{"an inch is no quote", "a;5\" x, y\nb;6\" x\n", ';'},
          Case{"a byte order mark before a quote", "\xEF\xBB\xBF\"a,b\";c\n", ';'},
          Case{"ties go to the comma", "a,b;c\nd,e;f\n", ','},
          Case{"a note with many commas", "a;b\n1;well, yes, no\n2;fine\n", ';'},
          Case{"an unclosed quote", "a;b\n1;\"2,3,4\n", ';'},
      }) {
    EXPECT_EQ(sniff_dialect(TextInput{"d.csv", c.text}).delimiter, c.delimiter) << c.what;
  }
}

TEST(SniffDialect, FindsQuotesPaddingAndComments) {
  struct Case {
    const char* what;
    std::string text;
    Dialect dialect;
  };
  for (const auto& c : {
           Case{"apostrophes", "a,'b, c'\n'd','won't, so'\n", {.quote = '\''}},
           Case{"apostrophes and semicolons", "'a';'b,c'\n'd';'e,f'\n", {';', '\''}},
           Case{"apostrophes in words", "a,men's\nb,'twas\nc,boys'\n", {}},
           Case{"apostrophes beside quotes", "'a','b'\n'c',\"d\"\n", {}},
           Case{"one cell in apostrophes", "a,b\nc,'d'\n", {}},
           Case{"a space behind each delimiter", "a, b, \"c\"\nd, e, \n", {.is_padded = true}},
           Case{"a space behind most", "a, b, c\nd, e,f\n", {}},
           Case{"no delimiter", "a b\n", {}},
           Case{"comments above", "# by, an, app\na,b\nc,d\n", {.comment_columns = 2}},
           Case{"comments between", "a;b;c\n# x\nd;e;f\n", {';', '"', false, 3}},
           Case{"a header", "#,a\n1,b\n2,c\n", {}},
           Case{"rows", "a,b\n#1,c\n#2,d\n", {}},
           Case{"comments above a header", "# by\n#,a\n1,b\n2,c\n", {.comment_columns = 2}},
           Case{"nothing else", "# a,b\n# c,d\n", {}},
           Case{"one column", "# a\nb\nc\n", {}},
       }) {
    EXPECT_EQ(sniff_dialect(TextInput{"d.csv", c.text}), c.dialect) << c.what;
  }
}

TEST(SniffDialect, LooksAtTheBeginningOnly) {
  const auto text = repeated("a;b\n", 200) + repeated("a,b,c\n", 100'000);
  EXPECT_EQ(sniff_dialect(TextInput{"d.csv", text}).delimiter, ';');
  const auto one_line = repeated("word;", 1'000'000);
  EXPECT_EQ(sniff_dialect(PortionInput{one_line, 7}).delimiter, ';');
  // The line that the sample cuts off is not counted.
  const auto cut = "a;b;" + std::string(40'000, 'x') + "\n" + "a,b;" + std::string(60'000, 'x');
  EXPECT_EQ(sniff_dialect(TextInput{"d.csv", cut}).delimiter, ';');
}

TEST(SniffDialect, RefusesWhatIsNoTable) {
  EXPECT_THROW(static_cast<void>(sniff_dialect(TextInput{"d.csv", "%PDF"})), InputError);
}

}  // namespace
}  // namespace culprit::csv
