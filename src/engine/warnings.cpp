#include "engine/warnings.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <tuple>

#include "culprit/stats/distributions.hpp"
#include "engine/rank.hpp"
#include "engine/sentences.hpp"

namespace culprit::engine {
namespace {

using Index = Eigen::Index;
using Warnings = std::vector<Warning>;

/// Below this the noise model itself is guesswork.
constexpr std::size_t few_readings = 30;
constexpr double most_at_an_end = 0.20;  // of readings
constexpr std::size_t few_values = 4;
constexpr double long_scale = 10;      // points from which few values are coarse
constexpr double nearly_always = 0.9;  // of days, and of days with either food
constexpr std::size_t least_days_together = 10;
constexpr std::size_t most_named = 3;
constexpr double least_p_warned = 0.01;
// Fewer days of either kind say nothing about habits.
constexpr int least_days_of_a_kind = 5;
constexpr double least_kept_by_member = 0.5;  // of the effect

/// At most `most` of them, and how many more there are.
std::string listed(const std::vector<std::string>& names, std::string_view separator,
    std::size_t most = most_named) {
  const std::size_t shown = std::min(names.size(), most);
  std::string text = fmt::format("{}", fmt::join(std::span{names}.first(shown), separator));
  if (names.size() > shown) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

void warn_of_candidates(const Inference& all, Warnings& warnings) {
  if (all.options.severity || all.candidates.size() < 2) return;
  std::string others;
  std::string alike;
  for (const auto& candidate : all.candidates) {
    if (candidate.name == all.outcome.name && candidate.kind == all.outcome.kind) continue;
    others += (others.empty() ? "" : ", ") + candidate.name;
    // Rated as often and on the same scale: it may be the same skin.
    if (5 * candidate.readings >= 4 * all.outcome.readings &&
        candidate.minimum >= all.scale.minimum && candidate.maximum <= all.scale.maximum)
      alike += ", " + candidate.name;
  }
  if (!alike.empty())
    others += fmt::format("; if they rate one skin, --severity 'mean({}{})' sees more than each",
        all.outcome.name, alike);
  warnings.push_back(say("several_outcomes", all.outcome.name, others));
  warnings.back().is_of_reading = true;
}

bool has_lower_value(const Reading& a, const Reading& b) { return a.value < b.value; }

/// What leaves nothing else to say about the readings.
std::optional<Warning> too_little(const Inference& all) {
  const auto& readings = all.study.readings;
  if (readings.empty()) return say("no_usable_rating", all.outcome.name);
  const auto [low, high] = std::minmax_element(readings.begin(), readings.end(), has_lower_value);
  if (low->value == high->value) return say("constant_severity", all.outcome.name);
  if (readings.size() < few_readings) return say("few_readings", readings.size(), few_readings);
  return {};
}

void warn_of_ends(const Inference& all, Warnings& warnings) {
  const auto& readings = all.study.readings;
  const auto warn = [&](auto is_at_end, std::string_view beyond, std::string_view which,
                        double end) {
    const auto n = std::ranges::count_if(
        readings, [&](const Reading& reading) { return is_at_end(reading.value); });
    const double share = static_cast<double>(n) / static_cast<double>(readings.size());
    if (share >= most_at_an_end)
      warnings.push_back(say("floor_or_ceiling", 100 * share, beyond, end, which));
  };
  const auto [least, most] = std::minmax_element(readings.begin(), readings.end(), has_lower_value);
  const double minimum = all.scale.minimum;
  const double maximum = all.scale.maximum;
  // Of yes-or-no ratings nothing is cut off: they have no other values.
  const auto is_between = [low = least->value, high = most->value](const Reading& reading) {
    return reading.value > low && reading.value < high;
  };
  if (std::ranges::none_of(readings, is_between)) {
    warnings.push_back(say("two_values", least->value, most->value));
    return;
  }
  warn([&](double value) { return value <= minimum; }, least->value < minimum ? "at or below " : "",
      "lowest", minimum);
  warn([&](double value) { return value >= maximum; }, most->value > maximum ? "at or above " : "",
      "highest", maximum);
}

/// POEM from 17 is severe (Charman et al. 2013, Br. J. Dermatol. 169, 1326–1332), and so is itch
/// of 7 of 10 and more.
std::optional<double> severe_from(const diary::Scale& scale) {
  if (scale.name == "POEM") return 17;
  if (scale.minimum == 0 && scale.maximum == 10) return 7;
  return std::nullopt;
}

void warn_of_severity(const Inference& all, Warnings& warnings) {
  const auto least = severe_from(all.scale);
  const auto& readings = all.study.readings;
  const auto n = std::ranges::count_if(
      readings, [&](const Reading& reading) { return least && reading.value >= *least; });
  if (2 * static_cast<std::size_t>(n) > readings.size())
    warnings.push_back(say("severe_ratings", *least));
}

void warn_of_coarseness(const Inference& all, Warnings& warnings) {
  if (all.scale.maximum - all.scale.minimum < long_scale) return;
  std::set<double> values;
  for (const Reading& reading : all.study.readings) values.insert(reading.value);
  if (values.size() <= few_values)
    warnings.push_back(say("coarse_scale", values.size(), all.scale.minimum, all.scale.maximum));
}

void warn_of_always(const Inference& all, Warnings& warnings) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < all.associations.tested.size(); ++i) {
    const Association& food = all.associations.tested[i];
    const auto [exposed, unexposed] = food.counts;
    if (food.level != foods::Level::food) continue;
    if (exposed > nearly_always * (exposed + unexposed)) names.push_back(all.name_in_words(i));
  }
  if (!names.empty()) warnings.push_back(say("eaten_nearly_always", listed(names, ", ")));
}

/// O(foods² × days / 64), of foods that are eaten on about as many days.
void warn_of_pairs(const Inference& all, Warnings& warnings) {
  const Study& study = all.merged.study;
  std::vector<std::pair<EatenDays, std::string>> foods;
  for (std::size_t i = 0; i < all.associations.tested.size(); ++i) {
    const Association& food = all.associations.tested[i];
    if (food.level != foods::Level::food) continue;
    EatenDays days{study, study.foods[food.food]};
    if (days.count >= least_days_together)
      foods.emplace_back(std::move(days), all.name_in_words(i));
  }
  std::ranges::sort(
      foods, [](const auto& a, const auto& b) { return a.first.count < b.first.count; });
  std::vector<std::tuple<double, std::string>> pairs;  // share of the days with either, less than 0
  for (auto a = foods.begin(); a != foods.end(); ++a) {
    const auto fewer = static_cast<double>(a->first.count);
    for (auto b = a + 1; b != foods.end(); ++b) {
      const auto more = static_cast<double>(b->first.count);
      // The rarer one may be eaten only with the other, and still not often enough.
      if (fewer <= nearly_always * more) break;
      const auto both = static_cast<double>(a->first.common_with(b->first));
      const double share = both / (fewer + more - both);
      if (share <= nearly_always) continue;
      const auto& [first, second] = std::minmax(a->second, b->second);
      pairs.emplace_back(-share, fmt::format("{} with {}", first, second));
    }
  }
  if (pairs.empty()) return;
  std::ranges::sort(pairs);
  std::vector<std::string> names;
  names.reserve(pairs.size());
  for (auto& [share, name] : pairs) names.push_back(std::move(name));
  warnings.push_back(say("nearly_always_together", listed(names, "; ")));
}

/// One for each set that would be a finding if it did not hold so many foods.
void warn_of_large_sets(const Inference& all, Warnings& warnings) {
  constexpr std::size_t most_of_a_set = 8;
  for (const FoodSet& set : all.joint.sets) {
    if (!is_unnamed_finding(set, all.options.fdr)) continue;
    std::vector<std::string> names;
    for (const std::size_t i : set.foods) names.push_back(all.name_in_words(i));
    warnings.push_back(
        say("set_too_large", names.size(), set.direction == Direction::worse ? "higher" : "lower",
            listed(names, ", ", most_of_a_set)));
  }
}

/// [readings] share of the reading's own day and the next one that was not logged.
Eigen::VectorXd unlogged_around(const Study& study) {
  return study.by_reading([&](const Reading& reading) {
    double share = 0;
    // The diary's end is no gap.
    for (const int day : {reading.day, reading.day + 1})
      if (day < study.n_days && !study.is_logged[static_cast<std::size_t>(day)]) share += 0.5;
    return share;
  });
}

/// The nuisance without what depends on the log: else the gaps that are tested would explain
/// themselves.
Nuisance calendar_only(const Study& study, const Nuisance& nuisance) {
  Nuisance calendar;
  calendar.weekday = nuisance.weekday;
  calendar.trend = nuisance.trend;
  calendar.menu.resize(nuisance.fixed.rows(), 0);
  calendar.fixed = Eigen::MatrixXd::Ones(nuisance.fixed.rows(), 2);
  calendar.fixed.col(1) = study.by_reading(&Reading::day);
  return calendar;
}

void warn_of_logging(const Inference& all, Warnings& warnings) {
  const Eigen::VectorXd unlogged = unlogged_around(all.study);
  const auto with = (unlogged.array() > 0).count();
  if (with < least_days_of_a_kind || unlogged.size() - with < least_days_of_a_kind) return;
  if (!(all.joint.noise.variance > 0)) return;
  const Nuisance calendar = calendar_only(all.study, all.nuisance);
  const NullModel null{all.study, calendar, all.joint.noise};
  const auto column = null.metric().products_of(stats::SparseColumns::from(unlogged));
  const double length = column.own(0, 0);
  if (!(length > 1e-9) || null.degrees() < 3) return;
  const double points = column.cross[0] / length;
  const double left = null.sum_of_squares() - points * points * length;
  const double t = points * std::sqrt(length * null.degrees() / left);
  if (points > 0 && stats::student_t_two_sided(t, null.degrees()) < least_p_warned)
    warnings.push_back(say("logging_stops_on_bad_days", points));
}

void warn_of_autocorrelation(const Inference& all, Warnings& warnings) {
  const double p = all.joint.residual_autocorrelation_p;
  if (p < least_p_warned) warnings.push_back(say("residual_autocorrelation", p));
}

/// Points if eaten daily over the window, adjusted; nothing if its exposure does not vary.
std::optional<double> effect_over(
    const TimeWindow& window, const Study& study, const FoodSeries& food, const NullModel& null) {
  const ColumnRun run = columns_of(study, window);
  const auto lags = null.metric().products_of(ExposureGrid{study}.exposures(food));
  const double length = lags.own.block(run.first, run.first, run.count, run.count).sum();
  if (!(length > 1e-9)) return std::nullopt;
  return lags.cross.segment(run.first, run.count).sum() * static_cast<double>(run.count) / length;
}

}  // namespace

