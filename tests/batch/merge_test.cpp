#include "culprit/batch/merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "batch/part_text.hpp"
#include "culprit/core/error.hpp"

namespace culprit::batch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Optional;

std::string merged(const std::vector<std::string>& texts) {
  const Inputs inputs = parts(texts);
  const Merge merge{inputs, "1.2.3"};
  std::string all = merge.header();
  merge.write([&](std::string_view text) { (all += text) += '\n'; });
  return ended(all, static_cast<int>(merge.diaries()));
}

std::vector<std::string> complaints(const std::vector<std::string>& texts) {
  std::vector<std::string> found;
  try {
    (void)merged(texts);
  } catch (const InputError& error) {
    for (const auto& message : error.messages()) found.push_back(to_text(message));
  }
  return found;
}

const std::string not_a_header =
    "a:1: first line is not the header of a batch; expected a result of 'culprit batch -f "
    "ndjson'\n";
const std::string bad_line =
    "line is damaged, out of order or no line of a diary; expected it as 'culprit batch' wrote "
    "it\n";
const std::string bad_end =
    "last line does not fit the lines above it; expected their number and checksum, as 'culprit "
    "batch' wrote them\n";

TEST(Merge, GivesTheLinesByIndexWhateverTheOrderOfTheParts) {
  const std::string whole =
      ended(header("null") + line(0) + line(1, "error") + line(2) + line(3), 4);
  std::vector<std::string> texts{ended(header(shard(1, 3, 2)) + line(1, "error") + line(3), 2),
      ended(header(shard(2, 3, 0)), 0), ended(header(shard(3, 3, 2)) + line(0) + line(2), 2)};
  std::sort(texts.begin(), texts.end());
  do {
    EXPECT_EQ(merged(texts), whole);
  } while (std::next_permutation(texts.begin(), texts.end()));
  EXPECT_EQ(merged({whole}), whole);
}

TEST(Merge, GivesLinesWithoutChecksumsOneAndNamesTheirParts) {
  const std::string whole = ended(header("null") + line(0) + line(1) + line(2), 3);
  const auto first = header(shard(1, 2, 2)) + bare(0) + bare(2) + bare_end(2);
  const auto second = ended(header(shard(2, 2, 1)) + line(1), 1);
  EXPECT_EQ(merged({first, second}), whole);
  const auto inputs = parts({second, first});
  EXPECT_THAT(Merge(inputs, "1.2.3").unsealed(), ElementsAre("b"));
  // What was resumed by a version that writes checksums has some lines without.
  const auto resumed = ended(header("null") + bare(0) + line(1) + line(2), 3);
  EXPECT_EQ(merged({resumed}), whole);
  const auto one = parts({resumed});
  EXPECT_THAT(Merge(one, "1.2.3").unsealed(), ElementsAre("a"));
  const auto sealed_part = parts({whole});
  EXPECT_THAT(Merge(sealed_part, "1.2.3").unsealed(), IsEmpty());
}

TEST(Merge, RefusesAPartWithAnyBitFlipped) {
  const auto part = ended(header("null") + line(0) + line(1, "error"), 2);
  ASSERT_THAT(complaints({part}), IsEmpty());
  for (std::size_t i = 0; i < part.size() * 8; ++i) {
    std::string flipped = part;
    flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << i % 8));
    const auto said = complaints({flipped});
    ASSERT_EQ(said.size(), 1) << "bit " << i;
    ASSERT_THAT(said.front(), ::testing::StartsWith("a:")) << "bit " << i;
  }
}

