#include "cli/options/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/options/command_rules.hpp"
#include "cli/options/config_file.hpp"
#include "cli/options/help.hpp"
#include "cli/options/settings.hpp"
#include "cli/options/values.hpp"
#include "culprit/core/text.hpp"

namespace culprit::cli {
namespace {

constexpr std::size_t suggestion_distance = 2;
constexpr std::string_view switches[] = {"help", "version"};

/// Words kept for commands to come: unknown, but never taken for a file that is missing.
constexpr std::string_view reserved[] = {"plan", "trial"};

std::string did_you_mean(std::string_view word) { return fmt::format("did you mean '{}'?", word); }

/// All long options with their dashes.
std::vector<std::string> option_names() {
  std::vector<std::string> names{"--config"};
  for (const auto name : switches) names.push_back(fmt::format("--{}", name));
  for (const auto& setting : settings()) names.push_back(fmt::format("--{}", setting.name));
  return names;
}

/// What a token like `--lags` or `-f` names: an option with a value, one without, or none.
enum class TokenKind { with_value, without_value, none };
TokenKind kind_of(std::string_view token) {
  if (token == "--config") return TokenKind::with_value;
  if (token == "-h" || token == "--help" || token == "--version") return TokenKind::without_value;
  for (const auto& setting : settings()) {
    const bool is_long = token.starts_with("--") && token.substr(2) == setting.name;
    const bool is_short = !setting.short_name.empty() && token.size() == 2 && token[0] == '-' &&
                          token.substr(1) == setting.short_name;
    if (is_long || is_short)
      return setting.is_flag() ? TokenKind::without_value : TokenKind::with_value;
  }
  return TokenKind::none;
}

/// Understands one command line; a call of `parse` uses it up.
class ArgumentParser {
 public:
  ParsedArguments parse(std::span<const std::string> args);

 private:
  std::span<const std::string> take_command(std::span<const std::string> args);
  std::vector<std::string> separate_values(std::span<const std::string> args);
  void tokenise(std::span<const std::string> args);
  void add_unknown(const std::string& token);
  void take_food();
  void take_figure();
  void take_phrases();
  void check_lexicon();
  void apply_config();
  void apply_command_line();
  void check_together();
  void check_format();
  void check_applicable();
  void check_batch();
  void check_outputs();
  void usage_error(std::string code, std::string text, std::string hint = {});
  [[nodiscard]] std::optional<std::string> last_value(std::string_view name) const;

  CLI::App app_;
  std::span<const std::string> after_options_;  ///< what stands behind `--`
  Options options_;
  std::vector<Message> usage_errors_;
  std::vector<Message> config_errors_;
  std::optional<ConfigEntry> configured_format_;
};

void ArgumentParser::usage_error(std::string code, std::string text, std::string hint) {
  usage_errors_.push_back(
      {.code = std::move(code), .text = std::move(text), .hint = std::move(hint)});
}

std::optional<std::string> ArgumentParser::last_value(std::string_view name) const {
  const auto* option = app_.get_option(fmt::format("--{}", name));
  if (option->results().empty()) return std::nullopt;
  return option->results().back();
}

std::span<const std::string> ArgumentParser::take_command(std::span<const std::string> args) {
  if (args.empty()) return args;
  const auto& word = args.front();
  std::vector<std::string> names;
  for (const auto& rule : command_rules()) {
    names.emplace_back(rule.name);
    if (rule.name != word) continue;
    options_.command = rule.command;
    return args.subspan(1);
  }
  names.emplace_back("simulate");  // parsed apart: it has no diary to read
  std::error_code ignored;
  const bool may_be_command = !word.starts_with('-') &&
                              word.find_first_of("./") == std::string::npos &&
                              !std::filesystem::exists(word, ignored);
  const auto near = nearest_word(word, names, suggestion_distance);
  const bool is_reserved = std::ranges::find(reserved, word) != std::end(reserved);
  if (!may_be_command || (!near && !is_reserved)) return args;
  usage_error("unknown_command",
              fmt::format("command '{}' is unknown; expected rank, check, explain, convert, foods, "
                          "plot, batch, merge, pool or simulate",
                          word),
              near && !is_reserved ? did_you_mean(*near) : std::string{});
  return args.subspan(1);
}

/// `--name=value` as two tokens, so that an empty value stays one, and an error for each option
/// whose value is missing because the line ends or another option follows.
std::vector<std::string> ArgumentParser::separate_values(std::span<const std::string> args) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const auto& token = args[i];
    if (token == "--") {
      after_options_ = args.subspan(i + 1);
      break;
    }
    const auto name = token.substr(0, token.starts_with("--") ? token.find('=') : token.npos);
    if (kind_of(name) != TokenKind::with_value) {
      tokens.push_back(token);
    } else if (name.size() < token.size()) {
      tokens.push_back(name);
      tokens.push_back(token.substr(name.size() + 1));
    } else if (i + 1 == args.size() || args[i + 1] == "--" ||
               kind_of(args[i + 1]) != TokenKind::none) {
      usage_error("missing_value", fmt::format("option {}: value is missing; expected one", name));
    } else {
      tokens.push_back(token);
      tokens.push_back(args[++i]);
    }
  }
  return tokens;
}

