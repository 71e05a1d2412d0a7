/// The food of a trial in a diary: which entries are it, how much of it is eaten, what else holds
/// it, and what it belongs to; its blocks that no plan's file describes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/foods/groups.hpp"
#include "culprit/foods/lexicon.hpp"
#include "culprit/foods/resolve.hpp"
#include "culprit/trial/trial.hpp"
#include "engine/immediate.hpp"

namespace culprit::trial {

struct Subject {
  std::vector<std::string> names;
  foods::Level level = foods::Level::food;
  std::vector<std::size_t> named;  ///< indices into the resolution, of the names
  /// Those, and the ingredients and groups of the same name: pizza is tomato, too.
  std::vector<std::size_t> variables;
  foods::GroupSet sure;         ///< of the names, what these imply included
  foods::GroupSet maybe;        ///< likewise, in some recipes; of a group its narrower ones
  bool is_known = true;         ///< the lexicon knows every word of the names
  std::vector<Day> eaten = {};  ///< days with it, rising

  /// An entry of that name is one of the variables.
  [[nodiscard]] bool is_in(const std::vector<foods::Use>& uses) const;
};

/// @throws InputError  `plan_does_not_fit` if none of the names is in the diary.
[[nodiscard]] Subject find_subject(
    const DiaryFoods& source, const std::vector<std::string>& names, foods::Level level);

/// Of two subjects one is the other, holds it or belongs to it: pizza and tomato, prawns and
/// crustaceans; not two of one group.
[[nodiscard]] bool are_related(
    const foods::Resolution& resolution, const Subject& one, const Subject& other);

/// Symptoms of an immediate reaction that it may have caused, in the order of the diary: within
/// hours after what is related to it, or on a day with it if nothing says what they followed.
[[nodiscard]] std::vector<Reaction> find_reactions(const DiaryFoods& source, const Subject& subject,
    const std::vector<engine::NotedSymptom>& noted);

/// `hives within 2 h on 3 days, swelling on 1 day with it`; nothing without any.
[[nodiscard]] std::string reaction_words(const std::vector<Reaction>& reactions);

/// The groups with these identifiers.
[[nodiscard]] foods::GroupSet groups_named(
    const foods::Lexicon& lexicon, std::span<const std::string_view> ids);

/// Days with an entry that may hold the food, rising.
[[nodiscard]] std::vector<Day> days_with_maybe(const diary::Diary& diary, const TestedFood& food);

/// How many of rising `days` lie from `first` to `last`.
[[nodiscard]] int count_days(const std::vector<Day>& days, Day first, Day last);

/// Everything about it that a person has to know: spellings, hidden sources, portions.
[[nodiscard]] TestedFood describe(const DiaryFoods& source, const Subject& subject);

/// The foods that phases of the diary name, in the order of their first rows; each once.
[[nodiscard]] std::vector<std::string> foods_of_phases(const diary::Diary& diary);

/// What phases say of a food; each lasts until the next one of that name that says otherwise, or
/// the diary's last day.
[[nodiscard]] std::vector<Block> blocks_of_phases(
    const diary::Diary& diary, const std::vector<std::string>& names);

/// Eliminations and what followed them, from foods alone; never from ratings.
///
/// Elimination: at least 7 logged days in a row without it, so many that they would be chance in at
/// most 1 of 1,000 diaries eaten as on the other days, at most a fifth of its days not logged.
/// Challenge: at least 3 days with it within the 7 days after; up to the next elimination, at most
/// 14 days.
[[nodiscard]] std::vector<Block> blocks_of_foods(
    const std::vector<Day>& eaten, const std::vector<Day>& logged);

}  // namespace culprit::trial
