#include "cli/options/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/cli_texts.hpp"
#include "cli/options/arguments.hpp"
#include "cli/options/command_table.hpp"
#include "cli/options/config_file.hpp"
#include "cli/options/option_table.hpp"
#include "cli/options/values.hpp"
#include "culprit/core/word_table.hpp"

namespace culprit::cli {
namespace {

constexpr Word<Plot> figures[] = {{Plot::forest, "forest"}, {Plot::timeline, "timeline"},
    {Plot::lags, "lags"}, {Plot::coverage, "coverage"}};
constexpr Word<BlankDiary> blank_diaries[] = {
    {BlankDiary::long_rows, "long"}, {BlankDiary::wide, "wide"}};

std::string_view figure_rule = "forest, timeline, lags FOOD or coverage";

/// Understands one command line; a call of `parse` uses it up.
class ArgumentParser {
 public:
  explicit ArgumentParser(StandardInput input) : input_{input} {}

  ParsedArguments parse(std::span<const std::string> args) {
    const auto rest = take_command(args);
    arguments_ = take_apart(rest, options_.command);
    for (auto& message : arguments_.errors) errors_.push_back(std::move(message));
    ParsedArguments parsed;
    if (auto text = help_asked_for()) {
      parsed.text = std::move(*text);
      return parsed;
    }
    apply_config();
    apply_command_line();
    take_operands();
    take_standard_input();
    check_inputs();
    settle_format();
    for (auto& message : check_combinations(options_, arguments_, configured_format_.has_value()))
      errors_.push_back(std::move(message));
    return finish(std::move(parsed));
  }

 private:
  void error(std::string code, std::string text, std::string hint = {}) {
    errors_.push_back({.code = std::move(code), .text = std::move(text), .hint = std::move(hint)});
  }

  std::span<const std::string> take_command(std::span<const std::string> args) {
    if (args.empty()) return args;
    const auto& word = args.front();
    if (const auto* rule = find_command(word)) {
      options_.command = rule->command;
      has_command_ = true;
      return args.subspan(1);
    }
    std::error_code ignored;
    const bool may_be_command = !word.starts_with('-') &&
                                word.find_first_of("./") == std::string::npos &&
                                !std::filesystem::exists(word, ignored);
    const auto near = misspelt(word, command_names());
    if (!may_be_command || !near) return args;
    is_command_unknown_ = true;
    error("unknown_command", say("unknown_command", word, either(command_names())),
        fmt::format("did you mean '{}'?", *near));
    return args.subspan(1);
  }

  /// The text of `--help`, `help [COMMAND]` and the like, if that is what is wanted.
  [[nodiscard]] std::optional<std::string> help_asked_for() {
    const auto command = options_.command;
    if (arguments_.last("help") != nullptr)
      return has_command_ && command != Command::help ? command_help(command) : general_help();
    if (arguments_.last("version") != nullptr ||
        (command == Command::version && errors_.empty() && arguments_.operands.empty()))
      return fmt::format("culprit {}\n", version());
    if (command != Command::help || !errors_.empty() || arguments_.operands.size() > 1)
      return std::nullopt;
    if (arguments_.operands.empty()) return general_help();
    const auto& word = arguments_.operands.front();
    if (const auto* rule = find_command(lower_case(word))) return command_help(rule->command);
    error("unknown_command", say("unknown_command", word, either(command_names())),
        did_you_mean(word, command_names()));
    return std::nullopt;
  }

  void apply_config() {
    const auto* path = arguments_.last("config");
    if (path == nullptr || !find_option("config", options_.command)->is_used_by(options_.command))
      return;
    auto config = read_config(*path);
    config_errors_ = std::move(config.errors);
    for (const auto& entry : config.entries) apply_setting(entry);
  }

