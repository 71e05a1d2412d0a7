#include "culprit/engine/analyse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "culprit/core/error.hpp"
#include "culprit/core/number.hpp"
#include "engine/coincident.hpp"
#include "engine/family_answers.hpp"
#include "engine/immediate.hpp"
#include "engine/joint.hpp"
#include "engine/nuisance.hpp"
#include "engine/rank.hpp"
#include "engine/study.hpp"
#include "engine/warnings.hpp"

namespace culprit::engine {
namespace {

constexpr double assumed_share_of_scale = 0.10;

/// The options with the scale that is used; its recall sets the lags unless they were asked for.
/// @throws InputError  `lags_finer_than_recall`, `important_change_too_large`.
Options with_recall(Options options, const diary::Scale& scale) {
  options.scale = scale;
  const double range = scale.maximum - scale.minimum;
  if (options.important_change && *options.important_change > range) {
    throw InputError{Message{.code = "important_change_too_large",
        .text = fmt::format("important change '{}' is more than the range of {}; expected at most "
                            "{} points",
            format_number(*options.important_change), scale.name, format_number(range))}};
  }
  const int recall = scale.recall_days;
  if (recall <= 1) return options;
  if (!options.has_explicit_lags) options.lags = LagWindow{0, 2 * recall - 1};
  const auto* days = std::get_if<LagWindow>(&options.lags);
  if (days == nullptr || days->first() % recall != 0 || days->length() % recall != 0) {
    throw InputError{Message{.code = "lags_finer_than_recall",
        .text = fmt::format("lags '{}' are finer than {} can tell, which looks back over {} days; "
                            "expected multiples such as 0..{}",
            to_string(options.lags), scale.name, recall, 2 * recall - 1)}};
  }
  return options;
}

bool begins_at_zero(const Lags& lags) {
  const auto* days = std::get_if<LagWindow>(&lags);
  return days != nullptr ? days->first() == 0 : std::get<HourWindows>(lags).span().from() < 24;
}

DiarySummary summarise(
    const diary::Diary& diary, const foods::Resolution& resolution, const Study& study) {
  DiarySummary summary;
  summary.subject = diary.subject;
  std::tie(summary.first_day, summary.last_day) = diary::days_of(diary);
  summary.days = (summary.last_day - summary.first_day).count() + 1;
  summary.logged_days = static_cast<int>(diary.logged_days.size());
  summary.readings = static_cast<int>(study.readings.size());
  summary.foods = static_cast<int>(resolution.distinct_foods);
  summary.food_entries = static_cast<std::uint64_t>(std::count_if(diary.entries.begin(),
      diary.entries.end(), [](const diary::Entry& entry) { return entry.is_eaten(); }));
  return summary;
}

OutcomeSummary describe_outcome(const diary::OutcomeCandidate& outcome, const diary::Scale& scale,
    const stats::NoiseFit& noise, const Options& options) {
  OutcomeSummary summary;
  summary.name = outcome.name;
  summary.scale = scale;
  summary.observed_minimum = outcome.minimum;
  summary.observed_maximum = outcome.maximum;
  summary.important_change_source = options.important_change ? "given"
                                    : scale.important_change ? "instrument"
                                                             : "assumed";
  summary.important_change = options.important_change.value_or(
      scale.important_change.value_or(assumed_share_of_scale * (scale.maximum - scale.minimum)));
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
  if (!(noise.variance > 0)) return adjustments;
  const std::map<std::string, std::size_t> block_of{
      {"weekday", 0}, {"trend", 1}, {"days with another menu", 2}};
  for (Adjustment& adjustment : adjustments) {
    const auto block = block_of.find(adjustment.name);
    if (block == block_of.end() || (adjustment.kind != "calendar" && adjustment.kind != "menu"))
      continue;
    const double variance = noise.parameters.variances.at(block->second);
    adjustment.sd = std::sqrt(variance * noise.variance);
  }
  return adjustments;
}

/// Ratings at the floor hide effects, and autocorrelation that is left makes intervals too short.
bool is_fit_to_clear(const Study& study, const diary::Scale& scale, const JointPosterior& joint) {
  constexpr double most_at_floor = 0.20;
  constexpr double least_p = 0.01;
  const auto at_floor = std::count_if(study.readings.begin(), study.readings.end(),
      [&](const Reading& reading) { return reading.value <= scale.minimum; });
  return static_cast<double>(at_floor) <
             most_at_floor * static_cast<double>(study.readings.size()) &&
         joint.residual_autocorrelation_p > least_p;
}

/// Says why a food with a small p-value is no finding: what it is eaten with, or that it falls
/// short; and of an interval without 0 that one in twenty has that.
void explain_smallness(RankedFood& food, const std::vector<RankedFood>& foods, double fdr) {
  if (food.finding || food.reason) return;
  if (food.p_adjusted > fdr) {
    if (food.effect.low > 0 || food.effect.high < 0)
      give_reason(food, "chance", "its interval leaves out 0, as one in twenty does by chance");
    return;
  }
  const auto is_found = [&](const VariableId& id) {
    return std::any_of(foods.begin(), foods.end(),
        [&](const RankedFood& other) { return other.finding && other.id == id; });
  };
  // Alone it would be nothing new: the test is the one that others have to pass.
  constexpr double remarkable = 0.05;
  if (food.p_conditional.value_or(1) < remarkable)
    return give_reason(
        food, "short_of_rate", "short of what the chosen false discovery rate asks for");
  for (const Companion& companion : food.companions) {
    if (!is_found(companion.id)) continue;
    return give_reason(food, "companion",
        fmt::format("eaten with {} on {:.0f} % of its days, which explains it better",
            companion.name, 100 * companion.share));
  }
  give_reason(food, "explained", "beside the other foods little of its association is left");
}

/// The names of a group's foods other than one.
std::string other_members(
    const std::vector<std::size_t>& members, std::size_t own, const foods::Resolution& resolution) {
  std::string names;
  for (const std::size_t f : members)
    if (f != own) names += (names.empty() ? "" : ", ") + resolution.foods[f].name;
  return names;
}

/// Gives every food of a group its own row, with the group's numbers, and every finding all names.
void name_members(Ranking& ranking, const MergedFoods& merged, const Study& study,
    const foods::Resolution& resolution) {
  const std::string_view same = std::holds_alternative<HourWindows>(study.lags)
                                    ? "eaten in exactly the same windows as {}"
                                    : "eaten on exactly the same days as {}";
  std::vector<RankedFood> rows;
  for (const RankedFood& row : ranking.foods) {
    const auto& members = merged.members[row.id.index];
    for (const std::size_t f : members) {
      rows.push_back(row);
      rows.back().id.index = f;
      rows.back().rank = static_cast<int>(rows.size());
      rows.back().name = resolution.foods[f].name;
      if (members.size() == 1) continue;
      rows.back().exposed_days = count_exposures(study, study.foods[f]).exposed;
      give_reason(rows.back(), "coincident",
          fmt::format(fmt::runtime(same), other_members(members, f, resolution)));
    }
  }
  ranking.foods = std::move(rows);
  for (Finding& finding : ranking.findings) {
    finding.foods.clear();
    for (const VariableId& unit : std::exchange(finding.ids, {})) {
      for (const std::size_t f : merged.members[unit.index]) {
        finding.ids.push_back({unit.level, f});
        finding.foods.push_back(resolution.foods[f].name);
      }
    }
  }
}

std::vector<SkippedFood> skipped_members(const Associations& associations,
    const MergedFoods& merged, const foods::Resolution& resolution) {
  std::vector<SkippedFood> skipped;
  for (const SkippedFood& unit : associations.skipped) {
    for (const std::size_t f : merged.members[unit.id.index]) {
      skipped.push_back(unit);
      skipped.back().id.index = f;
      skipped.back().name = resolution.foods[f].name;
    }
  }
  return skipped;
}

/// A food that is set aside is named once.
void append_untested(std::vector<SkippedFood>& skipped, std::vector<SkippedFood> untested) {
  std::set<VariableId> known;
  for (const SkippedFood& food : skipped) known.insert(food.id);
  for (SkippedFood& food : untested)
    if (!known.contains(food.id)) skipped.push_back(std::move(food));
}

/// Everything that is inferred, before it is put into words.
struct Inference {
  Study study;
  MergedFoods merged;
  std::vector<FactorSeries> factors;
  Nuisance nuisance;
  Associations associations;
  JointPosterior joint;  ///< without the sets that are set aside
  DiaryReactions reactions;
  Reactions set_aside;  ///< possible immediate reactions, by index into `associations.tested`
};

Inference infer(const diary::Diary& diary, const foods::Resolution& resolution,
    const diary::OutcomeCandidate& outcome, const Options& options) {
  Inference all;
  all.study = make_study(diary, resolution, outcome, options);
  all.merged = merge_coincident(all.study, resolution);
  if (!all.study.readings.empty()) {
    all.factors = select_factors(diary, all.study, outcome, options);
    all.nuisance = make_nuisance(all.study, all.factors);
    all.associations = associate(all.merged.study, all.nuisance, all.merged.resolution, options);
    all.joint = infer_joint(all.merged.study, all.nuisance, all.associations, options.threads);
  }
  all.reactions = find_reactions(diary, resolution, outcome, options);
  const Reactions known = of_tested(all.reactions.foods, all.merged, all.associations);
  PartedSets parted = part_immediate(all.joint,
      with_coarser(known, all.joint, all.merged, all.associations, options.fdr), options.fdr);
  all.joint.sets = std::move(parted.ranked);
  all.set_aside = std::move(parted.set_aside);
  return all;
}

/// The rows and findings, each food with its spellings and companions.
void add_foods(Analysis& analysis, const Inference& inference, const foods::Resolution& resolution,
    const RankOptions& options) {
  Ranking ranking =
      rank(inference.associations, inference.joint, inference.merged.resolution, options);
  name_members(ranking, inference.merged, inference.study, resolution);
  const CompanionFinder finder{inference.study, resolution};
  for (RankedFood& row : ranking.foods) {
    const foods::Food& food = resolution.foods[row.id.index];
    row.phrases = food.phrases;
    row.n_phrases = food.n_phrases;
    row.may_be_alternated = food.may_be_alternated;
    row.companions = finder.companions_of(row.id.index);
  }
  analysis.families = answer_families(
      {.merged = inference.merged, .resolution = resolution, .rows = ranking.foods});
  for (RankedFood& food : ranking.foods) explain_smallness(food, ranking.foods, options.fdr);
  analysis.findings = std::move(ranking.findings);
  analysis.foods = std::move(ranking.foods);
}

/// What is not ranked and why, and the warnings of immediate reactions, which come first.
void add_skipped(
    Analysis& analysis, const Inference& inference, const foods::Resolution& resolution) {
  analysis.skipped = skip_immediate(inference.set_aside, inference.reactions,
      {.study = inference.study,
          .resolution = resolution,
          .merged = inference.merged,
          .associations = inference.associations,
          .joint = inference.joint});
  analysis.warnings = immediate_warnings(analysis.skipped, inference.reactions);
  append_untested(
      analysis.skipped, skipped_members(inference.associations, inference.merged, resolution));
}

}  // namespace

bool Analysis::says_nothing() const noexcept {
  return std::all_of(foods.begin(), foods.end(),
      [](const RankedFood& food) { return food.verdict == Verdict::not_enough_data; });
}

Analysis analyse(
    const diary::Diary& diary, const foods::Resolution& resolution, const Options& options) {
  const auto candidates = diary::outcome_candidates(diary);
  const auto outcome = diary::choose_outcome(candidates, options.severity);
  require_food(resolution);
  const diary::Scale scale = options.scale.value_or(diary::infer_scale(diary, outcome));
  const Options used = with_recall(options, scale);
  const Inference inference = infer(diary, resolution, outcome, used);
  const Study& study = inference.study;
  const stats::NoiseFit& noise =
      inference.joint.foods.empty() ? inference.associations.noise : inference.joint.noise;

  Analysis analysis;
  analysis.study = std::make_shared<Study>(study);
  analysis.diary = summarise(diary, resolution, study);
  analysis.outcome = describe_outcome(outcome, scale, noise, used);
  analysis.settings.align = study.align;
  analysis.settings.lag_zero_used = study.lag_zero_used && begins_at_zero(used.lags);
  analysis.settings.options = used;
  analysis.settings.options.scale = options.scale;
  analysis.settings.day_starts = static_cast<int>(diary.day_starts.count());
  analysis.adjustments = with_deviations(inference.nuisance.adjustments, noise);
  add_foods(analysis, inference, resolution,
      {.fdr = used.fdr,
          .important_change = analysis.outcome.important_change,
          .readings = analysis.diary.readings,
          .can_clear = is_fit_to_clear(study, scale, inference.joint)});
  add_skipped(analysis, inference, resolution);
  const GroupTest test{.diary = diary,
      .resolution = resolution,
      .outcome = outcome,
      .options = used,
      .study = study,
      .nuisance = inference.nuisance,
      .noise = noise};
  for (Finding& finding : analysis.findings) {
    if (finding.level != foods::Level::group || finding.ids.size() != 1) continue;
    const auto warnings = compare_with_maybe(test, finding.ids.front().index, finding);
    analysis.warnings.insert(analysis.warnings.end(), warnings.begin(), warnings.end());
  }
  const std::vector<Warning> others = warnings_of({.candidates = candidates,
      .outcome = outcome,
      .scale = scale,
      .options = used,
      .study = inference.merged.study,
      .resolution = inference.merged.resolution,
      .factors = inference.factors,
      .nuisance = inference.nuisance,
      .associations = inference.associations,
      .joint = inference.joint});
  analysis.warnings.insert(analysis.warnings.end(), others.begin(), others.end());
  return analysis;
}

}  // namespace culprit::engine
