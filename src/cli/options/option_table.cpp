#include "cli/options/option_table.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "cli/options/command_table.hpp"
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
          },
      Completion::choice};
}

void add_diary_options(std::vector<Option>& table) {
  constexpr std::string_view group = "The diary";
  add(table, group, reading,
      {{"severity", "NAME", "the outcome, or mean(A,B), sum(A,B) (default: by name)",
           take_severity},
          {"foods", "COL,...", "columns that are foods (a column per food)", names(&Read::foods)},
          {"factors", "COL,...", "columns that are factors, such as stress", names(&Read::factors)},
          {"lexicon", "FILE", "foods that override the built-in ones", file(&Options::lexicon), "",
              reading & ~only(Command::convert)},
          {"unknown", "", "list what the lexicon does not know", flag(&Options::unknown), "",
              only(Command::foods)},
          {"map", "COL=ROLE,...", "what columns are: Skin=severity,Ate=foods", take_map},
          {"mood-map", "WORD=N,...", "numbers of mood words: great=1,ok=3,awful=5", take_mood_map},
          {"format-in", "NAME", "layout of the files (default: found in them)", layout()},
          {"subject", "ID", "the person, if the files hold several",
              text(&Read::subject, "a subject of the diary"), "", one_person},
          {"date-order", "ORDER", "order of dates (default: found)",
              choice("order of dates", diary::date_order_words, &Read::date_order)},
          {"time-zone", "ZONE", "IANA zone of the clock times, e.g. Europe/Berlin", take_time_zone},
          {"day-starts", "HH:MM", "what is earlier belongs to the day before",
              parsed(&Read::day_starts, time_of_day_from_text, "is not a time of day", "HH:MM"),
              "00:00"},
          {"strict", "", "a row that cannot be understood is an error", flag(&Options::strict), "",
              reading & ~only(Command::pool)}});
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

void add_analysis_options(std::vector<Option>& table) {
  constexpr std::string_view group = "The analysis";
  add(table, group, analysing,
      {{"from", "DATE", "first day of readings; foods before it still count", day(&Engine::from)},
          {"to", "DATE", "last day of readings", day(&Engine::to)},
          {"lags", "LAGS", "days A..B before a reading, or hours A-Bh,...", take_lags, "0..6",
              judging},
          {"align", "HOW", "how days are counted", choice("alignment", aligns, &Engine::align),
              "auto"},
          {"rated", "WHEN", "when untimed readings were made",
              choice("part of the day", ratings, &Engine::rated)},
          {"unrated", "HOW", "days with foods and no rating: missing, or free of symptoms",
              choice("meaning of unrated days", unrated, &Engine::unrated), "missing"},
          {"level", "LEVEL", "what is tested", choice("level", foods::levels_words, &Engine::level),
              "all"},
          {"scale", "SCALE", "MIN..MAX or an instrument (default: found by name)", take_scale},
          {"adjust", "WHAT", "auto, all, none or NAME,...", take_adjust, "auto"},
          {"fdr", "Q", "accepted share of coincidences among findings",
              number(&Engine::fdr, 0.001, 0.5), "0.10"},
          {"important-change", "X", "points that matter (default: a tenth of the scale)",
              number(&Engine::important_change, smallest_number, largest_number), "", judging},
          {"seed", "N", "seed of everything random", whole(&PipelineOptions::seed, 0, largest_seed),
              "1", judging},
          {"threads", "N", "threads; the result does not depend on it",
              whole(&Engine::threads, 1, 1024), "cores"}});
}

void add_batch_options(std::vector<Option>& table) {
  constexpr std::string_view group = "Many diaries";
  constexpr Commands batch = only(Command::batch);
  add(table, group, batch,
      {{"fdr-scope", "SCOPE", "where --fdr holds",
           choice("scope", report::fdr_scope_words, &BatchOptions::fdr_scope), "diary"},
          {"shard", "I/N", "share I of N of the people; auto: from Slurm or MPI", take_shard},
          {"resume", "", "resume from FILE.partial of --output", flag(&BatchOptions::resume)},
          {"max-errors", "N", "stop after more than N diaries with errors",
              whole(&BatchOptions::max_errors, 0, 1'000'000'000)},
          {"fail-fast", "", "stop at the first diary with an error",
              flag(&BatchOptions::fail_fast)}});
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

void add_result_options(std::vector<Option>& table) {
  using enum Command;
  constexpr std::string_view group = "The result";
  constexpr std::string_view messages = "Messages";
  constexpr std::string_view other = "Other";
  constexpr Commands tables = trials | any_of(rank, check, explain, Command::foods, pool);
  constexpr Commands writing = configured | any_of(Command::simulate, blank_diary);
  constexpr Commands everything = writing | any_of(help, Command::version);
  add(table, group, writing,
      {
          {"format", "FORMAT", "of the result", take_format, "", configured, "f"},
          {"output", "FILE", "write into FILE, only when complete; its suffix gives the format",
              ValueType{take_output, Completion::file}, "", 0, "o"},
          {"truth", "FILE", "write what the diary hides to FILE (JSON)",
              ValueType{take_truth, Completion::file}, "", only(Command::simulate)},
          {"words", "WORDS", "how sure a finding is",
              choice("words", wordings, &OutputOptions::words), "plain", any_of(rank, explain)},
          {"color", "WHEN", "colours in the table",
              choice("choice of colour", colors, &OutputOptions::color), "auto", tables},
          {"ascii", "", "no characters outside ASCII in the table", flag(&OutputOptions::ascii), "",
              tables},
          {"fail-on", "WHAT", "exit code 1 if there is one",
              choice("outcome", failures, &Options::fail_on_suspect), "",
              any_of(rank, check, explain, batch)},
          {"fail-on", "WHAT", "exit code 1 if there is one",
              choice("outcome", confirmations, &TrialChoices::fail_on_confirmed), "",
              only(Command::trial)},
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

}  // namespace

bool Option::is_setting() const noexcept { return type.take && (commands & configured) != 0; }

void add(std::vector<Option>& table, std::string_view group, Commands commands,
    std::vector<Option> rows) {
  for (auto& row : rows) {
    row.group = group;
    if (row.commands == 0) row.commands = commands;
    table.push_back(std::move(row));
  }
}

std::span<const Option> option_table() {
  static const std::vector<Option> table = [] {
    std::vector<Option> rows;
    for (auto* add : {add_diary_options, add_analysis_options, add_batch_options,
             add_simulate_options, add_trial_options, add_result_options})
      add(rows);
    return rows;
  }();
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
