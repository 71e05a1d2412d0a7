#include "cli/options/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <utility>

#include "cli/options/batch_settings.hpp"
#include "cli/options/values.hpp"
#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "culprit/diary/outcome.hpp"

namespace culprit::cli {
namespace {

using Complaint = std::optional<std::string>;
constexpr auto fine = std::nullopt;

/// The value that a word stands for.
template <typename Value, std::size_t n>
std::optional<Value> choose(const std::array<std::pair<std::string_view, Value>, n>& choices,
                            std::string_view word) {
  for (const auto& [name, value] : choices) {
    if (name == word) return value;
  }
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, Format>, 7> formats{
    {{"table", Format::table},
     {"json", Format::json},
     {"ndjson", Format::ndjson},
     {"csv", Format::csv},
     {"tsv", Format::tsv},
     {"markdown", Format::markdown},
     {"html", Format::html}}};
constexpr std::array<std::pair<std::string_view, Color>, 3> colors{
    {{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}}};
constexpr std::array<std::pair<std::string_view, ErrorFormat>, 2> error_formats{
    {{"text", ErrorFormat::text}, {"json", ErrorFormat::json}}};
constexpr std::array<std::pair<std::string_view, engine::Align>, 3> aligns{
    {{"auto", engine::Align::automatic},
     {"day", engine::Align::day},
     {"clock", engine::Align::clock}}};
constexpr std::array<std::pair<std::string_view, engine::Rated>, 2> rated{
    {{"morning", engine::Rated::morning}, {"evening", engine::Rated::evening}}};
constexpr std::array<std::pair<std::string_view, diary::DateOrder>, 3> date_orders{
    {{"dmy", diary::DateOrder::dmy},
     {"mdy", diary::DateOrder::mdy},
     {"ymd", diary::DateOrder::ymd}}};

/// Lowest and highest `--fdr`: below, nothing is ever found; above, coincidence is the rule.
constexpr double lowest_fdr = 0.001;
constexpr double highest_fdr = 0.5;
constexpr std::uint64_t most_messages = 1'000'000;
constexpr std::uint64_t most_threads = 1024;

Complaint take_flag(bool& flag, const std::string& value) {
  if (value != "true" && value != "false") return "is neither true nor false; expected one of them";
  flag = value == "true";
  return fine;
}

Complaint take_file(std::string& file, const std::string& value) {
  if (value.empty()) return "is empty; expected the name of a file";
  file = value;
  return fine;
}

Complaint take_names(std::vector<std::string>& names, const std::string& value) {
  auto parsed = names_from_text(value);
  if (!parsed) return "has an empty name; expected names separated by commas";
  names = std::move(*parsed);
  return fine;
}

/// `COLUMN=ROLE,…`; a column may hold `=` itself, its role never does.
Complaint take_map(Options& options, const std::string& value) {
  const auto pairs = names_from_text(value);
  if (!pairs) return "has an empty part; expected COLUMN=ROLE,...";
  std::vector<diary::MappedColumn> map;
  for (const auto& pair : *pairs) {
    const auto at = pair.rfind('=');
    const auto column =
        std::string{trim(std::string_view{pair}.substr(0, std::min(at, pair.size())))};
    if (at == std::string::npos || column.empty()) return "is no map; expected COLUMN=ROLE,...";
    const auto role = diary::role_from_word(trim(std::string_view{pair}.substr(at + 1)));
    if (!role) {
      return "names no role for " + column +
             "; expected date, time, severity, symptom, food, foods, factor, treatment, "
             "supplement, amount, unit, name, type, note, subject or ignore";
    }
    map.push_back({column, *role});
  }
  options.pipeline.read.map = std::move(map);
  return fine;
}

Complaint take_mood_map(Options& options, const std::string& value) {
  const auto pairs = names_from_text(value);
  if (!pairs) return "has an empty part; expected WORD=NUMBER,...";
  std::map<std::string, double> map;
  for (const auto& pair : *pairs) {
    const auto at = std::min(pair.rfind('='), pair.size());
    const auto word = fold_name(std::string_view{pair}.substr(0, at));
    const auto number =
        parse_number(trim(std::string_view{pair}.substr(std::min(at + 1, pair.size()))));
    if (word.empty() || !number) return "is no map of words; expected WORD=NUMBER,...";
    map[word] = *number;
  }
  options.pipeline.read.mood_map = std::move(map);
  return fine;
}

Complaint take_format_in(Options& options, const std::string& value) {
  std::string known;
  for (const auto& name : diary::layout_names()) {
    if (name == value) options.pipeline.read.format_in = value;
    known += (known.empty() ? "" : ", ") + name;
  }
  if (options.pipeline.read.format_in == value) return fine;
  return "is no layout; expected one of " + known;
}

Complaint take_day(std::optional<Day>& day, const std::string& value) {
  day = day_from_text(value);
  if (!day) return "is no calendar day; expected YYYY-MM-DD";
  return fine;
}

Complaint take_format(Options& options, const std::string& value) {
  const auto format = choose(formats, value);
  if (!format) return "is no format; expected table, json, ndjson, csv, tsv, markdown or html";
  options.output.format = *format;
  return fine;
}

Complaint take_severity(Options& options, const std::string& value) {
  if (value.empty()) return "is empty; expected the name of a severity or symptom";
  options.pipeline.read.severity = value;
  options.pipeline.engine.severity = value;
  return fine;
}

Complaint take_subject(Options& options, const std::string& value) {
  if (value.empty()) return "is empty; expected a subject of the diary";
  options.pipeline.read.subject = value;
  return fine;
}

/// `0-2h,2-6h`; nothing complained of = taken.
Complaint take_hours(Options& options, const std::string& value) {
  constexpr std::string_view window_rule = "A-Bh with 0 <= A < B <= 168";
  const auto parts = names_from_text(value);
  if (!parts) return fmt::format("has an empty window; expected {},...", window_rule);
  if (parts->size() > HourWindows::most)
    return fmt::format("has {} windows; expected at most {}", parts->size(), HourWindows::most);
  std::vector<HourWindow> windows;
  for (const std::string& part : *parts) {
    if (lags_from_text(part)) return "mixes days and hours; expected either A..B or A-Bh,...";
    const auto window = hours_from_text(part);
    if (!window)
      return fmt::format("holds '{}', which is no window of hours; expected {}", part, window_rule);
    if (std::find(windows.begin(), windows.end(), *window) != windows.end())
      return fmt::format("holds '{}' twice; expected different windows", part);
    windows.push_back(*window);
  }
  options.pipeline.engine.lags = HourWindows{std::move(windows)};
  options.pipeline.engine.has_explicit_lags = true;
  return fine;
}

Complaint take_lags(Options& options, const std::string& value) {
  if (value.find_first_of("h,") != std::string::npos) return take_hours(options, value);
  const auto lags = lags_from_text(value);
  if (!lags) return "is not a range of days; expected A..B with 0 <= A <= B <= 60";
  options.pipeline.engine.lags = *lags;
  options.pipeline.engine.has_explicit_lags = true;
  return fine;
}

Complaint take_align(Options& options, const std::string& value) {
  const auto align = choose(aligns, value);
  if (!align) return "is no alignment; expected auto, day or clock";
  options.pipeline.engine.align = *align;
  return fine;
}

Complaint take_rated(Options& options, const std::string& value) {
  const auto when = choose(rated, value);
  if (!when) return "is no part of the day; expected morning or evening";
  options.pipeline.engine.rated = *when;
  return fine;
}

Complaint take_day_starts(Options& options, const std::string& value) {
  const auto time = time_of_day_from_text(value);
  if (!time) return "is no time of day; expected HH:MM";
  options.pipeline.read.day_starts = *time;
  return fine;
}

Complaint take_fdr(Options& options, const std::string& value) {
  const auto fdr = parse_number(value);
  if (!fdr || *fdr < lowest_fdr || *fdr > highest_fdr)
    return "is no false discovery rate; expected a number from 0.001 to 0.5";
  options.pipeline.engine.fdr = *fdr;
  return fine;
}

Complaint take_important_change(Options& options, const std::string& value) {
  const auto change = parse_number(value);
  if (!change || !(*change > 0)) {
    return "is no change of the rating; expected a number of points above 0";
  }
  options.pipeline.engine.important_change = *change;
  return fine;
}

Complaint take_adjust(Options& options, const std::string& value) {
  constexpr std::array<std::pair<std::string_view, engine::AdjustMode>, 3> modes{
      {{"auto", engine::AdjustMode::automatic},
       {"all", engine::AdjustMode::all},
       {"none", engine::AdjustMode::none}}};
  auto& engine = options.pipeline.engine;
  engine.adjust_names.clear();
  if (const auto mode = choose(modes, value)) {
    engine.adjust = *mode;
    return fine;
  }
  auto names = names_from_text(value);
  if (!names) return "has an empty name; expected auto, all, none or names separated by commas";
  engine.adjust = engine::AdjustMode::named;
  engine.adjust_names = std::move(*names);
  return fine;
}

Complaint take_level(Options& options, const std::string& value) {
  constexpr std::array<std::pair<std::string_view, foods::Levels>, 4> levels{
      {{"food", foods::Levels::food},
       {"ingredient", foods::Levels::ingredient},
       {"group", foods::Levels::group},
       {"all", foods::Levels::all}}};
  const auto level = choose(levels, value);
  if (!level) return "is no level; expected food, ingredient, group or all";
  options.pipeline.engine.level = *level;
  return fine;
}

Complaint take_scale(Options& options, const std::string& value) {
  auto scale = diary::scale_from_text(value);
  if (!scale) return "is no scale; expected MIN..MAX or the name of an instrument such as POEM";
  options.pipeline.engine.scale = std::move(*scale);
  return fine;
}

Complaint take_date_order(Options& options, const std::string& value) {
  const auto order = choose(date_orders, value);
  if (!order) return "is no order of dates; expected dmy, mdy or ymd";
  options.pipeline.read.date_order = *order;
  return fine;
}

Complaint take_time_zone(Options& options, const std::string& value) {
  if (!is_time_zone(value)) return "is no known time zone; expected a name such as Europe/Berlin";
  options.pipeline.read.time_zone = value;
  options.pipeline.engine.time_zone = value;
  return fine;
}

Complaint take_max_messages(Options& options, const std::string& value) {
  const auto number = whole_number_from_text(value);
  if (!number || *number > most_messages)
    return "is no number of messages; expected a whole number from 0 to 1000000";
  options.messages.max_per_reason = *number;
  return fine;
}

Complaint take_seed(Options& options, const std::string& value) {
  const auto number = whole_number_from_text(value);
  if (!number) return "is no seed; expected a whole number from 0 to 18446744073709551615";
  options.pipeline.seed = *number;
  return fine;
}

Complaint take_threads(Options& options, const std::string& value) {
  const auto number = whole_number_from_text(value);
  if (!number || *number == 0 || *number > most_threads)
    return "is no number of threads; expected a whole number from 1 to 1024";
  options.pipeline.engine.threads = static_cast<unsigned>(*number);
  return fine;
}

Complaint take_color(Options& options, const std::string& value) {
  const auto color = choose(colors, value);
  if (!color) return "is no choice of colour; expected auto, always or never";
  options.output.color = *color;
  return fine;
}

Complaint take_error_format(Options& options, const std::string& value) {
  const auto format = choose(error_formats, value);
  if (!format) return "is no format of messages; expected text or json";
  options.messages.format = *format;
  return fine;
}

Complaint take_words(Options& options, const std::string& value) {
  constexpr std::array<std::pair<std::string_view, report::Words>, 2> choices{
      {{"plain", report::Words::plain}, {"technical", report::Words::technical}}};
  const auto words = choose(choices, value);
  if (!words) return "is no choice of words; expected plain or technical";
  options.output.words = *words;
  return fine;
}

Complaint take_fail_on(Options& options, const std::string& value) {
  if (value != "suspect") return "is nothing to fail on; expected suspect";
  options.fail_on_suspect = true;
  return fine;
}

/// The later of `quiet` and `verbose` counts: a command line may overrule its configuration.
Complaint take_quiet(Options& options, const std::string& value) {
  auto complaint = take_flag(options.messages.quiet, value);
  if (options.messages.quiet) options.messages.verbose = false;
  return complaint;
}

Complaint take_verbose(Options& options, const std::string& value) {
  auto complaint = take_flag(options.messages.verbose, value);
  if (options.messages.verbose) options.messages.quiet = false;
  return complaint;
}

constexpr std::string_view reading = "The diary";
constexpr std::string_view analysis = "The analysis";
constexpr std::string_view result = "The result";
constexpr std::string_view messages = "Messages";

constexpr std::array setting_table{
    Setting{"severity", "", "NAME", reading,
            "the outcome, or mean(A,B), sum(A,B) (default: by name)", take_severity},
    Setting{"foods", "", "COL,...", reading, "columns that are foods (a column per food)",
            [](Options& o, const std::string& v) { return take_names(o.pipeline.read.foods, v); }},
    Setting{
        "factors", "", "COL,...", reading, "columns that are factors, such as stress",
        [](Options& o, const std::string& v) { return take_names(o.pipeline.read.factors, v); }},
    Setting{"lexicon", "", "FILE", reading, "names of foods that beat the built-in",
            [](Options& o, const std::string& v) { return take_file(o.lexicon, v); }},
    Setting{"unknown", "", "", reading, "list what the lexicon does not know (foods)",
            [](Options& o, const std::string& v) { return take_flag(o.unknown, v); }},
    Setting{"map", "", "COL=ROLE,...", reading, "what columns are: Skin=severity,Ate=foods",
            take_map},
    Setting{"mood-map", "", "WORD=N,...", reading, "numbers of mood words: great=1,ok=3,awful=5",
            take_mood_map},
    Setting{"format-in", "", "NAME", reading, "layout of the files (default: found in them)",
            take_format_in},
    Setting{"subject", "", "ID", reading, "the person, if the files hold several", take_subject},
    Setting{"date-order", "", "ORDER", reading, "dmy, mdy or ymd (default: found in the file)",
            take_date_order},
    Setting{"time-zone", "", "ZONE", reading, "IANA zone of the clock times, e.g. Europe/Berlin",
            take_time_zone},
    Setting{"day-starts", "", "HH:MM", reading, "what is earlier belongs to the day before (00:00)",
            take_day_starts},
    Setting{"strict", "", "", reading, "a row that cannot be understood is an error",
            [](Options& o, const std::string& v) { return take_flag(o.strict, v); }},
    Setting{"from", "", "DATE", analysis, "first day of readings; foods before it still count",
            [](Options& o, const std::string& v) { return take_day(o.pipeline.engine.from, v); }},
    Setting{"to", "", "DATE", analysis, "last day of readings",
            [](Options& o, const std::string& v) { return take_day(o.pipeline.engine.to, v); }},
    Setting{"lags", "", "LAGS", analysis, "days A..B before a reading, or hours A-Bh,... (0..6)",
            take_lags},
    Setting{"align", "", "HOW", analysis, "auto, day (calendar) or clock (hours) (auto)",
            take_align},
    Setting{"rated", "", "WHEN", analysis, "untimed readings were made in the morning or evening",
            take_rated},
    Setting{"level", "", "LEVEL", analysis, "what is tested: food, ingredient, group or all (all)",
            take_level},
    Setting{"scale", "", "SCALE", analysis, "MIN..MAX or an instrument (default: found by name)",
            take_scale},
    Setting{"adjust", "", "WHAT", analysis, "auto, all, none or NAME,... (auto)", take_adjust},
    Setting{"fdr", "", "Q", analysis, "accepted share of coincidences among findings (0.10)",
            take_fdr},
    Setting{"important-change", "", "X", analysis, "points that matter (a tenth of the scale)",
            take_important_change},
    Setting{"seed", "", "N", analysis, "seed of everything random (1)", take_seed},
    Setting{"threads", "", "N", analysis, "threads; the result does not depend on it (cores)",
            take_threads},
    Setting{"fdr-scope", "", "SCOPE", many_diaries,
            "--fdr holds in each diary, or over the whole batch (diary)", take_fdr_scope},
    Setting{"shard", "", "I/N", many_diaries, "share I of N of the people; auto: from Slurm or MPI",
            take_shard},
    Setting{"resume", "", "", many_diaries, "go on with FILE.partial of --output",
            [](Options& o, const std::string& v) { return take_flag(o.batch.resume, v); }},
    Setting{"max-errors", "", "N", many_diaries, "stop after more than N diaries with errors",
            take_max_errors},
    Setting{"fail-fast", "", "", many_diaries, "stop at the first diary with an error",
            [](Options& o, const std::string& v) { return take_flag(o.batch.fail_fast, v); }},
    Setting{"format", "f", "FORMAT", result,
            "table, json, ndjson, csv, tsv, markdown, html (table)", take_format},
    Setting{"output", "o", "FILE", result, "write the result into FILE, whole or not at all",
            [](Options& o, const std::string& v) { return take_file(o.output.file, v); }},
    Setting{"words", "", "WORDS", result, "certainty in plain words or technical numbers (plain)",
            take_words},
    Setting{"color", "", "WHEN", result, "auto, always or never (auto)", take_color},
    Setting{"ascii", "", "", result, "no characters outside ASCII in the table",
            [](Options& o, const std::string& v) { return take_flag(o.output.ascii, v); }},
    Setting{"fail-on", "", "WHAT", result, "suspect: exit code 1 if there is one", take_fail_on},
    Setting{"rejects", "", "FILE", messages, "write every rejected row or cell into FILE (CSV)",
            [](Options& o, const std::string& v) { return take_file(o.rejects, v); }},
    Setting{"max-messages", "", "N", messages, "rejections shown of each reason (20)",
            take_max_messages},
    Setting{"error-format", "", "FORMAT", messages, "text or json, an object a line (text)",
            take_error_format},
    Setting{"quiet", "q", "", messages, "errors only", take_quiet},
    Setting{"verbose", "v", "", messages, "say more: every file, every row", take_verbose},
};

}  // namespace

std::span<const Setting> settings() { return setting_table; }

const Setting* find_setting(std::string_view name) {
  for (const auto& setting : setting_table) {
    if (setting.name == name) return &setting;
  }
  return nullptr;
}

}  // namespace culprit::cli
