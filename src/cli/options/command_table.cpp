#include "cli/options/command_table.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace culprit::cli {
namespace {

constexpr std::array rank_formats{Format::table, Format::json,     Format::ndjson, Format::csv,
                                  Format::tsv,   Format::markdown, Format::html};
constexpr std::array table_or_json{Format::table, Format::json};
constexpr std::array table_json_html{Format::table, Format::json, Format::html};
constexpr std::array only_csv{Format::csv};
constexpr std::array only_svg{Format::svg};
constexpr std::array lines_or_rows{Format::ndjson, Format::csv};

constexpr std::string_view diary_operands = R"(Diaries:
  DIARY                  files, read as one diary; - is standard input, which is
                         also read if no file is given and something is piped in
)";

/// What `batch` and `pool` read.
constexpr std::string_view input_operands = R"(Inputs:
  INPUT                  a file of one person, or of many with a subject column;
                         a folder: all .csv, .tsv, .txt (also .gz, .zst) below
                         it; a pattern in quotes; - for standard input; a
                         manifest: a file with columns file and maybe subject,
                         or @FILE with a path a line
)";

constexpr CommandRule all_commands[] = {
    {Command::rank, "rank", "rank the foods of one person's diary (if no command is given)",
     rank_formats, true, "DIARY...",
     R"(Examples:
  culprit diary.csv
  culprit rank foods.csv ratings.csv --lags 0..3 -o report.html -o result.json

Ranks the foods of one person's diary by their lagged association with severity.
)",
     diary_operands},
    {Command::check, "check", "say what was read, what was not and why", table_or_json, true,
     "DIARY...",
     R"(Examples:
  culprit check diary.csv
  culprit check diary.csv -f json --rejects rejected.csv

Says what was read, what was not and why, and how 'culprit rank' would end.
)",
     diary_operands},
    {Command::explain, "explain", "say everything about one food", table_json_html, true,
     "FOOD DIARY...",
     R"(Examples:
  culprit explain blueberry diary.csv
  culprit explain "red wine" foods.csv ratings.csv -f json

Says everything about one food: when it was eaten, the ratings after it, the
effect of each lag, what was eaten with it, and what is still needed.
)",
     diary_operands},
    {Command::convert, "convert", "write any export as a canonical diary", only_csv, false,
     "DIARY...",
     R"(Examples:
  culprit convert bearable.csv -o diary.csv
  culprit convert foods.csv ratings.csv | culprit

Writes any export as one canonical diary, an entry a row, that reads the same.
)",
     diary_operands},
    {Command::foods, "foods", "say what the lexicon makes of a phrase", table_or_json, true,
     "TEXT...\n--unknown DIARY...",
     R"(Examples:
  culprit foods "2 slices sourdough toast w/ butter"
  culprit foods --unknown diary.csv -o mine.txt

Says what the lexicon makes of phrases: items, ingredients, groups. With
--unknown, which phrases of diaries it does not know, as a file to fill in and
to give back with --lexicon; the options of the diary are for --unknown.
)",
     R"(Phrases and diaries:
  TEXT                   phrases, or - for standard input, a phrase a line
  DIARY                  files, or - for standard input; read as one diary
)"},
    {Command::plot, "plot", "draw one figure as SVG", only_svg, true, "FIGURE [FOOD] DIARY...",
     R"(Examples:
  culprit plot forest diary.csv -o forest.svg
  culprit plot lags blueberry diary.csv -o lags.svg

Draws one figure as SVG. FIGURE is forest (effects with their intervals),
timeline (ratings, logged days, days of findings), lags FOOD (the effect of each
lag of one food) or coverage (which days hold foods and ratings).
)",
     diary_operands},
    {Command::batch, "batch", "rank the diaries of many people, a line each", lines_or_rows, false,
     "INPUT...",
     R"(Examples:
  culprit batch exports/ -o results.ndjson
  culprit batch cohort.csv --shard 3/7 -o part3.ndjson --resume

Ranks the diaries of many people: a line of JSON (or some rows of CSV) each, in
the order of the files. A diary that cannot be used is a line, too.
)",
     input_operands},
    {Command::merge, "merge", "make one result of the parts of a batch", lines_or_rows, false,
     "PART...",
     R"(Examples:
  culprit merge part*.ndjson -o results.ndjson
  culprit merge results.ndjson -f csv -o results.csv

Makes one result of the parts of a batch, a part for each shard, the same as
without shards.
)",
     R"(Parts:
  PART                   results of 'culprit batch --shard I/N', each once, or a
                         whole result
)"},
    {Command::pool, "pool", "say what holds on average in many people", table_json_html, true,
     "INPUT...",
     R"(Examples:
  culprit pool exports/
  culprit pool cohort.csv -f html -o pooled.html

Puts the effects of each food in the diaries of many people together, found or
not, and says what holds on average and how much people differ.
)",
     input_operands},
    {Command::simulate, "simulate", "write a diary whose truth is known", only_csv, false, "",
     R"(Examples:
  culprit simulate -o diary.csv --truth truth.json
  culprit simulate --days 365 --n-triggers 1 --effect 1 | culprit

Writes a diary of canonical CSV whose truth is known: to learn the program, to
test it, to ask whether so many days would be enough.
)",
     ""},
    {Command::blank_diary, "template", "write a diary to fill in", only_csv, false, "[long|wide]",
     R"(Examples:
  culprit template -o diary.csv
  culprit template wide

Writes a header and three invented days, to be replaced by your own: long (an
entry a row, what is meant where neither is given) or wide (a day a row).
)",
     ""},
    {Command::help,
     "help",
     "print this help, or the help of a command",
     {},
     false,
     "[COMMAND]",
     "",
     ""},
    {Command::version, "version", "print the version", {}, false, "", "", ""},
};

}  // namespace

std::span<const CommandRule> command_table() { return all_commands; }

const CommandRule& rule_of(Command command) {
  const auto* const at = std::ranges::find(all_commands, command, &CommandRule::command);
  if (at == std::end(all_commands))
    throw std::logic_error("rule_of: command has no rule, but must have!");
  return *at;
}

const CommandRule* find_command(std::string_view name) {
  const auto* const at = std::ranges::find(all_commands, name, &CommandRule::name);
  return at == std::end(all_commands) ? nullptr : at;
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const auto& rule : all_commands) names.emplace_back(rule.name);
  return names;
}

}  // namespace culprit::cli
