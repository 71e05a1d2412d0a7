#include "cli/options/option_table.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include "cli/files/inputs.hpp"
#include "cli/options/command_table.hpp"
#include "cli/options/texts.hpp"
#include "cli/options/values.hpp"
#include "culprit/core/text.hpp"

namespace culprit::cli {
namespace {

using Read = diary::ReadOptions;

/// The two sides of `COLUMN=ROLE`; the left one may hold `=` itself.
std::optional<std::pair<std::string, std::string>> split_pair(std::string_view pair) {
  const auto at = pair.rfind('=');
  if (at == pair.npos || trim(pair.substr(0, at)).empty()) return std::nullopt;
  return std::pair{std::string{trim(pair.substr(0, at))}, std::string{trim(pair.substr(at + 1))}};
}

Taken take_severity(Options& options, const std::string& value) {
  if (value.empty()) return wrong(value, "is empty", "the name of a severity or symptom");
  options.pipeline.read.severity = value;
  options.pipeline.engine.severity = value;
  return fine;
}

Taken take_map(Options& options, const std::string& value) {
  constexpr std::string_view rule = "COLUMN=ROLE,...";
  static const std::vector<std::string_view> roles{"date", "time", "severity", "symptom", "food",
      "foods", "factor", "treatment", "supplement", "amount", "unit", "name", "type", "note",
      "subject", "ignore"};
  const auto pairs = names_from_text(value);
  if (!pairs) return wrong(value, "has an empty part", rule);
  std::vector<diary::MappedColumn> map;
  for (const auto& pair : *pairs) {
    const auto sides = split_pair(pair);
    if (!sides) return wrong(value, "is not a map", rule);
    const auto role = diary::role_from_word(lower_case(sides->second));
    if (!role) return unknown_word("role of " + sides->first, sides->second, roles);
    map.push_back({sides->first, *role});
  }
  options.pipeline.read.map = std::move(map);
  return fine;
}

Taken take_mood_map(Options& options, const std::string& value) {
  constexpr std::string_view rule = "WORD=NUMBER,... with numbers from -1e9 to 1e9";
  const auto pairs = names_from_text(value);
  if (!pairs) return wrong(value, "has an empty part", rule);
  std::map<std::string, double> map;
  for (const auto& pair : *pairs) {
    const auto sides = split_pair(pair);
    const auto mood = sides ? parse_number(sides->second) : std::nullopt;
    if (!mood || std::abs(*mood) > largest_number)
      return wrong(value, "is not a map of words", rule);
    map[fold_name(sides->first)] = *mood;
  }
  options.pipeline.read.mood_map = std::move(map);
  return fine;
}

Taken take_time_zone(Options& options, const std::string& value) {
  const auto zone = time_zone_from_text(value);
  if (!zone) return wrong(value, "is not a known time zone", "a name such as Europe/Berlin");
  options.pipeline.read.time_zone = *zone;
  options.pipeline.engine.time_zone = *zone;
  return fine;
}

ValueType layout() {
  static const std::vector<std::string> known = diary::layout_names();
  const std::vector<std::string_view> choices{known.begin(), known.end()};
  return {[choices](Options& options, const std::string& value) -> Taken {
    const auto found = std::ranges::find(choices, lower_case(value));
    if (found == choices.end()) return unknown_word("layout", value, choices);
    options.pipeline.read.format_in = std::string{*found};
    return fine;
  }};
}

std::vector<OptionType> diary_types() {
  return {{"severity", take_severity}, {"foods", names(&Read::foods)},
      {"factors", names(&Read::factors)}, {"lexicon", file(&Options::lexicon)},
      {"unknown", flag(&Options::unknown)}, {"map", take_map}, {"mood-map", take_mood_map},
      {"format-in", layout()}, {"subject", text(&Read::subject, "a subject of the diary")},
      {"date-order", choice("order of dates", diary::date_order_words, &Read::date_order)},
      {"time-zone", take_time_zone},
      {"day-starts",
          parsed(&Read::day_starts, time_of_day_from_text, "is not a time of day", "HH:MM")},
      {"strict", flag(&Options::strict)}};
}

using Engine = engine::Options;
using engine::AdjustMode;
using engine::Align;
using engine::Rated;
using engine::Unrated;

constexpr Word<Align> aligns[] = {
    {Align::automatic, "auto"}, {Align::day, "day"}, {Align::clock, "clock"}};
constexpr Word<Rated> ratings[] = {{Rated::morning, "morning"}, {Rated::evening, "evening"}};
constexpr Word<Unrated> unrated[] = {{Unrated::missing, "missing"}, {Unrated::free, "free"}};
constexpr Word<AdjustMode> modes[] = {
    {AdjustMode::automatic, "auto"}, {AdjustMode::all, "all"}, {AdjustMode::none, "none"}};

/// `0-2h,2-6h`
Taken take_hours(Options& options, const std::string& value) {
  constexpr std::string_view window_rule = "A-Bh with 0 <= A < B <= 168";
  const auto parts = names_from_text(value);
  if (!parts) return wrong(value, "has an empty window", fmt::format("{},...", window_rule));
  if (parts->size() > HourWindows::most)
    return wrong(value, fmt::format("has {} windows", parts->size()),
        fmt::format("at most {}", HourWindows::most));
  std::vector<HourWindow> windows;
  for (const std::string& part : *parts) {
    if (lags_from_text(part))
      return wrong(value, "mixes days and hours", "either A..B or A-Bh,...");
    const auto window = hours_from_text(part);
    if (!window)
      return wrong(
          value, fmt::format("holds '{}', which is not a window of hours", part), window_rule);
    if (std::ranges::find(windows, *window) != windows.end())
      return wrong(value, fmt::format("holds '{}' twice", part), "different windows");
    windows.push_back(*window);
  }
  options.pipeline.engine.lags = HourWindows{std::move(windows)};
  options.pipeline.engine.has_explicit_lags = true;
  return fine;
}

Taken take_lags(Options& options, const std::string& value) {
  if (value.find_first_of("hH,") != std::string::npos) return take_hours(options, value);
  const auto window = lags_from_text(value);
  if (!window) return wrong(value, "is not a range of days", "A..B with 0 <= A <= B <= 60");
  options.pipeline.engine.lags = *window;
  options.pipeline.engine.has_explicit_lags = true;
  return fine;
}

Taken take_scale(Options& options, const std::string& value) {
  options.pipeline.engine.scale = scale_from_value(value);
  const auto& scale = options.pipeline.engine.scale;
  if (!scale) return wrong(value, "is not a scale", scale_rule);
  options.pipeline.read.scale = {scale->minimum, scale->maximum};
  return fine;
}

Taken take_adjust(Options& options, const std::string& value) {
  auto& engine = options.pipeline.engine;
  engine.adjust_names.clear();
  if (const auto mode = value_of(modes, lower_case(value))) {
    engine.adjust = *mode;
    return fine;
  }
  auto factors = names_from_text(value);
  if (!factors)
    return wrong(value, "has an empty name", "auto, all, none or names separated by commas");
  engine.adjust = AdjustMode::named;
  engine.adjust_names = std::move(*factors);
  return fine;
}

Taken take_shard(Options& options, const std::string& value) {
  constexpr std::uint64_t most_shards = std::uint64_t{1} << 20;
  auto& batch = options.batch;
  batch.has_automatic_shard = lower_case(value) == "auto";
  batch.shard.reset();
  if (batch.has_automatic_shard) return fine;
  const auto at = std::min(value.find('/'), value.size());
  const auto index = whole_number_from_text(value.substr(0, at));
  const auto count = whole_number_from_text(value.substr(std::min(at + 1, value.size())));
  if (!index || !count || *index == 0 || *index > *count || *count > most_shards)
    return wrong(value, "is not a shard", "I/N with 1 <= I <= N <= 1048576, or auto");
  batch.shard = batch::Shard{*index, *count};
  return fine;
}

std::vector<OptionType> analysis_types() {
  return {{"from", day(&Engine::from)}, {"to", day(&Engine::to)}, {"lags", take_lags},
      {"align", choice("alignment", aligns, &Engine::align)},
      {"rated", choice("part of the day", ratings, &Engine::rated)},
      {"unrated", choice("meaning of unrated days", unrated, &Engine::unrated)},
      {"level", choice("level", foods::levels_words, &Engine::level)}, {"scale", take_scale},
      {"adjust", take_adjust}, {"fdr", number(&Engine::fdr, 0.001, 0.5)},
      {"important-change", number(&Engine::important_change, smallest_number, largest_number)},
      {"seed", whole(&PipelineOptions::seed, 0, largest_seed)},
      {"threads", whole(&Engine::threads, 1, 1024)}};
}

std::vector<OptionType> batch_types() {
  return {{"fdr-scope", choice("scope", report::fdr_scope_words, &BatchOptions::fdr_scope)},
      {"shard", take_shard}, {"resume", flag(&BatchOptions::resume)},
      {"max-errors", whole(&BatchOptions::max_errors, 0, 1'000'000'000)},
      {"fail-fast", flag(&BatchOptions::fail_fast)}};
}

using trial::PlanOptions;

constexpr Word<trial::Source> trial_sources[] = {{trial::Source::automatic, "auto"},
    {trial::Source::phase, "phase"}, {trial::Source::foods, "foods"}};

Taken take_about(Options& options, const std::string& value) {
  const auto words = names_from_text(value);
  if (!words) return wrong(value, "has an empty word", "words separated by commas");
  std::vector<std::string_view> choices;
  for (const auto& word : trial::about_words) choices.push_back(word.word);
  options.trial.plan.about.clear();
  for (const auto& word : *words) {
    const auto about = value_of(trial::about_words, lower_case(word));
    if (!about) return unknown_word("word", word, choices);
    options.trial.plan.about.push_back(*about);
  }
  return fine;
}

Taken take_blocks(Options& options, const std::string& value) {
  const auto blocks = whole_number_from_text(value);
  if (!blocks || *blocks % 2 != 0 || *blocks < 6 || *blocks > 20)
    return wrong(value, "is not such a number", "an even number from 6 to 20");
  options.trial.plan.blocks = static_cast<int>(*blocks);
  return fine;
}

std::vector<OptionType> trial_types() {
  return {{"food", text(&Options::food, "the name of a food")}, {"about", take_about},
      {"supervised", flag(&PlanOptions::supervised)},
      {"design", choice("design", trial::design_words, &PlanOptions::design)},
      {"slow", flag(&PlanOptions::slow)}, {"start", day(&PlanOptions::start)},
      {"block-days", whole(&PlanOptions::block_days, 3, 28)}, {"blocks", take_blocks},
      {"max-days", whole(&PlanOptions::max_days, 18, 400)},
      {"power", number(&PlanOptions::power, 0.5, 0.99)},
      {"effect", number(&PlanOptions::effect, smallest_number, largest_number)},
      {"alpha", number(&PlanOptions::alpha, 0.001, 0.2)},
      {"alpha", number(&TrialChoices::alpha, 0.001, 0.2)},
      {"elimination-days", whole(&PlanOptions::elimination_days, 7, 60)},
      {"extend", file(&TrialChoices::extend)},
      {"no-extension", sets(&PlanOptions::may_extend, false)},
      {"running", file(&TrialChoices::running)},
      {"lot-seed", whole(&PlanOptions::seed, 0, largest_seed)},
      {"plan", file(&TrialChoices::carried_out)},
      {"source", choice("source", trial_sources, &TrialChoices::source)}};
}

constexpr Word<Format> all_formats[] = {{Format::table, "table"}, {Format::json, "json"},
    {Format::ndjson, "ndjson"}, {Format::csv, "csv"}, {Format::tsv, "tsv"},
    {Format::markdown, "markdown"}, {Format::html, "html"}, {Format::svg, "svg"},
    {Format::ics, "ics"}};
constexpr Word<Color> colors[] = {
    {Color::automatic, "auto"}, {Color::always, "always"}, {Color::never, "never"}};
constexpr Word<ErrorFormat> error_formats[] = {
    {ErrorFormat::text, "text"}, {ErrorFormat::json, "json"}};
constexpr Word<report::Words> wordings[] = {
    {report::Words::plain, "plain"}, {report::Words::technical, "technical"}};
constexpr Word<bool> failures[] = {{true, "suspect"}};
constexpr Word<bool> confirmations[] = {{true, "confirmed"}};

/// The command decides which of the formats it has (see `Combinations`).
Taken take_format(Options& options, const std::string& value) {
  const auto found = value_of(all_formats, lower_case(value));
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

std::vector<OptionType> result_types() {
  return {{"format", take_format}, {"output", take_output}, {"truth", take_truth},
      {"words", choice("words", wordings, &OutputOptions::words)},
      {"color", choice("choice of colour", colors, &OutputOptions::color)},
      {"ascii", flag(&OutputOptions::ascii)},
      {"fail-on", choice("outcome", failures, &Options::fail_on_suspect)},
      {"fail-on", choice("outcome", confirmations, &TrialChoices::fail_on_confirmed)},
      {"rejects", file(&Options::rejects)},
      {"max-messages", whole(&MessageOptions::max_per_reason, 0, 1'000'000)},
      {"error-format", choice("format of messages", error_formats, &MessageOptions::format)},
      {"quiet", loudness(&MessageOptions::quiet, &MessageOptions::verbose)},
      {"verbose", loudness(&MessageOptions::verbose, &MessageOptions::quiet)}, {"config", {}},
      {"help", {}}, {"version", {}}};
}

/// Takes the words of a line, or of its first part, one after the other.
std::string_view take_word(std::string_view& words) {
  words = trim(words);
  const auto word = words.substr(0, words.find(' '));
  words.remove_prefix(word.size());
  return word;
}

/// The rows of options.txt, which says how they are written; without their types.
std::vector<Option> described_options() {
  std::map<std::string_view, Commands> sets;
  for (const auto& rule : command_table()) sets[rule.name] = only(rule.command);
  std::vector<Option> rows;
  Option heading;
  for (const auto line : lines_of(texts::options_txt)) {
    const auto colon = line.find(" : ");
    auto words = line.substr(0, colon);
    if (words.empty() || words.starts_with('#')) continue;
    Option row{.name = take_word(words)};
    for (auto word = take_word(words); !word.empty(); word = take_word(words)) {
      const auto rest = word.substr(1);
      if (word.starts_with('+')) row.commands |= sets.at(rest);
      else if (word.starts_with('~')) row.commands &= ~sets.at(rest);
      else if (word.starts_with('-')) row.short_name = rest;
      else if (word.starts_with('=')) row.fallback = rest;
      else row.value = word;
    }
    if (colon == line.npos) {
      sets[row.name] = row.commands;
      continue;
    }
    row.help = line.substr(colon + 3);
    if (row.name == "group") {
      heading = row;
      continue;
    }
    row.group = heading.help;
    if (row.commands == 0) row.commands = heading.commands;
    row.is_setting = (row.commands & sets.at("configured")) != 0;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<Option> make_table() {
  auto rows = described_options();
  auto row = rows.begin();
  for (auto* types :
      {diary_types, analysis_types, batch_types, simulate_types, trial_types, result_types}) {
    for (auto& [name, type] : types()) {
      if (row == rows.end() || row->name != name)
        throw std::logic_error(fmt::format("option_table: no row for the type of {}", name));
      row->is_setting = row->is_setting && type.take;
      (row++)->type = std::move(type);
    }
  }
  return rows;
}

}  // namespace

std::span<const Option> option_table() {
  static const std::vector<Option> table = make_table();
  return table;
}

const Option* find_option(std::string_view name, Command command) {
  const Option* found = nullptr;
  for (const auto& option : option_table()) {
    if (option.name != name) continue;
    if (option.is_used_by(command)) return &option;
    if (found == nullptr) found = &option;
  }
  return found;
}

std::vector<std::string_view> format_words(Command command) {
  std::vector<std::string_view> words;
  for (const Format each : rule_of(command).formats) words.push_back(word_of(all_formats, each));
  return words;
}

}  // namespace culprit::cli