void ArgumentParser::add_unknown(const std::string& token) {
  const auto name = token.substr(0, token.find('='));
  const auto near = nearest_word(name, option_names(), suggestion_distance);
  usage_error("unknown_option", fmt::format("option '{}' is unknown", name),
              near ? did_you_mean(*near) : std::string{});
}

void ArgumentParser::tokenise(std::span<const std::string> args) {
  describe_options(app_, options_.command);
  auto tokens = separate_values(args);
  std::reverse(tokens.begin(), tokens.end());
  try {
    app_.parse(std::move(tokens));
  } catch (const CLI::ArgumentMismatch& error) {
    // Only `-qf` and the like at the end of the line come here: the parse was complete but for it.
    usage_error("missing_value",
                fmt::format("option {}: value is missing; expected one",
                            error.get_name() == "ArgumentMismatch" ? std::string{args.back()}
                                                                   : error.get_name()));
  }
  for (const auto& token : app_.remaining()) {
    if (token.size() > 1 && token.starts_with('-'))
      add_unknown(token);
    else
      options_.diaries.push_back(token);
  }
  options_.diaries.insert(options_.diaries.end(), after_options_.begin(), after_options_.end());
}

/// The first word of `explain` is its food.
void ArgumentParser::take_food() {
  if (options_.diaries.empty()) {
    usage_error("no_food_given", "no food is given; expected its name before the files");
    return;
  }
  options_.food = std::move(options_.diaries.front());
  options_.diaries.erase(options_.diaries.begin());
}

/// The first word of `plot` is its figure; of `lags`, the next one is the food.
void ArgumentParser::take_figure() {
  constexpr std::pair<std::string_view, Plot> figures[] = {{"forest", Plot::forest},
                                                           {"timeline", Plot::timeline},
                                                           {"lags", Plot::lags},
                                                           {"coverage", Plot::coverage}};
  constexpr std::string_view rule = "expected forest, timeline, lags FOOD or coverage";
  if (options_.diaries.empty()) {
    usage_error("no_figure", fmt::format("no figure is given; {}", rule));
    return;
  }
  const std::string word = options_.diaries.front();
  options_.diaries.erase(options_.diaries.begin());
  const auto* found =
      std::ranges::find(figures, std::string_view{word}, &std::pair<std::string_view, Plot>::first);
  if (found == std::end(figures)) {
    usage_error("bad_figure", fmt::format("figure '{}' is unknown; {}", word, rule));
    return;
  }
  options_.plot = found->second;
  if (options_.plot == Plot::lags) take_food();
}

/// Without `--unknown` the words of `foods` are phrases, not files.
void ArgumentParser::take_phrases() {
  if (options_.unknown) return;
  options_.phrases = std::move(options_.diaries);
  options_.diaries.clear();
  if (options_.phrases.empty())
    usage_error("no_text",
                "no text is given; expected one or more phrases, or - for a phrase a line");
}

