#include "culprit/foods/resolve.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "culprit/core/text.hpp"
#include "culprit/foods/on_purpose.hpp"
#include "culprit/foods/resolver.hpp"
#include "foods/fold.hpp"
#include "foods/levels.hpp"

namespace culprit::foods {
namespace {

/// Entries of one spelling.
struct Counts {
  std::uint64_t foods = 0;
  std::uint64_t supplements = 0;

  [[nodiscard]] std::uint64_t all() const noexcept { return foods + supplements; }
};

/// What makes two items one food: the same name with the same content.
struct FoodKey {
  std::string name;
  bool is_known = false;
  GroupSet sure;
  std::vector<std::pair<TermId, Share>> ingredients;

  friend auto operator<=>(const FoodKey&, const FoodKey&) = default;
};

/// A misspelling is the food that it was read as.
FoodKey key_of(const Item& item) {
  FoodKey key{.name = item.name,
      .is_known = item.term.has_value(),
      .sure = item.groups.sure | item.doubted,
      .ingredients = {}};
  for (const Ingredient& part : item.ingredients)
    key.ingredients.emplace_back(part.term, part.share);
  return key;
}

/// An item in a name.
struct Mention {
  std::uint32_t name = 0;
  double amount = 0;  // NaN = none
  std::string unit;
  bool is_alone = false;
  bool is_read = false;  ///< misspelt: the food it was read as, whose groups it may hold
  GroupSet sure;         ///< of the item
};

struct FoundFood {
  Item item;
  std::vector<Mention> mentions;
};

/// Behind a word that the lexicon does not know as it stands, a number is part of the name: `recipe
/// 7` is not `recipe 8`, and neither is a misspelling.
void keep_number_of_name(const Lexicon& lexicon, Resolved& resolved, std::string_view phrase) {
  if (resolved.items.size() != 1) return;
  Item& item = resolved.items.front();
  const std::string folded = fold_name(phrase);
  const auto last = folded.find_last_not_of("0123456789");
  if (!item.unit.empty() || last == std::string::npos || last + 1 == folded.size()) return;
  const std::string words = folded.substr(0, folded[last] == ' ' ? last : last + 1);
  const bool is_one_word = words.find(' ') == std::string::npos;
  if (item.term && (!is_one_word || lexicon.find(words))) return;
  item = {};
  item.name = folded;
}

/// A dish that is nothing but two foods side by side, as those: `steak and chips`, so that it
/// does not matter whether they were written in one breath or apart.
void part_pairs(const Lexicon& lexicon, Resolved& resolved) {
  std::vector<Item> items;
  for (Item& item : resolved.items) {
    constexpr std::string_view joiner = " and ";
    const auto at = item.name.find(joiner);
    if (item.term && at != std::string::npos) {
      Resolved first = resolve_phrase(lexicon, item.name.substr(0, at));
      Resolved second = resolve_phrase(lexicon, item.name.substr(at + joiner.size()));
      const bool are_known = first.items.size() == 1 && second.items.size() == 1 &&
                             first.items[0].term && second.items[0].term;
      if (are_known && (first.sure() | second.sure()) == item.groups.sure) {
        first.items[0].amount = item.amount;
        first.items[0].unit = item.unit;
        items.push_back(std::move(first.items[0]));
        items.push_back(std::move(second.items[0]));
        continue;
      }
    }
    items.push_back(std::move(item));
  }
  resolved.items = std::move(items);
}

/// `berries` for `berry`: the same words, some of them plurals.
bool is_plural(std::string_view spelling, std::string_view name) {
  while (!spelling.empty() && !name.empty()) {
    const auto take = [](std::string_view& rest) {
      const auto end = std::min(rest.find(' '), rest.size());
      const auto word = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      return word;
    };
    const std::string_view word = take(spelling);
    const std::string_view singular = take(name);
    if (word == singular) continue;
    const auto [differs, unused] =
        std::mismatch(singular.begin(), singular.end(), word.begin(), word.end());
    if (!word.ends_with('s') || singular.end() - differs > 2) return false;
  }
  return spelling.empty() && name.empty();
}

class DiaryResolver {
 public:
  DiaryResolver(const diary::Diary& diary, const Lexicon& lexicon)
      : diary_{diary}, lexicon_{lexicon}, counts_(diary.names.size()) {
    for (const auto& entry : diary.entries) {
      if (entry.kind == diary::Kind::food) ++counts_[entry.name].foods;
      if (entry.kind == diary::Kind::supplement) ++counts_[entry.name].supplements;
    }
  }

