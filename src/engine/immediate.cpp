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
/// Something eaten at a time [minutes since the diary's first day].
struct Event {
  std::int64_t minute = 0;
  std::size_t what = 0;  ///< index of the food
};

class ReactionFinder {
 public:
  ReactionFinder(
      const diary::Diary& diary, const foods::Resolution& resolution, const ElapsedClock& clock)
      : diary_{diary} {
    for (const Entry& entry : diary.entries) {
      if (!entry.is_eaten()) continue;
      if (!entry.time.is_known()) untimed_days_.insert(entry.day);
      for (const foods::Use& use : resolution.uses_of_name[entry.name]) {
        if (resolution.foods[use.food].level != foods::Level::food) continue;
        eaten_on_[use.food].insert(entry.day);
        if (entry.time.is_known()) foods_.push_back(at(entry, use.food, clock));
      }
    }
    // A clock change may have put them out of order.
    std::stable_sort(foods_.begin(), foods_.end(),
        [](const Event& a, const Event& b) { return a.minute < b.minute; });
  }

  /// @param name  of the symptom, folded.
  void look_at(
      const Entry& entry, const std::string& name, bool is_outcome, const ElapsedClock& clock) {
    const bool has_time = entry.time.is_known();
    if (is_outcome || !has_time || untimed_days_.contains(entry.day)) unplaced_.insert(name);
    if (is_outcome || !has_time) return;
    const std::int64_t minute = at(entry, 0, clock).minute;
    const auto noted = last_noted_.find(name);
    const auto first = std::lower_bound(foods_.begin(), foods_.end(), minute - immediate_minutes,
        [](const Event& food, std::int64_t from) { return food.minute < from; });
    for (auto food = first; food != foods_.end() && food->minute <= minute; ++food) {
      const bool was_there = noted != last_noted_.end() && noted->second <= food->minute &&
                             food->minute - noted->second <= minutes_per_day;
      if (!was_there) days_[food->what][name].insert(entry.day);
    }
    last_noted_[name] = minute;
  }

  [[nodiscard]] DiaryReactions take() const {
    DiaryReactions reactions;
    for (const auto& [food, symptoms] : days_) {
      const std::size_t eaten = eaten_on_.at(food).size();
      reactions.foods[food] = joined(symptoms, ", ", [&, name = food](const auto& symptom) {
        const std::size_t days = symptom.second.size();
        if (days >= 2 && 2 * days >= eaten) reactions.strong.insert(name);
        return fmt::format("{} within {} h on {} of {} day{}", symptom.first, immediate_hours, days,
            eaten, eaten == 1 ? "" : "s");
      });
    }
    reactions.unplaced.assign(unplaced_.begin(), unplaced_.end());
    return reactions;
  }

 private:
  [[nodiscard]] Event at(const Entry& entry, std::size_t what, const ElapsedClock& clock) const {
    return {
        .minute = clock.minutes_since(diary_.entries.front().day, entry.day, entry.time.minute()),
        .what = what};
  }

  const diary::Diary& diary_;
  std::vector<Event> foods_;  // by time
  std::set<Day> untimed_days_;
  std::map<std::size_t, std::set<Day>> eaten_on_;
  std::map<std::string, std::int64_t> last_noted_;
  std::map<std::size_t, std::map<std::string, std::set<Day>>> days_;
  std::set<std::string> unplaced_;
};

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
    if (std::find(immediate_words.begin(), immediate_words.end(), word) != immediate_words.end())
      return true;
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
  ReactionFinder finder{diary, resolution, clock};
  for (const Entry* entry : symptoms)
    finder.look_at(*entry, names.at(entry->name), outcome.holds(*entry), clock);
  return finder.take();
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
        if (std::find(set.foods.begin(), set.foods.end(), parent) == set.foods.end()) continue;
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
    const bool holds_one = std::any_of(
        set.foods.begin(), set.foods.end(), [&](std::size_t i) { return reactions.contains(i); });
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
    const auto n_strong = static_cast<std::size_t>(std::count_if(skipped.begin(), skipped.end(),
        [&](const SkippedFood& food) { return is_strong(food, reactions); }));
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