  /// A setting of other commands is validated, but has no effect.
  void apply_setting(const ConfigEntry& entry) {
    const Option* option = find_option(entry.key, options_.command);
    if (option == nullptr || !option->is_setting) {
      std::vector<std::string> names;
      for (const auto& row : option_table())
        if (row.is_setting) names.emplace_back(row.name);
      auto message = config_message(entry, entry.key_place, "unknown_setting",
          fmt::format("setting '{}' is unknown", entry.key));
      message.hint = did_you_mean(entry.key, names);
      config_errors_.push_back(std::move(message));
      return;
    }
    Options unused = options_;
    const bool is_used = option->is_used_by(options_.command);
    for (const auto& value : entry.values) {
      if (const auto complaint = option->type.take(is_used ? options_ : unused, value)) {
        config_errors_.push_back(config_message(entry, entry.value_place, "bad_value",
            fmt::format("setting {}: {}", entry.key, complaint->text)));
        config_errors_.back().hint = complaint->hint;
      }
    }
    if (entry.key == "format") configured_format_ = entry;
  }

  void apply_command_line() {
    // In the order of the table: some values reset what later ones refine.
    for (const auto& option : option_table()) {
      const auto at = arguments_.given.find(&option);
      if (at != arguments_.given.end()) apply_option(option, at->second);
    }
    if (arguments_.last("quiet") != nullptr && arguments_.last("verbose") != nullptr)
      error("conflict", say("quiet_and_verbose"));
  }

  void apply_option(const Option& option, const std::vector<std::string>& values) {
    if (!option.is_used_by(options_.command) && !is_command_unknown_) {
      std::vector<std::string> users;
      for (const auto& rule : command_table())
        if (find_option(option.name, rule.command)->is_used_by(rule.command))
          users.emplace_back(rule.name);
      return error(
          "conflict", say("not_used", option.name, rule_of(options_.command).name, either(users)));
    }
    if (!option.type.take) return;
    if (option.is_flag() && values.back() != "true")
      return error("unexpected_value", say("flag_with_value", option.name, values.back()));
    // Of a repeated option the last value counts, but outputs add up.
    const bool adds_up = option.name == "output";
    if (adds_up) options_.output.further.clear();
    for (std::size_t i = adds_up ? 0 : values.size() - 1; i < values.size(); ++i) {
      if (auto complaint = option.type.take(options_, values[i]))
        error("bad_value", fmt::format("option --{}: {}", option.name, complaint->text),
            std::move(complaint->hint));
    }
  }

  void take_operands() {
    options_.diaries = std::move(arguments_.operands);
    switch (options_.command) {
      case Command::explain: return take_food();
      case Command::plot: return take_figure();
      case Command::blank_diary: return take_layout();
      case Command::help:
        if (options_.diaries.size() > 1) return refuse_operands();
        return options_.diaries.clear();  // an unknown command: that is an error already
      case Command::simulate:
      case Command::version: return refuse_operands();
      default: return;
    }
  }

  std::string take_word() {
    std::string word = std::move(options_.diaries.front());
    options_.diaries.erase(options_.diaries.begin());
    return word;
  }

  /// The first word as a value of the table, or an error that names the choices.
  template <typename Enum, std::size_t n> std::optional<Enum> take_choice(
      std::string_view noun, const Word<Enum> (&table)[n], std::string_view rule) {
    const std::string word = take_word();
    const auto value = value_of(table, lower_case(word));
    std::vector<std::string> words;
    for (const auto& entry : table) words.emplace_back(entry.word);
    if (!value)
      error(fmt::format("bad_{}", noun),
          fmt::format("unknown {} '{}'; expected {}", noun, word, rule), did_you_mean(word, words));
    return value;
  }

  /// The first word of `explain` is its food.
  void take_food() {
    if (options_.diaries.empty()) return error("no_food_given", say("no_food_given"));
    options_.food = take_word();
  }