  [[nodiscard]] Resolution run(Levels levels) && {
    for (std::uint32_t name = 0; name < counts_.size(); ++name)
      if (counts_[name].all() > 0) find_foods(name);
    make_contents();
    Variables variables = make_variables(lexicon_, contents_, levels);
    Resolution resolution;
    resolution.foods = std::move(variables.foods);
    resolution.distinct_foods = contents_.size();
    resolution.units.emplace_back();
    resolution.uses_of_name.resize(diary_.names.size());
    add_uses(variables, resolution);
    add_phrases(resolution);
    add_maybe_names(resolution);
    return resolution;
  }

 private:
  void find_foods(std::uint32_t name) {
    Resolved resolved = resolve_phrase(lexicon_, diary_.names[name]);
    part_pairs(lexicon_, resolved);
    keep_number_of_name(lexicon_, resolved, diary_.names[name]);
    if (resolved.items.empty() && resolved.not_eaten.empty()) {
      // Nothing but signs: still what somebody wrote down as eaten.
      resolved.items.emplace_back().name = fold_name(diary_.names[name]);
    }
    std::vector<const Item*> eaten;
    for (const Item& item : resolved.items)
      if (item.role == Role::food || item.role == Role::supplement) eaten.push_back(&item);
    for (const Item* item : eaten) {
      FoundFood& food = found_.try_emplace(key_of(*item), FoundFood{*item, {}}).first->second;
      if (item->written.empty()) food.item = *item;
      food.mentions.push_back({.name = name,
          .amount = item->amount.value_or(std::numeric_limits<double>::quiet_NaN()),
          .unit = item->unit,
          .is_alone = eaten.size() == 1 && resolved.items.size() == 1,
          .is_read = !item->written.empty(),
          .sure = item->groups.sure});
    }
  }

  [[nodiscard]] std::uint64_t count_of(const Mention& mention) const {
    return counts_[mention.name].all();
  }

  /// The commonest name that is this food alone, of equals the first in byte order; or nothing.
  template <typename Accept>
  [[nodiscard]] const std::string* commonest(const FoundFood& food, const Accept& accept) const {
    const std::string* best = nullptr;
    std::uint64_t most = 0;
    for (const Mention& mention : food.mentions) {
      const std::string& spelling = diary_.names[mention.name];
      if (!mention.is_alone || count_of(mention) <= most || !accept(spelling)) continue;
      most = count_of(mention);
      best = &spelling;
    }
    return best;
  }

  [[nodiscard]] std::string label_of(const FoundFood& food) const {
    const Item& item = food.item;
    const auto any = [](const std::string&) { return true; };
    if (!item.term) {
      const std::string* spelling = commonest(food, any);
      return spelling != nullptr ? *spelling : item.name;
    }
    const bool is_plain = !item.written.empty() || item.groups == lexicon_.memberships(*item.term);
    if (!is_plain) {
      const std::string* spelling = commonest(food, any);
      if (spelling != nullptr) return *spelling;
      return item.name + " (" + diary_.names[food.mentions.front().name] + ")";
    }
    const std::string* spelling =
        commonest(food, [&](const std::string& text) { return lexicon_.find(text) == item.term; });
    if (spelling == nullptr) return item.name;
    // What differs by nothing but capitals or a plural is one name for all of them.
    const bool is_small = *spelling == fold_name(*spelling);
    const bool is_same = is_plural(fold_phrase(*spelling), fold_phrase(item.name));
    return is_same && !is_small ? item.name : *spelling;
  }

  void make_contents() {
    std::vector<std::tuple<std::string, std::string, const FoundFood*>> by_label;
    for (const auto& [key, food] : found_) {
      std::string label = label_of(food);
      by_label.emplace_back(fold_name(label), std::move(label), &food);
    }
    std::stable_sort(by_label.begin(), by_label.end(), [](const auto& a, const auto& b) {
      return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
    });
    std::set<std::string> taken;
    for (auto& [folded, label, food] : by_label) {
      std::string name = label;
      for (int n = 2; !taken.insert(name).second; ++n)
        name = label + " (" + std::to_string(n) + ")";
      mentions_.push_back(&food->mentions);
      contents_.push_back({.food = {.name = std::move(name)},
          .item = food->item,
          .ingredients = food->item.written.empty() ? all_ingredients(lexicon_, food->item)
                                                    : std::vector<TermId>{}});
      FoodContent& content = contents_.back();
      if (!content.item.written.empty()) content.item.ingredients.clear();
      set_on_purpose(content.food, lexicon_, Resolved{{content.item}, {}});
      content.food.is_supplement = std::all_of(food->mentions.begin(), food->mentions.end(),
          [&](const Mention& mention) { return counts_[mention.name].foods == 0; });
    }
  }

