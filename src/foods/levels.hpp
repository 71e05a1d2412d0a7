/// The coarser variables of a diary: ingredients and groups, made from its foods.
///
/// Neighbours: `resolve.cpp` finds the foods.
#pragma once

#include <cstdint>
#include <vector>

#include "culprit/foods/lexicon.hpp"
#include "culprit/foods/resolve.hpp"
#include "culprit/foods/resolver.hpp"

namespace culprit::foods {

/// A food with what it holds.
struct FoodContent {
  Food food;
  Item item;                        ///< one of its phrases, understood
  std::vector<TermId> ingredients;  ///< all that are always in it, at any depth; rising
};

/// Every ingredient that is always in the item: usual, little or named by the phrase; also those of
/// its ingredients, as far as their identity groups are groups of the item (in a latte with oat
/// milk there is no milk). Rising.
[[nodiscard]] std::vector<TermId> all_ingredients(const Lexicon& lexicon, const Item& item);

/// The uses of each name by level.
struct Variables {
  std::vector<Food> foods;
  /// [foods in] which of the variables each food is a use of, rising.
  std::vector<std::vector<std::uint32_t>> of_food;
};

/// The variables of these levels; names and phrases of coarser ones are still empty of phrases.
[[nodiscard]] Variables make_variables(
    const Lexicon& lexicon, const std::vector<FoodContent>& foods, Levels levels);

}  // namespace culprit::foods