/// What converts a diary leaves its names as they are.
void ArgumentParser::check_lexicon() {
  const bool is_foods = options_.command == Command::foods;
  if (options_.unknown && !is_foods)
    usage_error("conflict", "option --unknown: is for 'culprit foods' only; expected that command");
  if (!options_.lexicon.empty() && options_.command == Command::convert)
    usage_error("conflict",
                "option --lexicon: is not for 'culprit convert', which leaves names as they are; "
                "expected another command");
}

void ArgumentParser::apply_config() {
  const auto path = last_value("config");
  if (!path) return;
  auto config = read_config(*path);
  config_errors_ = std::move(config.errors);
  std::vector<std::string> names;
  for (const auto& setting : settings()) names.emplace_back(setting.name);
  for (const auto& entry : config.entries) {
    const auto* setting = find_setting(entry.key);
    if (setting == nullptr) {
      auto message = config_message(entry, entry.key_place, "unknown_setting",
                                    fmt::format("setting '{}' is unknown", entry.key));
      if (const auto near = nearest_word(entry.key, names, suggestion_distance))
        message.hint = did_you_mean(*near);
      config_errors_.push_back(std::move(message));
    } else if (const auto complaint = setting->apply(options_, entry.value)) {
      config_errors_.push_back(config_message(
          entry, entry.value_place, "bad_value",
          fmt::format("setting {}: value '{}' {}", entry.key, entry.value, *complaint)));
    } else if (entry.key == "format") {
      configured_format_ = entry;
    }
  }
}

void ArgumentParser::apply_command_line() {
  for (const auto& setting : settings()) {
    const auto value = last_value(setting.name);
    if (!value) continue;
    if (setting.is_flag() && *value != "true") {
      usage_error("unexpected_value", fmt::format("option --{}: value '{}' is not expected; "
                                                  "expected the option alone",
                                                  setting.name, *value));
    } else if (const auto complaint = setting.apply(options_, *value)) {
      usage_error("bad_value",
                  fmt::format("option --{}: value '{}' {}", setting.name, *value, *complaint));
    }
  }
  if (last_value("quiet") && last_value("verbose"))
    usage_error("conflict", "option --quiet: given together with --verbose; expected one of them");
}

/// What only several options together can get wrong.
void ArgumentParser::check_together() {
  const auto& engine = options_.pipeline.engine;
  if (engine.from && engine.to && *engine.from > *engine.to)
    usage_error("conflict", fmt::format("option --from: value '{}' is after --to '{}'; expected a "
                                        "day that is not later",
                                        to_iso(*engine.from), to_iso(*engine.to)));
  if (std::holds_alternative<HourWindows>(engine.lags) && engine.align == engine::Align::day)
    usage_error("conflict", fmt::format("option --lags: value '{}' counts hours, which --align day "
                                        "cannot tell; expected --align auto or clock",
                                        to_string(engine.lags)));
  check_lexicon();
  if (options_.diaries.empty() && (options_.command != Command::foods || options_.unknown))
    usage_error("no_diary",
                "no diary is given; expected one or more files, or - for standard input");
  if (std::count(options_.diaries.begin(), options_.diaries.end(), "-") > 1)
    usage_error("conflict", "diary '-' is given twice; expected standard input at most once");
  if (std::count(options_.diaries.begin(), options_.diaries.end(), "") > 0)
    usage_error("no_diary", "diary '' has no name; expected a file");
  check_format();
  check_applicable();
  check_batch();
  check_outputs();
}

/// Not every command has every format; where none is given its own is meant.
void ArgumentParser::check_format() {
  auto& format = options_.output.format;
  const auto given = last_value("format");
  if (options_.command == Command::foods && options_.unknown) {
    if (format != Format::table)
      usage_error("conflict",
                  "option --format: given together with --unknown, which writes the "
                  "lexicon's notation; expected one of them");
    return;
  }
  const CommandRule& rule = rule_of(options_.command);
  if (!given && !configured_format_) {
    if (!rule.formats.empty()) format = rule.formats.front();
    return;
  }
  if (std::ranges::find(rule.formats, format) != rule.formats.end()) return;
  const auto text =
      fmt::format("value '{}' is no format of {}; expected {}",
                  given ? *given : configured_format_->value, rule.name, rule.formats_in_words);
  if (given)
    usage_error("bad_value", "option --format: " + text);
  else
    config_errors_.push_back(config_message(*configured_format_, configured_format_->value_place,
                                            "bad_value", "setting format: " + text));
}

