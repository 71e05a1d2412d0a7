#include "culprit/csv/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <stdexcept>
#include <utility>

#include "csv/sources.hpp"

namespace culprit::csv {
namespace {

using testing::ElementsAre;

using Fields = std::vector<std::string>;
using Table = std::vector<Fields>;

Table read_fields(const std::string& text, char delimiter = ',') {
  const TextInput input{"d.csv", text};
  Table fields;
  for (const auto& record : read_table(Reader{input.open(), "d.csv", {delimiter}})) {
    fields.push_back(record.fields);
  }
  return fields;
}

std::vector<std::size_t> lines_of(const std::string& text) {
  const TextInput input{"d.csv", text};
  std::vector<std::size_t> lines;
  for (const auto& record : read_table(Reader{input.open(), "d.csv", {}})) {
    lines.push_back(record.line);
  }
  return lines;
}

/// What reading to the end throws.
Message failure_of(Reader reader) {
  try {
    while (reader.next() != nullptr) {
    }
  } catch (const InputError& error) {
    EXPECT_EQ(reader.next(), nullptr) << "after an error";
    return error.messages().front();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

Message failure_of(const std::string& text) {
  const TextInput input{"d.csv", text};
  return failure_of(Reader{input.open(), "d.csv", {}});
}

TEST(Reader, CutsRecordsIntoFields) {
  struct Case {
    const char* what;
    std::string text;
    Table fields;
  };
  for (const auto& c : {
           Case{"nothing", "", {}},
           Case{"plain", "a,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
           Case{"no newline at the end", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
           Case{"empty fields", ",\n,,\n", {{"", ""}, {"", "", ""}}},
           Case{"delimiter at the end", "a,", {{"a", ""}}},
           Case{"all line ends", "a\nb\r\nc\rd", {{"a"}, {"b"}, {"c"}, {"d"}}},
           Case{"CRLF at the end", "a\r\n", {{"a"}}},
           Case{"blank lines", "\n\r\n \t\na\n\n  \n\rb\n \v\f", {{"a"}, {"b"}}},
           Case{"an empty quoted field is no blank line", "\"\"\n", {{""}}},
           Case{"quotes", "\"a,b\",\"c\nd\",\"\"\n", {{"a,b", "c\nd", ""}}},
           Case{"line ends in quotes stay", "\"a\r\nb\rc\"\r\nd", {{"a\r\nb\rc"}, {"d"}}},
           Case{"doubled quotes", "\"a \"\"b\"\" c\",\"\"\"\"\n", {{"a \"b\" c", "\""}}},
           Case{"space before a quote", "a, \"b,c\",  \"\"\n", {{"a", "b,c", ""}}},
           Case{"space after a quote", "\"a\" ,\"b\"  \n", {{"a", "b"}}},
           Case{"quote inside a field", "5\" tube,b\"c\"\n", {{"5\" tube", "b\"c\""}}},
           Case{"text after a quote", "\"Milk\" 2%,b\n", {{"Milk 2%", "b"}}},
           Case{"quotes after a quote", "\"a\" \"b\",\"c\"\"\"d\"\n", {{"a \"b\"", "c\"d\""}}},
           Case{"spaces of an unquoted field", " a , b\n", {{" a ", " b"}}},
           Case{"byte order mark", "\xEF\xBB\xBF\"a\",b\n", {{"a", "b"}}},
           Case{"byte order mark alone", "\xEF\xBB\xBF", {}},
           Case{"byte order mark later on",
               "a\n\xEF\xBB\xBF"
               "b\n",
               {{"a"}, {"\xEF\xBB\xBF"
                        "b"}}},
           Case{"bytes that are not UTF-8", "\xFF,\x80\n", {{"\xFF", "\x80"}}},
           Case{"NUL", std::string{"a\0b,c\n", 6}, {{std::string{"a\0b", 3}, "c"}}},
       }) {
    EXPECT_EQ(read_fields(c.text), c.fields) << c.what;
  }
}

TEST(Reader, TakesAnyDelimiter) {
  EXPECT_EQ(read_fields("a;b,c\n", ';'), (Table{{"a", "b,c"}}));
  EXPECT_EQ(read_fields("\t\t\na\t \"b\"\n", '\t'), (Table{{"", "", ""}, {"a", "b"}}));
  EXPECT_EQ(read_fields("a|\"b|c\"\n", '|'), (Table{{"a", "b|c"}}));
}

TEST(Reader, RefusesADelimiterThatIsAQuoteOrALineEnd) {
  const TextInput input{"d.csv", "a"};
  for (const char delimiter : {'"', '\n', '\r'}) {
    try {
      Reader{input.open(), "d.csv", {delimiter}};
      FAIL() << int{delimiter};
    } catch (const std::invalid_argument& error) {
      EXPECT_STREQ(
          error.what(), "Reader: delimiter is a quote or a line end, but must be neither!");
    }
  }
}

TEST(Reader, TakesAnyBlockSize) {
  const TextInput input{"d.csv", "a,b\nc,d\n"};
  for (const std::size_t block :
      {std::size_t{0}, std::size_t{1}, std::size_t{65}, std::numeric_limits<std::size_t>::max()}) {
    EXPECT_EQ(read_table(Reader{input.open(), "d.csv", {}, block}).size(), 2U) << block;
  }
}

TEST(Reader, KnowsTheLineOfEveryRecord) {
  EXPECT_THAT(lines_of("a\n\n\nb\r\n\r\nc\rd"), ElementsAre(1, 4, 6, 7));
  EXPECT_THAT(lines_of("\"x\ny\r\nz\"\nb\n\"\r\r\n\"\nc"), ElementsAre(1, 4, 5, 8));
}

TEST(Record, KeepsTheRawText) {
  const TextInput input{"d.csv", "\n\"a\"\"b\" , c\r\nd"};
  Reader reader{input.open(), "d.csv", {}};
  EXPECT_EQ(reader.file(), "d.csv");
  const auto* record = reader.next();
  ASSERT_NE(record, nullptr);
  EXPECT_EQ(record->raw(), "\"a\"\"b\" , c");
  EXPECT_FALSE(record->is_blank());
  EXPECT_EQ(reader.next()->raw(), "d");
  EXPECT_EQ(reader.next(), nullptr);
  EXPECT_EQ(reader.next(), nullptr);
}

TEST(Record, IsBlankIfThereIsNothingInIt) { EXPECT_TRUE(Record{}.is_blank()); }

TEST(Record, KnowsThePlaceOfEveryField) {
  struct Case {
    std::string text;
    std::size_t field;
    std::uint64_t line;
    std::uint64_t column;
  };
  for (const auto& c : {Case{"a,b", 0, 1, 1}, Case{"a,b", 1, 1, 3}, Case{"a,b", 2, 1, 4},
           Case{"a,b", 99, 1, 4}, Case{"\n\na,b\n", 1, 3, 3},
           Case{"\xEF\xBB\xBF"
                "a,b",
               1, 1, 3},  // the mark is no column
           Case{"käse,b", 1, 1, 6}, Case{"🍓,b", 1, 1, 3}, Case{"a,  \"b\"", 1, 1, 5},
           Case{"a,  b", 1, 1, 3}, Case{"\"x\ny\",b", 1, 2, 4}, Case{"\"x\r\ny\r\rz\",b", 1, 4, 4},
           Case{"\"x\ny\",b", 0, 1, 1}, Case{"\"x\ny\"", 1, 2, 3}}) {
    const TextInput input{"d.csv", c.text};
    Reader reader{input.open(), "d.csv", {}};
    EXPECT_EQ(
        reader.next()->message("d.csv", c.field, {}, {}).place, (Place{"d.csv", c.line, c.column}))
        << c.text << ' ' << c.field;
  }
}

TEST(Record, MakesMessagesWithExcerptAndCaret) {
  const TextInput input{"d.csv", "h\nkäse,x\ty\x1B,\"p\nq\",r\n"};
  Reader reader{input.open(), "d.csv", {}};
  ASSERT_NE(reader.next(), nullptr);
  const auto* record = reader.next();
  EXPECT_EQ(
      record->message("d.csv", 1, "bad_date", "date is wrong"), (Message{.code = "bad_date",
                                                                    .text = "date is wrong",
                                                                    .place = {"d.csv", 2, 6},
                                                                    .excerpt = "käse,x y ,\"p",
                                                                    .caret = 6}));
  EXPECT_EQ(record->message("d.csv", 3, "c", "t"),
      (Message{
          .code = "c", .text = "t", .place = {"d.csv", 3, 4}, .excerpt = "q\",r", .caret = 4}));
}

TEST(Record, ShortensLongExcerptsAroundTheColumn) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "é" + std::to_string(i % 10) + ',';
  const TextInput input{"d.csv", text};
  Reader reader{input.open(), "d.csv", {}};
  const auto* record = reader.next();

  const auto first = record->message("d.csv", 0, "c", "t");
  EXPECT_EQ(first.caret, 1U);
  EXPECT_TRUE(first.excerpt.starts_with("é0,é1,"));
  EXPECT_TRUE(first.excerpt.ends_with("é2,é…")) << first.excerpt;

  const auto middle = record->message("d.csv", 105, "c", "t");
  EXPECT_EQ(middle.place.column, 316U);
  EXPECT_EQ(middle.caret, 41U);
  EXPECT_TRUE(middle.excerpt.starts_with("…é2,é3,é4,é5,é6,é7,é8,é9,é0,é1,é2,é3,é4,é5,"))
      << middle.excerpt;
  EXPECT_TRUE(middle.excerpt.ends_with("…"));

  const auto last = record->message("d.csv", 200, "c", "t");
  EXPECT_EQ(last.caret, 41U);
  EXPECT_TRUE(last.excerpt.ends_with("é8,é9,")) << last.excerpt;
}

/// Records by the fields, those with a stray quote in brackets; in blocks of 64 bytes as in one.
std::string read_stray(const std::string& text, const Dialect& dialect = {}) {
  std::string shown[2];
  for (const bool is_large : {false, true}) {
    Reader reader{std::make_unique<PortionSource>(text, 7), "d.csv", dialect,
        is_large ? Reader::default_block : 64};
    while (const auto* record = reader.next()) {
      std::string line = std::to_string(record->line());
      for (std::size_t i = 0; i < record->size(); ++i) line += '|' + std::string{(*record)[i]};
      shown[is_large ? 1 : 0] += record->stray_quote() ? '[' + line + ']' : line + ' ';
    }
  }
  EXPECT_EQ(shown[0], shown[1]);
  return shown[0];
}

TEST(Reader, LosesNoRowToAStrayQuote) {
  struct Case {
    const char* what;
    std::string text;
    std::string shown;
  };
  for (const auto& c : {
           Case{"closed by the quote that opens the next row's field",
               "d,f\n2024-02-06,\"bread; egg\n2024-02-07,\"milk\",3\n2024-02-08,tea,1\n",
               "1|d|f [2|2024-02-06|\"bread; egg]3|2024-02-07|milk|3 4|2024-02-08|tea|1 "},
           Case{"never closed", "d,f\r\n6.2.2024,\"bread\r\n07.02.2024,milk\r\n",
               "1|d|f [2|6.2.2024|\"bread]3|07.02.2024|milk "},
           Case{"never closed, in the last line", "d,f\n1,\"bread\n", "1|d|f [2|1|\"bread]"},
           Case{"never closed, without dates", "d,f\nmon,\"bread\ntue,egg\n",
               "1|d|f [2|mon|\"bread]3|tue|egg "},
           Case{"an inch sign behind the next date closes it",
               "1.2.24,\"bread\n2.2.24,a 5\" roll\n", "[1|1.2.24|\"bread]2|2.2.24|a 5\" roll "},
           Case{"in the same line", "a,\"b,c,\"d, e\",f\n", "[1|a|\"b|c|d, e|f]"},
           Case{"at the end of a line", "a,\"\nb,\"c\"\n", "[1|a|\"]2|b|c "},
           Case{"at the beginning", "\"a,b\n\"c\",d\n", "[1|\"a|b]2|c|d "},
           Case{"twice in a record", "\"a,\"b,\"c\"\nd,e\n", "[1|\"a|\"b|c]2|d|e "},
           Case{"before another one", "a,\"\"b, c\",d\n", "[1|a|\"b, c|d]"},
           Case{"twice on either side", "a,\"\"b, c\"\",d\ne,f\n", "[1|a|\"\"b| c\"\"|d]2|e|f "},
           Case{"with doubled ones", "a,\"b \"\"x\"\" \nc,d\n", "[1|a|\"b \"\"x\"\" ]2|c|d "},
           Case{"a line of text ends in the quote", "a,\"as\n1.1.2020, so\"\nb,x\n",
               "1|a|as\n1.1.2020, so 3|b|x "},
           Case{"a date in a closed quote",
               "2024-02-06,\"as on\n2024-02-05, the same\"\n2024-02-07,x\n",
               "1|2024-02-06|as on\n2024-02-05, the same 3|2024-02-07|x "},
       })
    EXPECT_EQ(read_stray(c.text), c.shown) << c.what;
  EXPECT_EQ(read_stray("a, \"b, c, \"d, e\"\n", {.is_padded = true}), "[1|a|\"b|c|d, e]");
  std::string many = "d,f\n2024-02-06,\"bread\n";
  for (int day = 10; day < 30; ++day)
    many += "2024-03-" + std::to_string(day) + ",\"milk; tea\",3\n";
  EXPECT_EQ(read_stray(many).substr(0, 61),
      "1|d|f [2|2024-02-06|\"bread]3|2024-03-10|milk; tea|3 4|2024-03");
}

TEST(Reader, LosesNoRowToAQuoteThatIsClosedFarBehind) {
  std::string text = "date,food\nmon,\"milk\n";
  std::size_t rows = 2;
  for (; text.size() < 3 * largest_field; ++rows) text += "tue,bread\n";
  const TextInput input{"d.csv", text + "wed,\"egg\"\n"};
  const auto table = read_table(Reader{input.open(), "d.csv", {}});
  EXPECT_EQ(table.size(), rows + 1);
  EXPECT_EQ(table[1].stray, 1U);
  EXPECT_EQ(table[rows].fields, (Fields{"wed", "egg"}));
}

TEST(Reader, NamesThePlaceOfAStrayQuote) {
  const TextInput input{"d.csv", "a,b\nkäse, \"c,d\n"};
  Reader reader{input.open(), "d.csv", {}};
  ASSERT_NE(reader.next(), nullptr);
  const auto* record = reader.next();
  EXPECT_EQ(record->stray_quote(), 1U);
  EXPECT_EQ(record->message("d.csv", 1, {}, {}).place, (Place{"d.csv", 2, 7}));
}

TEST(Reader, TakesAnApostropheForAQuote) {
  const Dialect dialect{.quote = '\''};
  EXPECT_EQ(read_stray("'a,b',5\" x,men's\n'won't, ''n'' so on','c\nd'\n", dialect),
      "1|a,b|5\" x|men's 2|won't, 'n' so on|c\nd ");
  EXPECT_EQ(read_stray("a,'b\nc,d\n", dialect), "[1|a|'b]2|c|d ");
}

TEST(Reader, LeavesOutTheSpaceBehindADelimiter) {
  EXPECT_EQ(read_stray("a, b, \"c, d\",e,  f\n", {.is_padded = true}), "1|a|b|c, d|e| f ");
}

TEST(Reader, PassesOverComments) {
  EXPECT_EQ(
      read_stray("# by \"an app\n#d,f\n1,x\n# a, b, c\n#2,y\n\n3,#\n", {.comment_columns = 2}),
      "2|#d|f 3|1|x 5|#2|y 7|3|# ");
  EXPECT_EQ(read_stray("# by\n1,x\n"), "1|# by 2|1|x ");
}

TEST(Reader, LimitsTheLengthOfAField) {
  for (const std::size_t portion : {std::size_t{1000}, largest_field * 4}) {
    const auto read = [&](const std::string& text) {
      return Reader{std::make_unique<PortionSource>(text, portion), "d.csv", {}};
    };
    const std::string longest(largest_field, 'x');
    EXPECT_EQ(read_table(read("a," + longest + "\nb\n"))[0].fields[1], longest);
    EXPECT_EQ(read_table(read(longest + ',' + longest)).size(), 1U);
    for (const auto* const rest : {"\nb\n", ",c\n", ""}) {
      const auto message = failure_of(read("h\na," + longest + 'x' + rest));
      EXPECT_EQ(message.code, "field_too_long");
      EXPECT_EQ(message.text, "field is too long; expected at most 1 MiB");
      EXPECT_EQ(message.place, (Place{"d.csv", 2, 3}));
    }
  }
}

TEST(Reader, LimitsTheLengthOfARecord) {
  std::string text = "h\n";
  while (text.size() < largest_record) text += "0123456789abcde,";
  EXPECT_EQ(read_fields(text.substr(0, largest_record + 2)).size(), 2U);
  const auto message = failure_of(text + "0123456789abcdef\n");
  EXPECT_EQ(message.code, "record_too_long");
  EXPECT_EQ(message.text, "record is too long; expected at most 16 MiB");
  EXPECT_EQ(message.place, (Place{"d.csv", 2, 1}));
  // A field that is too long earlier in the record is what is named.
  const auto earlier = failure_of("h\na," + std::string(largest_field + 1, 'x') + ',' + text);
  EXPECT_EQ(earlier.code, "field_too_long");
}

/// A gigabyte without a line end that is never in memory.
class EndlessSource final : public ByteSource {
 public:
  EndlessSource(std::string pattern, std::size_t& given)
      : pattern_{std::move(pattern)}, given_{given} {}

  std::size_t read(std::span<char> buffer) override {
    if (given_ >= std::size_t{1} << 30) return 0;
    for (auto& byte : buffer) byte = pattern_[given_++ % pattern_.size()];
    return buffer.size();
  }

 private:
  std::string pattern_;
  std::size_t& given_;
};

TEST(Reader, GivesUpOnAnEndlessLineSoon) {
  for (const auto& [pattern, code, most] : {std::tuple{"x", "field_too_long", 2 * largest_field},
           std::tuple{"\"\"", "field_too_long", 2 * largest_field},
           std::tuple{",", "record_too_long", 2 * largest_record},
           std::tuple{"\"a\",", "record_too_long", 2 * largest_record}}) {
    std::size_t given = 0;
    auto source = std::make_unique<EndlessSource>(pattern, given);
    EXPECT_EQ(failure_of(Reader{std::move(source), "d.csv", {}}).code, code) << pattern;
    EXPECT_LE(given, most) << pattern;
  }
}

/// Fails in the middle.
class FailingSource final : public ByteSource {
 public:
  std::size_t read(std::span<char> buffer) override {
    if (reads_++ > 0) throw IoError{Message{.code = "io", .text = "disk is gone"}};
    return std::string_view{"a,b\n"}.copy(buffer.data(), buffer.size());
  }

 private:
  int reads_ = 0;
};

TEST(Reader, IsAtItsEndAfterTheSourceFails) {
  Reader reader{std::make_unique<FailingSource>(), "d.csv", {}};
  EXPECT_THROW(static_cast<void>(reader.next()), IoError);
  EXPECT_EQ(reader.next(), nullptr);
}

TEST(Reader, ReadsInPlaceWhatIsInMemory) {
  const TextInput input{"d.csv", "a,\"b\"\n"};
  const auto memory = *input.open()->in_memory();
  Reader reader{input.open(), "d.csv", {}};
  const auto* record = reader.next();
  EXPECT_EQ((*record)[0].data(), memory.data());
  EXPECT_EQ((*record)[1].data(), memory.data() + 3);
}

}  // namespace
}  // namespace culprit::csv
