#include "culprit/batch/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "batch/part_text.hpp"
#include "culprit/core/error.hpp"

namespace culprit::batch {
namespace {

TEST(LineReader, GivesWholeLinesOfAnyLength) {
  const std::string longest(300'000, 'x');
  LineReader lines{csv::TextInput{"t", ""}.open()};
  EXPECT_FALSE(lines.next());
  const csv::TextInput input{"t", "a\n\n" + longest + "\nrest"};
  LineReader reader{input.open()};
  for (const std::string& expected : {std::string{"a"}, std::string{}, longest})
    EXPECT_EQ(reader.next().value_or("none"), expected);
  EXPECT_FALSE(reader.next());
  EXPECT_EQ(reader.position(), longest.size() + 4);
  EXPECT_EQ(reader.torn(), 4);
}

TEST(LineReader, RefusesALineThatIsTooLongWithoutReadingItToItsEnd) {
  const csv::TextInput input{"t", "abc\n" + std::string(1'000'000, 'x')};
  LineReader lines{input.open(), "t"};
  EXPECT_EQ(lines.next(3).value_or("none"), "abc");
  try {
    (void)lines.next(1000);
    FAIL() << "the line was taken";
  } catch (const InputError& error) {
    EXPECT_EQ(to_text(error.messages().front()),
        "t:2: line is longer than 1000 bytes; expected at most that many\n");
  }
}

TEST(Sealed, EndsTheLineInTheChecksumOfWhatStandsBefore) {
  EXPECT_EQ(sealed("{\"index\":0}"), "{\"index\":0,\"xxh3\":\"b8fd989786ab0704\"}\n");
  EXPECT_EQ(sealed("{\"index\":0}\n"), sealed("{\"index\":0}"));
}

TEST(EndLine, HoldsTheChecksumOfAllThatStandsBefore) {
  Checksum bytes;
  bytes.add("ab");
  bytes.add("c\n");
  EXPECT_EQ(end_line(7, bytes),
      "{\"schema\":\"culprit.batch_end/1\",\"diaries\":7,\"xxh3\":\"039b89626899c9ed\"}\n");
  bytes.reset();
  bytes.add("abc\n");
  EXPECT_EQ(end_line(7, bytes),
      "{\"schema\":\"culprit.batch_end/1\",\"diaries\":7,\"xxh3\":\"039b89626899c9ed\"}\n");
}

std::string without_lf(std::string text) {
  text.pop_back();
  return text;
}

TEST(ReadLineHead, TakesLinesWithARightChecksumOnly) {
  const auto text = without_lf(line(12, "error"));
  const auto head = read_line_head(text);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->index, 12);
  EXPECT_EQ(head->status, "error");
  EXPECT_TRUE(head->is_sealed);
  for (std::size_t i = 0; i < text.size() * 8; ++i) {
    std::string flipped = text;
    flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << i % 8));
    EXPECT_FALSE(read_line_head(flipped)) << "bit " << i;
  }
  EXPECT_FALSE(read_line_head(text + ' '));
  EXPECT_FALSE(read_line_head(text.substr(1)));
  EXPECT_FALSE(read_line_head(""));
}

TEST(ReadLineHead, TakesALineWithoutAChecksumOnlyAsItWouldBePrinted) {
  const auto text = without_lf(bare(3));
  const auto head = read_line_head(text);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->index, 3);
  EXPECT_FALSE(head->is_sealed);
  const auto changed = [&text](const std::string& from, const std::string& to) {
    std::string other = text;
    other.replace(other.find(from), from.size(), to);
    return other;
  };
  for (const auto& [from, to] :
      std::vector<std::pair<std::string, std::string>>{{"3", "3.5"}, {"3", "-3"}, {"3", "03"},
          {"3", "3e0"}, {"3", "99999999999999999999"}, {"3", "\"3\""}, {"3", "null"},
          {"\"ok\"", "\"fine\""}, {"\"ok\"", "\"error\""}, {"\"ok\"", "null"}, {"\"a\"", "7"},
          {"\"a\"", "null"}, {"\"a\"", "\"\\u0061\""}, {"\"a\"", "\"\x01\""}, {"\"a\"", "\"\xff\""},
          {"\"a\"", std::string("\"\0\"", 3)}, {"\"subject\"", "\"person\""},
          {"\"subject\"", "\"file\""}, {"\"subject\":\"\\\"status\\\":\\\"x\",", ""},
          {"\"error\":null", "\"error\":{}"}, {"\"diary\":{}", "\"diary\":null"},
          {"\"diary\":{}", "\"diary\":{} "}, {"\"foods\":[]", "\"foods\":{}"},
          {"\"foods\":[]", "\"foods\":[1]"}, {"\"foods\":[]", "\"foods\":null"},
          {"\"foods\":[]",
              "\"foods\":[" + std::string(60'000, '[') + std::string(60'000, ']') + "]"},
          {"\"warnings\"", "\"more\":1,\"warnings\""}, {"\"warnings\":[]", "\"warnings\":[]]"},
          {"\"warnings\":[]", "\"warnings\":[],\"warnings\":[]"},
          {"{\"index\"", "\xef\xbb\xbf{\"index\""}, {"{\"index\"", "{ \"index\""}}) {
    EXPECT_FALSE(read_line_head(changed(from, to))) << from << " -> " << to;
  }
  EXPECT_FALSE(read_line_head(text + '\r'));
}

}  // namespace
}  // namespace culprit::batch
