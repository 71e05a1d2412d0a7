#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/captured_stream.hpp"
#include "cli/commands/cohort_commands.hpp"
#include "cli/files/descriptor.hpp"
#include "cli/files/growing_file.hpp"
#include "cli/files/inputs.hpp"
#include "cli/messages.hpp"
#include "cli/scratch_folder.hpp"
#include "culprit/core/day.hpp"

namespace culprit::cli {
namespace {

using ::testing::HasSubstr;

struct Ended {
  int code = 0;
  std::string out;
  std::string err;
};

class BatchTest : public ::testing::Test {
 protected:
  BatchTest() {
    folder_.enter();
    std::string cohort = "subject,date,type,name,amount\n";
    for (const std::string who : {"anna", "ben", "carl"}) cohort += rows(who, 24);
    write("cohort.csv", cohort);
    write("bad.csv", "nothing\n");
  }

  static void write(const std::string& path, const std::string& text) {
    std::ofstream{path} << text;
  }

  static std::string rows(const std::string& who, int days) {
    std::string text;
    for (int i = 0; i < days; ++i) {
      const auto start = who + ',' + to_iso(Day{Days{20'000 + i}});
      text += start + ",food,bread,1\n";
      if (i % 3 == 0) text += start + ",food,milk,1\n";
      text += start + ",severity,eczema," + std::to_string(2 + i % 3 % 2 * 4 + i * 7 % 2) + '\n';
    }
    return text;
  }

  static Ended ran(const std::vector<std::string>& args, const std::string& variable = {}) {
    const CapturedStream in;
    const CapturedStream out;
    const CapturedStream err;
    const int code = run(
        args, {.in = in.number(),
                  .out = out.number(),
                  .err = err.number(),
                  .variable = [&](const char* name) {
                    return variable.empty() || !std::string{name}.starts_with("PMI") ? std::string{}
                                                                                     : variable;
                  }});
    return {code, out.text(), err.text()};
  }

  ScratchFolder folder_;
};

TEST_F(BatchTest, SaysAtTheEndHowDiariesFared) {
  const auto ended = ran({"batch", "cohort.csv", "bad.csv"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.err,
      "bad.csv:1:1: columns not recognised: 'nothing'; expected columns date, type and "
      "name (long, missing: date, type, name) or date, a severity and a column per food "
      "(wide, missing: date)\n"
      "  if the columns have other names, say what they are: --map "
      "Day=date,Ate=foods,Skin=severity\n"
      "4 diaries: 3 ok, 0 with too little data, 1 error\n");
  EXPECT_EQ(ran({"batch", "cohort.csv", "bad.csv", "-q"}).err, "");
}

TEST_F(BatchTest, ShowsSomeErrorsOfAKindAndAllIfAskedFor) {
  for (const std::string name : {"b1.csv", "b2.csv", "b3.csv"}) write(name, "");
  const std::vector<std::string> args{
      "batch", "cohort.csv", "b1.csv", "b2.csv", "b3.csv", "--max-messages", "1"};
  const std::string first =
      "b1.csv: file is empty; expected a table as text (CSV)\n  export the diary again\n";
  EXPECT_EQ(ran(args).err, first +
                               "2 more with the error empty_file\n"
                               "6 diaries: 3 ok, 0 with too little data, 3 errors\n");
  auto all = args;
  all.emplace_back("-v");
  EXPECT_THAT(ran(all).err, HasSubstr("b3.csv: file is empty"));
}

TEST_F(BatchTest, AllErrorsOrTooManyAreDataThatCannotBeUsed) {
  const auto all = ran({"batch", "bad.csv", "-q"});
  EXPECT_EQ(all.code, 65);
  EXPECT_EQ(all.err, "no diary can be used; expected at least one that can\n");
  EXPECT_THAT(all.out, HasSubstr("\"diaries\":1,\"xxh3\":\""));
  const auto first = ran({"batch", "bad.csv", "cohort.csv", "--fail-fast", "-q", "-o", "x"});
  EXPECT_EQ(first.code, 65);
  EXPECT_EQ(first.err, "1 diaries are errors; expected at most 0\n  --resume goes on from here\n");
  EXPECT_FALSE(std::filesystem::exists("x"));
  EXPECT_EQ(
      ran({"batch", "bad.csv", "cohort.csv", "--max-errors", "1", "--resume", "-q", "-o", "x"})
          .code,
      0);
  EXPECT_EQ(content_of("x"), ran({"batch", "bad.csv", "cohort.csv"}).out);
}

TEST_F(BatchTest, FailOnSuspectLooksAtAllDiariesAlsoThoseOfAnEarlierRun) {
  EXPECT_EQ(ran({"batch", "cohort.csv", "--fail-on", "suspect", "-q", "-o", "x"}).code, 1);
  EXPECT_EQ(ran({"batch", "cohort.csv", "--fail-on", "suspect", "-q"}).code, 1);
  std::filesystem::rename("x", "x.partial");
  const auto again = ran({"batch", "cohort.csv", "--fail-on", "suspect", "--resume", "-o", "x"});
  EXPECT_EQ(again.code, 1);
  EXPECT_EQ(again.err, "3 diaries: 3 ok, 0 with too little data, 0 errors; all done before\n");
}

TEST_F(BatchTest, ResumesBehindTheLastWholeLineWhereverItBrokeOff) {
  const auto whole = ran({"batch", "cohort.csv"}).out;
  for (std::size_t size = 0; size < whole.size(); size += 997) {
    write("x.partial", whole.substr(0, size));
    EXPECT_EQ(ran({"batch", "cohort.csv", "--resume", "-o", "x", "-q"}).code, 0) << size;
    EXPECT_EQ(content_of("x"), whole) << size;
    EXPECT_FALSE(std::filesystem::exists("x.partial"));
    std::filesystem::remove("x");
  }
}

TEST_F(BatchTest, AResultThatIsThereIsDoneIfItIsOfThisRun) {
  EXPECT_EQ(ran({"batch", "cohort.csv", "-o", "x", "-q"}).code, 0);
  const auto whole = content_of("x");
  const auto before = std::filesystem::last_write_time("x");
  const auto again = ran({"batch", "cohort.csv", "-o", "x", "--resume"});
  EXPECT_EQ(again.err, "3 diaries: 3 ok, 0 with too little data, 0 errors; all done before\n");
  EXPECT_EQ(std::filesystem::last_write_time("x"), before);
  EXPECT_EQ(ran({"batch", "cohort.csv", "-o", "x", "--resume", "--fdr", "0.2", "-q"}).code, 0);
  EXPECT_NE(content_of("x"), whole);
  write("x", whole.substr(0, whole.size() / 2));
  EXPECT_EQ(ran({"batch", "cohort.csv", "-o", "x", "--resume", "-q"}).code, 0);
  EXPECT_EQ(content_of("x"), whole);
}

TEST_F(BatchTest, ScopeOfTheBatchGivesTheSameBytesToAStreamAFileACsvAndShards) {
  const std::vector<std::string> scope{"--fdr-scope", "batch"};
  const auto with_scope = [&](std::vector<std::string> args) {
    args.insert(args.end(), scope.begin(), scope.end());
    return ran(args);
  };
  const auto stream = with_scope({"batch", "cohort.csv"});
  EXPECT_THAT(
      stream.err, HasSubstr(" findings are left at the false discovery rate of the batch\n"));
  EXPECT_EQ(with_scope({"batch", "cohort.csv", "-o", "x"}).code, 0);
  EXPECT_EQ(content_of("x"), stream.out);
  EXPECT_FALSE(std::filesystem::exists("x.partial"));
  for (const std::string i : {"1", "2"})
    EXPECT_EQ(with_scope({"batch", "cohort.csv", "--shard", i + "/2", "-o", "p" + i}).code, 0);
  EXPECT_EQ(ran({"merge", "p2", "p1"}).out, stream.out);
  EXPECT_EQ(
      with_scope({"batch", "cohort.csv", "-f", "csv"}).out, ran({"merge", "x", "-f", "csv"}).out);
}

TEST_F(BatchTest, ShardAutoTakesVariablesAndSaysSoIfThereAreNone) {
  const auto without = ran({"batch", "cohort.csv", "--shard", "auto"});
  EXPECT_EQ(without.code, 64);
  EXPECT_THAT(without.err, HasSubstr("finds no variables of a Slurm array or of MPI"));
  const auto wrong = ran({"batch", "cohort.csv", "--shard", "auto"}, "1");
  EXPECT_EQ(wrong.code, 64);
}

TEST_F(BatchTest, NoOutputReplacesADiaryThatAFolderHolds) {
  std::filesystem::create_directory("in");
  std::filesystem::copy("cohort.csv", "in/cohort.csv");
  const auto ended = ran({"batch", "in", "-o", "in/cohort.csv"});
  EXPECT_EQ(ended.code, 64);
  EXPECT_EQ(ended.err,
      "option --output: file 'in/cohort.csv' is a diary that is read; expected another file\n");
}

TEST_F(BatchTest, OptionsThatDoNotGoTogetherAreAllNamed) {
  const auto ended = ran({"batch", "cohort.csv", "--resume", "-f", "csv", "--shard", "1/2",
      "--fail-fast", "--max-errors", "3", "--rejects", "r", "--subject", "anna"});
  EXPECT_EQ(ended.code, 64);
  EXPECT_EQ(ended.err,
      "option --subject: not used by 'culprit batch'; expected with rank, check, explain, plan, "
      "trial, "
      "convert, foods or plot\n"
      "option --resume: standard output cannot be resumed; expected --output FILE\n"
      "option --resume: csv does not tell what is done; expected ndjson, which 'culprit "
      "merge -f csv' turns into csv\n"
      "option --rejects: an earlier run's rejections are not known any more; expected it "
      "without --resume\n"
      "option --shard: csv cannot be merged; expected ndjson, which 'culprit merge -f csv' "
      "turns into csv\n"
      "option --fail-fast: given together with --max-errors; expected one of them\n"
      "try 'culprit batch --help'\n");
  EXPECT_EQ(ran({"rank", "cohort.csv", "--resume"}).err,
      "option --resume: not used by 'culprit rank'; expected with batch\n"
      "try 'culprit rank --help'\n");
  EXPECT_EQ(ran({"merge", "x", "--lags", "0..3"}).err,
      "option --lags: not used by 'culprit merge'; expected with rank, check, explain, plan, "
      "trial, plot or "
      "batch\n"
      "try 'culprit merge --help'\n");
  for (const std::string value : {"0/2", "3/2", "1", "1/", "/2", "a/b", "1/2/3"})
    EXPECT_EQ(ran({"batch", "cohort.csv", "--shard", value}).err,
        "option --shard: value '" + value +
            "' is not a shard; expected I/N with 1 <= I <= N <= 1048576, or auto\n"
            "try 'culprit batch --help'\n");
}

TEST_F(BatchTest, RejectionsOfAllDiariesGoIntoOneFile) {
  write("one.csv",
      "date,type,name,amount\n2024-01-01,fodd,milk,1\n" + std::string{"2024-01-01,food,milk,1\n"});
  write("two.csv", "subject,date,type,name,amount\n" + rows("x", 20) +
                       "y,2024-13-01,food,milk,1\n" + rows("y", 20));
  const auto ended = ran({"batch", "one.csv", "two.csv", "--rejects", "r.csv"});
  EXPECT_EQ(ended.code, 0);
  const auto rejects = content_of("r.csv");
  EXPECT_THAT(rejects, HasSubstr("one.csv,2,12,bad_type"));
  EXPECT_THAT(rejects, HasSubstr("two.csv,49,3,bad_date"));
  EXPECT_THAT(ended.err, HasSubstr("2 rows or cells left out: 1 bad_date, 1 bad_type\n"));
}

TEST(ProgressText, TellsRateAndTimeLeftFromOneSecondOn) {
  using Seconds = std::chrono::duration<double>;
  EXPECT_EQ(progress_text(3, 0, 10, Seconds{0.5}), "3 of 10 diaries");
  EXPECT_EQ(
      progress_text(30, 10, 1000, Seconds{10}), "30 of 1000 diaries, 2.0 a second, 8 min 5 s left");
  EXPECT_EQ(progress_text(5000, 0, 10'000'000, Seconds{50}),
      "5000 of 10000000 diaries, 100 a second, 27 h 45 min left");
  EXPECT_EQ(progress_text(50, 0, 60, Seconds{5}), "50 of 60 diaries, 10 a second, 1 s left");
  EXPECT_EQ(progress_text(10, 0, 10, Seconds{5}), "10 of 10 diaries, 2.0 a second");
}

TEST(GrowingFile, KeepsWhatIsWholeAndIsNamedAtTheEnd) {
  const ScratchFolder folder;
  const auto path = folder.file("x");
  {
    GrowingFile file{path, 0600, GrowingFile::Start::anew};
    file.append("one\ntwo\nto");
    EXPECT_THROW((GrowingFile{path, 0600, GrowingFile::Start::resume}), CannotCreateError);
  }
  EXPECT_FALSE(std::filesystem::exists(path));
  GrowingFile file{path, 0600, GrowingFile::Start::resume};
  EXPECT_EQ(read_text(file.content()), "one\ntwo\nto");
  file.keep(8);
  file.append("three\n");
  file.commit();
  EXPECT_EQ(content_of(path), "one\ntwo\nthree\n");
  EXPECT_FALSE(std::filesystem::exists(path + ".partial"));
  EXPECT_THROW(
      (GrowingFile{folder.file("no/where"), 0600, GrowingFile::Start::anew}), CannotCreateError);
}

}  // namespace
}  // namespace culprit::cli
