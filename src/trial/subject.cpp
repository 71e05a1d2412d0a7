#include "trial/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "culprit/core/error.hpp"
#include "culprit/core/math.hpp"
#include "culprit/core/text.hpp"
#include "culprit/foods/families.hpp"
#include "culprit/foods/resolver.hpp"

namespace culprit::trial {
namespace {

using foods::GroupSet;
using foods::Level;

constexpr std::size_t most_hidden = 12;

bool holds(const auto& list, const auto& value) {
  return std::ranges::find(list, value) != std::ranges::end(list);
}

bool are_one_name(const foods::Lexicon& lexicon, std::string_view a, std::string_view b) {
  const auto term = lexicon.find(a);
  return fold_name(a) == fold_name(b) || (term && term == lexicon.find(b));
}

void add_groups(Subject& subject, const foods::Lexicon& lexicon, const std::string& name) {
  const auto groups = lexicon.groups();
  if (subject.level == Level::group) {
    const auto own = lexicon.find_group(name);
    if (!own) return;
    subject.sure.insert(*own);
    subject.sure |= groups[*own].implies;
    for (foods::GroupId narrower = 0; narrower < groups.size(); ++narrower)
      if (groups[narrower].implies.has(*own)) subject.maybe.insert(narrower);
    return;
  }
  const foods::Resolved resolved = foods::resolve_phrase(lexicon, name);
  for (const foods::Item& item : resolved.items) {
    subject.is_known = subject.is_known && item.term && item.written.empty();
    subject.sure |= item.groups.sure | item.groups.minor;
    subject.maybe |= item.groups.maybe;
  }
  subject.is_known = subject.is_known && !resolved.items.empty();
}

/// What makes a food of the lexicon the subject: being of its group, or holding it.
struct Marks {
  GroupSet groups = {};
  std::vector<foods::TermId> terms = {};

  Marks(const Subject& subject, const foods::Lexicon& lexicon) {
    for (const auto& name : subject.names) {
      if (const auto group = lexicon.find_group(name)) groups.insert(*group);
      if (const auto term = lexicon.find(name); term && subject.level != Level::group)
        terms.push_back(*term);
    }
  }