TEST(Merge, RefusesAPartWithAnyByteLostAddedOrTheLinesInAnotherOrder) {
  const auto part = ended(header("null") + line(0) + line(1), 2);
  for (std::size_t i = 0; i < part.size(); ++i) {
    EXPECT_EQ(complaints({std::string{part}.erase(i, 1)}).size(), 1) << i;
    EXPECT_EQ(complaints({std::string{part}.insert(i, 1, part[i])}).size(), 1) << i;
    EXPECT_EQ(complaints({part.substr(0, i)}).size(), 1) << i;
  }
  Checksum checksum;
  checksum.add(header("null") + line(0) + line(1));
  const auto end = end_line(2, checksum);
  EXPECT_THAT(
      complaints({header("null") + line(1) + line(0) + end}), ElementsAre("a:3: " + bad_line));
  EXPECT_THAT(complaints({header("null") + line(0) + end}), ElementsAre("a:3: " + bad_end));
  EXPECT_THAT(complaints({header("null", "0.2") + line(0) + line(1) + end}),
      ElementsAre("a:4: " + bad_end));
  EXPECT_THAT(complaints({header("null") + line(0) + line(1) + bare_end(2)}),
      ElementsAre("a:4: " + bad_end));
}

TEST(Merge, NamesEveryPartThatIsNoneOrNotComplete) {
  const std::string below = "line follows the last line; expected nothing below that\n";
  EXPECT_THAT(
      complaints({"date,type\n1,2\n", header(shard(1, 2, 1)) + line(0),
          ended(header(shard(2, 2, 2)) + line(1), 1), ended(header("null") + "{}\n", 1),
          ended(header(shard(1, 1, 1)) + line(0), 1) + "torn", ended(header("null"), 0) + line(0),
          ended(header("null"), 0) + ended(header("null"), 0),
          header("null") + ended(header("null"), 0), "", "\n"}),
      ElementsAre(not_a_header,
          "b: part breaks off after 1 diaries; expected its last line; --resume completes "
          "it\n",
          "c: part breaks off after 1 diaries; expected its last line; --resume completes "
          "it\n",
          "d:2: " + bad_line,
          "e: part breaks off after 1 diaries; expected its last line; --resume completes "
          "it\n",
          "f:3: " + below, "g:3: " + below, "h:2: " + bad_line, "i" + not_a_header.substr(1),
          "j" + not_a_header.substr(1)));
}

/// What is said of a part with a header in which `from` is `to`.
std::string complaint_of_header(const std::string& from, const std::string& to) {
  std::string first = header(shard(1, 1, 0));
  first.replace(first.find(from), from.size(), to);
  const auto said = complaints({ended(first, 0)});
  return said.empty() ? "" : said.front();
}