/// Options of other commands. In a configuration they wait for those.
void ArgumentParser::check_applicable() {
  for (const auto& setting : settings()) {
    if (!last_value(setting.name) || applies(setting, options_.command)) continue;
    const bool is_batch_only = setting.group == many_diaries;
    usage_error("conflict",
                is_batch_only
                    ? fmt::format("option --{}: is for 'culprit batch' only; expected that command",
                                  setting.name)
                    : fmt::format("option --{}: is not for 'culprit {}'; expected another command",
                                  setting.name, rule_of(options_.command).name));
  }
}

/// What only batches can get wrong.
void ArgumentParser::check_batch() {
  const auto& batch = options_.batch;
  if (options_.command != Command::batch) return;
  const bool is_csv = options_.output.format == Format::csv;
  if (batch.resume && options_.output.file.empty())
    usage_error("conflict",
                "option --resume: standard output cannot be gone on with; expected --output FILE");
  if (batch.resume && is_csv)
    usage_error("conflict",
                "option --resume: csv does not tell what is done; expected ndjson, "
                "which 'culprit merge -f csv' turns into csv");
  if (batch.resume && !options_.rejects.empty())
    usage_error("conflict",
                "option --rejects: an earlier run's rejections are not known any more; expected it "
                "without --resume");
  if ((batch.shard || batch.has_automatic_shard) && is_csv)
    usage_error("conflict",
                "option --shard: csv cannot be merged; expected ndjson, which "
                "'culprit merge -f csv' turns into csv");
  if (batch.fail_fast && batch.max_errors)
    usage_error("conflict",
                "option --fail-fast: given together with --max-errors; expected one of them");
}

/// No output may replace what is read, or the other output.
void ArgumentParser::check_outputs() {
  const bool has_lists = options_.command == Command::batch || options_.command == Command::pool;
  std::vector<ReadFile> read;
  for (const auto& diary : options_.diaries) {
    if (has_lists && diary.starts_with('@'))
      read.push_back({diary.substr(1), "a list of diaries"});
    else
      read.push_back({diary, options_.command == Command::merge ? "a part" : "a diary"});
  }
  if (!options_.lexicon.empty()) read.push_back({options_.lexicon, "the lexicon"});
  if (const auto config = last_value("config")) read.push_back({*config, "the configuration"});
  auto conflicts = cli::check_outputs(read, written_files(options_));
  usage_errors_.insert(usage_errors_.end(), std::make_move_iterator(conflicts.begin()),
                       std::make_move_iterator(conflicts.end()));
}

ParsedArguments ArgumentParser::parse(std::span<const std::string> args) {
  const bool has_command =
      !args.empty() && std::ranges::any_of(command_rules(), [&](const CommandRule& rule) {
        return rule.name == args.front();
      });
  tokenise(take_command(args));
  ParsedArguments parsed;
  if (last_value("help")) {
    parsed.text = has_command ? command_help(app_) : general_help();
    return parsed;
  }
  if (last_value("version")) {
    parsed.text = fmt::format("culprit {}\n", version());
    return parsed;
  }
  apply_config();
  apply_command_line();
  if (options_.command == Command::explain) take_food();
  if (options_.command == Command::foods) take_phrases();
  if (options_.command == Command::plot) take_figure();
  check_together();
  parsed.error_format = options_.messages.format;
  if (usage_errors_.empty() && config_errors_.empty()) {
    parsed.options = std::move(options_);
    return parsed;
  }
  parsed.exit = usage_errors_.empty() ? ExitCode::bad_configuration : ExitCode::usage;
  parsed.errors = std::move(usage_errors_);
  parsed.errors.insert(parsed.errors.end(), config_errors_.begin(), config_errors_.end());
  return parsed;
}

}  // namespace

std::vector<WrittenFile> written_files(const Options& options) {
  return {{"--output", options.output.file.empty() ? "-" : options.output.file},
          {"--rejects", options.rejects}};
}

ParsedArguments parse_arguments(std::span<const std::string> args) {
  return ArgumentParser{}.parse(args);
}

}  // namespace culprit::cli
