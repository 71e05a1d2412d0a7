#include "cli/options/help.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/options/command_rules.hpp"
#include "cli/options/settings.hpp"

namespace culprit::cli {
namespace {

constexpr const char* rank_description = R"(Examples:
  culprit diary.csv
  culprit rank foods.csv ratings.csv --lags 0..3 -f json -o result.json

Ranks the foods of one person's diary by their lagged association with severity.)";

constexpr const char* check_description = R"(Examples:
  culprit check diary.csv
  culprit check diary.csv -f json --rejects rejected.csv

Says what was read, what was not and why, and how 'culprit rank' would end.
The options of 'rank' are understood; --format is table or json.)";

constexpr const char* explain_description = R"(Examples:
  culprit explain blueberry diary.csv
  culprit explain "red wine" foods.csv ratings.csv -f json

Says everything about one food: when it was eaten, the ratings after it, the
effect of each lag, what was eaten with it, and what is still needed.
The options of 'rank' are understood; --format is table, json or html.)";

constexpr const char* convert_description = R"(Examples:
  culprit convert bearable.csv -o diary.csv
  culprit convert foods.csv ratings.csv | culprit -

Writes any export as one canonical diary, an entry a row, that reads the same.
The options of 'rank' are understood; those of the diary change what is written.)";

constexpr const char* foods_description = R"(Examples:
  culprit foods "2 slices sourdough toast w/ butter"
  culprit foods --unknown diary.csv -o mine.txt

Says what the lexicon makes of phrases: items, ingredients, groups. With
--unknown, which phrases of diaries it does not know, as a file to be filled in
and given back by --lexicon. The options of 'rank' are understood; --format is
table or json.)";

constexpr const char* plot_description = R"(Examples:
  culprit plot forest diary.csv -o forest.svg
  culprit plot lags blueberry diary.csv -o lags.svg

Draws one figure as SVG. FIGURE is forest (effects with their intervals),
timeline (ratings, logged days, days of findings), lags FOOD (the effect of each
lag of one food) or coverage (which days hold foods and ratings).
The options of 'rank' are understood, but for --format.)";

constexpr const char* batch_description = R"(Examples:
  culprit batch exports/ -o results.ndjson
  culprit batch cohort.csv --shard 3/7 -o part3.ndjson --resume

Ranks the diaries of many people: a line of JSON (or some rows of CSV) each, in
the order of the files. A diary that cannot be used is a line, too.
The options of 'rank' are understood; --format is ndjson or csv.)";

constexpr const char* merge_description = R"(Examples:
  culprit merge part*.ndjson -o results.ndjson
  culprit merge results.ndjson -f csv -o results.csv

Makes one result of the parts of a batch, a part for each shard, the same as
without shards. --format is ndjson or csv.)";

constexpr const char* pool_description = R"(Examples:
  culprit pool exports/
  culprit pool cohort.csv -f html -o pooled.html

Puts the effects of each food in the diaries of many people together, found or
not, and says what holds on average and how much people differ.
The options of 'rank' are understood, but for --lags; --format is table, json
or html.)";

constexpr const char* help_text = R"(Example:
  culprit diary.csv

Ranks the foods of a symptom diary by their lagged association with severity.

Usage: culprit [COMMAND] [OPTIONS] DIARY...

Commands:
  rank     rank the foods of one person's diary (if no command is given)
  check    say what was read, what was not and why
  explain  say everything about one food
  convert  write any export as a canonical diary
  foods    say what the lexicon makes of a phrase
  plot     draw one figure as SVG
  batch    rank the diaries of many people, a line each
  merge    make one result of the parts of a batch
  pool     say what holds on average in many people
  simulate write a diary whose truth is known

Options of each command: culprit rank --help, culprit check --help,
culprit explain --help, culprit convert --help, culprit foods --help,
culprit plot --help, culprit batch --help, culprit merge --help,
culprit pool --help, culprit simulate --help
Version: culprit --version

DIARY is a CSV file, also with gzip or zstd, or - for standard input. Several
files are read as one diary.

Exit codes:
  0    done, whatever was found
  1    done, and --fail-on suspect was met
  3    done, but there is not enough data to say anything
  64   command line wrong
  65   data cannot be used
  66   file missing, unreadable, or a directory
  70   internal error
  73   output cannot be created
  74   reading or writing failed
  75   stopped by SIGTERM; a batch can be resumed
  78   configuration missing, malformed, or with an unknown setting
  130  interrupted
)";

