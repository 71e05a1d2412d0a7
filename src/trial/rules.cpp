#include "trial/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "culprit/core/text.hpp"
#include "culprit/foods/on_purpose.hpp"
#include "trial/subject.hpp"
#include "trial/texts.hpp"

namespace culprit::trial {
namespace {

using foods::GroupSet;
using foods::Level;

constexpr std::string_view staples[] = {"dairy", "gluten", "wheat", "egg", "fish", "red-meat",
    "poultry", "legume", "potato", "rice", "corn"};
constexpr std::string_view pollens[] = {
    "birch-pollen", "mugwort-pollen", "ragweed-pollen", "grass-pollen"};

std::string group_names(const foods::Lexicon& lexicon, GroupSet groups) {
  std::string names;
  groups.for_each([&](foods::GroupId group) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", lexicon.groups()[group].id);
  });
  return names;
}

/// What was set aside for a reaction and is related to it, with what happened; empty = nothing.
std::string set_aside(const PlanSource& source, const Subject& subject) {
  std::string names;
  for (const auto& skipped : source.analysis.skipped) {
    if (skipped.reason != engine::SkipReason::possible_immediate_reaction) continue;
    const auto other = find_subject(source, {skipped.name}, skipped.level);
    if (!are_related(source.resolution, subject, other)) continue;
    names += (names.empty() ? "" : ", ") + foods::name_in_words(skipped.name, skipped.level);
    if (skipped.note) names += fmt::format(" ({})", *skipped.note);
  }
  return names;
}

/// `hives on 2 days`: symptoms of an immediate reaction that it may have caused; empty = none.
std::string symptoms_with_it(const PlanSource& source, const Subject& subject) {
  const auto& analysis = source.analysis;
  const auto outcome =
      diary::choose_outcome(diary::outcome_candidates(source.diary), analysis.outcome.name);
  const auto noted =
      engine::find_reactions(source.diary, source.resolution, outcome, analysis.settings.options);
  return reaction_words(find_reactions(source, subject, noted.noted));
}

/// Its share of all that is eaten.
double share_of_entries(const PlanSource& source, const Subject& subject) {
  double all = 0;
  double own = 0;
  for (const auto& entry : source.diary.entries) {
    all += entry.is_eaten();
    own += entry.is_eaten() && subject.is_in(source.resolution.uses_of_name[entry.name]);
  }
  return own / std::max(all, 1.0);
}

bool is_staple(double share, const Proposal& proposal) {
  constexpr double most_of_any = 0.15;
  constexpr double most_of_staple = 0.10;
  constexpr int most_avoid_days = 28;
  const bool is_known = std::ranges::any_of(proposal.subject.names,
      [](const std::string& name) { return std::ranges::count(staples, name) > 0; });
  return share > (is_known ? most_of_staple : most_of_any) ||
         (is_known && proposal.avoid_days() >= most_avoid_days);
}

/// Codes of rules that match, and what their texts leave open.
using Matches = std::map<std::string_view, std::string>;

/// A trial of another food, by its plan or by phases that last until the diary ends, runs or was
/// over so few days ago that its food may still act.
void match_another_trial(Matches& matches, const PlanSource& source, const PlanOptions& options,
    const Proposal& proposal) {
  std::optional<std::string> food = options.running;
  std::optional<Day> until = options.running_until;
  const auto is_own = [&](const std::string& name) {
    return std::ranges::any_of(proposal.subject.names,
        [&](const std::string& own) { return fold_name(own) == fold_name(name); });
  };
  const Day last = diary::days_of(source.diary).second;
  for (const auto& name : foods_of_phases(source.diary)) {
    const auto blocks = blocks_of_phases(source.diary, {name});
    if (food || is_own(name) || blocks.empty() || blocks.back().last_day < last) continue;
    food = name;
    until = last;
  }
  if (!food || is_own(*food)) return;
  const Day free = *until + Days{proposal.plan.model.window.last + 4};
  if (proposal.start() < free)
    matches["another_trial"] = fmt::format(
        "that of {} runs until {}; start on {} or later", *food, to_iso(*until), to_iso(free));
}

/// `severity code text` of each rule that matches, in the order of the list.
Permission permission_of(const Matches& matches) {
  Permission permission;
  std::string_view rest = texts::rules_txt;
  const auto take = [&rest](char end) {
    const auto part = rest.substr(0, rest.find(end));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return part;
  };
  while (!rest.empty()) {
    const auto severity = take(' ');
    const auto code = take(' ');
    const auto text = take('\n');
    const auto match = matches.find(code);
    if (match == matches.end()) continue;
    auto& list = severity == "warn" ? permission.warnings : permission.reasons;
    list.push_back({std::string{code}, fmt::format(fmt::runtime(text), match->second)});
    if (severity == "refuse") permission.status = Status::refused;
    if (severity == "supervise" && permission.status == Status::plan)
      permission.status = Status::needs_supervision;
  }
  return permission;
}

}  // namespace

