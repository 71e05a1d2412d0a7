#include <algorithm>
#include <utility>

#include "cli/options/option_table.hpp"
#include "cli/options/values.hpp"

namespace culprit::cli {
namespace {

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

}  // namespace

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

}  // namespace culprit::cli
