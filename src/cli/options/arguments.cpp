#include "cli/options/arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/cli_texts.hpp"
#include "cli/files/output_file.hpp"
#include "cli/options/command_table.hpp"
#include "cli/options/values.hpp"
#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"
#include "report/terminal/terminal.hpp"

namespace culprit::cli {
namespace {

/// The option that a whole token such as `--lags` or `-f` names, or null.
const Option* option_of(std::string_view token, Command command) {
  if (token.starts_with("--")) return find_option(token.substr(2), command);
  if (token.size() != 2 || token[0] != '-') return nullptr;
  const auto table = option_table();
  const auto found = std::ranges::find(table, token.substr(1), &Option::short_name);
  return found == table.end() ? nullptr : find_option(found->name, command);
}

class Splitter {
 public:
  explicit Splitter(Command command) : command_{command} {
    result_.command = command;
    app_.set_help_flag();
    app_.allow_extras();
    for (const auto& row : option_table()) {
      const Option* option = find_option(row.name, command);
      if (option != &row) continue;
      auto names = fmt::format("--{}", option->name);
      if (!option->short_name.empty()) names += fmt::format(",-{}", option->short_name);
      auto* bound = option->is_flag() ? app_.add_flag(names)
                                      : app_.add_option(names, CLI::callback_t{})->expected(1);
      bound->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      bound_.emplace_back(option, bound);
    }
  }

  Arguments split(std::span<const std::string> args) {
    auto tokens = separate_values(args);
    std::reverse(tokens.begin(), tokens.end());
    try {
      app_.parse(std::move(tokens));
    } catch (const CLI::ParseError&) {
      // Only `-qf` and the like at the end of the line come here: the parse was complete but for
      // the value.
      add_missing_value(args.back());
    }
    for (const auto& token : app_.remaining())
      if (token.size() > 1 && token.starts_with('-')) add_unknown(token.substr(0, token.find('=')));
      else result_.operands.push_back(token);
    result_.operands.insert(result_.operands.end(), after_options_.begin(), after_options_.end());
    for (const auto& [option, bound] : bound_)
      if (!bound->results().empty()) result_.given[option] = bound->results();
    return std::move(result_);
  }

 private:
  /// `--name=value` as two tokens, so that an empty value stays one, and an error for each option
  /// whose value is missing because the line ends or another option follows.
  std::vector<std::string> separate_values(std::span<const std::string> args) {
    std::vector<std::string> tokens;
    for (std::size_t i = 0; i < args.size(); ++i) {
      const auto& token = args[i];
      if (token == "--") {
        after_options_ = args.subspan(i + 1);
        break;
      }
      const auto name = token.substr(0, token.starts_with("--") ? token.find('=') : token.npos);
      const Option* option = option_of(name, command_);
      if (option == nullptr || option->is_flag()) {
        tokens.push_back(token);
      } else if (name.size() < token.size()) {
        tokens.push_back(name);
        tokens.push_back(token.substr(name.size() + 1));
      } else if (i + 1 == args.size() || args[i + 1] == "--" ||
                 option_of(args[i + 1], command_) != nullptr) {
        add_missing_value(name);
      } else {
        tokens.push_back(token);
        tokens.push_back(args[++i]);
      }
    }
    return tokens;
  }

  void add_missing_value(std::string_view name) {
    result_.errors.push_back({.code = "missing_value", .text = say("missing_value", name)});
  }

  void add_unknown(const std::string& name) {
    std::vector<std::string> names;
    for (const auto& option : option_table())
      if (option.is_used_by(command_)) names.emplace_back(option.name);
    result_.errors.push_back({.code = "unknown_option",
        .text = fmt::format("option '{}' is unknown", name),
        .hint = did_you_mean(name, names, "--")});
  }

  Command command_;
  CLI::App app_;
  std::vector<std::pair<const Option*, const CLI::Option*>> bound_;
  std::span<const std::string> after_options_;  ///< everything behind `--`
  Arguments result_;
};

/// The first one of a format is named in messages; the others are as common elsewhere.
constexpr Word<Format> suffixes[] = {{Format::json, ".json"}, {Format::ndjson, ".ndjson"},
    {Format::ndjson, ".jsonl"}, {Format::ndjson, ".nd"}, {Format::csv, ".csv"},
    {Format::tsv, ".tsv"}, {Format::markdown, ".md"}, {Format::html, ".html"},
    {Format::html, ".htm"}, {Format::svg, ".svg"}, {Format::ics, ".ics"},
    {Format::markdown, ".markdown"}};

bool has(std::span<const Format> formats, Format format) {
  return std::ranges::find(formats, format) != formats.end();
}

/// `.json, .csv, .txt or none`
std::string suffixes_of(std::span<const Format> formats) {
  std::vector<std::string_view> words;
  for (const Format format : formats)
    if (const auto suffix = word_of(suffixes, format); !suffix.empty()) words.push_back(suffix);
  words.push_back(".txt");
  words.push_back("none");
  return either(words);
}

class Combinations {
 public:
  Combinations(Options& options, const Arguments& arguments, bool is_format_configured)
      : options_{options}, arguments_{arguments}, is_format_configured_{is_format_configured} {}

