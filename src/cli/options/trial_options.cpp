#include <algorithm>

#include "cli/options/option_table.hpp"
#include "cli/options/values.hpp"

namespace culprit::cli {
namespace {

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

}  // namespace

void add_trial_options(std::vector<Option>& table) {
  constexpr std::string_view group = "Plans and trials";
  constexpr Commands plans = only(Command::plan);
  const auto sets_closed = sets(&PlanOptions::may_extend, false);
  add(table, group, plans,
      {{"food", "NAME", "what is tested (default: the first finding)",
           text(&Options::food, "the name of a food", Completion::food), "", trials},
          {"about", "WORD,...", "adult or child, and what else applies (required)", take_about},
          {"supervised", "", "a clinician goes along", flag(&PlanOptions::supervised)},
          {"design", "DESIGN", "of the plan",
              choice("design", trial::design_words, &PlanOptions::design), "auto"},
          {"slow", "", "effects over up to two weeks: 6 blocks of 14 days",
              flag(&PlanOptions::slow)},
          {"start", "DATE", "first day (default: after the diary's last)",
              day(&PlanOptions::start)},
          {"block-days", "N", "days of a block (default: by the lag)",
              whole(&PlanOptions::block_days, 3, 28)},
          {"blocks", "N", "blocks (default: by power)", take_blocks},
          {"max-days", "N", "days of all blocks", whole(&PlanOptions::max_days, 18, 400), "84"},
          {"power", "P", "wanted", number(&PlanOptions::power, 0.5, 0.99), "0.80"},
          {"effect", "X", "points to be found (default: the important change)",
              number(&PlanOptions::effect, smallest_number, largest_number)},
          {"alpha", "A", "level of the verdicts", number(&PlanOptions::alpha, 0.001, 0.2), "0.05"},
          {"alpha", "A", "level of the verdict without a plan",
              number(&TrialChoices::alpha, 0.001, 0.2), "0.05", only(Command::trial)},
          {"elimination-days", "N", "days without it first, of --design elimination",
              whole(&PlanOptions::elimination_days, 7, 60), "28"},
          {"extend", "PLAN", "a second stage of an undecided trial", file(&TrialChoices::extend)},
          {"no-extension", "", "all of the level at the first end", sets_closed},
          {"running", "PLAN", "a trial of another food that runs", file(&TrialChoices::running)},
          {"lot-seed", "N", "other order; recorded", whole(&PlanOptions::seed, 0, largest_seed)},
          {"plan", "FILE", "the plan that was carried out (json)", file(&TrialChoices::carried_out),
              "", only(Command::trial)},
          {"source", "SOURCE", "of the blocks, without a plan",
              choice("source", trial_sources, &TrialChoices::source), "auto",
              only(Command::trial)}});
}

}  // namespace culprit::cli
