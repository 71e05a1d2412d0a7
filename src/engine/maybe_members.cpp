#include "engine/maybe_members.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "engine/exposure.hpp"
#include "engine/null_model.hpp"

namespace culprit::engine {
namespace {

constexpr double least_kept_by_member = 0.5;  // of the effect
constexpr std::size_t most_members_named = 3;

/// Points if eaten daily over the window, adjusted; nothing if its exposure does not vary.
std::optional<double> effect_over(const TimeWindow& window, const Study& study,
                                  const FoodSeries& food, const NullModel& null) {
  const ColumnRun run = columns_of(study, window);
  const Eigen::MatrixXd column =
      lag_exposures(study, food).middleCols(run.first, run.count).rowwise().mean();
  const Eigen::VectorXd rest = null.whiten(column);
  const double length = rest.squaredNorm();
  if (!(length > 1e-9)) return std::nullopt;
  return rest.dot(null.rest()) / length;
}

/// The same variables; what may hold this one is a use of it.
foods::Resolution with_maybe(foods::Resolution resolution, std::size_t food) {
  for (const std::uint32_t name : resolution.foods[food].maybe_names)
    resolution.uses_of_name[name].push_back({.food = static_cast<std::uint32_t>(food)});
  return resolution;
}

std::string listed(const GroupTest& test, std::size_t food) {
  const auto& names = test.resolution.foods[food].maybe_names;
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most_members_named; ++i)
    text += (i > 0 ? ", " : "") + test.diary.names[names[i]];
  if (names.size() > most_members_named)
    text += fmt::format(" and {} more", names.size() - most_members_named);
  return text;
}

}  // namespace

std::vector<Warning> compare_with_maybe(const GroupTest& test, std::size_t food, Finding& finding) {
  const foods::Food& group = test.resolution.foods[food];
  if (group.maybe_names.empty()) return {};
  const Study wider =
      make_study(test.diary, with_maybe(test.resolution, food), test.outcome, test.options);
  const NullModel null{test.study, test.nuisance, test.noise};
  const auto before = effect_over(finding.lag, test.study, test.study.foods[food], null);
  const auto after = effect_over(finding.lag, wider, wider.foods[food], null);
  const std::string name = foods::name_in_words(group.name, group.level);
  if (before && after && *after / *before >= least_kept_by_member) {
    finding.note = fmt::format("holds, too, if what may or may not hold {} counts: {}", group.name,
                               listed(test, food));
    return {};
  }
  return {
      {.code = "maybe_members",
       .text = fmt::format("the finding about {} would {} if what may or may not hold it "
                           "counted: {}",
                           name, after && *after * *before < 0 ? "turn round" : "halve or vanish",
                           listed(test, food))}};
}

}  // namespace culprit::engine