  std::vector<Message> check() {
    settle_outputs();
    check_files();
    // From here on an empty name is standard output.
    if (options_.output.file == "-") options_.output.file.clear();
    for (auto& output : options_.output.further)
      if (output.file == "-") output.file.clear();
    check_analysis();
    check_batch();
    check_simulation();
    check_trials();
    return std::move(errors_);
  }

 private:
  void settle_outputs() {
    auto outputs = std::exchange(options_.output.further, {});
    const CommandRule& rule = rule_of(options_.command);
    const bool has_format = arguments_.last("format") != nullptr;
    const bool has_many = outputs.size() > 1;
    error_if(has_many && has_format, say("format_of_many"));
    if (has_many && (!rule.has_many_outputs || options_.unknown))
      error(say("one_output", outputs.size(), rule.name));
    for (auto& output : outputs) {
      output.format = options_.output.format;
      if (!has_format && output.file != "-") settle_by_suffix(output);
    }
    error_if(options_.unknown && has_format && options_.output.format != Format::table,
        say("format_of_unknown"));
    if (outputs.empty()) return;
    static_cast<Output&>(options_.output) = std::move(outputs.front());
    outputs.erase(outputs.begin());
    options_.output.further = std::move(outputs);
  }

  void settle_by_suffix(Output& output) {
    const auto suffix = lower_case(std::filesystem::path{output.file}.extension().string());
    const bool is_configured = is_format_configured_ && arguments_.last("output") == nullptr;
    if (suffix.empty() || is_configured) return;
    const auto formats =
        options_.unknown ? std::span<const Format>{} : rule_of(options_.command).formats;
    const auto format = value_of(suffixes, suffix);
    if (suffix == ".txt") {
      if (!formats.empty()) output.format = formats.front();
    } else if (format && has(formats, *format)) {
      output.format = *format;
    } else {
      error(
          say("suffix", suffix, output.file, rule_of(options_.command).name, suffixes_of(formats)));
    }
  }

  void check_analysis() {
    const auto& engine = options_.pipeline.engine;
    if (engine.from && engine.to && *engine.from > *engine.to)
      error(say("from_after_to", to_iso(*engine.from), to_iso(*engine.to)));
    if (std::holds_alternative<HourWindows>(engine.lags) && engine.align == engine::Align::day)
      error(say("hours_of_days", to_string(engine.lags)));
    if (engine.scale && engine.important_change) {
      const double range = engine.scale->maximum - engine.scale->minimum;
      if (*engine.important_change > range)
        error(say(
            "change_beyond_scale", format_number(*engine.important_change), format_number(range)));
    }
  }

  /// What only batches can get wrong.
  void check_batch() {
    const auto& batch = options_.batch;
    if (options_.command != Command::batch) return;
    const bool is_csv = options_.output.format == Format::csv;
    error_if(batch.resume && options_.output.file.empty(), say("resume_stream"));
    error_if(batch.resume && is_csv, say("resume_csv"));
    error_if(batch.resume && !options_.rejects.empty(), say("resume_rejects"));
    error_if((batch.shard || batch.has_automatic_shard) && is_csv, say("shard_csv"));
    error_if(batch.fail_fast && batch.max_errors, say("two_limits"));
  }

  /// What the simulation cannot do, in the words of the command line, and options that say how
  /// another one is meant.
  void check_simulation() {
    constexpr std::pair<std::string_view, std::string_view> fields[] = {{"foods", "n-foods"},
        {"worse", "n-triggers"}, {"better", "n-protective"}, {"lowest_effect", "effect"},
        {"highest_effect", "effect"}, {"clusters", "n-clusters"}, {"minimum", "scale"},
        {"maximum", "scale"}, {"ratings_per_day", "ratings-per-day"}};
    constexpr std::pair<std::string_view, std::string_view> needs[] = {{"hidden-stress", "stress"},
        {"n-companions", "n-clusters"}, {"together", "n-clusters"}, {"miss", "follow"},
        {"slip", "follow"}};
    if (options_.command != Command::simulate) return;
    for (const auto& complaint : simulate::complaints(options_.simulation)) {
      const auto field = complaint.substr(0, complaint.find(" '"));
      const auto* const named = std::ranges::find(
          fields, std::string_view{field}, &std::pair<std::string_view, std::string_view>::first);
      errors_.push_back({.code = "bad_value",
          .text = fmt::format("option --{}: value{}",
              named == std::end(fields) ? std::string_view{field} : named->second,
              complaint.substr(field.size()))});
    }
    for (const auto& [name, other] : needs)
      if (arguments_.last(name) != nullptr && arguments_.last(other) == nullptr)
        error(say("needs_other", name, other));
  }

