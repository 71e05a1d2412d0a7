#include "culprit/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"
#include "culprit/diary/outcome.hpp"
#include "culprit/engine/analyse.hpp"
#include "culprit/foods/recast.hpp"
#include "culprit/foods/resolve.hpp"
#include "culprit/foods/resolver.hpp"
#include "engine/sentences.hpp"

namespace culprit {

namespace {

std::string_view kind_words(foods::Role role) noexcept {
  constexpr Word<foods::Role> words[] = {{foods::Role::supplement, "a supplement"},
      {foods::Role::factor, "a factor"}, {foods::Role::treatment, "a treatment"},
      {foods::Role::food, "a symptom, which needs a rating to count"},
      {foods::Role::symptom, "a symptom, which needs a rating to count"}};
  return word_of(words, role);
}

engine::Warning warn_of_recasts(const std::vector<foods::Recast>& recasts) {
  constexpr std::size_t most = 5;
  const auto shown = std::span{recasts}.first(std::min(recasts.size(), most));
  auto names = joined(shown, ", ", [](const foods::Recast& recast) {
    return fmt::format("{} ({})", recast.name, kind_words(recast.role));
  });
  if (recasts.size() > most) names += fmt::format(" and {} more", recasts.size() - most);
  return engine::say("no_food_in_food_log", names);
}

bool is_rating(const diary::Entry& entry) noexcept {
  return entry.kind == diary::Kind::severity || entry.kind == diary::Kind::symptom;
}

/// What was lost, where it is more than one in twenty.
void warn_of_losses(const diary::ReadResult& input, std::vector<engine::Warning>& warnings) {
  std::uint64_t readings = 0;
  std::uint64_t foods = 0;
  for (const auto& file : input.files) {
    readings += file.rejected_readings;
    foods += file.rejected_foods;
  }
  const auto& entries = input.diary.entries;
  const auto kept_foods = static_cast<std::uint64_t>(std::ranges::count_if(
      entries, [](const diary::Entry& entry) { return entry.kind == diary::Kind::food; }));
  const auto kept = static_cast<std::uint64_t>(std::ranges::count_if(entries, is_rating));
  const auto all_readings = readings + kept;
  const auto all_foods = foods + kept_foods;
  if (readings * 20 > all_readings)
    warnings.push_back(engine::say("readings_lost", readings, all_readings));
  if (foods * 20 > all_foods) warnings.push_back(engine::say("foods_lost", foods, all_foods));
}

/// Logged days without a rating of the outcome.
std::vector<Day> unrated_days(const diary::Diary& diary, const diary::OutcomeCandidate& outcome) {
  std::set<Day> days{diary.logged_days.begin(), diary.logged_days.end()};
  for (const diary::Entry& entry : diary.entries)
    if (outcome.holds(entry)) days.erase(entry.day);
  return {days.begin(), days.end()};
}

/// A warning tells of the gap between these days and the mildest flare, which is part of the
/// effects.
std::vector<engine::Warning> rate_as_free(
    diary::Diary& diary, const diary::OutcomeCandidate& outcome) {
  const auto like = *std::ranges::find_if(
      diary.entries, [&](const diary::Entry& entry) { return outcome.holds(entry); });
  const auto scale = diary::infer_scale(diary, outcome);
  const auto days = unrated_days(diary, outcome);
  for (const Day day : days) {
    diary.entries.push_back(like);
    diary.entries.back().day = day;
    diary.entries.back().time = {};
    diary.entries.back().part = diary::DayPart::unknown;
    diary.entries.back().amount = scale.minimum;
  }
  diary::restore_order(diary);
  if (days.empty() || (outcome.minimum - scale.minimum) * 5 < scale.maximum - scale.minimum)
    return {};
  return {engine::say("free_assumed", days.size(), outcome.name, scale.minimum, outcome.minimum)};
}

/// Of ratings that are never the lowest, on fewer than half of the days: what were the others?
void warn_of_flares(const PipelineOptions& options, PipelineResult& result) {
  constexpr std::size_t fewest_days = 14;
  const diary::Diary& diary = result.input.diary;
  auto& analysis = result.analysis;
  if (diary.logged_days.size() < fewest_days || analysis.outcome.scale.recall_days > 1) return;
  const auto outcome =
      diary::choose_outcome(diary::outcome_candidates(diary), options.engine.severity);
  const auto unrated = unrated_days(diary, outcome).size();
  if (unrated * 2 <= diary.logged_days.size() || outcome.minimum <= analysis.outcome.scale.minimum)
    return;
  analysis.warnings.push_back(
      engine::say("flares_only", unrated, diary.logged_days.size(), outcome.name));
}

/// Blocks of a trial are no ordinary days.
void warn_of_trial(const diary::Diary& diary, std::vector<engine::Warning>& warnings) {
  constexpr Days fewest_days{14};
  const auto is_phase = [](const auto& entry) { return entry.kind == diary::Kind::phase; };
  const auto first = std::ranges::find_if(diary.entries, is_phase);
  if (first == diary.entries.end() || diary::days_of(diary).second - first->day < fewest_days)
    return;
  warnings.push_back(engine::say("trial_within", diary.name_of(*first)));
}

/// The same error, with the columns that were left unused and how one of them is used.
InputError with_unused_columns(
    const InputError& error, const std::vector<diary::FileReport>& files) {
  constexpr std::size_t most = 8;
  std::vector<Message> messages = error.messages();
  const bool lacks_food = messages.front().code == "no_food";
  if (!lacks_food && messages.front().code != "no_severity") return error;
  const std::string_view offered = lacks_food ? "foods" : "symptom";
  std::string names;
  std::size_t count = 0;
  for (const auto& file : files) {
    for (const auto& column : file.columns) {
      if (column.offer != offered || ++count > most) continue;
      names += fmt::format("{}'{}' ({}; --map '{}={}' uses it)", names.empty() ? "" : ", ",
          column.name, column.reason, column.name, offered);
    }
  }
  if (names.empty()) return error;
  if (count > most) names += fmt::format(" and {} more", count - most);
  messages.front().hint = "not used: " + names;
  return InputError(std::move(messages));
}

}  // namespace

std::string_view version() noexcept { return CULPRIT_VERSION; }

diary::ReadOptions with_foods_of(const foods::Lexicon& lexicon, diary::ReadOptions options) {
  options.knows_food = [lexicon](
                           std::string_view phrase) { return foods::names_food(lexicon, phrase); };
  options.spells_food = [lexicon](std::string_view phrase) {
    return foods::spells_food(lexicon, phrase);
  };
  return options;
}

PreparedDiary prepare(diary::ReadResult input, const PipelineOptions& options) {
  PreparedDiary prepared{.input = std::move(input), .resolution = {}, .warnings = {}};
  diary::Diary& diary = prepared.input.diary;
  if (options.engine.scale && options.engine.scale->reversed) {
    const auto candidates = diary::outcome_candidates(diary);
    diary::turn_round(
        diary, diary::choose_outcome(candidates, options.engine.severity), *options.engine.scale);
  }
  if (options.engine.unrated == engine::Unrated::free)
    prepared.warnings = rate_as_free(
        diary, diary::choose_outcome(diary::outcome_candidates(diary), options.engine.severity));
  const auto recasts = foods::recast_entries(diary, options.lexicon);
  prepared.resolution = foods::resolve(diary, options.lexicon, options.engine.level);
  if (!recasts.empty()) prepared.warnings.push_back(warn_of_recasts(recasts));
  return prepared;
}

PipelineResult analyse(diary::ReadResult input, const PipelineOptions& options) {
  auto [prepared, resolution, warnings] = prepare(std::move(input), options);
  PipelineResult result{.input = std::move(prepared),
      .resolution = std::move(resolution),
      .analysis = {},
      .lexicon = options.lexicon};
  engine::Analysis& analysis = result.analysis;
  try {
    analysis = engine::analyse(result.input.diary, result.resolution, options.engine);
  } catch (const InputError& error) {
    throw with_unused_columns(error, result.input.files);
  }
  warn_of_trial(result.input.diary, analysis.warnings);
  const auto n_of_result = static_cast<std::ptrdiff_t>(analysis.warnings.size());
  for (auto& warning : warnings) analysis.warnings.push_back(std::move(warning));
  warn_of_losses(result.input, analysis.warnings);
  warn_of_flares(options, result);
  analysis.settings.seed = options.seed;
  analysis.diary.fingerprint = result.input.fingerprint;
  for (const auto& file : result.input.files) {
    // A file of several tables has a report for each.
    auto& files = analysis.diary.files;
    if (files.empty() || files.back() != file.path) files.push_back(file.path);
    analysis.diary.rejected_rows += file.rejected;
    analysis.diary.rejected_cells += file.rejected_cells;
    analysis.diary.rejected_readings += file.rejected_readings;
    for (const auto& note : file.notes) analysis.warnings.push_back({note.code, note.text});
    const std::string order{to_word(file.date_order)};
    std::string& orders = analysis.settings.date_order;
    if (orders.find(order) == std::string::npos) orders += (orders.empty() ? "" : ",") + order;
  }
  std::for_each(analysis.warnings.begin() + n_of_result, analysis.warnings.end(),
      [](engine::Warning& warning) { warning.is_of_reading = true; });
  if (!result.input.files.empty()) analysis.diary.format = result.input.files.front().format;
  return result;
}

PipelineResult analyse(std::span<const std::unique_ptr<csv::Input>> inputs,
    const PipelineOptions& options, const std::function<void(const Message&)>& on_rejection) {
  return analyse(
      diary::read(inputs, with_foods_of(options.lexicon, options.read), on_rejection), options);
}

}  // namespace culprit
