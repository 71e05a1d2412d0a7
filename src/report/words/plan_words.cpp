#include "report/words/plan_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "culprit/core/number.hpp"
#include "report/machine/facts.hpp"
#include "report/words/sentences.hpp"
#include "report/words/texts.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

using trial::Arm;
using trial::Plan;

constexpr Word<trial::Source> source_phrases[] = {{trial::Source::plan, "a plan"},
    {trial::Source::phase, "phases of the diary"},
    {trial::Source::foods, "the foods of the diary"}};

/// `AVOID`, `EAT`, or `as usual` of what is never assigned.
std::string arm_title(const Plan& plan, Arm arm) {
  return arm == Arm::avoid ? "AVOID" : plan.food.is_only_allowed ? "as usual" : "EAT";
}

std::string portion_words(const trial::TestedFood& food) {
  if (!food.portion) return "a usual portion";
  std::string words =
      fmt::format("a usual portion ({} {})", format_number(*food.portion), food.unit);
  if (food.most && *food.most > *food.portion)
    words += fmt::format(", never more than {} {}", format_number(*food.most), food.unit);
  return words;
}

/// The names of one kind in a line; nothing if there are none.
Facts names_of(const std::vector<trial::Holder>& phrases, bool sure) {
  constexpr std::size_t columns = 400;
  std::vector<std::string> names;
  for (const auto& holder : phrases)
    if (holder.sure == sure)
      names.push_back(sure ? fmt::format("{} ({})", holder.text, holder.count) : holder.text);
  return names.empty() ? Facts{} : Facts(join_names(names, columns));
}

/// `1 day`, `1 to 3 days`.
std::string lag_days(trial::Lag lag) {
  return lag.first == lag.last ? count_words(lag.first, "day")
                               : fmt::format("{} to {} days", lag.first, lag.last);
}

std::string interval_words(const trial::Outcome& outcome, int decimals) {
  if (!std::isfinite(outcome.estimate)) return "an amount that cannot be told";
  const auto limit = [&](const std::optional<double>& value) {
    return value ? fmt::format("{:.{}f}", *value, decimals) : std::string{"not bounded"};
  };
  return fmt::format("{:+.{}f} points ({:.0f} % interval {} to {})", outcome.estimate, decimals,
      100 * outcome.level, limit(outcome.low), limit(outcome.high));
}

}  // namespace

std::string arm_words(const Plan& plan, Arm arm) {
  const auto& food = plan.food;
  if (arm == Arm::avoid) return "none of it, not in dishes either.";
  if (food.is_only_allowed && food.most)
    return fmt::format(
        "as often as you usually do, never more than {} {}.", format_number(*food.most), food.unit);
  if (food.is_only_allowed) return "as often as you usually do, and not more.";
  if (food.days_a_week >= 7) return fmt::format("{} every day.", portion_words(food));
  return fmt::format("{} on {} days a week, as in your busiest weeks; --format csv has the days.",
      portion_words(food), food.days_a_week);
}

std::string block_title(const Plan& plan, std::size_t block) {
  const Arm arm = plan.blocks[block].arm;
  const auto title = arm_title(plan, arm);
  const bool is_assigned = arm == Arm::avoid || !plan.food.is_only_allowed;
  return fmt::format("{} {} (block {} of {})", is_assigned ? title : plan.food.name,
      is_assigned ? plan.food.name : title, block + 1, plan.blocks.size());
}

Paper plan_paper(const Plan& plan) {
  Facts facts = facts_of(plan);
  const int days = plan.lot.blocks * plan.block_days;
  const int gap = plan.model.window.last + 3;
  facts["days"] = days;
  facts["days_in_all"] = days + plan.lead_in;
  facts["start"] = to_iso(plan.first_day - Days{plan.lead_in});
  facts["with"] = arm_words(plan, Arm::eat);
  facts["twice"] = 2 * plan.important_change;
  facts["usual_percent"] = 100 * plan.food.exposure;
  facts["sure"] = names_of(plan.food.phrases, true);
  facts["maybe"] = names_of(plan.food.phrases, false);
  if (!plan.food.hidden.empty()) facts["hidden"] = join_names(plan.food.hidden, 400);
  for (const auto& group : plan.food.replace_as) facts["replace"][group] = true;
  if (const auto& prior = plan.prior; prior.estimate)
    facts["estimate"] =
        effect_words({*prior.estimate, prior.low.value_or(NAN), prior.high.value_or(NAN)},
            effect_decimals(plan.important_change));
  for (std::size_t k = 0; k < plan.blocks.size(); ++k)
    facts["blocks"][k]["what"] = arm_title(plan, plan.blocks[k].arm);
  facts["lags"] = lag_days(plan.model.window);
  facts["wide_lags"] = lag_days(plan.model.wide_window);
  facts["gap"] = gap;
  int next_days = 0;
  for (auto& next : facts["next"]) {
    next["who"] = next["needs_clinician"] ? "with a clinician" : "as this one";
    next_days += next["days"].get<int>() + gap;
  }
  facts["next_days"] = next_days;
  return fill(texts::plan_txt, facts);
}

Paper trial_paper(const trial::Result& result) {
  Facts facts = facts_of(result);
  const Plan& plan = result.plan;
  facts["title"] = result.is_running ? "a trial that runs" : "what the trial showed";
  facts["source_words"] = word_of(source_phrases, result.source);
  facts["n_blocks"] = plan.blocks.size();
  facts["second_stage"] = result.stage == 2;
  facts["first"] = to_iso(plan.blocks.front().first_day);
  facts["last"] = to_iso(plan.blocks.back().last_day);
  facts["lags"] = lag_days(plan.model.window);
  if (const auto& outcome = result.outcome) {
    facts["interval"] = interval_words(*outcome, effect_decimals(plan.important_change));
    facts["benefit"] = outcome->is_exact && outcome->p_benefit <= plan.alpha_first;
  }
  const auto now = std::ranges::find_if(result.blocks, [](const auto& block) {
    return block.days <= (block.block.last_day - block.block.first_day).count();
  });
  if (now != result.blocks.end())
    facts["now"] = facts["blocks"][static_cast<std::size_t>(now - result.blocks.begin())];
  return fill(texts::trial_txt, facts);
}

}  // namespace culprit::report
