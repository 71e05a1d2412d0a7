/// Everything about one food, gathered from an analysis and the diary behind it.
///
/// Neighbours: takes what `analyse` returned; the report puts it into words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::engine {

/// Readings that have something in common. Plain mean, adjusted for nothing.
struct ReadingGroup {
  int readings = 0;
  std::optional<double> mean;  ///< points; nothing without readings
};

/// One food: what the analysis says of it, and what it was derived from.
struct Explanation {
  std::string name;
  foods::Level level = foods::Level::food;
  std::vector<foods::Phrase> phrases;  ///< the commonest spellings, by count, then bytes
  std::size_t n_phrases = 0;           ///< all of them
  std::optional<RankedFood> row;       ///< nothing = not tested
  std::optional<SkippedFood> skipped;  ///< nothing = tested, or no rating could be used at all
  std::optional<Finding> finding;      ///< the finding that names it
  std::vector<Day> eaten_on;           ///< days with the food, rising; also without a reading near
  TimeWindow compared = LagWindow{0, 0};  ///< the row's window; without row all that is used
  ReadingGroup exposed;                   ///< eaten within it
  ReadingGroup unexposed;                 ///< not eaten within it, all of it logged
  int unknown_readings = 0;               ///< neither: some of it was not logged
  /// Foods whose effects were taken off for `RankedFood::p_conditional`: those, other than itself,
  /// with a probability of at least `strong_probability`; by rank.
  std::vector<std::string> conditional_on;
  std::vector<Companion> companions;  ///< as `RankedFood::companions`, also of an untested food
};

/// Explains a food of the diary.
/// @param analysis  as `analyse` returned it for this resolution.
/// @param food      what `foods::find_food` finds by: also an ingredient or a group, where no food
///   has that name, or as `any egg`. Of what coincides with finer names their row is taken.
/// @throws InputError  `unknown_food` if the diary has none of that name; its hint names the
///   nearest ones by edit distance. `several_foods` if it is a part of several names.
[[nodiscard]] Explanation explain(const foods::Resolution& resolution, const Analysis& analysis,
    std::string_view food, const foods::Lexicon& lexicon = foods::Lexicon::built_in());

}  // namespace culprit::engine
