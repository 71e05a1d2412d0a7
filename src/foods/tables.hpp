/// The lexicon as flat arrays of numbers: what the generator writes into the binary, and what
/// `--lexicon` makes anew at run time. Made by compile.cpp, read by everything else here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/foods/groups.hpp"
#include "culprit/foods/lexicon.hpp"

namespace culprit::foods {

/// What an entry or a sign does in a phrase.
enum class TermKind : std::uint8_t {
  food,       ///< an item, with groups and ingredients; also supplements
  entry,      ///< a factor, treatment or symptom
  modifier,   ///< `vegan`: takes groups from its food, or gives it some
  filler,     ///< `the`, `homemade`: means nothing here
  describe,   ///< `toasted`, `reduced fat`: the food stays what it is; may follow its comma
  joiner,     ///< `and`, `with`: begins another food
  link,       ///< `in`, `on`: ends what is negated, begins no new sentence
  alternate,  ///< `or`: another food, also within a negation
  negator,    ///< `no`, `without`: the next food is not eaten
  free,       ///< `free` after a food: that food is not in what stands beside it
  flavour,    ///< `flavoured` after a food: the food itself may or may not be there
  unit,       ///< `g`, `slice`
  number,     ///< `half`, `two`
  plain,      ///< a word that is no misspelling of a food; of a phrase any unknown one
  doubt,      ///< `may contain`: the next foods may be there
  suits,      ///< `suitable for`: begins what a following allergy names
  allergy,    ///< `allergy` after foods: they are not there
  comma,      ///< also ` - `; signs and no entries, from here on
  hard,       ///< `;`, `+`, line end, full stop
  open,
  close,
};

/// No entry, word or node.
inline constexpr std::uint32_t nothing = 0xFFFFFFFF;

/// Properties of an entry, each the word of a line `!word name; name` of the lexicon.
inline constexpr std::uint16_t flag_alone = 1;   ///< stands in lists as it stands in names
inline constexpr std::uint16_t flag_skin = 2;    ///< put on the skin; a food before it is a scent
inline constexpr std::uint16_t flag_liquid = 4;  ///< a unit of what is drunk
inline constexpr std::uint16_t flag_plain = 8;   ///< a negation of one part of a dish
inline constexpr std::uint16_t flag_table = 16;  ///< how names of food tables describe
/// Of an entry: dishes and groups of this property beside it say what it tastes of or is for.
inline constexpr std::uint16_t flag_taste = 256;
/// Made of what stands before it, if anything does: `kale chips`.
inline constexpr std::uint16_t flag_made = 512;
/// Ends the name of an owner: right before a lone hyphen, what it stands with is no food.
inline constexpr std::uint16_t flag_owner = 1024;
/// What is baked or moulded in shapes: meats and fish beside it may be its shape.
inline constexpr std::uint16_t flag_shaped = 2048;
/// Of a food: a category that lists of what is left out name (`gluten and dairy free`).
inline constexpr std::uint16_t flag_listed = 4096;
/// Of a modifier: a letter or two of a menu (`(V)`), which says nothing within words.
inline constexpr std::uint16_t flag_tag = 8192;
/// Of a joiner: begins a food of its own (`and`), not a part of the one before (`with`).
inline constexpr std::uint16_t flag_apart = 16384;
/// `subbed X for Y`, `Y swapped for X`: one food stands in the place of another.
inline constexpr std::uint16_t flag_swap = 32768;
/// Properties of a group.
inline constexpr std::uint16_t flag_meat = 32;         ///< of mammals and birds
inline constexpr std::uint16_t flag_staple = 64;       ///< of many unlike foods
inline constexpr std::uint16_t flag_supervised = 128;  ///< not to be eaten on purpose alone

struct TermRecord {
  std::uint32_t name = 0;              ///< offset of its text
  std::uint32_t first_ingredient = 0;  ///< in `ingredients`
  std::uint32_t family = nothing;      ///< offset of a factor's family, of a unit's symbol
  std::uint16_t n_ingredients = 0;
  std::uint16_t own_sure = 0;  ///< sets of groups: positions in `sets`
  std::uint16_t own_maybe = 0;
  std::uint16_t own_minor = 0;
  std::uint16_t sure = 0;
  std::uint16_t maybe = 0;
  std::uint16_t minor = 0;
  TermKind kind = TermKind::food;
  std::uint8_t role = 0;
  std::uint16_t value = 0;         ///< of a number word: quarters
  std::uint16_t group_named = 0;   ///< 1 + the group of that very name, 0 = none
  std::uint16_t flags = 0;         ///< properties, `flag_alone` …
  std::uint32_t unit = nothing;    ///< offset of the unit that the word is, too (`pint`)
  std::uint32_t kin = nothing;     ///< the first entry of its class (`!kind cheese`)
  std::uint32_t plural = nothing;  ///< what its plural means instead (`!plural bell pepper`)
};

struct GroupRecord {
  std::uint32_t id = 0;  ///< offsets of texts
  std::uint32_t label = 0;
  std::uint32_t basis = 0;
  std::uint32_t layer = 0;
  std::uint32_t flags = 0;  ///< properties, `flag_meat` …
  GroupSet implies;
};

/// A word of the vocabulary. Words are numbered in the order of the source.
struct WordRecord {
  std::uint32_t text = 0;       ///< offset
  std::uint32_t canonical = 0;  ///< the word that counts: its singular, its usual spelling
};

/// An edge of the tree of names: from `node` by `word` to `child`. Slot of a hash table.
struct EdgeRecord {
  std::uint32_t node = nothing;
  std::uint32_t word = 0;
  std::uint32_t child = 0;
};

/// One line of `default <- substitutes`: an ingredient gives way to a term or group in the phrase,
/// or a group of a food to a term right before it.
struct SubstituteRecord {
  std::uint32_t ingredient = nothing;  ///< term
  std::uint32_t term = nothing;
  std::uint32_t group = nothing;
  std::uint32_t is_beside =
      0;  ///< 1: only if it stands right beside the food (`~`), and all groups
  std::uint32_t left_group = nothing;  ///< instead of `ingredient`
  std::uint32_t is_doubtful = 0;       ///< 1: the group may still be there (`?`)
};

/// Views of all arrays.
struct Tables {
  std::string_view text;  ///< NUL-terminated strings
  std::span<const GroupRecord> groups;
  std::span<const GroupSet> sets;
  std::span<const TermRecord> terms;
  std::span<const std::uint32_t> ingredients;  ///< term, share << 28, default << 31
  std::span<const WordRecord> words;
  std::span<const std::uint32_t> word_slots;  ///< hash table of words, power of two
  std::span<const EdgeRecord> edge_slots;     ///< hash table of edges, power of two
  std::span<const std::uint32_t> node_terms;  ///< node -> term; node 0 is the root
  std::span<const std::uint32_t> by_length;   ///< words that may be meant by a misspelling
  std::span<const std::uint32_t> masks;       ///< [by_length] letters of the word
  std::span<const std::uint32_t> lengths;     ///< [length] first of that length in `by_length`
  std::span<const std::uint32_t> sounds;      ///< of words that may be meant, in ascending order
  std::span<const std::uint32_t> by_sound;    ///< [sounds] the word
  std::span<const SubstituteRecord> substitutes;
  std::span<const std::uint64_t> dictionary;  ///< ordinary words (directives.hpp)

