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
  for (const auto& record : read_table(Reader{input.open(), "d.csv", {delimiter}}).records) {
    fields.push_back(record.fields);
  }
  return fields;
}

std::vector<std::size_t> lines_of(const std::string& text) {
  const TextInput input{"d.csv", text};
  std::vector<std::size_t> lines;
  for (const auto& record : read_table(Reader{input.open(), "d.csv", {}}).records) {
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
    EXPECT_EQ(read_table(Reader{input.open(), "d.csv", {}, block}).records.size(), 2U) << block;
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
    EXPECT_EQ(reader.next()->place("d.csv", c.field), (Place{"d.csv", c.line, c.column}))
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

TEST(Reader, NamesThePlaceOfAQuoteThatNeverCloses) {
  const auto message = failure_of("a,b\nkäse, \"c\nd,e\nf\n");
  EXPECT_EQ(message.code, "unclosed_quote");
  EXPECT_EQ(
      message.text, "quote '\"' is never closed; expected another one before the end of the file");
  EXPECT_EQ(message.place, (Place{"d.csv", 2, 7}));
  EXPECT_EQ(message.excerpt, "käse, \"c");
  EXPECT_EQ(message.caret, 7U);
  EXPECT_EQ(failure_of("\"").place, (Place{"d.csv", 1, 1}));
  EXPECT_EQ(failure_of("\"a\"\"").place, (Place{"d.csv", 1, 1}));
  EXPECT_EQ(failure_of(std::string(1000, ',') + "\n\"").place, (Place{"d.csv", 2, 1}));
}

/// Records by the fields, torn ones in brackets; in blocks of 64 bytes as in one.
std::string torn(const std::string& text) {
  std::string shown[2];
  for (const bool is_large : {false, true}) {
    Reader reader{std::make_unique<PortionSource>(text, 7), "d.csv", {},
        is_large ? Reader::default_block : 64};
    while (const auto* record = reader.next()) {
      std::string line = std::to_string(record->line());
      for (std::size_t i = 0; i < record->size(); ++i) line += '|' + std::string{(*record)[i]};
      shown[is_large ? 1 : 0] += record->is_torn() ? '[' + line + ']' : line + ' ';
    }
  }
  EXPECT_EQ(shown[0], shown[1]);
  return shown[0];
}

TEST(Reader, EndsARecordWithAnOpenQuoteBeforeTheNextDate) {
  EXPECT_EQ(torn("d,f\n2024-02-06,\"bread; egg\n2024-02-07,\"milk\",3\n2024-02-08,tea,1\n"),
      "1|d|f [2|2024-02-06|bread; egg]3|2024-02-07|milk|3 4|2024-02-08|tea|1 ");
  EXPECT_EQ(torn("d,f\r\n6.2.2024,\"bread\r\n07.02.2024,milk\r\n8.2.2024,tea\r\n"),
      "1|d|f [2|6.2.2024|bread]3|07.02.2024|milk 4|8.2.2024|tea ");
  EXPECT_EQ(torn("d,f\n2024-02-06,\"bread\n"), "1|d|f [2|2024-02-06|bread]");
  EXPECT_EQ(torn("d,f\n2024-02-06,\"bread\nand so on\n"), "1|d|f [2|2024-02-06|bread]3|and so on ");
  std::string many = "d,f\n2024-02-06,\"bread\n";
  for (int day = 10; day < 30; ++day)
    many += "2024-03-" + std::to_string(day) + ",\"milk; tea\",3\n";
  EXPECT_EQ(
      torn(many).substr(0, 60), "1|d|f [2|2024-02-06|bread]3|2024-03-10|milk; tea|3 4|2024-03");
}

TEST(Reader, KeepsLinesInsideQuotesThatAreClosed) {
  EXPECT_EQ(torn("d,f\n2024-02-06,\"as on\n2024-02-05, the same\"\n2024-02-07,x\n"),
      "1|d|f 2|2024-02-06|as on\n2024-02-05, the same 4|2024-02-07|x ");
}

TEST(Reader, GivesTheRecordsBeforeAnUnclosedQuote) {
  const TextInput input{"d.csv", "a\nb\n\"c"};
  const auto table = read_table(Reader{input.open(), "d.csv", {}});
  EXPECT_EQ(table.records.size(), 2U);
  EXPECT_TRUE(table.is_unclosed);
}

TEST(Reader, LimitsTheLengthOfAField) {
  for (const std::size_t portion : {std::size_t{1000}, largest_field * 4}) {
    const auto read = [&](const std::string& text) {
      return Reader{std::make_unique<PortionSource>(text, portion), "d.csv", {}};
    };
    const std::string longest(largest_field, 'x');
    EXPECT_EQ(read_table(read("a," + longest + "\nb\n")).records[0].fields[1], longest);
    EXPECT_EQ(read_table(read(longest + ',' + longest)).records.size(), 1U);
    for (const auto* const rest : {"\nb\n", ",c\n", ""}) {
      const auto message = failure_of(read("h\na," + longest + 'x' + rest));
      EXPECT_EQ(message.code, "field_too_long");
      EXPECT_EQ(message.text, "field is too long; expected at most 1 MiB");
      EXPECT_EQ(message.place, (Place{"d.csv", 2, 3}));
      EXPECT_EQ(message.hint, "");
    }
  }
}

TEST(Reader, NamesTheQuoteThatSwallowsABigFile) {
  std::string text = "date,food\n2024-01-01,\"milk\n";
  while (text.size() < 3 * largest_field) text += "2024-01-02,bread\n";
  const auto message = failure_of(text);
  EXPECT_EQ(message.code, "field_too_long");
  EXPECT_EQ(message.place, (Place{"d.csv", 2, 12}));
  EXPECT_EQ(message.excerpt, "2024-01-01,\"milk");
  EXPECT_EQ(message.hint, "is the quote that opens it closed?");
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
