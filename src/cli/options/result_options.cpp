#include "cli/options/command_table.hpp"
#include "cli/options/option_table.hpp"
#include "cli/options/values.hpp"

namespace culprit::cli {
namespace {

constexpr Word<Format> formats[] = {{Format::table, "table"}, {Format::json, "json"},
    {Format::ndjson, "ndjson"}, {Format::csv, "csv"}, {Format::tsv, "tsv"},
    {Format::markdown, "markdown"}, {Format::html, "html"}, {Format::svg, "svg"}};
constexpr Word<Color> colors[] = {
    {Color::automatic, "auto"}, {Color::always, "always"}, {Color::never, "never"}};
constexpr Word<ErrorFormat> error_formats[] = {
    {ErrorFormat::text, "text"}, {ErrorFormat::json, "json"}};
constexpr Word<report::Words> wordings[] = {
    {report::Words::plain, "plain"}, {report::Words::technical, "technical"}};
constexpr Word<bool> failures[] = {{true, "suspect"}};

/// The command decides which of the formats it has (see `Combinations`).
Taken take_format(Options& options, const std::string& value) {
  const auto found = value_of(formats, lower_case(value));
  if (!found) return unknown_word("format", value, format_words(options.command));
  options.output.format = *found;
  return fine;
}

/// One more place of the result. Its format is settled later.
Taken take_output(Options& options, const std::string& value) {
  if (value.empty()) return wrong(value, "is empty", "the name of a file");
  options.output.further.push_back({.file = value});
  return fine;
}

Taken take_truth(Options& options, const std::string& value) {
  if (value == "-")
    return wrong(value, "is not a file", "one, because standard output holds the diary");
  if (value.empty()) return wrong(value, "is empty", "the name of a file");
  options.truth = value;
  return fine;
}

/// The later of `quiet` and `verbose` counts: a command line may overrule its configuration.
ValueType loudness(bool MessageOptions::*wanted, bool MessageOptions::*other) {
  return {[=](Options& options, const std::string& value) -> Taken {
    auto complaint = flag(wanted).take(options, value);
    if (options.messages.*wanted) options.messages.*other = false;
    return complaint;
  }};
}

}  // namespace

std::vector<std::string_view> format_words(Command command) {
  std::vector<std::string_view> words;
  for (const Format each : rule_of(command).formats) words.push_back(word_of(formats, each));
  return words;
}

void add_result_options(std::vector<Option>& table) {
  using enum Command;
  constexpr std::string_view group = "The result";
  constexpr std::string_view messages = "Messages";
  constexpr std::string_view other = "Other";
  constexpr Commands tables = any_of(rank, check, explain, Command::foods, pool);
  constexpr Commands writing = configured | any_of(Command::simulate, blank_diary);
  constexpr Commands everything = writing | any_of(help, Command::version);
  add(table, group, writing,
      {
          {"format", "FORMAT", "of the result", take_format, "", configured, "f"},
          {"output", "FILE", "write into FILE, only when complete; its suffix gives the format",
              ValueType{take_output, Completion::file}, "", 0, "o"},
          {"truth", "FILE", "write what the diary hides to FILE (JSON)",
              ValueType{take_truth, Completion::file}, "", only(Command::simulate)},
          {"words", "WORDS", "how certainty is told",
              choice("words", wordings, &OutputOptions::words), "plain", any_of(rank, explain)},
          {"color", "WHEN", "colours in the table",
              choice("choice of colour", colors, &OutputOptions::color), "auto", tables},
          {"ascii", "", "no characters outside ASCII in the table", flag(&OutputOptions::ascii), "",
              tables},
          {"fail-on", "WHAT", "exit code 1 if there is one",
              choice("outcome", failures, &Options::fail_on_suspect), "",
              any_of(rank, check, explain, batch)},
      });
  add(table, messages, writing,
      {
          {"rejects", "FILE", "write every rejected row or cell into FILE (CSV)",
              file(&Options::rejects), "", reading},
          {"max-messages", "N", "messages shown of each kind",
              whole(&MessageOptions::max_per_reason, 0, 1'000'000), "20", reading},
          {"error-format", "FORMAT", "how errors look",
              choice("format of messages", error_formats, &MessageOptions::format), "text"},
          {"quiet", "", "errors only", loudness(&MessageOptions::quiet, &MessageOptions::verbose),
              "", configured, "q"},
          {"verbose", "", "say more: every file, every row",
              loudness(&MessageOptions::verbose, &MessageOptions::quiet), "", reading, "v"},
      });
  add(table, other, writing,
      {{"config", "FILE", "read settings from FILE: lines of key = value", {}, "", configured},
          {"help", "", "print this help", {}, "", everything, "h"},
          {"version", "", "print the version", {}, "", everything, "V"}});
}

}  // namespace culprit::cli