  /// The first word of `plot` is its figure; of `lags`, the next one is the food.
  void take_figure() {
    if (options_.diaries.empty())
      return error("no_figure", fmt::format("no figure is given; expected {}", figure_rule));
    const auto figure = take_choice("figure", figures, figure_rule);
    options_.plot = figure.value_or(options_.plot);
    if (figure == Plot::lags) take_food();
  }

  void take_layout() {
    if (options_.diaries.empty()) return;
    const auto layout = take_choice("layout", blank_diaries, "long or wide");
    options_.blank_diary = layout.value_or(options_.blank_diary);
    refuse_operands();
  }

  void refuse_operands() {
    for (const auto& word : std::exchange(options_.diaries, {}))
      error("unexpected_word", say("unexpected_word", word));
  }

  /// Without an operand, what is piped in is the diary, or the phrases of `foods`.
  void take_standard_input() {
    const auto command = options_.command;
    const bool has_phrases = command == Command::foods && !options_.unknown;
    if (has_phrases) options_.phrases = std::exchange(options_.diaries, {});
    auto& words = has_phrases ? options_.phrases : options_.diaries;
    if (!rule_of(command).reads || !words.empty()) return;
    if (input_ == StandardInput::piped) words.emplace_back("-");
    else if (has_phrases) error("no_text", say("no_text"));
    else error("no_diary", say("no_diary"));
  }

  void check_inputs() {
    const auto& diaries = options_.diaries;
    if (std::ranges::count(diaries, "-") > 1) error("conflict", say("input_twice"));
    if (std::ranges::count(diaries, "") > 0)
      error("no_diary", "diary '' has no name; expected a file");
  }

  /// Not every command has every format; where none is given its own is meant.
  void settle_format() {
    const CommandRule& rule = rule_of(options_.command);
    const auto* given = arguments_.last("format");
    if (rule.formats.empty() || (options_.unknown && given == nullptr)) return;
    auto& format = options_.output.format;
    if (given == nullptr && !configured_format_) format = rule.formats.front();
    if (std::ranges::find(rule.formats, format) != rule.formats.end()) return;
    const auto text =
        say("not_a_format", given != nullptr ? *given : configured_format_->values.back(),
            rule.name, either(format_words(options_.command)));
    if (given != nullptr) return error("bad_value", "option --format: value " + text);
    config_errors_.push_back(config_message(*configured_format_, configured_format_->value_place,
        "bad_value", "setting format: value " + text));
  }

  ParsedArguments finish(ParsedArguments parsed) {
    parsed.error_format = options_.messages.format;
    parsed.help_command = has_command_ ? rule_of(options_.command).name : "";
    if (errors_.empty() && config_errors_.empty()) {
      parsed.options = std::move(options_);
      return parsed;
    }
    parsed.exit = errors_.empty() ? ExitCode::bad_configuration : ExitCode::usage;
    for (auto& message : errors_) {
      // A slip that is made twice is shown once.
      if (std::ranges::find(parsed.errors, message) == parsed.errors.end())
        parsed.errors.push_back(std::move(message));
    }
    const auto shown = std::max<std::size_t>(options_.messages.max_per_reason, 1);
    const auto more = config_errors_.size() - std::min(config_errors_.size(), shown);
    config_errors_.resize(config_errors_.size() - more);
    parsed.errors.insert(parsed.errors.end(), config_errors_.begin(), config_errors_.end());
    if (more > 0)
      parsed.errors.push_back(
          {.code = "more_errors", .text = fmt::format("{} more settings are wrong", more)});
    return parsed;
  }

  StandardInput input_;
  bool has_command_ = false;
  bool is_command_unknown_ = false;
  Arguments arguments_;
  Options options_;
  std::vector<Message> errors_;
  std::vector<Message> config_errors_;
  std::optional<ConfigEntry> configured_format_;
};

}  // namespace

ParsedArguments parse_arguments(std::span<const std::string> args, StandardInput input) {
  return ArgumentParser{input}.parse(args);
}

}  // namespace culprit::cli