TEST(Merge, RefusesHeadersWithAWrongKey) {
  const auto setting = [](const std::string& name) {
    return "a:1: setting '" + name +
           "' of the header is wrong; expected the header as 'culprit batch' wrote it\n";
  };
  const auto key = [](const std::string& name) {
    return "a:1: key '" + name +
           "' of the header is wrong; expected the header as 'culprit batch' wrote it\n";
  };
  EXPECT_EQ(complaint_of_header("x", "x"), "");
  EXPECT_EQ(complaint_of_header("1.2.3", "1.2.4"),
      "a:1: part is of version 1.2.4 of the program; expected 1.2.3, which this is\n");
  for (const auto& [from, to, name] :
      std::vector<std::array<std::string, 3>>{{"\"diary\"", "5", "fdr_scope"},
          {"\"diary\"", "\"house\"", "fdr_scope"}, {"\"fdr\":0.1,", "", "fdr"},
          {"\"fdr\":0.1", "\"fdr\":null", "fdr"}, {"\"fdr\":0.1", "\"fdr\":\"0.1\"", "fdr"},
          {"\"fdr\":0.1", "\"fdr\":0", "fdr"}, {"\"fdr\":0.1", "\"fdr\":-0.1", "fdr"},
          {"\"fdr\":0.1", "\"fdr\":2", "fdr"}, {"\"severity\":null", "\"severity\":3", "severity"},
          {"\"food_columns\":[]", "\"food_columns\":[1]", "food_columns"},
          {"\"food_columns\":[]", "\"food_columns\":null", "food_columns"},
          {"\"map\":{}", "\"map\":[]", "map"}, {"\"map\":{}", "\"map\":{\"a\":1}", "map"},
          {"\"mood_map\":{}", "\"mood_map\":{\"a\":\"b\"}", "mood_map"},
          {"\"strict\":false", "\"strict\":0", "strict"},
          {"\"day_starts\":\"00:00\"", "\"day_starts\":null", "day_starts"},
          {"\"lexicon\":null", "\"lexicon\":\"12\"", "lexicon"},
          {"\"adjust\":\"auto\"", "\"adjust\":[\"a\",1]", "adjust"},
          {"\"important_change\":null", "\"important_change\":-1", "important_change"},
          {"\"seed\":1", "\"seed\":1.5", "seed"}, {"\"seed\":1", "\"seed\":-1", "seed"},
          {"\"seed\":1", "\"seed\":1,\"colour\":2", "colour"}}) {
    EXPECT_EQ(complaint_of_header(from, to), setting(name)) << from << " -> " << to;
  }
  for (const auto& [from, to, name] :
      std::vector<std::array<std::string, 3>>{{"\"1.2.3\"", "7", "version"},
          {"\"1.2.3\"", "\"\"", "version"}, {"\"00000000000000aa\"", "\"aa\"", "fingerprint"},
          {"\"00000000000000aa\"", "\"00000000000000AA\"", "fingerprint"},
          {"\"00000000000000aa\"", "170", "fingerprint"},
          {",\"fingerprint\":\"00000000000000aa\"", "", "fingerprint"},
          {"\"shard\"", "\"more\":1,\"shard\"", "more"}}) {
    EXPECT_EQ(complaint_of_header(from, to), key(name)) << from << " -> " << to;
  }
}

TEST(Merge, RefusesShardsOutOfRange) {
  for (const std::string share : {R"({"index":0,"count":1,"diaries":0})",
           R"({"index":2,"count":1,"diaries":0})", R"({"index":1.7,"count":3,"diaries":0})",
           R"({"index":-1,"count":1,"diaries":0})", R"({"index":1,"count":1048577,"diaries":0})",
           R"({"index":1,"count":18446744073709551615,"diaries":0})",
           R"({"index":1,"count":1,"diaries":0.5})", R"({"index":1,"count":1,"diaries":null})",
           R"({"index":1,"count":1})", R"({"index":1,"count":1,"diaries":0,"more":0})", "[1,1,0]",
           "\"1/1\"", "1", "{}"}) {
    EXPECT_THAT(complaints({ended(header(share), 0)}),
        ElementsAre("a:1: shard of the header is wrong; expected index, count and diaries "
                    "with 1 <= index <= count <= 1048576\n"))
        << share;
  }
  EXPECT_THAT(complaints({ended(header(R"({"index":1,"count":1048576,"diaries":0})"), 0)}),
      ElementsAre(HasSubstr("and 1048565 more are missing")));
}

