#include "culprit/engine/explain.hpp"

#include <map>
#include <set>
#include <utility>

#include "culprit/engine/timeline.hpp"
#include "culprit/foods/find_food.hpp"
#include "engine/coincident.hpp"
#include "engine/sentences.hpp"

namespace culprit::engine {
namespace {

/// Counts the readings by whether the food was eaten at a compared lag.
void compare_readings(
    const Study& study, const std::vector<Exposure>& exposures, Explanation& explanation) {
  std::map<Exposure, ReadingGroup> groups;
  for (std::size_t i = 0; i < exposures.size(); ++i) {
    ReadingGroup& group = groups[exposures[i]];
    ++group.readings;
    group.mean = group.mean.value_or(0) + study.readings[i].value;
  }
  for (auto& [exposure, group] : groups) *group.mean /= group.readings;
  explanation.exposed = groups[Exposure::exposed];
  explanation.unexposed = groups[Exposure::unexposed];
  explanation.unknown_readings = groups[Exposure::unknown].readings;
}

/// What is one column with a variable, itself among them, and those of them that have rows.
struct Coincident {
  std::set<VariableId> all;
  std::set<VariableId> with_rows;
};

Coincident coincident_with(
    const Study& study, const foods::Resolution& resolution, std::size_t food) {
  const MergedFoods merged = merge_coincident(study, resolution);
  const std::size_t unit = merged.unit_of[food];
  Coincident ids;
  for (const std::size_t f : merged.members[unit])
    ids.with_rows.insert({resolution.foods[f].level, f});
  ids.all = ids.with_rows;
  for (const std::size_t f : merged.coarser[unit]) ids.all.insert({resolution.foods[f].level, f});
  return ids;
}

/// What the analysis says of the variable.
void take_from(const Analysis& analysis, const Coincident& own, const VariableId& id,
    const foods::Resolution& resolution, Explanation& explanation) {
  // A coarser name has no row beside the finer ones that it coincides with.
  const VariableId row_id = own.with_rows.contains(id) ? id : *own.with_rows.begin();
  for (const auto& row : analysis.foods)
    if (row.id == row_id) explanation.row = row;
    else if (row.is_taken_off && !own.all.contains(row.id))
      explanation.conditional_on.push_back(foods::name_in_words(row.name, row.level));
  for (const auto& skipped : analysis.skipped)
    if (skipped.id == row_id) explanation.skipped = skipped;
    else if (skipped.probability.value_or(0) >= strong_probability && !own.all.contains(skipped.id))
      explanation.conditional_on.push_back(foods::name_in_words(skipped.name, skipped.level));
  if (explanation.row && row_id != id)
    give_reason(*explanation.row, "coincident",
        foods::name_in_words(resolution.foods[row_id.index].name, row_id.level));
  for (const auto& finding : analysis.findings)
    if (explanation.row && explanation.row->finding == finding.id) explanation.finding = finding;
}

}  // namespace

Explanation explain(const foods::Resolution& resolution, const Analysis& analysis,
    std::string_view food, const foods::Lexicon& lexicon) {
  const std::size_t index = foods::find_one_food(resolution, lexicon, food);
  Explanation explanation;
  explanation.name = resolution.foods[index].name;
  explanation.level = resolution.foods[index].level;
  explanation.phrases = resolution.foods[index].phrases;
  explanation.n_phrases = resolution.foods[index].n_phrases;
  const Study& study = *analysis.study;
  take_from(analysis, coincident_with(study, resolution, index), {explanation.level, index},
      resolution, explanation);
  if (!explanation.row) explanation.conditional_on.clear();
  TimelineFood laid = lay_out(study, index, explanation.row ? &*explanation.row : nullptr);
  explanation.eaten_on = std::move(laid.eaten_on);
  explanation.compared = laid.compared;
  compare_readings(study, laid.exposures, explanation);
  explanation.companions = explanation.row
                               ? explanation.row->companions
                               : CompanionFinder{study, resolution}.companions_of(index);
  return explanation;
}

}  // namespace culprit::engine
