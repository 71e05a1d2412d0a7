/// Where results go: suffixes, several outputs, files that are read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "cli/argument_errors.hpp"
#include "cli/captured_stream.hpp"
#include "cli/commands/result_files.hpp"
#include "cli/options/command_line.hpp"
#include "cli/scratch_folder.hpp"

namespace culprit::cli {
namespace {

OutputOptions output_of(const Arguments& args) {
  EXPECT_EQ(errors_of(args), "");
  return parse_arguments(args).options.value_or(Options{}).output;
}

TEST(Outputs, TakeTheirFormatFromTheSuffix) {
  const std::pair<const char*, Format> cases[] = {{"a.json", Format::json},
      {"a.ndjson", Format::ndjson}, {"a.jsonl", Format::ndjson}, {"a.csv", Format::csv},
      {"a.tsv", Format::tsv}, {"a.md", Format::markdown}, {"a.html", Format::html},
      {"A.HTML", Format::html}, {"a.txt", Format::table}, {"a", Format::table},
      {".hidden", Format::table}, {"x.y/a", Format::table}, {"/dev/null", Format::table},
      {"a.csv.json", Format::json}};
  for (const auto& [file, format] : cases) {
    const auto output = output_of({"d.csv", "-o", file});
    EXPECT_EQ(output.format, format) << file;
    EXPECT_EQ(output.file, file);
  }
  EXPECT_EQ(output_of({"d.csv", "-o", "a.csv", "-f", "json"}).format, Format::json);
  EXPECT_EQ(output_of({"batch", "d.csv", "-o", "a.txt"}).format, Format::ndjson);
  EXPECT_EQ(output_of({"batch", "d.csv", "-o", "a.csv"}).format, Format::csv);
  EXPECT_EQ(output_of({"plot", "forest", "d.csv", "-o", "a.svg"}).format, Format::svg);
}

TEST(Outputs, OfAnUnknownSuffixAreRefused) {
  EXPECT_EQ(errors_of({"d.csv", "-o", "a.pdf"}),
      "option --output: suffix '.pdf' of 'a.pdf' is not a format of 'culprit rank'; expected "
      ".json, .ndjson, .csv, .tsv, .md, .html, .txt or none, or --format\n");
  EXPECT_EQ(errors_of({"check", "d.csv", "-o", "a.html"}),
      "option --output: suffix '.html' of 'a.html' is not a format of 'culprit check'; "
      "expected .json, .txt or none, or --format\n");
  EXPECT_EQ(errors_of({"foods", "--unknown", "d.csv", "-o", "a.csv"}),
      "option --output: suffix '.csv' of 'a.csv' is not a format of 'culprit foods'; expected "
      ".txt or none, or --format\n");
  EXPECT_EQ(errors_of({"foods", "--unknown", "d.csv", "-o", "a.txt"}), "");
}

TEST(Outputs, MayBeSeveral) {
  const auto output = output_of({"d.csv", "-o", "a.html", "-o", "-", "-o", "b.json"});
  EXPECT_EQ(output.file, "a.html");
  EXPECT_EQ(output.format, Format::html);
  ASSERT_EQ(output.further.size(), 2U);
  EXPECT_EQ(output.further[0].file, "");
  EXPECT_EQ(output.further[0].format, Format::table);
  EXPECT_EQ(output.further[1].file, "b.json");
  EXPECT_EQ(output.further[1].format, Format::json);
  EXPECT_EQ(errors_of({"d.csv", "-f", "json", "-o", "a.json", "-o", "b.json"}),
      "option --format: given together with several --output; expected the suffix of each "
      "FILE to tell its format\n");
  for (const Arguments& args : {Arguments{"batch", "d.csv", "-o", "a.ndjson", "-o", "b.csv"},
           {"convert", "d.csv", "-o", "a.csv", "-o", "b.csv"},
           {"simulate", "-o", "a.csv", "-o", "b.csv"}})
    EXPECT_EQ(errors_of(args), "option --output: given 2 times; expected once, 'culprit " +
                                   args.front() + "' writes one result\n");
}

TEST(Outputs, OfTheConfigurationGiveWayToThoseOfTheCommandLine) {
  const ScratchFolder folder;
  folder.enter();
  std::ofstream{"c.toml"} << "output = [\"a.html\", \"b.json\"]\n";
  EXPECT_EQ(output_of({"d.csv", "--config", "c.toml"}).further.size(), 1U);
  const auto given = output_of({"d.csv", "--config", "c.toml", "-o", "x.csv"});
  EXPECT_EQ(given.file, "x.csv");
  EXPECT_TRUE(given.further.empty());
  std::ofstream{"c.toml"} << "format = json\n";
  EXPECT_EQ(output_of({"d.csv", "--config", "c.toml", "-o", "x"}).format, Format::json);
  EXPECT_EQ(output_of({"d.csv", "--config", "c.toml", "-o", "x.csv"}).format, Format::csv);
  std::ofstream{"c.toml"} << "format = json\noutput = result.out\n";
  EXPECT_EQ(output_of({"d.csv", "--config", "c.toml"}).format, Format::json);
}

TEST(Outputs, NeverReplaceWhatIsRead) {
  const ScratchFolder folder;
  folder.enter();
  std::ofstream{"d.csv"} << "date\n";
  std::ofstream{"mine.txt"} << "";
  std::ofstream{"c.toml"} << "";
  for (const Arguments& args : {Arguments{"d.csv", "--lexicon", "mine.txt", "-o", "mine.txt"},
           {"d.csv", "--config", "c.toml", "-f", "json", "-o", "c.toml"},
           {"d.csv", "--config", "c.toml", "--rejects", "./c.toml"},
           {"d.csv", "-o", "a.json", "-o", "d.csv"}, {"d.csv", "-o", "a.json", "-o", "./a.json"},
           {"d.csv", "-o", "-", "-o", "-"}, {"simulate", "-o", "b.csv", "--truth", "./b.csv"},
           {"d.csv", "-o", "x.txt", "--rejects", "./x.txt"}}) {
    const auto parsed = parse_arguments(args);
    EXPECT_EQ(parsed.errors.size(), 1U) << args.back() << errors_of(args);
    EXPECT_EQ(parsed.exit, ExitCode::usage) << args.back();
  }
  EXPECT_EQ(errors_of({"d.csv", "-o", "/dev/null", "-o", "/dev/null"}), "");
}

std::string content_of(const std::string& file) {
  std::ifstream in{file};
  return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(ResultFiles, AreWrittenTogetherOrNotAtAll) {
  const ScratchFolder folder;
  folder.enter();
  OutputOptions options;
  options.file = "a";
  options.further = {{.format = Format::json, .file = ""}, {.format = Format::csv, .file = "b"}};
  const CapturedStream out;
  {
    ResultFiles files{options, out.number()};
    EXPECT_THROW(files.write([](const Output& output) -> std::string {
      if (output.file == "b") throw std::runtime_error{"no"};
      return "x";
    }),
        std::runtime_error);
  }
  EXPECT_FALSE(std::filesystem::exists("a") || std::filesystem::exists("b"));
  EXPECT_TRUE(std::filesystem::is_empty("."));
  ResultFiles files{options, out.number()};
  files.write([](const Output& output) { return "<" + output.file + ">"; });
  EXPECT_EQ(content_of("a"), "<a>");
  EXPECT_EQ(content_of("b"), "<b>");
  EXPECT_EQ(out.text(), "x<>");
}

}  // namespace
}  // namespace culprit::cli
