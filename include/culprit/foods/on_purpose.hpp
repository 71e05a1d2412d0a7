/// What may be suggested to be eaten on purpose, to learn about it sooner.
///
/// Neighbours: `resolve.hpp` asks for every food of a diary; the report and the plan of a trial use
/// the answer. The groups are those of the line `!supervised` in the lexicon: label allergens that
/// may act at once, and alcohol, which a plan never assigns but allows as usual.
#pragma once

#include "culprit/foods/lexicon.hpp"
#include "culprit/foods/resolver.hpp"

namespace culprit::foods {

/// How a food would be eaten on purpose.
enum class Occasion {
  freely,   ///< more often than usual
  planned,  ///< by the plan of a trial
};

/// The groups that are to be eaten on purpose under supervision only.
[[nodiscard]] GroupSet supervised_groups(const Lexicon& lexicon, Occasion occasion);

/// Whether none of the groups, sure or maybe, is to be eaten under supervision only.
[[nodiscard]] bool may_be_eaten_on_purpose(
    const Lexicon& lexicon, const Memberships& groups, Occasion occasion);

/// The same of a phrase: every word of it is known, every item a food. A misspelling counts as
/// unknown, and a phrase without food is none to eat.
[[nodiscard]] bool may_be_eaten_on_purpose(
    const Lexicon& lexicon, const Resolved& resolved, Occasion occasion);

/// The same of any food of a group. False if a narrower group needs supervision (any legume may be
/// a peanut), and outside the layer of identity, whose groups are weak evidence.
[[nodiscard]] bool may_be_eaten_on_purpose(
    const Lexicon& lexicon, GroupId group, Occasion occasion);

/// Sets both answers of a food, or of its row. @param what  it is: memberships, phrase or group
template <typename Food, typename What>
void set_on_purpose(Food& food, const Lexicon& lexicon, const What& what) {
  food.may_be_alternated = may_be_eaten_on_purpose(lexicon, what, Occasion::freely);
  food.may_be_planned = may_be_eaten_on_purpose(lexicon, what, Occasion::planned);
}

}  // namespace culprit::foods
