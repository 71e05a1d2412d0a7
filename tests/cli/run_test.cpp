#include "cli/run.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "cli/captured_stream.hpp"
#include "cli/files/descriptor.hpp"
#include "cli/files/signals.hpp"
#include "cli/scratch_folder.hpp"
#include "culprit/core/day.hpp"
#include "culprit/core/text.hpp"

namespace culprit::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

using Arguments = std::vector<std::string>;

struct Ended {
  int code = 0;
  std::string out;
  std::string err;
};

Ended run_with(const Arguments& args, const std::string& input = {}) {
  const CapturedStream in{input};
  const CapturedStream out;
  const CapturedStream err;
  const int code =
      run(args, {.in = in.number(), .out = out.number(), .err = err.number(), .term = "xterm"});
  return {code, out.text(), err.text()};
}

/// A long diary of that many days: milk every third day, a rating that rises on the next.
std::string milk_diary(int days) {
  std::string text = "date,type,name,amount\n";
  for (int i = 0; i < days; ++i) {
    const auto date = to_iso(Day{Days{20'000 + i}});
    text += date + ",food,bread,1\n";
    if (i % 3 == 0) text += date + ",food,milk,1\n";
    text +=
        date + ",severity,eczema," + std::to_string(3 + (i % 3 == 1 ? 3 : 0) + i * 7 % 2) + "\n";
  }
  return text;
}

class Run : public ::testing::Test {
 protected:
  Run() {
    folder_.enter();
    std::ofstream{"diary.csv"} << milk_diary(120);
  }

 private:
  ScratchFolder folder_;
};

TEST_F(Run, PrintsHelpAndVersionOnStandardOutput) {
  const auto help = run_with({"--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_THAT(help.out, StartsWith("Example:\n  culprit diary.csv\n"));
  EXPECT_EQ(help.err, "");
  const auto version = run_with({"--version"});
  EXPECT_EQ(version.code, 0);
  EXPECT_EQ(version.out, "culprit 0.1.0\n");
}

TEST_F(Run, EndsUsageErrorsWithThePointerToHelp) {
  const auto ended = run_with({"--lags", "x", "diary.csv"});
  EXPECT_EQ(ended.code, 64);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err,
      "option --lags: value 'x' is not a range of days; expected A..B with 0 <= A <= B <= 60\n"
      "try 'culprit --help'\n");
}

TEST_F(Run, PrintsNothingButObjectsAsJson) {
  const auto ended = run_with({"--lags", "x", "--foo", "--error-format", "json", "diary.csv"});
  EXPECT_EQ(ended.code, 64);
  std::istringstream lines{ended.err};
  int n = 0;
  for (std::string line; std::getline(lines, line); ++n) EXPECT_TRUE(nlohmann::json::accept(line));
  EXPECT_EQ(n, 2);
}

TEST_F(Run, RanksAndChecksADiary) {
  const auto ranked = run_with({"diary.csv", "-f", "json"});
  EXPECT_EQ(ranked.code, 0) << ranked.err;
  EXPECT_EQ(ranked.err, "");
  const auto rank = nlohmann::json::parse(ranked.out);
  EXPECT_EQ(rank["schema"], "culprit.rank/1");
  EXPECT_EQ(rank["version"], "0.1.0");
  EXPECT_EQ(rank["foods"][0]["name"], "milk");
  const auto checked = run_with({"check", "diary.csv", "-f", "json"});
  EXPECT_EQ(checked.code, 0) << checked.err;
  const auto check = nlohmann::json::parse(checked.out);
  EXPECT_EQ(check["schema"], "culprit.check/1");
  EXPECT_EQ(check["rank_exit"], 0);
}

TEST_F(Run, PrintsEveryFormat) {
  const std::pair<const char*, const char*> formats[] = {{"csv", "rank,name,"},
      {"tsv", "rank\tname\t"}, {"ndjson", "{\"rank\":1,"}, {"markdown", "#"}, {"json", "{"}};
  for (const auto& [format, start] : formats) {
    EXPECT_THAT(run_with({"diary.csv", "-f", format}).out, StartsWith(start)) << format;
  }
}

TEST_F(Run, FailsOnASuspectWhenAskedTo) {
  const auto ended = run_with({"diary.csv", "--fail-on", "suspect", "-f", "json"});
  EXPECT_EQ(nlohmann::json::parse(ended.out)["findings"][0]["verdict"], "suspect");
  EXPECT_EQ(ended.code, 1);
  const auto check = run_with({"check", "diary.csv", "--fail-on", "suspect", "-f", "json"});
  EXPECT_EQ(check.code, 0);
  EXPECT_EQ(nlohmann::json::parse(check.out)["rank_exit"], 1);
}

TEST_F(Run, SaysThatThereIsNotEnoughDataBeforeAnythingElse) {
  const auto ended = run_with({"-", "--fail-on", "suspect"}, milk_diary(1));
  EXPECT_EQ(ended.code, 3) << ended.err;
  EXPECT_NE(ended.out, "");
  const auto check = run_with({"check", "-", "-f", "json"}, milk_diary(1));
  EXPECT_EQ(check.code, 0) << check.err;
  EXPECT_EQ(nlohmann::json::parse(check.out)["rank_exit"], 3);
}

TEST_F(Run, ReadsStandardInputLikeAFile) {
  const auto from_file = run_with({"diary.csv", "-f", "csv"});
  const auto from_stream = run_with({"-", "-f", "csv"}, milk_diary(120));
  EXPECT_EQ(from_file.out, from_stream.out);
}

TEST_F(Run, PrintsWarningsOfFormatsWithoutAPlaceForThem) {
  auto text = milk_diary(120);
  for (int i = 0; i < 60; ++i) text += to_iso(Day{Days{20'000 + i}}) + ",severity,itch,2\n";
  const auto csv = run_with({"-", "-f", "csv"}, text);
  EXPECT_THAT(csv.err, StartsWith("warning: "));
  EXPECT_EQ(run_with({"-", "-f", "csv", "-q"}, text).err, "");
  EXPECT_EQ(run_with({"-", "-f", "json"}, text).err, "");
}

TEST_F(Run, ReportsRejectionsAndUsesTheRest) {
  const auto text = milk_diary(120) + "nonsense,food,milk,1\n2024-99-99,food,milk,1\n";
  const auto ended = run_with({"-", "--max-messages", "1", "--rejects", "r.csv"}, text);
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.err, HasSubstr("1 more like this; 'r.csv' has all\n"));
  EXPECT_THAT(ended.err, HasSubstr("2 rows or cells left out: "));
  EXPECT_THAT(content_of("r.csv"), StartsWith("file,line,column,code,message,row\n-,"));
  EXPECT_EQ(run_with({"-", "-q"}, text).err, "");
}

TEST_F(Run, MakesAnyRejectionAnErrorWhenStrict) {
  const auto text = milk_diary(120) + "nonsense,food,milk,1\n";
  const auto ended = run_with({"-", "--strict", "--rejects", "r.csv", "-o", "out.txt"}, text);
  EXPECT_EQ(ended.code, 65);
  EXPECT_EQ(ended.out, "");
  EXPECT_THAT(
      ended.err, EndsWith("1 row or cell could not be understood; expected none with --strict\n"));
  EXPECT_NE(content_of("r.csv"), "");
  EXPECT_FALSE(std::filesystem::exists("out.txt"));
  EXPECT_FALSE(std::filesystem::exists("out.txt.partial"));
  EXPECT_THAT(run_with({"-", "--strict", "-q"}, text + "junk,food,milk,1\n").err,
      EndsWith("2 rows or cells could not be understood; expected none with --strict\n"));
  const auto check = run_with({"check", "-", "--strict", "-f", "json"}, text);
  EXPECT_EQ(check.code, 0);
  EXPECT_EQ(nlohmann::json::parse(check.out)["rank_exit"], 65);
}

TEST_F(Run, TellsWhatCheckFoundUnusable) {
  const std::string no_rating = "date,type,name\n2024-01-01,food,milk\n2024-01-02,food,egg\n";
  EXPECT_EQ(run_with({"-"}, no_rating).code, 65);
  const auto check = run_with({"check", "-", "-f", "json"}, no_rating);
  EXPECT_EQ(check.code, 0) << check.err;
  EXPECT_EQ(nlohmann::json::parse(check.out)["rank_exit"], 65);
}

TEST_F(Run, SaysWhatWasReadWhenVerbose) {
  EXPECT_THAT(run_with({"diary.csv", "-v"}).err,
      StartsWith("diary.csv: long layout, 280 rows: 280 used, 0 merged, 0 skipped, 0 "
                 "rejected\n"));
}

TEST_F(Run, NamesEveryMissingFile) {
  const auto ended = run_with({"a.csv", "diary.csv", "b.csv"});
  EXPECT_EQ(ended.code, 66);
  EXPECT_EQ(ended.err,
      "a.csv: file does not exist; expected a diary\n"
      "b.csv: file does not exist; expected a diary\n");
}

TEST_F(Run, WritesTheResultIntoAFile) {
  const auto ended = run_with({"diary.csv", "-o", "result.txt"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(content_of("result.txt"), run_with({"diary.csv"}).out);
}

TEST_F(Run, LeavesNoOutputBehindAnError) {
  EXPECT_EQ(run_with({"-", "-o", "result.txt"}, "").code, 65);
  EXPECT_FALSE(std::filesystem::exists("result.txt"));
  EXPECT_FALSE(std::filesystem::exists("result.txt.partial"));
}

TEST_F(Run, SaysThatAnOutputCannotBeCreated) {
  const auto ended = run_with({"diary.csv", "-o", "none/result.txt"});
  EXPECT_EQ(ended.code, 73);
  EXPECT_EQ(ended.err, "none/result.txt: file cannot be created: No such file or directory\n");
  EXPECT_EQ(run_with({"diary.csv", "--rejects", "none/r.csv"}).code, 73);
}

TEST_F(Run, ReportsAFullDisk) {
  const Descriptor full{::open("/dev/full", O_WRONLY)};
  const CapturedStream err;
  const Arguments args{"diary.csv"};
  EXPECT_EQ(run(args, {.out = full.number(), .err = err.number()}), 74);
  EXPECT_EQ(err.text(), "standard output: file cannot be written: No space left on device\n");
}

TEST_F(Run, EndsWellWhenTheReaderHasGone) {
  ::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ::close(ends[0]);
  const Descriptor out{ends[1]};
  const CapturedStream err;
  for (const Arguments& args : {Arguments{"diary.csv"}, {"--help"}, {"check", "diary.csv"}}) {
    EXPECT_EQ(run(args, {.out = out.number(), .err = err.number()}), 0);
  }
  EXPECT_EQ(err.text(), "");
}

TEST_F(Run, ColoursOnlyWhereAsked) {
  const std::string escape = "\x1B[";
  EXPECT_THAT(run_with({"diary.csv"}).out, ::testing::Not(HasSubstr(escape)));
  EXPECT_THAT(run_with({"diary.csv", "--color", "always"}).out, HasSubstr(escape));
  EXPECT_THAT(run_with({"diary.csv", "--color", "never"}).out, ::testing::Not(HasSubstr(escape)));
}

/// What is printed on a pseudo terminal of that width.
std::string on_terminal(const Arguments& args, unsigned short columns, Surroundings surroundings) {
  struct winsize size {};
  size.ws_col = columns;
  size.ws_row = 50;
  int master = -1;
  int terminal = -1;
  if (::openpty(&master, &terminal, nullptr, nullptr, &size) != 0) return "no terminal";
  const Descriptor screen{master};
  Descriptor out{terminal};
  surroundings.out = out.number();
  std::string text;
  std::thread reader{[&] {
    // Reading ends with EIO when the terminal is closed.
    std::array<char, 4096> block{};
    for (ssize_t n = 1; n > 0;) {
      n = ::read(screen.number(), block.data(), block.size());
      if (n > 0) text.append(block.data(), static_cast<std::size_t>(n));
    }
  }};
  (void)run(args, surroundings);
  out.close();
  reader.join();
  return text;
}

TEST_F(Run, ColoursATerminalUnlessToldOtherwise) {
  const std::string escape = "\x1B[";
  const Arguments args{"diary.csv"};
  EXPECT_THAT(on_terminal(args, 80, {.term = "xterm"}), HasSubstr(escape));
  EXPECT_THAT(
      on_terminal(args, 80, {.no_color = "1", .term = "xterm"}), ::testing::Not(HasSubstr(escape)));
  EXPECT_THAT(on_terminal(args, 80, {.term = "dumb"}), ::testing::Not(HasSubstr(escape)));
  EXPECT_THAT(on_terminal({"diary.csv", "--color", "never"}, 80, {.term = "xterm"}),
      ::testing::Not(HasSubstr(escape)));
}

TEST_F(Run, FillsTheTerminal) {
  const auto widest_line = [](const std::string& text) {
    std::size_t widest = 0;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
      if (line.ends_with('\r')) line.pop_back();
      widest = std::max(widest, display_width(line));
    }
    return widest;
  };
  const Arguments args{"diary.csv"};
  const Surroundings plain{.no_color = "1", .term = "xterm"};
  EXPECT_LE(widest_line(on_terminal(args, 60, plain)), 60U);
  EXPECT_GT(widest_line(on_terminal(args, 120, plain)), 80U);
  EXPECT_LE(widest_line(on_terminal(args, 120, plain)), 120U);
  EXPECT_LE(widest_line(on_terminal(args, 65535, plain)), 200U);
  EXPECT_LE(widest_line(run_with(args).out), 80U);
}

TEST_F(Run, ConvertsToADiaryThatGivesTheSameFindings) {
  std::string wide = "Datum;Essen;Juckreiz\n";
  for (int i = 0; i < 120; ++i) {
    wide += to_iso(Day{Days{20'000 + i}}) + (i % 3 == 0 ? ";Brot|Milch;" : ";Brot;") +
            std::to_string(3 + (i % 3 == 1 ? 3 : 0) + i * 7 % 2) + "\n";
  }
  std::ofstream{"sheet.csv"} << wide;
  const auto converted = run_with({"convert", "sheet.csv"});
  EXPECT_EQ(converted.code, 0);
  EXPECT_THAT(converted.out, StartsWith("subject,date,time,type,name,amount,unit,note\n"));
  const auto direct = run_with({"sheet.csv", "-f", "csv"});
  const auto piped = run_with({"-", "-f", "csv"}, converted.out);
  EXPECT_EQ(piped.code, direct.code);
  EXPECT_EQ(piped.out, direct.out);
  EXPECT_EQ(run_with({"convert", "-", "-o", "out.csv"}, wide).code, 0);
  std::stringstream written;
  written << std::ifstream{"out.csv"}.rdbuf();
  EXPECT_EQ(written.str(), converted.out);
  EXPECT_FALSE(std::filesystem::exists("out.csv.partial"));
}

TEST_F(Run, CheckSaysWhatIsKnownOfTheFilesWhereRankFails) {
  std::ofstream{"asks.csv"} << "date,zork,food\n2024-03-01,3,milk\n2024-03-02,5,egg\n";
  const auto table = run_with({"check", "asks.csv"}).out;
  EXPECT_THAT(table, HasSubstr("Warning: nothing says what these columns hold, and they are not "
                               "used: 'zork';"));
  EXPECT_THAT(table, HasSubstr("\nNot ready: the diary holds no severity; expected entries of "
                               "type severity or\n  symptom; not used: 'zork' (numbers, and "
                               "no word of its header is known; --map\n  'zork=symptom' uses "
                               "it).\n"));
}

TEST_F(Run, SaysWhenALayoutIsGuessedAndShowsWhatWasUnderstood) {
  std::ofstream{"guess.csv"} << "a,b\n2024-03-01,rice; tea\n2024-03-02,egg; tea\n";
  const auto guessed = run_with({"convert", "guess.csv"});
  EXPECT_EQ(guessed.code, 0);
  EXPECT_EQ(guessed.err,
      "guess.csv: warning: the layout is a guess from the cells alone, because no header is "
      "known: see the columns, or say what they are with --map\n"
      "  culprit check shows what was understood\n");
  EXPECT_EQ(run_with({"convert", "-q", "guess.csv"}).err, "");
  const auto check = nlohmann::json::parse(run_with({"check", "guess.csv", "-f", "json"}).out);
  const auto& file = check.at("files").at(0);
  EXPECT_EQ(file.at("columns").at(1).dump(),
      R"({"how":"list joined by ';'","name":"b","offer":"",)"
      R"("reason":"100 % of its names are foods","role":"foods"})");
  EXPECT_EQ(file.at("delimiter"), ",");
  EXPECT_EQ(file.at("date_order"), "ymd");
  EXPECT_EQ(check.at("examples").at(0), "2024-03-01 food rice");
}

TEST_F(Run, ConvertsNothingOfWhatCannotBeUsed) {
  std::ofstream{"bad.csv"} << "date,type,name,amount\n2024-03-01,food,milk,lots\n"
                              "2024-03-01,food,milk,1\n";
  const auto strict = run_with({"convert", "bad.csv", "--strict"});
  EXPECT_EQ(strict.code, 65);
  EXPECT_EQ(strict.out, "");
  EXPECT_EQ(run_with({"convert", "bad.csv"}).code, 0);
  EXPECT_EQ(run_with({"convert", "none.csv"}).code, 66);
  const auto wrong = run_with({"convert", "bad.csv", "-f", "json"});
  EXPECT_EQ(wrong.code, 64);
  EXPECT_THAT(wrong.err, StartsWith("option --format: value 'json' is not a format of "
                                    "'culprit convert'; expected csv\n"));
}

}  // namespace
}  // namespace culprit::cli