  [[nodiscard]] std::string_view string(std::uint32_t offset) const noexcept {
    return text.data() + offset;
  }
  [[nodiscard]] std::string_view word(std::uint32_t word) const noexcept {
    return string(words[word].text);
  }
  [[nodiscard]] GroupSet set(std::uint16_t at) const noexcept { return sets[at]; }
  /// The groups of that property.
  [[nodiscard]] GroupSet groups_with(std::uint32_t flag) const noexcept;
  /// Whether the entry, if it is one, has a property.
  [[nodiscard]] bool has_flag(std::uint32_t term, std::uint16_t flag) const noexcept {
    return term != nothing && (terms[term].flags & flag) != 0;
  }
  [[nodiscard]] bool is_food(std::uint32_t term) const noexcept {
    return term != nothing && terms[term].kind == TermKind::food;
  }
};

/// Tables that own their arrays.
struct TableData {
  std::string text;
  std::vector<GroupRecord> groups;
  std::vector<GroupSet> sets;
  std::vector<TermRecord> terms;
  std::vector<std::uint32_t> ingredients;
  std::vector<WordRecord> words;
  std::vector<std::uint32_t> word_slots;
  std::vector<EdgeRecord> edge_slots;
  std::vector<std::uint32_t> node_terms;
  std::vector<std::uint32_t> by_length;
  std::vector<std::uint32_t> masks;
  std::vector<std::uint32_t> lengths;
  std::vector<std::uint32_t> sounds;
  std::vector<std::uint32_t> by_sound;
  std::vector<SubstituteRecord> substitutes;

