/// A diary's phrases to the variables that the engine tests: foods, their ingredients, their
/// groups.
///
/// Neighbours: `resolver.hpp` understands one phrase; `recast.hpp` moves what is no food elsewhere.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/word_table.hpp"
#include "culprit/diary/diary.hpp"
#include "culprit/foods/lexicon.hpp"

namespace culprit::foods {

/// How coarse a name is. A finer name comes before a coarser one.
enum class Level : std::uint8_t {
  food,        ///< what was eaten, as the diary names it: latte, blue cheese
  ingredient,  ///< what foods are made of: garlic, milk
  group,       ///< what foods have in common: dairy, nightshade
};

/// `food`, `ingredient`, `group`.
inline constexpr Word<Level> level_words[] = {
    {Level::food, "food"}, {Level::ingredient, "ingredient"}, {Level::group, "group"}};
constexpr const auto& word_table(Level /*of*/) noexcept { return level_words; }

/// The name as a sentence has it: `latte`, but `any dairy`, `any tree nut` of what is coarser.
[[nodiscard]] std::string name_in_words(std::string_view name, Level level);

/// Which levels are tested.
enum class Levels : std::uint8_t { food, ingredient, group, all };

/// `food`, `ingredient`, `group`, `all`.
inline constexpr Word<Levels> levels_words[] = {{Levels::food, "food"},
    {Levels::ingredient, "ingredient"}, {Levels::group, "group"}, {Levels::all, "all"}};
constexpr const auto& word_table(Levels /*of*/) noexcept { return levels_words; }

/// A spelling of the diary behind a food.
struct Phrase {
  std::string text;
  std::uint64_t count = 0;  ///< entries

  friend bool operator==(const Phrase&, const Phrase&) = default;
};

/// Spellings of a food that are kept.
inline constexpr std::size_t most_phrases = 20;

/// One variable: a food (or supplement), an ingredient or a group.
struct Food {
  /// Of a food the diary's commonest spelling if that is a name of it, in small letters or another
  /// word than the lexicon's; else the lexicon's name, as of an ingredient. Of a group its
  /// identifier. Distinct within a level.
  std::string name = {};
  Level level = Level::food;
  Layer layer = Layer::identity;   ///< of a group
  bool is_supplement = false;      ///< a food only ever entered as a supplement
  bool may_be_alternated = false;  ///< may be suggested to be eaten on purpose
  bool may_be_planned = false;     ///< in the plan of a trial, likewise
  /// The commonest `most_phrases` spellings that hold it, each at most 200 bytes, by count, then
  /// bytes: a list of ingredients is a spelling of each of them.
  std::vector<Phrase> phrases = {};
  std::size_t n_phrases = 0;                ///< all of them
  std::vector<std::uint32_t> parents = {};  ///< coarser variables that it belongs to, rising
  /// Of a group, the names of the diary that may hold it and surely do not, rising: in some recipes
  /// or brands only. They are no uses.
  std::vector<std::uint32_t> maybe_names = {};
};

/// A food in an entry of some name.
struct Use {
  std::uint32_t food = 0;  ///< index into `Resolution::foods`
  /// Stated by the phrase itself: `2 slices of toast`; NaN = none.
  double amount = std::numeric_limits<double>::quiet_NaN();
  std::uint32_t unit = 0;  ///< of that amount: index into `Resolution::units`
  /// The phrase names nothing else: the entry's own amount is this food's.
  bool is_alone = false;

  friend bool operator==(const Use& a, const Use& b) {
    return a.food == b.food && a.unit == b.unit && a.is_alone == b.is_alone &&
           (a.amount == b.amount || (a.amount != a.amount && b.amount != b.amount));
  }
};

/// The variables of a diary.
struct Resolution {
  /// Foods by folded name, then ingredients likewise, then groups in the order of the closed list:
  /// independent of the order of rows.
  std::vector<Food> foods;
  /// [diary.names] the variables in an entry of each name, rising; empty = nothing eaten.
  std::vector<std::vector<Use>> uses_of_name;
  std::vector<std::string> units;  ///< of amounts that phrases state; [0] is empty
  /// Distinct foods of the diary, whether that level is among the variables or not.
  std::size_t distinct_foods = 0;
};

/// Resolves the food and supplement entries.
///
/// A phrase is as many foods as it names, each named by the lexicon: `Greek yoghurt` and `yogurt,
/// greek` are one. Phrases that change a food (`pizza, no cheese`) make it another food than the
/// plain one; unknown words are foods of their own. An ingredient belongs to a food if it is always
/// in it, though little of it, directly or within another ingredient; a group if the membership is
/// sure. Of an ingredient or group, an entry with several foods that hold it is one use.
///
/// With `Levels::all`, ingredients of one food only are left out: they are that food by another
/// name. With `Levels::ingredient`, foods without ingredients stand for themselves.
[[nodiscard]] Resolution resolve(const diary::Diary& diary,
    const Lexicon& lexicon = Lexicon::built_in(), Levels levels = Levels::food);

}  // namespace culprit::foods
