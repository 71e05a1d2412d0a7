/// Possible immediate reactions: foods that are not ranked, whatever the numbers say of them.
///
/// Eczema answers food after hours or days. What comes within two hours may be an allergy of the
/// immediate kind, which nobody should test at home; no verdict on such a food would be safe.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/diary/outcome.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/engine/options.hpp"
#include "culprit/foods/resolve.hpp"
#include "engine/associate.hpp"
#include "engine/coincident.hpp"
#include "engine/joint.hpp"

namespace culprit::engine {

inline constexpr int immediate_hours = 2;

/// The name speaks of hives, swelling, vomiting, wheeze or faintness.
/// @param folded  as `fold_name` gives it.
[[nodiscard]] bool names_immediate_symptom(std::string_view folded);

/// Foods by index, each with what happened: `hives within 2 h on 2 of 5 days`.
using Reactions = std::map<std::size_t, std::string>;

/// A symptom of an immediate reaction, above 0.
struct NotedSymptom {
  std::string name;  ///< folded
  Day day{};
  std::set<std::size_t> foods = {};    ///< eaten up to two hours before, by index
  std::set<std::size_t> earlier = {};  ///< without those, and if it is new: eaten on its day
  /// The clock does not say what it followed: it may be any food of its day.
  bool is_unplaced = false;
};

/// What the diary itself says of immediate reactions.
struct DiaryReactions {
  Reactions foods;                    ///< by index into the resolution
  std::set<std::size_t> strong;       ///< of these: at least twice, and at least half of its days
  std::vector<std::string> unplaced;  ///< symptoms that could not be set against foods, by name
  std::vector<NotedSymptom> noted;    ///< all, in the order of the diary
};

/// Foods with a clock time up to two hours before an immediate symptom (above 0, itself timed)
/// that was not noted in the 24 hours before the food already. The rated outcome is no such
/// symptom: hour windows look after it. Symptoms without a time, or on days with a food without
/// one, and the outcome are `unplaced`.
/// @throws InputError  `unknown_time_zone`.
[[nodiscard]] DiaryReactions find_reactions(const diary::Diary& diary,
    const foods::Resolution& resolution, const diary::OutcomeCandidate& outcome,
    const Options& options);

/// Sets of foods parted into those that are ranked and the foods of the others.
struct PartedSets {
  std::vector<FoodSet> ranked;
  Reactions set_aside;  ///< by index into `Associations::tested`
};

/// Sets aside the foods with `reactions` and those of every finding at `fdr` with higher ratings
/// whose most probable window ends within two hours. Foods that a finding, or a hint at twice the
/// rate, cannot tell from one of them go with it.
/// @param reactions  by index into `Associations::tested`.
[[nodiscard]] PartedSets part_immediate(
    const JointPosterior& joint, const Reactions& reactions, double fdr);

struct Inference;

/// What is known of the tested variables, by index into `Associations::tested`: of a group that
/// coincides, of any member; of ingredients and groups with a sign of anything (a finding at twice
/// the rate), of a food that belongs to them: nobody should be told to try dairy who had hives
/// after milk.
[[nodiscard]] Reactions reactions_of_tested(const Inference& all);

/// A row of `Analysis::skipped` for each food that is set aside, also of those that were not
/// tested: strong ones first, each in the order of the resolution.
[[nodiscard]] std::vector<SkippedFood> skip_immediate(const Inference& all);

/// A sentence for each: `possible_immediate_reaction` with the foods that are not ranked, the
/// strong ones before those that happened to be eaten then too; `immediate_symptoms` with what
/// could not be set against foods. Nothing without them.
[[nodiscard]] std::vector<Warning> immediate_warnings(
    const std::vector<SkippedFood>& skipped, const DiaryReactions& reactions);

}  // namespace culprit::engine
