#include "culprit/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "culprit/core/word_table.hpp"
#include "culprit/diary/outcome.hpp"
#include "culprit/engine/analyse.hpp"
#include "culprit/foods/recast.hpp"
#include "culprit/foods/resolve.hpp"
#include "culprit/foods/resolver.hpp"

namespace culprit {

namespace {

std::string_view kind_words(foods::Role role) noexcept {
  constexpr Word<foods::Role> words[] = {
      {foods::Role::supplement, "a supplement"},
      {foods::Role::factor, "a factor"},
      {foods::Role::treatment, "a treatment"},
      {foods::Role::food, "a symptom, which needs a rating to count"},
      {foods::Role::symptom, "a symptom, which needs a rating to count"}};
  return word_of(words, role);
}

engine::Warning warn_of_recasts(const std::vector<foods::Recast>& recasts) {
  constexpr std::size_t most = 5;
  std::string names;
  for (std::size_t i = 0; i < std::min(recasts.size(), most); ++i) {
    names +=
        fmt::format("{}{} ({})", i > 0 ? ", " : "", recasts[i].name, kind_words(recasts[i].role));
  }
  if (recasts.size() > most) names += fmt::format(" and {} more", recasts.size() - most);
  return {.code = "no_food_in_food_log",
          .text = fmt::format("the food log holds what is no food, and is taken for what it is: {}",
                              names)};
}

}  // namespace

std::string_view version() noexcept { return CULPRIT_VERSION; }

diary::ReadOptions with_foods_of(const foods::Lexicon& lexicon, diary::ReadOptions options) {
  options.knows_food = [lexicon](std::string_view phrase) {
    return foods::names_food(lexicon, phrase);
  };
  return options;
}

PreparedDiary prepare(std::span<const std::unique_ptr<csv::Input>> inputs,
                      const PipelineOptions& options,
                      const std::function<void(const Message&)>& on_rejection) {
  PreparedDiary prepared{
      .input = diary::read(inputs, with_foods_of(options.lexicon, options.read), on_rejection),
      .resolution = {},
      .warnings = {}};
  diary::Diary& diary = prepared.input.diary;
  if (options.engine.scale && options.engine.scale->reversed) {
    const auto candidates = diary::outcome_candidates(diary);
    diary::turn_round(diary, diary::choose_outcome(candidates, options.engine.severity),
                      *options.engine.scale);
  }
  const auto recasts = foods::recast_entries(diary, options.lexicon);
  prepared.resolution = foods::resolve(diary, options.lexicon, options.engine.level);
  if (!recasts.empty()) prepared.warnings.push_back(warn_of_recasts(recasts));
  return prepared;
}

PipelineResult analyse(std::span<const std::unique_ptr<csv::Input>> inputs,
                       const PipelineOptions& options,
                       const std::function<void(const Message&)>& on_rejection) {
  auto [input, resolution, warnings] = prepare(inputs, options, on_rejection);
  PipelineResult result{
      .input = std::move(input), .resolution = std::move(resolution), .analysis = {}};
  engine::Analysis& analysis = result.analysis;
  analysis = engine::analyse(result.input.diary, result.resolution, options.engine);
  for (auto& warning : warnings) analysis.warnings.push_back(std::move(warning));
  analysis.settings.seed = options.seed;
  analysis.diary.fingerprint = result.input.fingerprint;
  for (const auto& file : result.input.files) {
    // A file of several tables has a report for each.
    auto& files = analysis.diary.files;
    if (files.empty() || files.back() != file.path) files.push_back(file.path);
    analysis.diary.rejected_rows += file.rejected;
    for (const auto& note : file.notes) analysis.warnings.push_back({note.code, note.text});
    const std::string order{diary::to_word(file.date_order)};
    std::string& orders = analysis.settings.date_order;
    if (orders.find(order) == std::string::npos) orders += (orders.empty() ? "" : ",") + order;
  }
  if (!result.input.files.empty()) analysis.diary.format = result.input.files.front().format;
  return result;
}

}  // namespace culprit