  /// @param sometimes  as it is asked: in some recipes, or in all
  [[nodiscard]] bool are_in(
      GroupSet members, const std::vector<foods::Ingredient>& ingredients, bool sometimes) const {
    return !(members & groups).empty() ||
           std::ranges::any_of(ingredients, [&](const foods::Ingredient& part) {
             return (part.share == foods::Share::sometimes) == sometimes && holds(terms, part.term);
           });
  }
};

/// The commonest foods of the lexicon that surely hold it and are not in the diary.
std::vector<std::string> hidden_sources(const Marks& marks, const DiaryFoods& source) {
  const auto& lexicon = source.lexicon;
  std::set<std::string> known;
  for (const auto& food : source.resolution.foods) known.insert(fold_name(food.name));
  std::vector<std::string> hidden;
  for (foods::TermId term = 0; term < lexicon.size() && hidden.size() < most_hidden; ++term) {
    const auto ingredients = lexicon.ingredients(term);
    const std::string name{lexicon.name(term)};
    if (lexicon.role(term) == foods::Role::food && !ingredients.empty() &&
        marks.are_in(lexicon.memberships(term).sure, ingredients, false) &&
        !known.contains(fold_name(name)))
      hidden.push_back(name);
  }
  return hidden;
}

/// Amounts of it by day, in the unit that is commonest.
void add_portion(TestedFood& food, const Subject& subject, const DiaryFoods& source) {
  const auto& [diary, resolution, lexicon] = source;
  std::map<std::string, std::map<Day, double>> by_unit;
  for (const auto& entry : diary.entries) {
    if (!entry.is_eaten()) continue;
    for (const auto& use : resolution.uses_of_name[entry.name]) {
      if (!holds(subject.named, use.food)) continue;
      if (use.amount == use.amount) by_unit[resolution.units[use.unit]][entry.day] += use.amount;
      else if (use.is_alone && entry.has_amount())
        by_unit[diary.units[entry.unit]][entry.day] += entry.amount;
    }
  }
  const auto commonest =
      std::ranges::max_element(by_unit, {}, [](const auto& unit) { return unit.second.size(); });
  if (commonest == by_unit.end() || commonest->first.empty()) return;
  std::vector<double> amounts;
  for (const auto& [day, amount] : commonest->second) amounts.push_back(amount);
  std::ranges::sort(amounts);
  const double last = static_cast<double>(amounts.size() - 1);
  food.unit = commonest->first;
  food.portion = amounts[static_cast<std::size_t>(last / 2)];
  food.most = food.is_only_allowed ? *food.portion : amounts[static_cast<std::size_t>(0.9 * last)];
}

/// Days with it in the busiest tenth of the weeks, at least one.
int busiest_week(const std::vector<Day>& eaten, const std::vector<Day>& logged) {
  std::vector<int> weeks;
  for (Day last = logged.back(); last >= logged.front(); last -= Days{7})
    weeks.push_back(count_days(eaten, last - Days{6}, last));
  std::ranges::sort(weeks, std::ranges::greater{});
  return std::clamp(weeks[(weeks.size() - 1) / 10], 1, 7);
}

std::vector<Day> days_where(const diary::Diary& diary, const auto& is_it) {
  std::set<Day> days;
  for (const auto& entry : diary.entries)
    if (entry.is_eaten() && is_it(entry)) days.insert(entry.day);
  return {days.begin(), days.end()};
}

}  // namespace

bool Subject::is_in(const std::vector<foods::Use>& uses) const {
  return std::ranges::any_of(
      uses, [&](const foods::Use& use) { return holds(variables, use.food); });
}

Subject find_subject(const DiaryFoods& source, const std::vector<std::string>& names, Level level) {
  const auto& foods = source.resolution.foods;
  Subject subject;
  subject.names = names;
  subject.level = level;
  for (const auto& name : names) {
    for (std::size_t f = 0; f < foods.size(); ++f) {
      const auto& food = foods[f];
      const bool is_named = food.level == level && fold_name(food.name) == fold_name(name);
      const bool is_coarser = food.level > level && food.layer == foods::Layer::identity &&
                              are_one_name(source.lexicon, food.name, name);
      if (is_named) subject.named.push_back(f);
      if (is_named || is_coarser) subject.variables.push_back(f);
    }
    add_groups(subject, source.lexicon, name);
  }
  if (subject.named.empty())
    throw InputError{Message{.code = "plan_does_not_fit",
        .text = fmt::format("food '{}' of the plan is not in this diary; expected the diary that "
                            "the plan was made for",
            fmt::join(names, ", "))}};
  subject.eaten = days_where(source.diary,
      [&](const auto& entry) { return subject.is_in(source.resolution.uses_of_name[entry.name]); });
  return subject;
}

bool are_related(const foods::Resolution& resolution, const Subject& one, const Subject& other) {
  const auto belongs_to = [&](const Subject& member, const Subject& whole) {
    return std::ranges::any_of(member.variables, [&](std::size_t f) {
      return std::ranges::any_of(whole.variables, [&](std::size_t variable) {
        return f == variable || holds(resolution.foods[f].parents, variable);
      });
    });
  };
  return belongs_to(one, other) || belongs_to(other, one);
}

std::vector<Reaction> find_reactions(const DiaryFoods& source, const Subject& subject,
    const std::vector<engine::NotedSymptom>& noted) {
  std::map<std::size_t, bool> known;
  const auto is_it = [&](std::size_t f) {
    const auto [place, is_new] = known.try_emplace(f);
    const auto& food = source.resolution.foods[f];
    if (is_new)
      place->second =
          are_related(source.resolution, subject, find_subject(source, {food.name}, food.level));
    return place->second;
  };
  std::vector<Reaction> reactions;
  for (const auto& symptom : noted) {
    const bool is_soon = std::ranges::any_of(symptom.foods, is_it);
    const bool is_with_it =
        std::ranges::any_of(symptom.earlier, is_it) ||
        (symptom.is_unplaced && std::ranges::binary_search(subject.eaten, symptom.day));
    if (is_soon || is_with_it) reactions.push_back({symptom.day, symptom.name, is_soon});
  }
  return reactions;
}

std::string reaction_words(const std::vector<Reaction>& reactions) {
  std::map<std::pair<std::string, bool>, std::set<Day>> days;
  for (const auto& each : reactions) days[{each.symptom, !each.is_within_hours}].insert(each.day);
  return joined(days, ", ", [](const auto& entry) {
    const auto& [symptom, is_late] = entry.first;
    const auto n = entry.second.size();
    return fmt::format("{}{} on {} day{}{}", symptom, is_late ? "" : " within 2 h", n,
        n == 1 ? "" : "s", is_late ? " with it" : "");
  });
}

GroupSet groups_named(const foods::Lexicon& lexicon, std::span<const std::string_view> ids) {
  GroupSet set;
  for (const std::string_view id : ids)
    if (const auto group = lexicon.find_group(id)) set.insert(*group);
  return set;
}

std::vector<Day> days_with_maybe(const diary::Diary& diary, const TestedFood& food) {
  return days_where(diary, [&](const auto& entry) {
    return std::ranges::any_of(food.phrases,
        [&](const Holder& holder) { return !holder.sure && holder.text == diary.name_of(entry); });
  });
}

int count_days(const std::vector<Day>& days, Day first, Day last) {
  return static_cast<int>(
      std::ranges::upper_bound(days, last) - std::ranges::lower_bound(days, first));
}

TestedFood describe(const DiaryFoods& source, const Subject& subject) {
  const auto& diary = source.diary;
  const auto& resolution = source.resolution;
  const auto& lexicon = source.lexicon;
  using foods::Family;
  TestedFood food;
  food.level = subject.level;
  food.members = subject.names;
  food.name = joined(subject.names, " or ",
      [&](const std::string& name) { return foods::name_in_words(name, subject.level); });
  std::map<std::string, std::uint64_t> phrases;
  for (const std::size_t f : subject.variables)
    for (const auto& phrase : resolution.foods[f].phrases)
      phrases[phrase.text] = std::max(phrases[phrase.text], phrase.count);
  for (const auto& [text, count] : phrases) food.phrases.push_back({text, count});
  std::ranges::stable_sort(food.phrases, std::ranges::greater{}, &Holder::count);
  const Marks marks{subject, lexicon};
  const auto may_hold_it = [&](const foods::Item& item) {
    return marks.are_in(item.groups.maybe, item.ingredients, true);
  };
  for (std::size_t name = 0; name < diary.names.size(); ++name) {
    const auto& uses = resolution.uses_of_name[name];
    if (uses.empty() || subject.is_in(uses)) continue;
    const auto resolved = foods::resolve_phrase(lexicon, diary.names[name]);
    if (std::ranges::any_of(resolved.items, may_hold_it))
      food.phrases.push_back({diary.names[name], 0, false});
  }
  food.hidden = hidden_sources(marks, source);
  for (const std::string_view id : {"dairy", "gluten", "egg", "fish"})
    if (const auto group = lexicon.find_group(id); group && subject.sure.has(*group))
      food.replace_as.emplace_back(id);
  for (const auto family : {Family::alcohol, Family::caffeine, Family::sugar, Family::processed}) {
    const auto& ids = foods::families()[static_cast<std::size_t>(family)].groups;
    food.is_only_allowed |= !(subject.sure & groups_named(lexicon, ids)).empty();
  }
  add_portion(food, subject, source);
  const auto& eaten = subject.eaten;
  const auto& logged = diary.logged_days;
  if (eaten.empty() || logged.empty()) return food;
  food.last_eaten = eaten.back();
  const double share = static_cast<double>(eaten.size()) / static_cast<double>(logged.size());
  food.days_a_week = share >= 0.5 ? 7 : busiest_week(eaten, logged);
  food.exposure = food.is_only_allowed ? std::min(share, 1.0) : food.days_a_week / 7.0;
  return food;
}

std::vector<std::string> foods_of_phases(const diary::Diary& diary) {
  std::vector<std::string> names;
  for (const auto& entry : diary.entries) {
    const auto is_it = [&](const std::string& name) {
      return fold_name(name) == fold_name(diary.name_of(entry));
    };
    if (entry.kind == diary::Kind::phase && std::ranges::none_of(names, is_it))
      names.push_back(diary.name_of(entry));
  }
  return names;
}

std::vector<Block> blocks_of_phases(
    const diary::Diary& diary, const std::vector<std::string>& names) {
  std::vector<Block> blocks;
  bool is_open = false;
  for (const auto& entry : diary.entries) {
    const auto is_it = [&](const std::string& name) {
      return fold_name(name) == fold_name(diary.name_of(entry));
    };
    if (entry.kind != diary::Kind::phase || std::ranges::none_of(names, is_it)) continue;
    const Arm arm = entry.amount > 0 ? Arm::eat : Arm::avoid;
    if (is_open && entry.has_amount() && blocks.back().arm == arm) continue;
    if (is_open) blocks.back().last_day = entry.day - Days{1};
    is_open = entry.has_amount();
    if (is_open) blocks.push_back({arm, entry.day, entry.day});
  }
  if (is_open) blocks.back().last_day = diary::days_of(diary).second;
  std::erase_if(blocks, [](const Block& block) { return block.last_day < block.first_day; });
  return blocks;
}

std::vector<Block> blocks_of_foods(const std::vector<Day>& eaten, const std::vector<Day>& logged) {
  constexpr int fewest_days = 7;
  constexpr double most_chance = 0.001;
  constexpr int longest_challenge = 14;
  std::vector<Block> blocks;
  if (eaten.empty() || logged.empty()) return blocks;
  for (std::size_t i = 0; i < eaten.size(); ++i) {
    const Day first = eaten[i] + Days{1};
    const bool is_last = i + 1 == eaten.size();
    const Day last = is_last ? logged.back() : eaten[i + 1] - Days{1};
    const int known = count_days(logged, first, last);
    const int others = static_cast<int>(logged.size()) - known;
    const double share = static_cast<double>(eaten.size()) / std::max(1, others);
    const bool is_long = known >= fewest_days && 5 * known >= 4 * ((last - first).count() + 1);
    if (!is_long || known * math::log(std::max(1e-9, 1 - share)) > math::log(most_chance)) continue;
    if (!blocks.empty()) blocks.back().last_day = std::min(blocks.back().last_day, first - Days{1});
    blocks.push_back({Arm::avoid, first, last});
    const Day next = last + Days{1};
    if (count_days(eaten, next, next + Days{fewest_days - 1}) < 3) continue;
    blocks.push_back({Arm::eat, next, std::min(logged.back(), next + Days{longest_challenge - 1})});
  }
  return blocks;
}

}  // namespace culprit::trial
