/// Entries of a food log that are no food: stress, sunscreen, an antihistamine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/foods/lexicon.hpp"

namespace culprit::foods {

/// A name of the food log that is no food.
struct Recast {
  std::string name;           ///< as in the diary
  std::uint64_t entries = 0;  ///< > 0
  Role role = Role::factor;   ///< what it was taken for; a symptom is in no analysis
};

/// Gives food entries whose phrase names nothing eaten the kind that the lexicon knows: treatment,
/// supplement or factor. A factor without an amount is 1, and 0 on the other days with a food log.
/// A symptom without a value says nothing that can be analysed: it stays in the diary, and
/// `resolve` makes no food of it.
/// @return the names concerned, by bytes.
std::vector<Recast> recast_entries(diary::Diary& diary, const Lexicon& lexicon);

}  // namespace culprit::foods
