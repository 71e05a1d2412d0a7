/// The variable of a diary that somebody means by a name.
///
/// Neighbours: `resolve.hpp` makes the variables; `explain`, `plot` and `plan` ask for one.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "culprit/foods/lexicon.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::foods {

/// Indices into `Resolution::foods`: one = that is meant, several = what it could be (names with
/// those words in them, at most 20), none = nothing of this diary.
///
/// Tried in turn, foods before ingredients before groups: the name (also as `any egg`, a group by
/// its label, too), compared folded, then as the lexicon reads words (plurals, other spellings of a
/// word); the spellings of the diary likewise; another name of the same entry of the lexicon; a
/// part of a name, unless the lexicon knows what is asked as a food of its own (`oat milk` is not
/// `milk`).
[[nodiscard]] std::vector<std::size_t> find_food(
    const Resolution& resolution, const Lexicon& lexicon, std::string_view asked);

/// The one that `find_food` finds.
/// @throws InputError  `unknown_food` with the nearest names, `several_foods` with all it could be
[[nodiscard]] std::size_t find_one_food(
    const Resolution& resolution, const Lexicon& lexicon, std::string_view asked);

}  // namespace culprit::foods