Permission ask_rules(
    const PlanSource& source, const PlanOptions& options, const Proposal& proposal) {
  const Subject& subject = proposal.subject;
  const auto& lexicon = source.lexicon;
  const auto& eaten = subject.eaten;
  const GroupSet groups = subject.sure | subject.maybe;
  const GroupSet allergens = groups & foods::supervised_groups(lexicon, foods::Occasion::planned);
  const auto* row = proposal.row;
  const auto any_named = [&](bool (*holds)(const foods::Food&)) {
    return std::ranges::any_of(
        subject.named, [&](std::size_t f) { return holds(source.resolution.foods[f]); });
  };
  const bool is_weak = any_named([](const foods::Food& food) {
    return food.level == Level::group && food.layer != foods::Layer::identity;
  });
  const bool is_benefit = proposal.plan.food.direction == engine::Direction::better &&
                          row != nullptr && row->finding.has_value();
  const bool is_eaten = is_eaten_now(eaten, source.diary.logged_days, proposal.start());
  const double share = share_of_entries(source, subject);
  Matches matches;
  for (const About word : options.about) matches[word_of(about_words, word)];
  match_another_trial(matches, source, options, proposal);
  const auto match = [&](bool holds, std::string_view code, const std::string& detail = {}) {
    if (holds) matches[code] = detail;
  };
  const auto reacted = set_aside(source, subject);
  const auto symptoms = symptoms_with_it(source, subject);
  match(!reacted.empty(), "possible_immediate_reaction", reacted);
  match(reacted.empty() && !symptoms.empty(), "immediate_symptoms", symptoms);
  match(matches.contains("pollen-allergy") && !(groups & groups_named(lexicon, pollens)).empty(),
      "pollen_food");
  match(is_weak, "weak_evidence");
  match(!is_weak && !allergens.empty(), "allergen_group", group_names(lexicon, allergens));
  match(subject.level != Level::group && !subject.is_known, "unknown_food");
  match(proposal.plan.design == Design::elimination && is_eaten, "elimination");
  match(!is_eaten, "not_eaten_now");
  match(is_staple(share, proposal), "staple",
      fmt::format("{:.0f} % of all that is eaten, and {} days without it", 100 * share,
          proposal.avoid_days()));
  match(std::ranges::count(source.analysis.warnings, "severe_ratings", &engine::Warning::code) > 0,
      "severe_ratings");
  match(is_benefit || any_named([](const foods::Food& food) { return food.is_supplement; }),
      "trial_of_benefit");
  match(row != nullptr && row->verdict == engine::Verdict::cleared, "cleared");
  match(source.analysis.outcome.scale.recall_days > 1, "looks_back");
  match(proposal.plan.model.noise_source == "assumed", "noise_assumed");
  match(options.may_extend && proposal.plan.alpha_first == proposal.plan.alpha, "one_stage");
  match(options.seed.has_value(), "seed_given");
  return permission_of(matches);
}

bool is_eaten_now(const std::vector<Day>& eaten, const std::vector<Day>& logged, Day start) {
  constexpr int fewest_eaten = 5;
  constexpr int fewest_logged = 10;
  const Day yesterday = start - Days{1};
  if (count_days(eaten, start - Days{90}, yesterday) < fewest_eaten) return false;
  const Day recent = start - Days{14};
  if (logged.empty() || logged.back() < recent) return false;
  return count_days(eaten, recent, yesterday) > 0 ||
         count_days(logged, recent, yesterday) < fewest_logged;
}

}  // namespace culprit::trial
