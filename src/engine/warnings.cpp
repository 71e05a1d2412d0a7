#include "engine/warnings.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <optional>
#include <string>

#include "culprit/stats/distributions.hpp"
#include "engine/exposure.hpp"
#include "engine/nuisance.hpp"

namespace culprit::engine {
namespace {

using Index = Eigen::Index;

constexpr double least_p_warned = 0.01;
// Fewer days of either kind say nothing about habits.
constexpr int least_days_of_a_kind = 5;

/// [readings] share of the reading's own day and the next one that was not logged.
Eigen::VectorXd unlogged_around(const Study& study) {
  Eigen::VectorXd share = Eigen::VectorXd::Zero(static_cast<Index>(study.readings.size()));
  for (Index row = 0; row < share.size(); ++row) {
    const int day = study.readings[static_cast<std::size_t>(row)].day;
    for (const int d : {day, day + 1}) {
      // The diary's end is no gap.
      if (d < study.n_days && !study.is_logged[static_cast<std::size_t>(d)]) share[row] += 0.5;
    }
  }
  return share;
}

/// The nuisance without what depends on the log: else the gaps that are tested would explain
/// themselves.
Nuisance calendar_only(const Study& study, const Nuisance& nuisance) {
  Nuisance calendar;
  calendar.weekday = nuisance.weekday;
  calendar.trend = nuisance.trend;
  calendar.menu.resize(nuisance.fixed.rows(), 0);
  calendar.fixed = Eigen::MatrixXd::Ones(nuisance.fixed.rows(), 2);
  for (Index row = 0; row < calendar.fixed.rows(); ++row)
    calendar.fixed(row, 1) = study.readings[static_cast<std::size_t>(row)].day;
  return calendar;
}

std::optional<Warning> warn_of_logging(const Conclusion& all) {
  const Eigen::VectorXd unlogged = unlogged_around(all.study);
  const auto with = (unlogged.array() > 0).count();
  if (with < least_days_of_a_kind || unlogged.size() - with < least_days_of_a_kind) return {};
  if (!(all.joint.noise.variance > 0)) return {};
  const Nuisance calendar = calendar_only(all.study, all.nuisance);
  const NullModel null{all.study, calendar, all.joint.noise};
  const auto column = null.metric().products_of(stats::SparseColumns::from(unlogged));
  const double length = column.own(0, 0);
  if (!(length > 1e-9) || null.degrees() < 3) return {};
  const double points = column.cross[0] / length;
  const double left = null.sum_of_squares() - points * points * length;
  const double t = points * std::sqrt(length * null.degrees() / left);
  if (points <= 0 || stats::student_t_two_sided(t, null.degrees()) >= least_p_warned) return {};
  return Warning{.code = "logging_stops_on_bad_days",
      .text = fmt::format("ratings are {:.1f} points higher where that day and the next "
                          "have no foods logged: logging may stop on bad days, and "
                          "what was eaten then is not known",
          points)};
}

std::optional<Warning> warn_of_autocorrelation(const JointPosterior& joint) {
  const double p = joint.residual_autocorrelation_p;
  if (!(p < least_p_warned)) return {};
  return Warning{.code = "residual_autocorrelation",
      .text = fmt::format("ratings still resemble those of the days before after all "
                          "adjustment (p = {:.1g}): intervals may be too narrow",
          p)};
}

void append(std::vector<Warning>& warnings, std::vector<Warning> more) {
  std::move(more.begin(), more.end(), std::back_inserter(warnings));
}

constexpr double least_kept_by_member = 0.5;  // of the effect
constexpr std::size_t most_members_named = 3;

/// Points if eaten daily over the window, adjusted; nothing if its exposure does not vary.
std::optional<double> effect_over(
    const TimeWindow& window, const Study& study, const FoodSeries& food, const NullModel& null) {
  const ColumnRun run = columns_of(study, window);
  const auto lags = null.metric().products_of(ExposureGrid{study}.exposures(food));
  const double length = lags.own.block(run.first, run.first, run.count, run.count).sum();
  if (!(length > 1e-9)) return std::nullopt;
  return lags.cross.segment(run.first, run.count).sum() * static_cast<double>(run.count) / length;
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

std::vector<Warning> noise_warnings(const Conclusion& all) {
  std::vector<Warning> warnings;
  if (auto warning = warn_of_logging(all)) warnings.push_back(*std::move(warning));
  if (auto warning = warn_of_autocorrelation(all.joint)) warnings.push_back(*std::move(warning));
  return warnings;
}

std::vector<Warning> warnings_of(const Conclusion& all) {
  std::vector<Warning> warnings = rating_warnings(all);
  append(warnings, all.nuisance.warnings);
  // Nothing tested: the readings are missing, too few or all the same, which has been said.
  if (all.joint.foods.empty()) return warnings;
  if (all.study.readings.size() >= few_readings) {
    append(warnings, food_warnings(all));
    append(warnings, noise_warnings(all));
  }
  append(warnings, finding_warnings(all));
  return warnings;
}

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
    finding.note =
        fmt::format("holds, too, if these contain {}: {}", group.name, listed(test, food));
    return {};
  }
  return {{.code = "maybe_members",
      .text = fmt::format("the finding about {} depends on whether these contain it: {}", name,
          listed(test, food))}};
}

}  // namespace culprit::engine