TEST(Merge, RefusesWhatIsNoHeader) {
  const std::string deep = std::string(60'000, '[') + std::string(60'000, ']');
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"map\":{}", "\"map\":" + deep}, {"\"map\":{}", "\"map\":" + std::string(60'000, '[')},
           {"\"map\":{}", "\"map\":{\"a\":\"b\",\"a\":\"b\"}"},
           {"\"seed\":1", "\"seed\":1,\"seed\":1"}, {"\"seed\":1", "\"seed\":1e0"},
           {"\"seed\":1", "\"seed\":01"}, {"\"seed\":1", "\"seed\": 1"}, {"batch/1", "batch/2"},
           {"\"schema\":\"culprit.batch/1\"", "\"schema\":1"},
           {"\"schema\":\"culprit.batch/1\",", ""}, {"{\"schema\"", "\xef\xbb\xbf{\"schema\""},
           {"{\"schema\"", "[{\"schema\""}, {"\n", "\r\n"}, {"\n", "\n\n"}, {"\n", ""}}) {
    const auto said = complaint_of_header(from, to);
    EXPECT_EQ(said, from == "\n" && to == "\n\n" ? "a:2: " + bad_line : not_a_header)
        << from << " -> " << to.substr(0, 100);
  }
  EXPECT_THAT(complaints({std::string(std::size_t{17} << 20, '{')}),
      ElementsAre("a:1: line is longer than 16777216 bytes; expected at most that many\n"));
}

TEST(Merge, NamesPartsOfOtherRunsDoubledAndMissingShards) {
  const auto part = [](int i, int n) { return ended(header(shard(i, n, 0)), 0); };
  EXPECT_THAT(complaints({part(1, 4), part(1, 4),
                  ended(header(shard(2, 4, 0), "0.2", "00000000000000bb"), 0), part(2, 5)}),
      ElementsAre("b:1: part is shard 1 of 4, which 'a' is, too; expected each shard once\n",
          "c:1: part is of another run than 'a': fdr, the diaries differ; expected parts of one "
          "run\n",
          "d:1: part is one of 5 shards, 'a' one of 4; expected parts of one run\n",
          "of 4 shards 2, 3, 4 are missing; expected a part for each\n"));
  EXPECT_THAT(complaints({part(7, 100)}),
      ElementsAre("of 100 shards 1, 2, 3, 4, 5, 6, 8, 9, 10, 11 and 89 more are missing; "
                  "expected a part for each\n"));
}

TEST(Merge, RefusesIndicesThatAreNotThoseOfOneRunBeforeAnyIsHandedOver) {
  const auto inputs = parts(
      {ended(header(shard(1, 2, 1)) + line(0), 1), ended(header(shard(2, 2, 1)) + line(2), 1)});
  EXPECT_THROW((Merge{inputs, "1.2.3"}), InputError);
  EXPECT_THAT(complaints({ended(header(shard(1, 2, 1)) + line(0), 1),
                  ended(header(shard(2, 2, 1)) + line(2), 1)}),
      ElementsAre("b:2: index 2 comes where 1 is due; expected parts of one run\n"));
  EXPECT_THAT(complaints({ended(header(shard(1, 2, 2)) + line(0) + line(1), 2),
                  ended(header(shard(2, 2, 1)) + line(1), 1)}),
      ElementsAre(HasSubstr("index 1 comes where 2 is due; expected parts of one run\n")));
}

TEST(Merge, PlacesWhatIsWrongWithALine) {
  const auto inputs = parts({ended(header("null") + line(0) + line(1), 2)});
  const Merge merge{inputs, "1.2.3"};
  int lines = 0;
  try {
    merge.write([&lines](std::string_view /*line*/) {
      if (++lines == 2) throw InputError{Message{.code = "x", .text = "line is odd"}};
    });
    FAIL() << "nothing was thrown";
  } catch (const InputError& error) {
    EXPECT_EQ(to_text(error.messages().front()), "a:3: line is odd\n");
  }
}

/// Another text when it is read again.
class ChangingInput final : public csv::Input {
 public:
  ChangingInput(std::string before, std::string after)
      : before_{"a", std::move(before)}, after_{"a", std::move(after)} {}
  [[nodiscard]] const std::string& name() const noexcept override { return before_.name(); }
  [[nodiscard]] std::unique_ptr<csv::ByteSource> open() const override {
    return (opened_++ == 0 ? before_ : after_).open();
  }

 private:
  csv::TextInput before_;
  csv::TextInput after_;
  mutable int opened_ = 0;
};

TEST(Merge, NoticesAPartThatChangesBetweenItsReadings) {
  Inputs inputs;
  const auto before = ended(header("null") + line(0), 1);
  inputs.push_back(std::make_unique<ChangingInput>(before, header("null") + "{}\n"));
  try {
    const Merge merge{inputs, "1.2.3"};
    merge.write([](std::string_view /*line*/) {});
    FAIL() << "the change was not noticed";
  } catch (const IoError& error) {
    EXPECT_EQ(to_text(error.message()),
        "a:2: part changed while it was read; expected the same lines twice\n");
  }
}

PartialRun inspected(const std::string& text, const std::string& first = header("null")) {
  return inspect(csv::TextInput{"out.partial", text}, first);
}

TEST(Inspect, CountsWhatIsThereAndCutsOffATornLine) {
  for (const bool is_sealed : {true, false}) {
    const auto text = is_sealed ? line : bare;
    const std::string done =
        header("null") + text(0, "ok") + text(1, "error") + text(5, "too_little_data");
    for (const std::string torn : {"", "{\"index\":6", "\0\0\0"}) {
      auto run = inspected(done + torn);
      EXPECT_EQ(run.bytes, done.size());
      EXPECT_EQ(run.diaries, 3);
      EXPECT_EQ(run.errors, 1);
      EXPECT_EQ(run.too_little_data, 1);
      EXPECT_EQ(run.unsealed, is_sealed ? 0 : 3);
      EXPECT_THAT(run.last_index, Optional(5U));
      EXPECT_FALSE(run.is_complete);
      EXPECT_FALSE(run.has_suspect);
      EXPECT_TRUE(inspected(done + end_line(3, run.checksum)).is_complete);
    }
    EXPECT_EQ(inspected("").bytes, 0);
    EXPECT_EQ(inspected(header("null").substr(0, 40)).bytes, 0);
  }
  EXPECT_EQ(inspected(header("null") + bare(0) + bare_end(1)).unsealed, 2);
}

std::string inspect_error(const std::string& text) {
  try {
    (void)inspected(text);
  } catch (const InputError& error) {
    return to_text(error.messages().front());
  }
  return "none";
}

TEST(Inspect, RefusesTheRestOfAnotherRunAndWhatIsNoLine) {
  const std::string rule =
      "; expected the same program, settings, diaries and shard, or no "
      "--resume\n";
  EXPECT_EQ(inspect_error(header("null", "0.2")),
      "out.partial:1: file is the rest of another run: fdr differ" + rule);
  EXPECT_EQ(inspect_error(header(shard(1, 2, 3))),
      "out.partial:1: file is the rest of another run: the shard differ" + rule);
  EXPECT_EQ(inspect_error("a,b\n"),
      "out.partial:1: file is the rest of another run: the first line differ" + rule);
  EXPECT_EQ(inspect_error(header("null") + line(1) + line(1)), "out.partial:3: " + bad_line);
  EXPECT_EQ(inspect_error(header("null") + "{}\n"), "out.partial:2: " + bad_line);
  EXPECT_EQ(inspect_error(header("null") + bare_end(1)), "out.partial:2: " + bad_end);
  EXPECT_EQ(inspect_error(ended(header("null"), 0) + "\n"),
      "out.partial:3: line follows the last line; expected nothing below that\n");
}

TEST(Inspect, RefusesAnyFlippedBitButOneThatTearsTheLastLine) {
  const auto done = header("null") + line(0) + line(1, "error");
  const auto last = done.size() - 1;
  for (std::size_t i = 0; i < done.size() * 8; ++i) {
    std::string flipped = done;
    flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << i % 8));
    if (i / 8 == last) EXPECT_EQ(inspected(flipped).diaries, 1);
    else EXPECT_NE(inspect_error(flipped), "none") << "bit " << i;
  }
}

TEST(FindComplete, TakesOnlyTheWholeResultOfTheHeader) {
  const auto whole = ended(header("null") + line(0), 1);
  const auto found = [](const std::string& text) {
    return find_complete(csv::TextInput{"out", text}, header("null")).has_value();
  };
  EXPECT_TRUE(found(whole));
  EXPECT_FALSE(found(header("null") + line(0)));
  EXPECT_FALSE(found("a,b\n"));
  EXPECT_FALSE(found(whole + whole));
}

}  // namespace
}  // namespace culprit::batch
