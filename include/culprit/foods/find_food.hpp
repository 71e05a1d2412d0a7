/// The variable of a diary that somebody means by a name.
///
/// Neighbours: `resolve.hpp` makes the variables; `explain` and `plot` ask for one.
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
/// part of a name.
[[nodiscard]] std::vector<std::size_t> find_food(
    const Resolution& resolution, const Lexicon& lexicon, std::string_view asked);

}  // namespace culprit::foods
