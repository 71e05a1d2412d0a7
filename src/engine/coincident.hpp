/// Foods that share their days: those that are one and the same in this diary, and who is eaten
/// with whom.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "culprit/engine/analysis.hpp"
#include "culprit/foods/resolve.hpp"
#include "engine/study.hpp"

namespace culprit::engine {

/// A study in which every food stands for itself and for those that coincide with it.
struct MergedFoods {
  Study study;
  /// Of each unit the name of all its members, their level, and as parents the units of theirs;
  /// without the diary's names.
  foods::Resolution resolution;
  /// [units] indices into the original resolution, by name: those of the finest level. A coarser
  /// name for the same days says nothing more than the finer one.
  std::vector<std::vector<std::size_t>> members;
  /// [units] those of coarser levels, which go without a row of their own.
  std::vector<std::vector<std::size_t>> coarser;
  std::vector<std::size_t> unit_of;  ///< [original foods]
};

/// Variables whose exposures coincide at every lag of every reading become one unit: no diary can
/// tell them apart, and two columns that are equal would share one probability between them. Those
/// with too few days within reach to be tested stay as they are.
[[nodiscard]] MergedFoods merge_coincident(const Study& study, const foods::Resolution& resolution);

/// Logged days within reach of a reading on which a food was eaten.
struct EatenDays {
  EatenDays(const Study& study, const FoodSeries& food);
  [[nodiscard]] std::size_t common_with(const EatenDays& other) const;

  std::vector<std::uint64_t> bits;  ///< one for each day of the study
  std::size_t count = 0;
};

/// At most 3 foods eaten on at least half of the food's days, most often first, then by name; not
/// those that belong to it.
class CompanionFinder {
 public:
  CompanionFinder(const Study& study, const foods::Resolution& resolution);
  [[nodiscard]] std::vector<Companion> companions_of(std::size_t food) const;

 private:
  const Study& study_;
  const foods::Resolution& resolution_;
  std::vector<std::vector<std::size_t>> foods_on_;  // [days] not ingredients and groups
};

}  // namespace culprit::engine