  [[nodiscard]] Tables view() const;
};

inline constexpr std::uint32_t term_mask = 0x0FFFFFFF;
inline constexpr std::uint32_t share_shift = 28;
inline constexpr std::uint32_t share_mask = 0x7;
inline constexpr std::uint32_t default_bit = 0x80000000;
/// Longest word that a misspelling is looked for.
inline constexpr std::size_t longest_word = 24;

/// FNV-1a; the same in the generator and in the program.
[[nodiscard]] constexpr std::uint32_t hash_text(std::string_view text) noexcept {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash ^ (hash >> 15);
}
[[nodiscard]] constexpr std::uint32_t hash_edge(std::uint32_t node, std::uint32_t word) noexcept {
  std::uint32_t hash = node * 2654435761U ^ (word + 0x9E3779B9U) * 2246822519U;
  hash ^= hash >> 15;
  return hash * 2654435761U >> 7;
}

/// A bit for each letter that occurs, one for digits, one for everything else.
[[nodiscard]] constexpr std::uint32_t letters_of(std::string_view word) noexcept {
  std::uint32_t mask = 0;
  for (const char c : word) {
    const bool is_letter = c >= 'a' && c <= 'z';
    const bool is_digit = c >= '0' && c <= '9';
    mask |= 1U << (is_letter ? c - 'a' : is_digit ? 26 : 27);
  }
  return mask;
}

/// The first singular of `word` that `find` knows: berries -> berry, tomatoes -> tomato, leaves ->
/// leaf; `nothing` if it knows none.
template <typename Find>
[[nodiscard]] std::uint32_t first_singular(std::string_view word, const Find& find) {
  constexpr std::size_t shortest = 4;
  if (word.size() < shortest || !word.ends_with('s') || word.ends_with("ss")) return nothing;
  constexpr std::string_view endings[][2] = {
      {"ves", "f"}, {"ves", "fe"}, {"s", ""}, {"ies", "y"}, {"es", ""}};
  for (const auto& [plural, singular] : endings) {
    if (!word.ends_with(plural)) continue;
    std::string candidate{word.substr(0, word.size() - plural.size())};
    candidate += singular;
    const std::uint32_t found = candidate.size() < shortest - 1 ? nothing : find(candidate);
    if (found != nothing) return found;
  }
  return nothing;
}

/// The word of exactly that text, or `nothing`.
[[nodiscard]] std::uint32_t find_word(const Tables& tables, std::string_view text) noexcept;
/// Where `word` leads from `node`, or `nothing`.
[[nodiscard]] std::uint32_t follow(
    const Tables& tables, std::uint32_t node, std::uint32_t word) noexcept;
/// The word that a text stands for: itself, or the singular that the vocabulary has. `nothing` if
/// there is none.
[[nodiscard]] std::uint32_t find_singular(const Tables& tables, std::string_view text);

/// Adds what an ingredient of that share brings. `identity`: the groups of that layer.
void add_ingredient(Memberships& whole, const Memberships& part, Share share, GroupSet identity);

/// `maybe` without what is sure.
void settle(Memberships& whole) noexcept;

/// The tables of the built-in lexicon.
[[nodiscard]] const Tables& embedded_tables() noexcept;

/// One of the texts that the tables were made of.
struct EmbeddedText {
  std::string_view file;
  std::string_view text;
};
/// All of them, the list of groups first.
[[nodiscard]] std::span<const EmbeddedText> embedded_texts() noexcept;

}  // namespace culprit::foods
