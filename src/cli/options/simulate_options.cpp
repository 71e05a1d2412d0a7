#include "cli/options/option_table.hpp"
#include "cli/options/values.hpp"

namespace culprit::cli {
namespace {

using Menu = simulate::MenuOptions;
using Culprits = simulate::CulpritOptions;
using Course = simulate::CourseOptions;
using Behaviour = simulate::BehaviourOptions;
using Logging = simulate::LoggingOptions;

constexpr double most_points = 1e6;
constexpr std::uint64_t most_foods = 5000;

Taken take_simulated_scale(Options& options, const std::string& value) {
  const auto scale = scale_from_value(value);
  if (!scale) return wrong(value, "is not a scale", scale_rule);
  auto& wanted = options.simulation;
  wanted.scale.minimum = scale->minimum;
  wanted.scale.maximum = scale->maximum;
  if (scale->maximum - scale->minimum != 10) wanted.scale.step = 1;
  const auto scaled = simulate::defaults_for(wanted.scale);
  wanted.course = scaled.course;
  wanted.culprits = scaled.culprits;
  return fine;
}

Taken take_effect(Options& options, const std::string& value) {
  constexpr std::string_view rule = "0.8 or 0.7..0.9, from 0 to 1000000";
  const auto range = range_from_text(value).value_or(RangeEnds{value, value});
  const auto low = parse_number(range.first);
  const auto high = parse_number(range.last);
  if (!low || !high) return wrong(value, "is neither a number nor a range", rule);
  if (*high < *low) return wrong(value, "is a range that falls", "the smaller end first");
  if (*low < 0 || *high > most_points) return wrong(value, "is out of range", rule);
  options.simulation.culprits.lowest_effect = *low;
  options.simulation.culprits.highest_effect = *high;
  return fine;
}

/// A number of a simulation that may be negative; one that may not.
template <typename Field> ValueType points(Field field) {
  return number(field, -most_points, most_points);
}
template <typename Field> ValueType deviation(Field field) { return number(field, 0, most_points); }

}  // namespace

std::vector<OptionType> simulate_types() {
  return {{"seed", whole(&simulate::Options::seed, 0, largest_seed)},
      {"days", whole(&simulate::Options::days, 1, 20'000)},
      {"first-day", day(&simulate::Options::first_day)},
      {"unlogged", number(&Logging::unlogged, 0, 0.95)},
      {"unrated", number(&Logging::unrated, 0, 0.95)},
      {"clock-times", sets(&Logging::times, simulate::Times::clock)},
      {"ratings-per-day", whole(&Logging::ratings_per_day, 1, 2)},
      {"doses", sets(&Logging::amounts, simulate::Amounts::grams)},
      {"follow", file(&TrialChoices::followed)},
      {"miss", number(&simulate::FollowOptions::miss, 0, 1)},
      {"slip", number(&simulate::FollowOptions::slip, 0, 1)}, {"scale", take_simulated_scale},
      {"step", number(&simulate::ScaleOptions::step, 0.1, most_points)},
      {"level", points(&Course::level)}, {"sd", deviation(&Course::sd)},
      {"autocorrelation", number(&Course::phi, 0, 0.999)}, {"noise", deviation(&Course::noise)},
      {"drift", deviation(&Course::drift)}, {"trend", points(&Course::trend)},
      {"season", points(&Course::season)}, {"weekend", points(&Course::weekend)},
      {"n-foods", whole(&Menu::foods, 1, most_foods)},
      {"n-triggers", whole(&Culprits::worse, 0, most_foods)},
      {"n-protective", whole(&Culprits::better, 0, most_foods)}, {"effect", take_effect},
      {"kernel", choice("kernel", simulate::kernel_words, &Culprits::kernel)},
      {"n-clusters", whole(&Menu::clusters, 0, most_foods)},
      {"n-companions", whole(&Menu::companions, 0, most_foods)},
      {"together", number(&Menu::together, 0, 1)}, {"stress", points(&Behaviour::stress)},
      {"hidden-stress", sets(&Behaviour::confounder, simulate::Confounder::hidden)},
      {"avoidance", points(&Behaviour::avoidance)}, {"treatment", points(&Behaviour::treatment)}};
}

}  // namespace culprit::cli