std::vector<Warning> warnings_of(const Inference& all) {
  Warnings warnings;
  const auto append = [&](const Warnings& more) {
    warnings.insert(warnings.end(), more.begin(), more.end());
  };
  warn_of_candidates(all, warnings);
  const auto little = too_little(all);
  if (little) warnings.push_back(*little);
  else
    for (const auto warn : {warn_of_severity, warn_of_ends, warn_of_coarseness})
      warn(all, warnings);
  append(all.nuisance.warnings);
  // Nothing tested: the readings are missing, too few or all the same, which has been said.
  if (all.joint.foods.empty()) return warnings;
  if (all.study.readings.size() >= few_readings)
    for (const auto warn : {warn_of_always, warn_of_pairs, warn_of_large_sets, warn_of_logging,
             warn_of_autocorrelation})
      warn(all, warnings);
  append(finding_warnings(all));
  return warnings;
}

void compare_with_maybe(const Inference& all, Finding& finding, std::vector<Warning>& warnings) {
  if (finding.level != foods::Level::group || finding.ids.size() != 1) return;
  const std::size_t food = finding.ids.front().index;
  const foods::Food& group = all.resolution.foods[food];
  if (group.maybe_names.empty()) return;
  // The same variables; what may hold this one is a use of it.
  foods::Resolution with_maybe = all.resolution;
  std::vector<std::string> names;
  for (const std::uint32_t name : group.maybe_names) {
    with_maybe.uses_of_name[name].push_back({.food = static_cast<std::uint32_t>(food)});
    names.push_back(all.diary.names[name]);
  }
  const Study wider = make_study(all.diary, with_maybe, all.outcome, all.options);
  const NullModel null{all.study, all.nuisance, all.noise()};
  const auto before = effect_over(finding.lag, all.study, all.study.foods[food], null);
  const auto after = effect_over(finding.lag, wider, wider.foods[food], null);
  const std::string list = listed(names, ", ");
  if (before && after && *after / *before >= least_kept_by_member)
    finding.note = fmt::format("holds, too, if these contain {}: {}", group.name, list);
  else
    warnings.push_back(say("maybe_members", foods::name_in_words(group.name, group.level), list));
}

}  // namespace culprit::engine
