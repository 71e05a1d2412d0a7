/// What may be suggested to be eaten on purpose, to learn about it sooner.
///
/// Neighbours: `resolve.hpp` asks for every food of a diary; the report and the plan of a trial use
/// the answer. The groups are those of the line `!supervised` in the lexicon: label allergens that
/// may act at once, and alcohol.
#pragma once

#include <string_view>

#include "culprit/foods/lexicon.hpp"
#include "culprit/foods/resolver.hpp"

namespace culprit::foods {

/// The groups that are to be eaten on purpose under supervision only.
[[nodiscard]] GroupSet supervised_groups(const Lexicon& lexicon);

/// Whether none of the groups, sure or maybe, is to be eaten under supervision only.
[[nodiscard]] bool may_be_eaten_on_purpose(const Lexicon& lexicon, const Memberships& groups);

/// The same of a phrase: every word of it is known, every item a food. A misspelling counts as
/// unknown, and a phrase without food is none to eat.
[[nodiscard]] bool may_be_eaten_on_purpose(const Lexicon& lexicon, const Resolved& resolved);

/// The same of any food of a group. False if a narrower group needs supervision (any legume may be
/// a peanut), and outside the layer of identity, whose groups are weak evidence.
[[nodiscard]] bool may_be_eaten_on_purpose(const Lexicon& lexicon, GroupId group);

}  // namespace culprit::foods
