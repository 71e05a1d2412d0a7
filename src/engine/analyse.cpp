#include "culprit/engine/analyse.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "engine/family_answers.hpp"
#include "engine/rank.hpp"
#include "engine/sentences.hpp"
#include "engine/warnings.hpp"

namespace culprit::engine {
namespace {

constexpr double assumed_share_of_scale = 0.10;

/// The options with the scale that is used; its recall sets the lags unless they were asked for.
/// @throws InputError  `lags_finer_than_recall`, `important_change_too_large`.
Options with_recall(Options options, const diary::Scale& scale) {
  options.scale = scale;
  const double range = scale.maximum - scale.minimum;
  if (options.important_change && *options.important_change > range)
    throw InputError{say<Message>("important_change_too_large",
        format_number(*options.important_change), scale.name, format_number(range))};
  const int recall = scale.recall_days;
  if (recall <= 1) return options;
  if (!options.has_explicit_lags) options.lags = LagWindow{0, 2 * recall - 1};
  const auto* days = std::get_if<LagWindow>(&options.lags);
  if (days == nullptr || days->first() % recall != 0 || days->length() % recall != 0)
    throw InputError{say<Message>(
        "lags_finer_than_recall", to_string(options.lags), scale.name, recall, 2 * recall - 1)};
  return options;
}

bool begins_at_zero(const Lags& lags) {
  const auto* days = std::get_if<LagWindow>(&lags);
  return days != nullptr ? days->first() == 0 : std::get<HourWindows>(lags).span().from() < 24;
}

DiarySummary summarise(const Inference& all) {
  DiarySummary summary;
  summary.subject = all.diary.subject;
  std::tie(summary.first_day, summary.last_day) = diary::days_of(all.diary);
  summary.days = (summary.last_day - summary.first_day).count() + 1;
  summary.logged_days = static_cast<int>(all.diary.logged_days.size());
  summary.readings = static_cast<int>(all.study.readings.size());
  summary.foods = static_cast<int>(all.resolution.distinct_foods);
  summary.food_entries =
      static_cast<std::uint64_t>(std::ranges::count_if(all.diary.entries, &diary::Entry::is_eaten));
  return summary;
}

OutcomeSummary describe_outcome(const Inference& all) {
  OutcomeSummary summary;
  const diary::Scale& scale = all.scale;
  summary.name = all.outcome.name;
  summary.scale = scale;
  summary.observed_minimum = all.outcome.minimum;
  summary.observed_maximum = all.outcome.maximum;
  summary.important_change_source = all.options.important_change ? "given"
                                    : scale.important_change     ? "instrument"
                                                                 : "assumed";
  summary.important_change = all.options.important_change.value_or(
      scale.important_change.value_or(assumed_share_of_scale * (scale.maximum - scale.minimum)));
  std::set<int> days;
  for (const Reading& reading : all.study.readings) days.insert(reading.day);
  if (!days.empty())
    summary.readings_per_day =
        static_cast<double>(all.study.readings.size()) / static_cast<double>(days.size());
  const stats::NoiseFit& noise = all.noise();
  if (noise.variance > 0) {
    summary.autocorrelation = noise.parameters.phi;
    summary.noise_share = noise.parameters.noise_share;
    summary.sd = std::sqrt(noise.variance);
  }
  return summary;
}

/// Random effects with their standard deviations; those estimated as 0 were adjusted for too.
std::vector<Adjustment> with_deviations(
    std::vector<Adjustment> adjustments, const stats::NoiseFit& noise) {
  constexpr std::string_view blocks[] = {"weekday", "trend", "days with another menu"};
  if (!(noise.variance > 0)) return adjustments;
  for (Adjustment& adjustment : adjustments) {
    const auto* block = std::ranges::find(blocks, adjustment.name);
    if (block == std::end(blocks) || (adjustment.kind != "calendar" && adjustment.kind != "menu"))
      continue;
    const double variance = noise.parameters.variances.at(static_cast<std::size_t>(block - blocks));
    adjustment.sd = std::sqrt(variance * noise.variance);
  }
  return adjustments;
}

/// Ratings at the floor hide effects, and autocorrelation that is left makes intervals too short.
bool is_fit_to_clear(const Inference& all) {
  constexpr double most_at_floor = 0.20;
  constexpr double least_p = 0.01;
  const auto& readings = all.study.readings;
  const auto at_floor = std::ranges::count_if(
      readings, [&](const Reading& reading) { return reading.value <= all.scale.minimum; });
  return static_cast<double>(at_floor) < most_at_floor * static_cast<double>(readings.size()) &&
         all.joint.residual_autocorrelation_p > least_p;
}

/// Says why a food with a small p-value is no finding: what it is eaten with, or that it falls
/// short; and of an interval without 0 that one in twenty has that.
void explain_smallness(RankedFood& food, const std::vector<RankedFood>& foods, double fdr) {
  if (food.finding || food.reason) return;
  if (food.p_adjusted > fdr) {
    if (food.effect.low > 0 || food.effect.high < 0) give_reason(food, "chance");
    return;
  }
  const auto is_found = [&](const VariableId& id) {
    return std::ranges::any_of(
        foods, [&](const RankedFood& other) { return other.finding && other.id == id; });
  };
  // Alone it would be nothing new: the test is the one that others have to pass.
  constexpr double remarkable = 0.05;
  if (food.p_conditional.value_or(1) < remarkable) return give_reason(food, "short_of_rate");
  for (const Companion& companion : food.companions)
    if (is_found(companion.id))
      return give_reason(food, "companion", companion.name, 100 * companion.share);
  give_reason(food, "explained");
}

/// Gives every food of a group its own row, with the group's numbers, and every finding all names.
void name_members(Ranking& ranking, const Inference& all) {
  const auto& names = all.resolution.foods;
  std::vector<RankedFood> rows;
  for (const RankedFood& row : ranking.foods) {
    const auto& members = all.merged.members[row.id.index];
    for (const std::size_t f : members) {
      RankedFood& own = rows.emplace_back(row);
      own.id.index = f;
      own.rank = static_cast<int>(rows.size());
      own.name = names[f].name;
      if (members.size() == 1) continue;
      own.exposed_days = count_exposures(all.study, all.study.foods[f]).exposed;
      std::vector<std::size_t> others = members;
      std::erase(others, f);
      const auto list = joined(others, ", ", [&](std::size_t other) { return names[other].name; });
      if (std::holds_alternative<HourWindows>(all.study.lags))
        give_reason(own, "coincident/hours", list);
      else give_reason(own, "coincident", list);
    }
  }
  ranking.foods = std::move(rows);
  for (Finding& finding : ranking.findings) {
    finding.foods.clear();
    for (const VariableId& unit : std::exchange(finding.ids, {})) {
      for (const std::size_t f : all.merged.members[unit.index]) {
        finding.ids.push_back({unit.level, f});
        finding.foods.push_back(names[f].name);
      }
    }
  }
}

/// The foods of the groups that were not tested; one that is set aside is named once.
void append_untested(std::vector<SkippedFood>& skipped, const Inference& all) {
  std::set<VariableId> known;
  for (const SkippedFood& food : skipped) known.insert(food.id);
  for (const SkippedFood& unit : all.associations.skipped) {
    for (const std::size_t f : all.merged.members[unit.id.index]) {
      if (known.contains({unit.id.level, f})) continue;
      skipped.push_back(unit);
      skipped.back().id.index = f;
      skipped.back().name = all.resolution.foods[f].name;
    }
  }
}

void infer(Inference& all) {
  all.study = make_study(all.diary, all.resolution, all.outcome, all.options);
  all.merged = merge_coincident(all.study, all.resolution);
  if (!all.study.readings.empty()) {
    all.factors = select_factors(all.diary, all.study, all.outcome, all.options);
    all.nuisance = make_nuisance(all.study, all.factors);
    all.associations =
        associate(all.merged.study, all.nuisance, all.merged.resolution, all.options);
    all.joint = infer_joint(all.merged.study, all.nuisance, all.associations, all.options.threads);
  }
  all.reactions = find_reactions(all.diary, all.resolution, all.outcome, all.options);
  PartedSets parted = part_immediate(all.joint, reactions_of_tested(all), all.options.fdr);
  all.joint.sets = std::move(parted.ranked);
  all.set_aside = std::move(parted.set_aside);
}

/// Weeks without a food can make eating it again unsafe.
bool is_eaten_of_late(const Study& study, std::size_t food) {
  constexpr int two_weeks = 14;
  const auto& days = study.foods[food].days;
  return !days.empty() && days.back() >= study.n_days - two_weeks;
}

/// The rows and findings, each food with its spellings and companions.
void add_foods(Analysis& analysis, const Inference& all) {
  Ranking ranking = rank(all.associations, all.joint, all.merged.resolution,
      {.fdr = all.options.fdr,
          .important_change = analysis.outcome.important_change,
          .readings = analysis.diary.readings,
          .can_clear = is_fit_to_clear(all)});
  name_members(ranking, all);
  const CompanionFinder finder{all.study, all.resolution};
  for (RankedFood& row : ranking.foods) {
    const foods::Food& food = all.resolution.foods[row.id.index];
    row.phrases = food.phrases;
    row.n_phrases = food.n_phrases;
    row.may_be_alternated = food.may_be_alternated;
    row.may_be_planned = food.may_be_planned && is_eaten_of_late(all.study, row.id.index);
    row.companions = finder.companions_of(row.id.index);
  }
  analysis.families = answer_families(all.merged, all.resolution, ranking.foods);
  for (RankedFood& food : ranking.foods) explain_smallness(food, ranking.foods, all.options.fdr);
  analysis.findings = std::move(ranking.findings);
  analysis.foods = std::move(ranking.foods);
}

}  // namespace

bool Analysis::says_nothing() const noexcept {
  return std::ranges::all_of(
      foods, [](const RankedFood& food) { return food.verdict == Verdict::not_enough_data; });
}

Analysis analyse(
    const diary::Diary& diary, const foods::Resolution& resolution, const Options& options) {
  const auto candidates = diary::outcome_candidates(diary);
  const auto outcome = diary::choose_outcome(candidates, options.severity);
  require_food(resolution);
  const diary::Scale scale = options.scale.value_or(diary::infer_scale(diary, outcome));
  const Options used = with_recall(options, scale);
  Inference all{.diary = diary,
      .resolution = resolution,
      .candidates = candidates,
      .outcome = outcome,
      .scale = scale,
      .options = used};
  infer(all);

  Analysis analysis;
  analysis.study = std::make_shared<Study>(all.study);
  analysis.diary = summarise(all);
  analysis.outcome = describe_outcome(all);
  analysis.settings.align = all.study.align;
  analysis.settings.lag_zero_used = all.study.lag_zero_used && begins_at_zero(used.lags);
  analysis.settings.options = used;
  analysis.settings.options.scale = options.scale;
  analysis.settings.day_starts = static_cast<int>(diary.day_starts.count());
  analysis.adjustments = with_deviations(all.nuisance.adjustments, all.noise());
  add_foods(analysis, all);
  analysis.skipped = skip_immediate(all);
  analysis.warnings = immediate_warnings(analysis.skipped, all.reactions);
  append_untested(analysis.skipped, all);
  for (Finding& finding : analysis.findings) compare_with_maybe(all, finding, analysis.warnings);
  const std::vector<Warning> others = warnings_of(all);
  analysis.warnings.insert(analysis.warnings.end(), others.begin(), others.end());
  return analysis;
}

}  // namespace culprit::engine
