#include "culprit/trial/trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "culprit/core/error.hpp"
#include "culprit/core/text.hpp"
#include "culprit/diary/outcome.hpp"
#include "culprit/foods/find_food.hpp"
#include "diary/fingerprint.hpp"
#include "engine/immediate.hpp"
#include "stats/randomisation.hpp"
#include "trial/exact_test.hpp"
#include "trial/subject.hpp"

namespace culprit::trial {
namespace {

/// Why a trial is inconclusive, if the way it went is a reason.
std::optional<std::string> reason_of(const Result& result, const Outcome& outcome) {
  constexpr double fewest_eaten = 0.6;
  constexpr double most_slips = 0.25;
  constexpr double fewest_rated = 0.6;
  const auto& done = result.compliance;
  const auto& food = result.plan.food;
  const auto& blocks = result.blocks;
  const int days = done.eat_days + done.avoid_days;
  if (!outcome.is_exact) return "not_randomised";
  if (blocks.back().rated + blocks[blocks.size() - 2].rated == 0) return "stopped_early";
  if (done.slips > most_slips * done.avoid_days ||
      (!food.is_only_allowed && done.eaten < fewest_eaten * food.days_a_week / 7 * done.eat_days))
    return "low_compliance";
  const int every = result.plan.model.rated_every.value_or(1);
  if ((days - done.unrated) * every < fewest_rated * days) return "too_few_ratings";
  return std::nullopt;
}

std::optional<Evidence> weigh(const Plan& plan, const Outcome& outcome) {
  constexpr double sceptical = 0.1;
  if (!plan.prior.probability || !std::isfinite(outcome.standard_error)) return std::nullopt;
  Evidence evidence{.before = plan.prior.believed(),
      .bayes_factor = stats::bayes_factor(outcome.estimate, outcome.standard_error, plan.model.sd)};
  const auto after = [&](double before) {
    const double odds = before / (1 - before) * evidence.bayes_factor;
    return std::isfinite(odds) ? odds / (1 + odds) : 1.0;
  };
  evidence.after = after(evidence.before);
  evidence.after_sceptical = after(sceptical);
  return evidence;
}

/// @throws InputError  `plan_does_not_fit` if too few days of the trial are rated to say anything.
Outcome conclude(const TrialDiary& source, const Result& result) {
  constexpr int fewest_rated = 10;
  const Plan& plan = result.plan;
  const auto& done = result.compliance;
  const int rated = done.eat_days + done.avoid_days - done.unrated;
  if (rated < fewest_rated)
    throw InputError{Message{.code = "plan_does_not_fit",
        .text = fmt::format("the trial has {} rated days; expected at least {} between {} and {}",
            rated, fewest_rated, to_iso(plan.blocks.front().first_day),
            to_iso(plan.blocks.back().last_day))}};
  Outcome outcome =
      plan.randomised ? judge_by_lot(source, plan) : judge_by_model(source, plan, result.source);
  if (outcome.verdict == Verdict::inconclusive && plan.randomised &&
      outcome.realised_power >= enough_power)
    outcome.verdict = Verdict::not_confirmed;
  if (outcome.verdict == Verdict::inconclusive) outcome.reason = reason_of(result, outcome);
  if (outcome.verdict == Verdict::confirmed)
    outcome.relevance = outcome.high && *outcome.high < plan.important_change  ? "small"
                        : outcome.low && *outcome.low >= plan.important_change ? "matters"
                                                                               : "uncertain";
  outcome.evidence = weigh(plan, outcome);
  return outcome;
}

/// How the plan was kept, as far as the diary goes.
void add_progress(Result& result, const TrialDiary& source) {
  const Plan& plan = result.plan;
  const Daily daily = lay_out(source, plan);
  const Day last = diary::days_of(source.diary).second;
  const auto maybe = days_with_maybe(source.diary, plan.food);
  auto& done = result.compliance;
  result.is_running = last < plan.blocks.back().last_day;
  result.rows = static_cast<int>(daily.rating.size() - daily.rating.isNaN().count());
  for (const Block& planned : plan.blocks) {
    BlockResult block{planned};
    block.block.number = static_cast<int>(result.blocks.size()) + 1;
    double sum = 0;
    for (Day day = planned.first_day; day <= planned.last_day; day += Days{1}) {
      const auto at = (day - daily.first).count();
      const auto known = [at](const Eigen::ArrayXd& values) {
        return std::isnan(values[at]) ? std::nullopt : std::optional{values[at]};
      };
      const bool is_eaten = daily.eaten[at] > 0;
      const auto rating = known(daily.rating);
      const bool is_logged = known(daily.eaten).has_value();
      result.days.push_back(
          {day, planned.arm, is_logged ? std::optional{is_eaten} : std::nullopt, rating});
      if (day > last) continue;
      ++block.days;
      block.eaten += is_eaten;
      block.rated += rating.has_value();
      sum += rating.value_or(0);
      done.unlogged += !is_logged;
      done.unrated += !rating;
      done.maybe_slips +=
          planned.arm == Arm::avoid && !is_eaten && std::ranges::binary_search(maybe, day);
    }
    (planned.arm == Arm::eat ? done.eat_days : done.avoid_days) += block.days;
    (planned.arm == Arm::eat ? done.eaten : done.slips) += block.eaten;
    if (!result.is_running && block.rated > 0) block.mean = sum / block.rated;
    result.blocks.push_back(block);
  }
}

/// Treatments by arm, and a warning of those that one arm had more of.
void add_treatments(Result& result, const diary::Diary& diary) {
  constexpr double most_difference = 0.25;
  std::map<std::string, std::set<Day>> days;
  for (const auto& entry : diary.entries)
    if (entry.kind == diary::Kind::treatment) days[diary.name_of(entry)].insert(entry.day);
  const auto& done = result.compliance;
  for (const auto& [name, used] : days) {
    TreatmentDays treatment{name};
    for (const auto& day : result.days)
      if (used.contains(day.day))
        ++(day.arm == Arm::eat ? treatment.eat_days : treatment.avoid_days);
    if (treatment.eat_days + treatment.avoid_days == 0) continue;
    result.treatments.push_back(treatment);
    const double difference = treatment.eat_days / std::max(1.0, 1.0 * done.eat_days) -
                              treatment.avoid_days / std::max(1.0, 1.0 * done.avoid_days);
    if (std::abs(difference) > most_difference)
      result.warnings.push_back({"treatment_differs",
          fmt::format("{} was used on {} of {} days of eating and {} of {} of avoiding: the effect "
                      "is {} than it looks",
              name, treatment.eat_days, done.eat_days, treatment.avoid_days, done.avoid_days,
              difference > 0 ? "larger" : "smaller")});
  }
}

/// Symptoms of an immediate reaction since the trial began, and what to do then. Those that this
/// food cannot have caused are told, too: the plan's rule to stop holds for them as well.
void add_reactions(Result& result, const TrialDiary& source) {
  const Plan& plan = result.plan;
  const auto noted =
      engine::find_reactions(source.diary, source.resolution, source.outcome, source.options).noted;
  const auto subject = find_subject(source, plan.food.members, plan.food.level);
  const auto is_outside = [&](const auto& each) {
    return each.day < plan.first_day - Days{plan.lead_in} ||
           each.day > plan.blocks.back().last_day + Days{1};
  };
  result.reactions = find_reactions(source, subject, noted);
  std::erase_if(result.reactions, is_outside);
  if (!result.reactions.empty()) {
    result.warnings.push_back({std::string{engine::possible_immediate_code},
        fmt::format("{}: {}. Do not eat it again on your own, whatever the plan or the numbers "
                    "say: see an allergist. Trouble breathing, throat swelling or faintness is an "
                    "emergency: call for help at once",
            plan.food.name, reaction_words(result.reactions))});
    return;
  }
  std::set<std::string> others;
  for (const auto& each : noted)
    if (!is_outside(each)) others.insert(each.name);
  if (!others.empty())
    result.warnings.push_back({"immediate_symptoms",
        fmt::format("{} during the trial, not after {}: what comes within 2 h of any food is a "
                    "reason to stop and to see a doctor; trouble breathing, throat swelling or "
                    "faintness is an emergency: call for help at once",
            fmt::join(others, ", "), plan.food.name)});
}

/// The diary up to the day of the plan is not the one that it was made from.
bool has_changed(diary::Diary diary, const DiaryMark& mark) {
  const auto is_later = [&](Day day) { return day > mark.created_last_day; };
  std::erase_if(diary.entries, [&](const diary::Entry& entry) { return is_later(entry.day); });
  std::erase_if(diary.logged_days, is_later);
  return mark.fingerprint != 0 && diary::fingerprint(diary) != mark.fingerprint;
}

/// Blocks of the food that are found in the diary. @param source  set to where they are from
std::vector<Block> find_blocks(
    const diary::Diary& diary, const Subject& subject, const std::string& asked, Source& source) {
  if (source != Source::foods) {
    auto blocks = blocks_of_phases(diary, {asked, subject.names.front()});
    const bool has_phases = source == Source::phase || !blocks.empty();
    source = has_phases ? Source::phase : Source::foods;
    if (has_phases) return blocks;
  }
  return blocks_of_foods(subject.eaten, diary.logged_days);
}

/// A plan for blocks that were found in the diary.
Plan found_plan(const DiaryFoods& eaten, const TrialOptions& options, Source& source) {
  const auto& diary = eaten.diary;
  const auto phases = foods_of_phases(diary);
  std::string asked = options.food;
  if (asked.empty() && phases.size() == 1) asked = phases.front();
  if (asked.empty())
    throw InputError{Message{.code = "no_trial",
        .text = phases.empty() ? "the diary holds no phases of a trial; expected --plan FILE or "
                                 "--food NAME"
                               : "the diary holds phases of several foods; expected --food NAME"}};
  const auto& food =
      eaten.resolution.foods[foods::find_one_food(eaten.resolution, eaten.lexicon, asked)];
  const auto subject = find_subject(eaten, {food.name}, food.level);
  Plan plan;
  plan.food = describe(eaten, subject);
  plan.blocks = find_blocks(diary, subject, asked, source);
  for (const Arm arm : {Arm::eat, Arm::avoid})
    if (std::ranges::count(plan.blocks, arm, &Block::arm) == 0)
      throw InputError{Message{.code = "no_trial",
          .text = fmt::format("{} was not left out and tried again: there is nothing to judge; "
                              "expected days of both",
              plan.food.name)}};
  plan.randomised = false;
  plan.model.is_lag_known = false;
  plan.lot.blocks = static_cast<int>(plan.blocks.size());
  plan.first_day = plan.blocks.front().first_day;
  plan.model.rows_before =
      std::clamp((plan.first_day - diary::days_of(diary).first).count(), 0, 90);
  plan.alpha = plan.alpha_first = options.alpha;
  return plan;
}

}  // namespace

Result judge(const DiaryFoods& eaten, const TrialOptions& options) {
  const auto& diary = eaten.diary;
  engine::Options engine = options.engine;
  Result result;
  result.source = options.plan ? Source::plan : options.source;
  result.plan = options.plan ? *options.plan : found_plan(eaten, options, result.source);
  if (options.plan) engine.severity = result.plan.diary.outcome;
  const TrialDiary source{
      eaten, engine, diary::choose_outcome(diary::outcome_candidates(diary), engine.severity)};
  if (!options.plan) {
    result.plan.diary.outcome = source.outcome.name;
    const auto scale = engine.scale.value_or(diary::infer_scale(diary, source.outcome));
    result.plan.important_change = options.important_change.value_or(
        scale.important_change.value_or(0.1 * (scale.maximum - scale.minimum)));
  }
  result.stage = result.plan.extension_of ? 2 : 1;
  add_progress(result, source);
  add_reactions(result, source);
  if (result.source == Source::plan && has_changed(diary, result.plan.diary))
    result.warnings.push_back(
        {"diary_changed", "the diary up to the day on which the plan was made is not what it was"});
  add_treatments(result, diary);
  if (!result.is_running) result.outcome = conclude(source, result);
  return result;
}

}  // namespace culprit::trial
