#include "culprit/engine/pool.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "engine/associate.hpp"
#include "engine/exposure.hpp"
#include "engine/nuisance.hpp"
#include "engine/study.hpp"
#include "stats/multiplicity.hpp"

namespace culprit::engine {
namespace {

constexpr stats::MetaOptions moments{
    .between = stats::BetweenVariance::dersimonian_laird, .mean = stats::MeanVariance::normal};

/// The window as it can be used in a diary.
LagWindow used_window(PresetWindow preset, const Study& study) {
  const LagWindow lags = lags_of(preset);
  return {std::max(lags.first(), study.first_used_lag(lags)), lags.last()};
}

/// The effects of everything that can be tested, as shares of the scale's `range`.
std::vector<PresetEffect> effects_of(const Study& study, const Nuisance& nuisance,
    const foods::Resolution& resolution, const Options& options, double range) {
  std::vector<PresetEffect> effects;
  const Associations associations = associate(study, nuisance, resolution, options);
  if (associations.tested.empty()) return effects;
  const NullModel null{study, nuisance, associations.noise};
  for (const Association& association : associations.tested) {
    // One column per window would be more precise and wrong: once whitened, a window's mean and a
    // reaction of a single day within it are not the same shape.
    const auto lags =
        FreeLags::fit(null.metric().products_of(association.exposures), used_columns(study), null);
    if (!lags) continue;
    for (const auto preset : {PresetWindow::early, PresetWindow::late}) {
      const auto effect = lags->total(columns_of(study, used_window(preset, study)));
      effects.push_back({.name = resolution.foods[association.food].name,
          .level = association.level,
          .window = preset,
          .estimate = effect.estimate / range,
          .standard_error = effect.standard_error / range});
    }
  }
  return effects;
}

void adjust(std::vector<PooledFood>& foods) {
  Eigen::VectorXd p_values(std::ssize(foods));
  std::vector<std::pair<foods::Level, PresetWindow>> families;
  for (const PooledFood& food : foods) {
    p_values[std::ssize(families)] = food.pooled.p_value;
    families.emplace_back(food.level, food.window);
  }
  const Eigen::VectorXd adjusted = stats::benjamini_hochberg(p_values, families);
  for (Eigen::Index i = 0; PooledFood & food : foods) food.p_adjusted = adjusted[i++];
}

}  // namespace

LagWindow lags_of(PresetWindow window) {
  return window == PresetWindow::early ? LagWindow{0, 3} : LagWindow{4, 6};
}

PersonEffects preset_effects(
    const diary::Diary& diary, const foods::Resolution& resolution, const Options& options) {
  const auto outcome = diary::choose_outcome(diary::outcome_candidates(diary), options.severity);
  require_food(resolution);
  PersonEffects person;
  person.person = diary.subject.value_or("");
  Options used = options;
  used.scale = options.scale.value_or(diary::infer_scale(diary, outcome));
  used.lags = LagWindow{0, 6};
  const diary::Scale& scale = *used.scale;
  if (scale.recall_days > 1) {
    person.left_out = fmt::format("{} looks back over {} days", scale.name, scale.recall_days);
    return person;
  }
  const Study study = make_study(diary, resolution, outcome, used);
  person.is_lag_zero_used = study.lag_zero_used;
  if (!study.readings.empty())
    person.effects =
        effects_of(study, make_nuisance(study, select_factors(diary, study, outcome, used)),
            resolution, used, scale.maximum - scale.minimum);
  if (person.effects.empty()) person.left_out = "no food can be tested";
  return person;
}

void Pool::leave_out(const std::string& reason) { ++left_out_[reason]; }

void Pool::add(const PersonEffects& person) {
  if (person.left_out) return leave_out(*person.left_out);
  const auto number = static_cast<std::uint32_t>(persons_.size());
  persons_.push_back(person.person);
  if (!person.is_lag_zero_used) ++without_lag_zero_;
  for (const PresetEffect& effect : person.effects)
    observations_[{effect.level, effect.window, effect.name}].push_back(
        {number, effect.estimate, effect.standard_error});
}

PooledFood Pool::pool(const Key& key, const std::vector<Observation>& people) {
  std::vector<double> effects;
  std::vector<double> errors;
  for (const Observation& observation : people) {
    effects.push_back(observation.estimate);
    errors.push_back(observation.standard_error);
  }
  PooledFood food{.name = key.name,
      .level = key.level,
      .window = key.window,
      .pooled = stats::meta_analysis(effects, errors),
      .moments = stats::meta_analysis(effects, errors, moments),
      .persons = {}};
  const auto shrunken = stats::shrink(effects, errors, food.pooled);
  for (std::size_t i = 0; i < people.size(); ++i)
    food.persons.push_back({people[i].person, people[i].estimate, shrunken[i]});
  return food;
}

PooledTable Pool::table() const {
  PooledTable table;
  table.persons = persons_;
  table.without_lag_zero = without_lag_zero_;
  table.left_out = left_out_;
  std::map<std::pair<foods::Level, std::string>, std::size_t> most;
  for (const auto& [key, people] : observations_) {
    auto& persons = most[{key.level, key.name}];
    persons = std::max(persons, people.size());
    if (people.size() >= least_persons) table.foods.push_back(pool(key, people));
  }
  for (const auto& [key, persons] : most)
    if (persons < least_persons)
      table.too_few.push_back({.name = key.second, .level = key.first, .persons = persons});
  adjust(table.foods);
  std::ranges::stable_sort(table.foods, [](const PooledFood& a, const PooledFood& b) {
    const auto rank = [](const PooledFood& food) {
      return std::tuple{
          food.level, food.window, food.pooled.p_value, -std::abs(food.pooled.estimate)};
    };
    return rank(a) < rank(b);
  });
  return table;
}

}  // namespace culprit::engine
