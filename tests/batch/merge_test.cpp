#include "culprit/batch/merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "culprit/batch/lines.hpp"
#include "culprit/core/error.hpp"

namespace culprit::batch {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

using Inputs = std::vector<std::unique_ptr<csv::Input>>;

std::string header(const std::string& shard, const std::string& fdr = "0.1",
                   const std::string& fingerprint = "00000000000000aa") {
  return R"({"schema":"culprit.batch/1","version":"1.2.3","settings":{"fdr":)" + fdr +
         R"(,"fdr_scope":"diary"},"fingerprint":")" + fingerprint + R"(","shard":)" + shard + "}\n";
}

std::string shard(int index, int count, int diaries) {
  return R"({"index":)" + std::to_string(index) + R"(,"count":)" + std::to_string(count) +
         R"(,"diaries":)" + std::to_string(diaries) + '}';
}

std::string line(int index, const std::string& status = "ok") {
  return R"({"index":)" + std::to_string(index) +
         R"(,"subject":"\"status\":\"x","file":"a","status":")" + status + R"(","warnings":[]})" +
         '\n';
}

std::string end(int diaries) {
  return R"({"schema":"culprit.batch_end/1","diaries":)" + std::to_string(diaries) + "}\n";
}

Inputs parts(const std::vector<std::string>& texts) {
  Inputs inputs;
  for (std::size_t i = 0; i < texts.size(); ++i)
    inputs.push_back(
        std::make_unique<csv::TextInput>(std::string{static_cast<char>('a' + i)}, texts[i]));
  return inputs;
}

std::string merged(const std::vector<std::string>& texts) {
  const Inputs inputs = parts(texts);
  const Merge merge{inputs};
  std::string all = merge.header();
  merge.write([&](std::string_view text) { (all += text) += '\n'; });
  return all + end(static_cast<int>(merge.diaries()));
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

TEST(Merge, GivesTheLinesByIndexWhateverTheOrderOfTheParts) {
  const std::string whole =
      header("null") + line(0) + line(1, "error") + line(2) + line(3) + end(4);
  std::vector<std::string> texts{header(shard(1, 3, 2)) + line(1, "error") + line(3) + end(2),
                                 header(shard(2, 3, 0)) + end(0),
                                 header(shard(3, 3, 2)) + line(0) + line(2) + end(2)};
  std::sort(texts.begin(), texts.end());
  do {
    EXPECT_EQ(merged(texts), whole);
  } while (std::next_permutation(texts.begin(), texts.end()));
  EXPECT_EQ(merged({whole}), whole);
}

TEST(Merge, NamesEveryPartThatIsNoneOrNotComplete) {
  EXPECT_THAT(
      complaints({"date,type\n1,2\n", header(shard(1, 2, 1)) + line(0),
                  header(shard(2, 2, 2)) + line(1) + end(1), header("null") + "{}\n" + end(1),
                  header(shard(1, 1, 1)) + line(0) + end(1) + "torn",
                  header("{\"index\":1}") + end(0)}),
      ElementsAre(
          "a:1: first line is no header of a batch; expected a result of 'culprit batch -f "
          "ndjson'\n",
          "b: part breaks off after 1 diaries; expected its last line; --resume completes "
          "it\n",
          "c: part breaks off after 1 diaries; expected its last line; --resume completes "
          "it\n",
          "d:2: line is no line of a diary; expected one\n",
          "e: part breaks off after 1 diaries; expected its last line; --resume completes "
          "it\n",
          "f:1: shard of the header is not understood; expected index, count and diaries\n"));
}

TEST(Merge, NamesPartsOfOtherRunsDoubledAndMissingShards) {
  const auto part = [](int i, int n) { return header(shard(i, n, 0)) + end(0); };
  EXPECT_THAT(
      complaints(
          {part(1, 4), part(1, 4), header(shard(2, 4, 0), "0.2", "bb") + end(0), part(2, 5)}),
      ElementsAre(
          "b:1: part is shard 1 of 4, which 'a' is, too; expected each shard once\n",
          "c:1: part is of another run than 'a': fdr, the diaries differ; expected parts of one "
          "run\n",
          "d:1: part is one of 5 shards, 'a' one of 4; expected parts of one run\n",
          "of 4 shards 2, 3, 4 are missing; expected a part for each\n"));
  EXPECT_THAT(complaints({part(7, 100)}),
              ElementsAre("of 100 shards 1, 2, 3, 4, 5, 6, 8, 9, 10, 11 and 89 more are missing; "
                          "expected a part for each\n"));
}

TEST(Merge, RefusesIndicesThatAreNotThoseOfOneRun) {
  EXPECT_THAT(complaints({header(shard(1, 2, 1)) + line(0) + end(1),
                          header(shard(2, 2, 1)) + line(2) + end(1)}),
              ElementsAre("b: index 2 comes where 1 is due; expected parts of one run\n"));
}

PartialRun inspected(const std::string& text, const std::string& first = header("null")) {
  return inspect(csv::TextInput{"out.partial", text}, first);
}

TEST(Inspect, CountsWhatIsThereAndCutsOffATornLine) {
  const std::string done = header("null") + line(0) + line(1, "error") + line(5, "too_little_data");
  for (const std::string torn : {"", "{\"index\":6", "\0\0\0"}) {
    const auto run = inspected(done + torn);
    EXPECT_EQ(run.bytes, done.size());
    EXPECT_EQ(run.diaries, 3);
    EXPECT_EQ(run.errors, 1);
    EXPECT_EQ(run.too_little_data, 1);
    EXPECT_THAT(run.last_index, Optional(5U));
    EXPECT_FALSE(run.is_complete);
    EXPECT_FALSE(run.has_suspect);
  }
  EXPECT_TRUE(inspected(done + end(3)).is_complete);
  EXPECT_EQ(inspected("").bytes, 0);
  EXPECT_EQ(inspected(header("null").substr(0, 40)).bytes, 0);
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
  const std::string bad =
      "line is no line of a diary, or out of order; expected what 'culprit "
      "batch' writes, or no --resume\n";
  EXPECT_EQ(inspect_error(header("null") + line(1) + line(1)), "out.partial:3: " + bad);
  EXPECT_EQ(inspect_error(header("null") + "{}\n"), "out.partial:2: " + bad);
}

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

}  // namespace
}  // namespace culprit::batch
