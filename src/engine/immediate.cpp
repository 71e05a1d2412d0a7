#include "engine/immediate.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "culprit/core/text.hpp"
#include "engine/posterior.hpp"
#include "engine/rank.hpp"
#include "engine/sentences.hpp"
#include "engine/warnings.hpp"

namespace culprit::engine {
namespace {

using diary::Entry;
using diary::Kind;

constexpr std::int64_t immediate_minutes = std::int64_t{immediate_hours} * 60;
constexpr auto immediate_words = std::to_array<std::string_view>(
    {"anaphylaxis", "angioedema", "faint", "fainted", "fainting", "faintness", "hives", "swelling",
        "swollen", "urticaria", "vomit", "vomited", "vomiting", "wheeze", "wheezing"});
using DaysOf = std::map<std::string, std::set<Day>>;  // by symptom, folded

/// What was eaten.
struct Eaten {
  std::vector<std::pair<std::int64_t, std::size_t>> timed;  ///< minute and food, by minute
  std::map<std::size_t, std::set<Day>> days;                ///< by food
  std::set<Day> untimed_days;                               ///< with a food that has no time
};

/// @param minute_of  of an entry with a time.
template <typename MinuteOf> Eaten eaten_of(
    const diary::Diary& diary, const foods::Resolution& resolution, const MinuteOf& minute_of) {
  Eaten eaten;
  for (const Entry& entry : diary.entries) {
    if (!entry.is_eaten()) continue;
    if (!entry.time.is_known()) eaten.untimed_days.insert(entry.day);
    for (const foods::Use& use : resolution.uses_of_name[entry.name]) {
      if (resolution.foods[use.food].level != foods::Level::food) continue;
      eaten.days[use.food].insert(entry.day);
      if (entry.time.is_known()) eaten.timed.emplace_back(minute_of(entry), use.food);
    }
  }
  // A clock change may have put them out of order.
  std::ranges::sort(eaten.timed);
  return eaten;
}

/// What happened within two hours after each food, in words.
void describe(const std::map<std::size_t, DaysOf>& reactions_of, const Eaten& eaten,
    DiaryReactions& reactions) {
  for (const auto& [food, symptoms] : reactions_of) {
    std::string& text = reactions.foods[food];
    const std::size_t n_eaten = eaten.days.at(food).size();
    for (const auto& [symptom, days] : symptoms) {
      if (days.size() >= 2 && 2 * days.size() >= n_eaten) reactions.strong.insert(food);
      text += fmt::format("{}{} within {} h on {} of {} day{}", text.empty() ? "" : ", ", symptom,
          immediate_hours, days.size(), n_eaten, n_eaten == 1 ? "" : "s");
    }
  }
}

bool is_immediate(const FoodSet& set, const JointPosterior& joint) {
  if (set.direction != Direction::worse) return false;
  const auto& effect = joint.foods[set.foods.front()].effect;
  const TimeWindow window = most_probable_window(effect, joint.windows);
  return window.hours() != nullptr && window.hours()->to() <= immediate_hours;
}

std::string finding_text(const FoodSet& set, const JointPosterior& joint) {
  const auto& effect = joint.foods[set.foods.front()].effect;
  const TimeWindow window = most_probable_window(effect, joint.windows);
  return fmt::format("ratings {:.1f} points higher within {} h{}", stats::mean_of(effect),
      window.hours()->to(),
      set.foods.size() > 1 ? " of it or of what cannot be told apart from it" : "");
}

/// It came at least twice and on half of its days, or a finding says so.
bool is_strong(const SkippedFood& food, const DiaryReactions& reactions) {
  const bool is_noted = reactions.foods.contains(food.id.index);
  return is_noted ? reactions.strong.contains(food.id.index) : food.level == foods::Level::food;
}

}  // namespace

bool names_immediate_symptom(std::string_view folded) {
  for (std::size_t from = 0; from <= folded.size();) {
    const std::size_t to = std::min(folded.find_first_of(" ,;/-()", from), folded.size());
    const std::string_view word = folded.substr(from, to - from);
    if (std::ranges::find(immediate_words, word) != immediate_words.end()) return true;
    from = to + 1;
  }
  return false;
}

DiaryReactions find_reactions(const diary::Diary& diary, const foods::Resolution& resolution,
    const diary::OutcomeCandidate& outcome, const Options& options) {
  std::map<std::uint32_t, std::string> names;  // folded, of ratings and symptoms
  std::vector<const Entry*> symptoms;
  for (const Entry& entry : diary.entries) {
    if (entry.kind != Kind::severity && entry.kind != Kind::symptom) continue;
    const auto [name, is_new] = names.try_emplace(entry.name);
    if (is_new) name->second = fold_name(diary.name_of(entry));
    if (entry.amount > 0 && names_immediate_symptom(name->second)) symptoms.push_back(&entry);
  }
  if (symptoms.empty()) return {};
  const ElapsedClock clock{options.time_zone, static_cast<int>(diary.day_starts.count())};
  const auto minute_of = [&](const Entry& entry) {
    return clock.minutes_since(diary.entries.front().day, entry.day, entry.time.minute());
  };
  const Eaten eaten = eaten_of(diary, resolution, minute_of);
  std::map<std::size_t, DaysOf> reactions_of;
  std::map<std::string, std::int64_t> last_noted;
  std::set<std::string> unplaced;
  DiaryReactions reactions;
  for (const Entry* entry : symptoms) {
    const std::string& name = names.at(entry->name);
    const bool can_be_placed = entry->time.is_known() && !outcome.holds(*entry);
    auto& symptom = reactions.noted.emplace_back(NotedSymptom{name, entry->day});
    symptom.is_unplaced = !can_be_placed || eaten.untimed_days.contains(entry->day);
    if (symptom.is_unplaced) unplaced.insert(name);
    if (!can_be_placed) continue;
    const std::int64_t minute = minute_of(*entry);
    const auto noted = last_noted.find(name);
    const auto was_there = [&](std::int64_t at) {
      return noted != last_noted.end() && noted->second <= at &&
             at - noted->second <= minutes_per_day;
    };
    const auto eaten_since = [&](std::int64_t first) {
      std::set<std::size_t> foods;
      auto food = std::ranges::lower_bound(
          eaten.timed, first, {}, [](const auto& one) { return one.first; });
      for (; food != eaten.timed.end() && food->first <= minute; ++food)
        if (!was_there(food->first)) foods.insert(food->second);
      return foods;
    };
    symptom.foods = eaten_since(minute - immediate_minutes);
    for (const std::size_t f : symptom.foods) reactions_of[f][name].insert(entry->day);
    if (symptom.foods.empty()) symptom.earlier = eaten_since(minute - entry->time.minute());
    last_noted[name] = minute;
  }
  describe(reactions_of, eaten, reactions);
  reactions.unplaced.assign(unplaced.begin(), unplaced.end());
  return reactions;
}

Reactions reactions_of_tested(const Inference& all) {
  Reactions own;
  const auto& tested = all.associations.tested;
  for (std::size_t i = 0; i < tested.size(); ++i) {
    for (const std::size_t f : all.merged.members[tested[i].food]) {
      const auto known = all.reactions.foods.find(f);
      if (known != all.reactions.foods.end()) own.emplace(i, known->second);
    }
  }
  Reactions reactions = own;
  for (const FoodSet& set : all.joint.sets) {
    if (!is_finding(set, 2 * all.options.fdr)) continue;
    for (const auto& [food, text] : own) {
      for (const std::size_t parent : tested[food].parents) {
        if (std::ranges::find(set.foods, parent) == set.foods.end()) continue;
        reactions.emplace(parent, fmt::format("{} belongs to it: {}",
                                      all.merged.resolution.foods[tested[food].food].name, text));
      }
    }
  }
  return reactions;
}

PartedSets part_immediate(const JointPosterior& joint, const Reactions& reactions, double fdr) {
  PartedSets parted{.ranked = {}, .set_aside = reactions};
  for (FoodSet set : joint.sets) {
    const bool is_reaction = is_finding(set, fdr) && is_immediate(set, joint);
    const bool holds_one =
        std::ranges::any_of(set.foods, [&](std::size_t i) { return reactions.contains(i); });
    if (is_reaction || (holds_one && is_finding(set, 2 * fdr))) {
      const std::string text =
          is_reaction ? finding_text(set, joint) : "cannot be told apart from another of them";
      for (const std::size_t i : set.foods) {
        const auto [known, is_new] = parted.set_aside.emplace(i, text);
        if (!is_new && is_reaction) known->second += ", " + text;
      }
      continue;
    }
    std::erase_if(set.foods, [&](std::size_t i) { return reactions.contains(i); });
    if (!set.foods.empty()) parted.ranked.push_back(std::move(set));
  }
  return parted;
}

std::vector<SkippedFood> skip_immediate(const Inference& all) {
  std::map<std::size_t, SkippedFood> by_food;
  const auto add = [&](std::size_t f, const std::string& text) -> SkippedFood& {
    SkippedFood& food = by_food[f];
    food.name = all.resolution.foods[f].name;
    food.level = all.resolution.foods[f].level;
    food.id = {food.level, f};
    food.reason = SkipReason::possible_immediate_reaction;
    food.note = text;
    food.exposed_days = count_exposures(all.study, all.study.foods[f]).exposed;
    return food;
  };
  for (const auto& [f, text] : all.reactions.foods) add(f, text);
  for (const auto& [i, text] : all.set_aside) {
    const FoodPosterior& posterior = all.joint.foods[i];
    for (const std::size_t f : all.merged.members[all.associations.tested[i].food])
      add(f, text).probability = std::max(posterior.worse, posterior.better);
  }
  std::vector<SkippedFood> skipped;
  skipped.reserve(by_food.size());
  for (auto& [f, food] : by_food) skipped.push_back(std::move(food));
  std::stable_partition(skipped.begin(), skipped.end(),
      [&](const SkippedFood& food) { return is_strong(food, all.reactions); });
  return skipped;
}

std::vector<Warning> immediate_warnings(
    const std::vector<SkippedFood>& skipped, const DiaryReactions& reactions) {
  std::vector<Warning> warnings;
  if (!skipped.empty()) {
    const auto words = [](const SkippedFood& food) {
      return fmt::format("{} ({})", food.name, *food.note);
    };
    const auto n_strong = static_cast<std::size_t>(std::ranges::count_if(
        skipped, [&](const SkippedFood& food) { return is_strong(food, reactions); }));
    // Where nothing came twice, each of them may be it.
    const std::size_t n_first = n_strong > 0 ? n_strong : skipped.size();
    Warning warning = say("possible_immediate_reaction",
        joined(std::span{skipped}.first(n_first), ", ", words), n_first == 1 ? "it" : "them");
    if (n_first < skipped.size())
      warning.text += fmt::format("; also eaten before such a symptom, so not ranked: {}",
          joined(std::span{skipped}.subspan(n_first), ", ", words));
    warnings.push_back(std::move(warning));
  }
  if (!reactions.unplaced.empty())
    warnings.push_back(
        say("immediate_symptoms", fmt::join(reactions.unplaced, ", "), immediate_hours));
  return warnings;
}

}  // namespace culprit::engine
