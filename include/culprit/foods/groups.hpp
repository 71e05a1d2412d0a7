/// Groups of foods: the closed list that foods and ingredients belong to, and sets of them.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>

#include "culprit/core/word_table.hpp"

namespace culprit::foods {

/// What a group says. Each layer is a family of tests of its own.
enum class Layer : std::uint8_t {
  identity,  ///< label allergens and food families; a dish has those of every usual ingredient
  dose,      ///< sugar, caffeine, histamine …: only from a main ingredient; weak evidence
  benefit,   ///< suspected helpers: omega-3, probiotic …; only from a main ingredient
};

/// `identity`, `dose` or `benefit`.
inline constexpr Word<Layer> layer_words[] = {
    {Layer::identity, "identity"}, {Layer::dose, "dose"}, {Layer::benefit, "benefit"}};
constexpr const auto& word_table(Layer /*of*/) noexcept { return layer_words; }

/// Position of a group in `Lexicon::group`; the order is that of the closed list.
using GroupId = std::uint32_t;

/// A set of groups. Plain value; all operations O(1).
class GroupSet {
 public:
  static constexpr std::size_t capacity = 128;

  constexpr GroupSet() = default;
  constexpr GroupSet(std::uint64_t low, std::uint64_t high) : words_{low, high} {}

  constexpr void insert(GroupId group) noexcept { words_[group / 64] |= bit(group); }
  constexpr void erase(GroupId group) noexcept { words_[group / 64] &= ~bit(group); }
  [[nodiscard]] constexpr bool has(GroupId group) const noexcept {
    return (words_[group / 64] & bit(group)) != 0;
  }
  [[nodiscard]] constexpr bool empty() const noexcept { return (words_[0] | words_[1]) == 0; }
  [[nodiscard]] constexpr std::size_t size() const noexcept {
    return static_cast<std::size_t>(std::popcount(words_[0])) +
           static_cast<std::size_t>(std::popcount(words_[1]));
  }
  [[nodiscard]] constexpr std::uint64_t word(std::size_t i) const noexcept { return words_[i]; }

  constexpr GroupSet& operator|=(GroupSet other) noexcept {
    words_[0] |= other.words_[0];
    words_[1] |= other.words_[1];
    return *this;
  }
  constexpr GroupSet& operator&=(GroupSet other) noexcept {
    words_[0] &= other.words_[0];
    words_[1] &= other.words_[1];
    return *this;
  }
  /// Without the groups of `other`.
  constexpr GroupSet& operator-=(GroupSet other) noexcept {
    words_[0] &= ~other.words_[0];
    words_[1] &= ~other.words_[1];
    return *this;
  }
  friend constexpr GroupSet operator|(GroupSet a, GroupSet b) noexcept { return a |= b; }
  friend constexpr GroupSet operator&(GroupSet a, GroupSet b) noexcept { return a &= b; }
  friend constexpr GroupSet operator-(GroupSet a, GroupSet b) noexcept { return a -= b; }
  friend constexpr auto operator<=>(const GroupSet&, const GroupSet&) = default;

  /// Calls `action(GroupId)` for each group, in order.
  template <typename Action> void for_each(const Action& action) const {
    for (GroupId i = 0; i < capacity; ++i)
      if (has(i)) action(i);
  }

 private:
  static constexpr std::uint64_t bit(GroupId group) noexcept {
    return std::uint64_t{1} << (group % 64);
  }
  std::array<std::uint64_t, 2> words_{};
};

}  // namespace culprit::foods
