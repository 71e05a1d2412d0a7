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

void add_simulate_options(std::vector<Option>& table) {
  constexpr std::string_view diary = "The diary";
  constexpr std::string_view skin = "Skin";
  constexpr std::string_view foods = "Foods";
  constexpr std::string_view life = "Life";
  constexpr Commands simulate = only(Command::simulate);
  add(table, diary, simulate,
      {
          {"seed", "N", "other seed, other diary", whole(&simulate::Options::seed, 0, largest_seed),
              "1"},
          {"days", "N", "calendar days", whole(&simulate::Options::days, 1, 20'000), "180"},
          {"first-day", "DATE", "first day", day(&simulate::Options::first_day), "2024-01-01"},
          {"unlogged", "SHARE", "days without any entry, half of them in runs",
              number(&Logging::unlogged, 0, 0.95), "0.1"},
          {"unrated", "SHARE", "logged days without a rating", number(&Logging::unrated, 0, 0.95),
              "0.05"},
          {"clock-times", "", "entries carry a clock time",
              sets(&Logging::times, simulate::Times::clock)},
          {"ratings-per-day", "N", "1, or 2 with --clock-times",
              whole(&Logging::ratings_per_day, 1, 2), "1"},
          {"doses", "", "foods carry grams, and effects follow them",
              sets(&Logging::amounts, simulate::Amounts::grams)},
      });
  add(table, diary, simulate,
      {{"follow", "PLAN", "the first trigger is eaten and avoided by a plan, which sets the days",
           file(&TrialChoices::followed)},
          {"miss", "SHARE", "days of eating of the plan on which it is not",
              number(&simulate::FollowOptions::miss, 0, 1), "0"},
          {"slip", "SHARE", "days of avoiding on which it is",
              number(&simulate::FollowOptions::slip, 0, 1), "0"}});
  add(table, skin, simulate,
      {
          // The defaults of all that is in points follow the scale, so it is taken over before
          // them.
          {"scale", "MIN..MAX", "of the rating; --level, --sd, --noise and --effect follow it",
              take_simulated_scale, "0..10"},
          {"step", "X", "ratings are multiples of X (default: 0.5; with other scales 1)",
              number(&simulate::ScaleOptions::step, 0.1, most_points)},
          {"level", "X", "mean rating (default: 4 of 10); near the minimum: a floor",
              points(&Course::level)},
          {"sd", "X", "standard deviation of the skin's own course", deviation(&Course::sd), "1.3"},
          {"autocorrelation", "PHI", "of that course from day to day",
              number(&Course::phi, 0, 0.999), "0.7"},
          {"noise", "X", "standard deviation of each rating's error", deviation(&Course::noise),
              "0.5"},
          {"drift", "X", "daily step of a random walk", deviation(&Course::drift), "0"},
          {"trend", "X", "rise or fall over the diary", points(&Course::trend), "0"},
          {"season", "X", "amplitude of a yearly wave", points(&Course::season), "0"},
          {"weekend", "X", "by how much weekends are better", points(&Course::weekend), "0"},
      });
  add(table, foods, simulate,
      {
          {"n-foods", "N", "foods, culprits included", whole(&Menu::foods, 1, most_foods), "40"},
          {"n-triggers", "N", "foods that raise the rating", whole(&Culprits::worse, 0, most_foods),
              "3"},
          {"n-protective", "N", "foods that lower it", whole(&Culprits::better, 0, most_foods),
              "1"},
          {"effect", "X|A..B", "their total effect in points", take_effect, "0.7..0.9"},
          {"kernel", "WORD", "when they act",
              choice("kernel", simulate::kernel_words, &Culprits::kernel), "mixed"},
          {"n-clusters", "N", "foods, culprits first, with companions",
              whole(&Menu::clusters, 0, most_foods), "0"},
          {"n-companions", "N", "companions of each of them",
              whole(&Menu::companions, 0, most_foods), "2"},
          {"together", "SHARE", "days on which a companion is eaten as well",
              number(&Menu::together, 0, 1), "0.8"},
      });
  add(table, life, simulate,
      {{"stress", "X",
           "points per standard deviation of stress, which also drives five comfort foods",
           points(&Behaviour::stress), "0"},
          {"hidden-stress", "", "stress is not in the diary",
              sets(&Behaviour::confounder, simulate::Confounder::hidden)},
          {"avoidance", "X",
              "six foods are eaten less after bad days: fall of the log odds per point",
              points(&Behaviour::avoidance), "0"},
          {"treatment", "X", "a cream on bad days lowers the next rating by X",
              points(&Behaviour::treatment), "0"}});
}

}  // namespace culprit::cli