  /// What only plans and trials can get wrong.
  void check_trials() {
    using enum trial::About;
    const auto& plan = options_.trial.plan;
    const auto says = [&](trial::About word) { return std::ranges::count(plan.about, word); };
    if (const auto at = arguments_.given.find(find_option("food", options_.command));
        at != arguments_.given.end())
      error_if(at->second.size() > 1, say("several_foods"));
    if (options_.command == Command::plan) {
      if (plan.about.empty())
        errors_.push_back(
            {.code = "conflict", .text = say("about_missing"), .hint = adult_command()});
      error_if(plan.slow && plan.block_days, say("slow_blocks"));
      error_if(!plan.about.empty() && says(adult) + says(child) != 1, say("adult_or_child"));
      error_if(says(none) > 0 && plan.about.size() > 2, say("none_and_others"));
      error_if(!options_.trial.extend.empty() && !options_.food.empty(), say("food_of_extend"));
    }
    if (options_.command != Command::trial || options_.trial.carried_out.empty()) return;
    for (const auto* name : {"food", "source", "alpha", "important-change", "severity"})
      if (arguments_.last(name) != nullptr) error(say("settled_by_plan", name));
  }

  /// The command line with the word for most people.
  [[nodiscard]] std::string adult_command() const {
    const std::string food =
        options_.food.empty() ? "" : " --food " + report::shell_word(options_.food);
    return say("adult_command", food, joined(options_.diaries, " ", report::shell_word));
  }

  /// Nothing that is read is written, and no file is written twice.
  void check_files() {
    const bool has_lists = options_.command == Command::batch || options_.command == Command::pool;
    std::vector<ReadFile> read;
    for (const auto& diary : options_.diaries)
      if (has_lists && diary.starts_with('@'))
        read.push_back({diary.substr(1), "a list of diaries"});
      else read.push_back({diary, options_.command == Command::merge ? "a part" : "a diary"});
    if (!options_.lexicon.empty()) read.push_back({options_.lexicon, "the lexicon"});
    const auto& trial = options_.trial;
    for (const auto& plan : {trial.running, trial.extend, trial.carried_out, trial.followed})
      if (!plan.empty()) read.push_back({plan, "a plan"});
    if (const auto* config = arguments_.last("config"))
      read.push_back({*config, "the configuration"});
    const auto written = written_files(options_);
    for (auto& message : check_outputs(read, written)) errors_.push_back(std::move(message));
    const auto& further = options_.output.further;
    error_if(std::ranges::count(further, "-", &Output::file) + (options_.output.file == "-") > 1,
        say("output_twice"));
  }

  void error(std::string text) { errors_.push_back({.code = "conflict", .text = std::move(text)}); }
  void error_if(bool is_wrong, std::string text) {
    if (is_wrong) error(std::move(text));
  }

  Options& options_;
  const Arguments& arguments_;
  bool is_format_configured_;
  std::vector<Message> errors_;
};

}  // namespace

const std::string* Arguments::last(std::string_view name) const {
  const auto at = given.find(find_option(name, command));
  return at == given.end() ? nullptr : &at->second.back();
}

Arguments take_apart(std::span<const std::string> args, Command command) {
  return Splitter{command}.split(args);
}

std::vector<Message> check_combinations(
    Options& options, const Arguments& arguments, bool is_format_configured) {
  return Combinations{options, arguments, is_format_configured}.check();
}

std::vector<WrittenFile> written_files(const Options& options) {
  std::vector<WrittenFile> written;
  const auto add = [&](const Output& output) {
    const std::string path = output.file.empty() ? "-" : output.file;
    const bool is_known = path == "-" && std::ranges::count(written, path, &WrittenFile::path) > 0;
    if (!is_known) written.push_back({"--output", path});
  };
  add(options.output);
  for (const auto& output : options.output.further) add(output);
  written.push_back({"--rejects", options.rejects});
  written.push_back({"--truth", options.truth});
  return written;
}

}  // namespace culprit::cli