/// Where the descriptions begin [columns].
constexpr std::size_t help_column = 25;

/// What `batch` and `pool` read.
constexpr const char* inputs_help = R"(
Inputs:
  INPUT                  a file of one person, or of many with a subject column;
                         a folder: all .csv, .tsv, .txt (also .gz, .zst) below
                         it; a pattern in quotes; - for standard input; a
                         manifest: a file with columns file and maybe subject,
                         or @FILE with a path a line
)";

bool is_about_many(const std::string& command) {
  return command.ends_with("batch") || command.ends_with("pool");
}

/// CLI11's help with our line of usage and our words about the diaries, which CLI11 is not told of:
/// it would take `[a,b]` apart.
class HelpFormatter final : public CLI::Formatter {
 public:
  std::string make_usage(const CLI::App* app, std::string name) const override {
    const std::string command = name.empty() ? app->get_name() : name;
    if (command.ends_with("foods"))
      return fmt::format(
          "\nUsage: {0} [OPTIONS] TEXT...\n       {0} [OPTIONS] --unknown DIARY...\n", command);
    if (is_about_many(command)) return fmt::format("\nUsage: {} [OPTIONS] INPUT...\n", command);
    if (command.ends_with("merge")) return fmt::format("\nUsage: {} [OPTIONS] PART...\n", command);
    return fmt::format("\nUsage: {} [OPTIONS]{} DIARY...\n", command,
                       command.ends_with("explain") ? " FOOD"
                       : command.ends_with("plot")  ? " FIGURE [FOOD]"
                                                    : "");
  }

  std::string make_positionals(const CLI::App* app) const override {
    if (app->get_name().ends_with("foods"))
      return "\nPhrases and diaries:\n  TEXT                   phrases, or - for standard input, a "
             "phrase a line\n  DIARY                  files, or - for standard input; read as one "
             "diary\n";
    if (is_about_many(app->get_name())) return inputs_help;
    if (app->get_name().ends_with("merge"))
      return "\nParts:\n  PART                   results of 'culprit batch --shard I/N', each "
             "once, or "
             "a\n                         whole result\n";
    return "\nDiaries:\n  DIARY                  files, or - for standard input; read as one "
           "diary\n";
  }
};

CLI::Option* add_flag(CLI::App& app, const std::string& names, const std::string& help) {
  return app.add_flag(names, help)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

CLI::Option* add_option(CLI::App& app, const std::string& names, const std::string& help) {
  return app.add_option(names, CLI::callback_t{}, help)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

}  // namespace

void describe_options(CLI::App& app, Command command) {
  switch (command) {
    case Command::rank:
      app.name("culprit rank")->description(rank_description);
      break;
    case Command::check:
      app.name("culprit check")->description(check_description);
      break;
    case Command::explain:
      app.name("culprit explain")->description(explain_description);
      break;
    case Command::foods:
      app.name("culprit foods")->description(foods_description);
      break;
    case Command::convert:
      app.name("culprit convert")->description(convert_description);
      break;
    case Command::plot:
      app.name("culprit plot")->description(plot_description);
      break;
    case Command::batch:
      app.name("culprit batch")->description(batch_description);
      break;
    case Command::merge:
      app.name("culprit merge")->description(merge_description);
      break;
    case Command::pool:
      app.name("culprit pool")->description(pool_description);
      break;
  }
  app.set_help_flag();
  app.allow_extras();
  app.formatter(std::make_shared<HelpFormatter>());
  app.get_formatter()->column_width(help_column);
  for (const auto& setting : settings()) {
    auto names = fmt::format("--{}", setting.name);
    if (!setting.short_name.empty()) names = fmt::format("-{},{}", setting.short_name, names);
    auto* option = setting.is_flag() ? add_flag(app, names, std::string{setting.help})
                                     : add_option(app, names, std::string{setting.help});
    if (!setting.is_flag()) option->type_name(std::string{setting.value});
    // What is of no use to the command is understood, to say so, but not shown.
    option->group(applies(setting, command) ? std::string{setting.group} : std::string{});
  }
  add_option(app, "--config", "read settings from FILE: lines of key = value")
      ->type_name("FILE")
      ->group("Other");
  add_flag(app, "-h,--help", "print this help")->group("Other");
  add_flag(app, "--version", "print the version")->group("Other");
}

std::string command_help(const CLI::App& app) {
  auto text = CLI::detail::find_and_replace(app.help(), "\n\n\n", "\n\n");
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

std::string general_help() { return help_text; }

}  // namespace culprit::cli
