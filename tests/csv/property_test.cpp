#include <gtest/gtest.h>

#include <array>
#include <random>

#include "csv/naive_reader.hpp"
#include "csv/sources.hpp"
#include "culprit/csv/writer.hpp"

namespace culprit::csv {
namespace {

constexpr std::array<std::string_view, 3> line_ends{"\n", "\r\n", "\r"};
constexpr std::array<char, 5> delimiters{',', ';', '\t', '|', ' '};
constexpr std::array<std::size_t, 6> portions{1, 2, 3, 7, 64, 4096};

class Generator {
 public:
  explicit Generator(unsigned seed) : random_{seed} {}

  std::size_t below(std::size_t limit) { return random_() % limit; }

  std::string text(std::string_view alphabet, std::size_t length) {
    std::string text(length, '\0');
    for (auto& byte : text) byte = alphabet[below(alphabet.size())];
    return text;
  }

  /// Hostile bytes, or a word, or nothing; now and then longer than a few blocks.
  std::string field() {
    using namespace std::string_view_literals;
    const auto length = below(20) == 0 ? below(300) : below(12);
    switch (below(3)) {
      case 0: return text("\"\r\n,;|\t \v\0\x80\xC3\xA9\xEF\xBB\xBF x"sv, length);
      case 1: return text("abcdefgh0123456789", length);
      default: return {};
    }
  }

  std::vector<std::string> fields() {
    std::vector<std::string> fields(1 + below(6));
    for (auto& one : fields) one = field();
    return fields;
  }

 private:
  std::mt19937 random_;
};

std::vector<std::vector<std::string>> fields_of(const NaiveTable& table) {
  std::vector<std::vector<std::string>> fields;
  for (const auto& record : table) fields.push_back(record.fields);
  return fields;
}

/// Read in every way there is: in place and streamed, in blocks and portions of every size.
void expect_table(const std::string& text, const Dialect& dialect, const NaiveTable& expected) {
  const TextInput input{"d.csv", text};
  for (const std::size_t block : {std::size_t{64}, std::size_t{128}, Reader::default_block}) {
    ASSERT_EQ(read_table(Reader{input.open(), "d.csv", dialect, block}), expected)
        << block << " in place: " << testing::PrintToString(text);
  }
  for (const auto portion : portions) {
    auto source = std::make_unique<PortionSource>(text, portion);
    ASSERT_EQ(read_table(Reader{std::move(source), "d.csv", dialect, 64}), expected)
        << portion << " streamed: " << testing::PrintToString(text);
  }
}

TEST(WriteThenRead, GivesBackEveryTable) {
  Generator generate{1};
  for (int round = 0; round < 600; ++round) {
    const char delimiter = delimiters[generate.below(delimiters.size())];
    std::vector<std::vector<std::string>> table(generate.below(12));
    std::string text = generate.below(4) == 0 ? "\xEF\xBB\xBF" : "";
    for (auto& record : table) {
      record = generate.fields();
      auto line = write_record(record, delimiter);
      line.pop_back();
      text += line;
      text += line_ends[generate.below(line_ends.size())];
    }
    const Dialect dialect{delimiter};
    const auto naive = NaiveReader{text, dialect}.read();
    ASSERT_EQ(fields_of(naive), table) << testing::PrintToString(text);
    expect_table(text, dialect, naive);
  }
}

TEST(AnyBytes, AreReadAsByTheNaiveReader) {
  Generator generate{2};
  constexpr std::array<std::string_view, 7> alphabets{"\",\n", "\", \r\nx", "\",x ", "ab,\"\r\n  ",
      "abcdefghijklmnopqrstuvwxyz,,,,\n\r\"", "',a\n\"#", "1-1-1,\"\n"};
  for (int round = 0; round < 6'000; ++round) {
    const auto alphabet = alphabets[generate.below(alphabets.size())];
    const auto text = generate.text(alphabet, generate.below(round % 8 == 0 ? 700 : 90));
    const Dialect dialect{.quote = generate.below(3) == 0 ? '\'' : '"',
        .is_padded = generate.below(3) == 0,
        .comment_columns = generate.below(3)};
    expect_table(text, dialect, NaiveReader{text, dialect}.read());
    if (HasFatalFailure()) return;
  }
}

TEST(AnyBytes, KeepPlacesInsideTheFile) {
  Generator generate{3};
  for (int round = 0; round < 500; ++round) {
    const auto text = generate.text("\",\r\nx \xC3\xA9", 200) + '"';
    const TextInput input{"d.csv", text};
    Reader reader{input.open(), "d.csv", {}};
    while (const auto* record = reader.next()) {
      for (std::size_t field = 0; field <= record->size(); ++field) {
        const auto message = record->message("d.csv", field, "c", "t");
        ASSERT_GE(message.place.line, record->line());
        ASSERT_GE(message.place.column, 1U);
        ASSERT_LE(message.caret, message.excerpt.size() + 1);
      }
    }
  }
}

}  // namespace
}  // namespace culprit::csv
