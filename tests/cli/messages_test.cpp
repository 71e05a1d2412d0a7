#include "cli/messages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <string>

#include "cli/captured_stream.hpp"
#include "cli/scratch_folder.hpp"

namespace culprit::cli {
namespace {

Message rejection(std::uint64_t line, const std::string& code = "bad_date") {
  return {.code = code,
      .text = "date 'x' is no date; expected YYYY-MM-DD",
      .place = {"d.csv", line, 1},
      .excerpt = "x,food,milk",
      .caret = 1};
}

TEST(FormatMessage, WritesAnObjectALineForScripts) {
  EXPECT_EQ(format_message({.code = "bad_date",
                               .text = "date \"x\" is no date",
                               .place = {"d.csv", 17, 3},
                               .excerpt = "not shown",
                               .caret = 1,
                               .hint = "see --date-order"},
                ErrorFormat::json),
      "{\"code\":\"bad_date\",\"message\":\"date \\\"x\\\" is no date\",\"file\":\"d.csv\","
      "\"line\":17,\"column\":3,\"hint\":\"see --date-order\"}\n");
}

TEST(FormatMessage, SaysNullForWhatIsNotKnown) {
  EXPECT_EQ(format_message({.code = "a", .text = "b"}, ErrorFormat::json),
      "{\"code\":\"a\",\"message\":\"b\",\"file\":null,\"line\":null,\"column\":null,"
      "\"hint\":null}\n");
}

TEST(FormatMessage, WritesPlaceLineAndCaretForPeople) {
  EXPECT_EQ(format_message(rejection(2), ErrorFormat::text),
      "d.csv:2:1: date 'x' is no date; expected YYYY-MM-DD\n  x,food,milk\n  ^\n");
}

TEST(Printable, KeepsDiariesFromSteeringTheTerminal) {
  const auto shown = [](std::string text) {
    return printable({.code = "c", .text = "t", .excerpt = std::move(text)}).excerpt;
  };
  EXPECT_EQ(shown("a\x1B[2Jb"), "a?[2Jb");
  EXPECT_EQ(shown("a\tb\r\n"), "a b??");
  EXPECT_EQ(shown("\xC2\x9B"
                  "31m"),
      "?31m");
  EXPECT_EQ(shown("\x7F"), "?");
  EXPECT_EQ(shown("a\u202Eb\u2066c\uFEFFd\u2028"), "a?b?c?d?");
  EXPECT_EQ(shown("m\xC3\xBCsli \xF0\x9F\x8D\x93"), "m\xC3\xBCsli \xF0\x9F\x8D\x93");
}

TEST(Printable, ReplacesBrokenUtf8) {
  const auto shown = [](std::string text) {
    return printable({.code = "c", .text = std::move(text)}).text;
  };
  EXPECT_EQ(shown("\xFF"), "?");
  EXPECT_EQ(shown("caf\xE9"), "caf?");
  EXPECT_EQ(shown("\xE2\x82"), "??");
  EXPECT_EQ(shown("\xC0\xAF"), "??");
  EXPECT_EQ(shown("\xED\xA0\x80"), "???");
  EXPECT_EQ(shown("\xF4\x90\x80\x80"), "????");
  EXPECT_EQ(shown("\xE0\x80\x80"), "???");
  EXPECT_EQ(shown("\xF0\x80\x80\x80"), "????");
}

TEST(FormatMessage, IsValidJsonForAllBytes) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  const auto line =
      format_message({.code = "c", .text = bytes, .place = {bytes}}, ErrorFormat::json);
  EXPECT_TRUE(nlohmann::json::accept(line));
  EXPECT_EQ(line.find('\n'), line.size() - 1);
}

std::string summary_of(const RejectionLog& log) {
  std::string text;
  for (const auto& message : log.summary()) text += to_text(message);
  return text;
}

TEST(RejectionLog, SaysNothingAboutNothing) { EXPECT_EQ(summary_of(RejectionLog{20, ""}), ""); }

TEST(RejectionLog, ShowsTheFirstOfEachReasonAndCountsTheRest) {
  RejectionLog log{2, ""};
  for (std::uint64_t line = 2; line < 7; ++line) log.add(rejection(line));
  log.add({.code = "bad_amount", .text = "amount 'y' is no number", .place = {"d.csv", 9, 4}});
  EXPECT_EQ(log.count(), 6U);
  EXPECT_EQ(summary_of(log),
      "d.csv:9:4: amount 'y' is no number\n"
      "d.csv:2:1: date 'x' is no date; expected YYYY-MM-DD\n  x,food,milk\n  ^\n"
      "d.csv:3:1: date 'x' is no date; expected YYYY-MM-DD\n  x,food,milk\n  ^\n"
      "3 more like this; --rejects FILE writes all\n"
      "6 rows or cells left out: 1 bad_amount, 5 bad_date\n");
}

TEST(RejectionLog, CountsAloneWhenNoneIsToBeShown) {
  RejectionLog log{0, ""};
  log.add(rejection(2));
  EXPECT_EQ(summary_of(log),
      "1 more like this; --rejects FILE writes all\n"
      "1 row or cell left out: 1 bad_date\n");
}

TEST(RejectionLog, WritesAllIntoAFileOfTheOwner) {
  const ScratchFolder folder;
  const auto path = folder.file("rejects.csv");
  {
    RejectionLog log{1, path};
    log.add(rejection(2));
    log.add({.code = "bad_name",
        .text = "=name, \"odd\"",
        .place = {"-d.csv", 0, 0},
        .excerpt = "@a,b"});
    log.add(rejection(3));
    EXPECT_EQ(content_of(path), "");
    log.commit();
    EXPECT_THAT(
        summary_of(log), ::testing::HasSubstr("1 more like this; '" + path + "' has all\n"));
  }
  EXPECT_EQ(content_of(path),
      "file,line,column,code,message,row\n"
      "d.csv,2,1,bad_date,date 'x' is no date; expected YYYY-MM-DD,\"x,food,milk\"\n"
      "'-d.csv,,,bad_name,\"'=name, \"\"odd\"\"\",\"'@a,b\"\n"
      "d.csv,3,1,bad_date,date 'x' is no date; expected YYYY-MM-DD,\"x,food,milk\"\n");
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST(Messenger, IsAsLoudAsAskedFor) {
  const auto printed = [](MessageOptions options) {
    CapturedStream err;
    const Messenger messenger{err.number(), options};
    messenger.error({.code = "e", .text = "error"});
    messenger.notice({.code = "n", .text = "notice"});
    messenger.details(std::vector<Message>{{.code = "d", .text = "detail"}});
    RejectionLog log{0, ""};
    log.add({.code = "r", .text = "rejection"});
    messenger.rejections(log);
    return err.text();
  };
  EXPECT_EQ(printed({}),
      "error\nnotice\n1 more like this; --rejects FILE writes all\n"
      "1 row or cell left out: 1 r\n");
  EXPECT_EQ(printed({.quiet = true}), "error\n");
  EXPECT_THAT(printed({.verbose = true}), ::testing::StartsWith("error\nnotice\ndetail\n"));
}

TEST(Messenger, SaysThatMemoryRanOut) {
  const auto printed = [](ErrorFormat format) {
    CapturedStream err;
    Messenger{err.number(), {.format = format}}.out_of_memory();
    return err.text();
  };
  EXPECT_EQ(printed(ErrorFormat::text), "out of memory; expected more of it, or a smaller diary\n");
  const auto json = nlohmann::json::parse(printed(ErrorFormat::json));
  EXPECT_EQ(json.at("code"), "out_of_memory");
  EXPECT_EQ(json.at("message"), "out of memory; expected more of it, or a smaller diary");
}

TEST(Messenger, LosesInSilenceWhatCannotBeWritten) {
  Messenger{-1, {}}.error({.code = "e", .text = "error"});
}

TEST(ReadingDetails, TellsWhatBecameOfTheRows) {
  diary::FileReport report;
  report.path = "d.csv";
  report.format = "long";
  report.rows = 10;
  report.used = 5;
  report.merged = 2;
  report.skipped = 2;
  report.rejected = 1;
  const auto messages = reading_details(std::vector{report});
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(to_text(messages[0]),
      "d.csv: long layout, 10 rows: 5 used, 2 merged, 2 skipped, 1 rejected\n");
}

}  // namespace
}  // namespace culprit::cli