  void add_uses(const Variables& variables, Resolution& resolution) const {
    std::map<std::string, std::uint32_t> unit_of;
    for (std::size_t f = 0; f < contents_.size(); ++f) {
      for (const Mention& mention : *mentions_[f])
        if (!mention.unit.empty()) unit_of[mention.unit] = 0;
    }
    for (auto& [unit, index] : unit_of) {
      index = static_cast<std::uint32_t>(resolution.units.size());
      resolution.units.push_back(unit);
    }
    for (std::size_t f = 0; f < contents_.size(); ++f) {
      for (const Mention& mention : *mentions_[f]) {
        for (const std::uint32_t variable : variables.of_food[f]) {
          const bool is_food = resolution.foods[variable].level == Level::food;
          const Food& coarser = resolution.foods[variable];
          if (mention.is_read && !holds(mention, coarser, contents_[f].item.name)) continue;
          Use use{.food = variable};
          if (is_food) use.amount = mention.amount;
          if (is_food && !mention.unit.empty()) use.unit = unit_of.at(mention.unit);
          use.is_alone = is_food && mention.is_alone;
          resolution.uses_of_name[mention.name].push_back(use);
        }
      }
    }
    for (auto& uses : resolution.uses_of_name) {
      std::stable_sort(
          uses.begin(), uses.end(), [](const Use& a, const Use& b) { return a.food < b.food; });
      uses.erase(std::unique(uses.begin(), uses.end(),
                     [](const Use& a, const Use& b) { return a.food == b.food; }),
          uses.end());
    }
  }

  /// Whether a misspelt mention is a use of the variable: the food itself, and the groups of what
  /// the phrase names besides.
  [[nodiscard]] bool holds(
      const Mention& mention, const Food& variable, const std::string& name) const {
    if (variable.level != Level::group)
      return variable.level == Level::food || variable.name == name;
    const auto group = lexicon_.find_group(variable.name);
    return group && mention.sure.has(*group);
  }

  void add_maybe_names(Resolution& resolution) const {
    for (Food& food : resolution.foods) {
      if (food.level != Level::group) continue;
      const auto group = lexicon_.find_group(food.name);
      for (std::size_t f = 0; f < contents_.size(); ++f) {
        const Memberships& groups = contents_[f].item.groups;
        for (const Mention& mention : *mentions_[f])
          if (groups.maybe.has(*group) || (mention.is_read && groups.sure.has(*group)))
            food.maybe_names.push_back(mention.name);
      }
      std::sort(food.maybe_names.begin(), food.maybe_names.end());
      const auto last = std::unique(food.maybe_names.begin(), food.maybe_names.end());
      food.maybe_names.erase(last, food.maybe_names.end());
      const auto index = static_cast<std::uint32_t>(&food - resolution.foods.data());
      std::erase_if(food.maybe_names, [&](std::uint32_t name) {
        const auto& uses = resolution.uses_of_name[name];
        return std::any_of(
            uses.begin(), uses.end(), [&](const Use& use) { return use.food == index; });
      });
    }
  }

  void add_phrases(Resolution& resolution) const {
    constexpr std::size_t longest = 200;
    std::vector<std::vector<std::size_t>> names(resolution.foods.size());
    for (std::size_t name = 0; name < resolution.uses_of_name.size(); ++name)
      for (const Use& use : resolution.uses_of_name[name]) names[use.food].push_back(name);
    for (std::size_t f = 0; f < names.size(); ++f) {
      Food& food = resolution.foods[f];
      food.n_phrases = names[f].size();
      std::sort(names[f].begin(), names[f].end(), [&](std::size_t a, std::size_t b) {
        const auto count_a = counts_[a].all();
        const auto count_b = counts_[b].all();
        return count_a != count_b ? count_a > count_b : diary_.names[a] < diary_.names[b];
      });
      names[f].resize(std::min(names[f].size(), most_phrases));
      for (const std::size_t name : names[f])
        food.phrases.push_back({shortened(diary_.names[name], longest), counts_[name].all()});
    }
  }

  const diary::Diary& diary_;
  const Lexicon& lexicon_;
  std::vector<Counts> counts_;  // [names]
  std::map<FoodKey, FoundFood> found_;
  std::vector<FoodContent> contents_;
  std::vector<const std::vector<Mention>*> mentions_;  // [contents_]
};

}  // namespace

std::string name_in_words(std::string_view name, Level level) {
  std::string words{name};
  if (level == Level::food) return words;
  std::replace(words.begin(), words.end(), '-', ' ');
  return "any " + words;
}

Resolution resolve(const diary::Diary& diary, const Lexicon& lexicon, Levels levels) {
  return DiaryResolver{diary, lexicon}.run(levels);
}

}  // namespace culprit::foods
