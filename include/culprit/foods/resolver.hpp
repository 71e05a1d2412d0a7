/// What people write to foods: phrase -> items -> ingredients -> groups.
///
/// Neighbours: `lexicon.hpp` knows the names; `resolve.hpp` joins the spellings of a diary. The
/// rules are in docs/lexicon.md.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/foods/lexicon.hpp"

namespace culprit::foods {

/// One food (or other entry) named by a phrase.
struct Item {
  std::string name;            ///< the lexicon's name; of what it does not know, the folded words
  std::optional<TermId> term;  ///< nothing = unknown
  Role role = Role::food;
  Memberships groups;                   ///< after modifiers, negation and what gave way
  std::vector<Ingredient> ingredients;  ///< direct ones, after the same; also those in brackets
  std::optional<double> amount;         ///< > 0
  std::string unit;                     ///< `g`, `slice`; empty = none given
  /// The words as written, if the name is what they were read as (`brocolli`); else empty. What
  /// such an item holds is at most maybe.
  std::string written;
  GroupSet doubted;  ///< the groups that are maybe only because of that

  friend bool operator==(const Item&, const Item&) = default;
};

/// A phrase, understood. Items stand in the order of the text.
struct Resolved {
  std::vector<Item> items;
  std::vector<std::string> not_eaten;  ///< what the phrase says was left out

  [[nodiscard]] GroupSet sure() const noexcept;   ///< of all items
  [[nodiscard]] GroupSet maybe() const noexcept;  ///< of all items, without the sure ones
  friend bool operator==(const Resolved&, const Resolved&) = default;
};

/// Understands one phrase. Every word of it is part of an item, of what was not eaten, or one of
/// the lexicon's words without a meaning of their own; a phrase without any item is one itself.
/// About a microsecond a word.
[[nodiscard]] Resolved resolve_phrase(const Lexicon& lexicon, std::string_view phrase);

/// True if all that the phrase names are foods of the lexicon, in its spelling or nearly so. A word
/// of up to five letters must be spelled as it is there: short words are too much alike.
[[nodiscard]] bool names_food(const Lexicon& lexicon, std::string_view phrase);

/// Likewise, in its spelling only.
[[nodiscard]] bool spells_food(const Lexicon& lexicon, std::string_view phrase);

/// Understands phrases and remembers them, as diaries repeat theirs. Not for several threads.
class Resolver {
 public:
  /// The lexicon must outlive the resolver.
  explicit Resolver(const Lexicon& lexicon) : lexicon_{&lexicon} {}

  /// Valid as long as the resolver.
  [[nodiscard]] const Resolved& resolve(std::string_view phrase);
  [[nodiscard]] const Lexicon& lexicon() const noexcept { return *lexicon_; }

 private:
  const Lexicon* lexicon_;
  std::map<std::string, Resolved, std::less<>> known_;
};

/// Names of the lexicon that an unknown text may mean, nearest first: its words misspelt, or names
/// with a word in common. At most `n`.
[[nodiscard]] std::vector<std::string> nearest_names(
    const Lexicon& lexicon, std::string_view text, std::size_t n);

}  // namespace culprit::foods
