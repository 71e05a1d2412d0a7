#include "culprit/simulate/simulation_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

#include "culprit/core/number.hpp"

namespace culprit::simulate {
namespace {

constexpr int most_foods = 5000;
constexpr int most_days = 20'000;  // over 50 years
constexpr double rarest = 0.001;
constexpr double commonest = 0.99;
constexpr double most_points = 1e6;
constexpr double finest_step = 0.1;

std::string number(double value) {
  return std::isfinite(value) ? format_number(value) : fmt::format("{}", value);
}

/// Collects what is wrong.
class Checks {
 public:
  struct Value {
    Value(std::string_view field, double number) : name{field}, value{number} {}
    Value(std::string_view field, int number) : name{field}, value{static_cast<double>(number)} {}

    std::string_view name;
    double value;
  };

  void within(std::initializer_list<Value> values, double low, double high) {
    for (const auto& [name, value] : values) {
      if (value >= low && value <= high) continue;
      add(name, value,
          fmt::format("is out of range; expected {} to {}", number(low), number(high)));
    }
  }

  void ordered(const Value& low, const Value& high) {
    if (low.value > high.value)
      add(low.name, low.value,
          fmt::format(
              "is greater than {} '{}'; expected at most that", high.name, number(high.value)));
  }

  void add(std::string_view name, double value, const std::string& complaint) {
    texts_.push_back(fmt::format("{} '{}' {}", name, number(value), complaint));
  }

  std::vector<std::string> take() { return std::move(texts_); }

 private:
  std::vector<std::string> texts_;
};

void check_menu(const Options& options, Checks& checks) {
  const auto& menu = options.menu;
  const auto& culprits = options.culprits;
  checks.within({{"days", options.days}}, 1, most_days);
  checks.within({{"foods", menu.foods}}, 1, most_foods);
  checks.within({{"lowest_rate", menu.lowest_rate}, {"highest_rate", menu.highest_rate},
                    {"culprits' lowest_rate", culprits.lowest_rate},
                    {"culprits' highest_rate", culprits.highest_rate}},
      rarest, commonest);
  checks.ordered({"lowest_rate", menu.lowest_rate}, {"highest_rate", menu.highest_rate});
  checks.ordered({"culprits' lowest_rate", culprits.lowest_rate},
      {"culprits' highest_rate", culprits.highest_rate});
  checks.within(
      {{"clusters", menu.clusters}, {"worse", culprits.worse}, {"better", culprits.better}}, 0,
      menu.foods >= 1 ? menu.foods : most_foods);
  checks.within({{"companions", menu.companions}}, 0, most_foods);
  checks.within(
      {{"together", menu.together}, {"weekend_share", menu.weekend_share},
          {"persistent_share", menu.persistent_share}, {"seasonal_share", menu.seasonal_share}},
      0, 1);
  const int leaders = std::max(menu.clusters, culprits.worse + culprits.better);
  if (menu.foods >= 1 && leaders + menu.clusters * menu.companions > menu.foods)
    checks.add("foods", menu.foods,
        fmt::format("is too small; expected at least {} for the culprits and clusters",
            leaders + menu.clusters * menu.companions));
}

void check_course(const Options& options, Checks& checks) {
  const auto& course = options.course;
  const auto& behaviour = options.behaviour;
  const auto& culprits = options.culprits;
  checks.within(
      {{"lowest_effect", culprits.lowest_effect}, {"highest_effect", culprits.highest_effect}}, 0,
      most_points);
  checks.ordered(
      {"lowest_effect", culprits.lowest_effect}, {"highest_effect", culprits.highest_effect});
  if (options.scale.minimum < options.scale.maximum)
    checks.within({{"level", course.level}}, options.scale.minimum, options.scale.maximum);
  checks.within({{"trend", course.trend}, {"season", course.season}, {"weekend", course.weekend},
                    {"stress", behaviour.stress}, {"comfort", behaviour.comfort},
                    {"avoidance", behaviour.avoidance}, {"treatment", behaviour.treatment}},
      -most_points, most_points);
  checks.within(
      {{"sd", course.sd}, {"noise", course.noise}, {"drift", course.drift}}, 0, most_points);
  checks.within({{"phi", course.phi}}, 0, 0.999);
  checks.within(
      {{"comfort_foods", behaviour.comfort_foods}, {"avoided_foods", behaviour.avoided_foods}}, 0,
      most_foods);
}

void check_logging(const Options& options, Checks& checks) {
  const auto& logging = options.logging;
  const auto& scale = options.scale;
  checks.within({{"unlogged", logging.unlogged}, {"unrated", logging.unrated}}, 0, 0.95);
  checks.within(
      {{"in_runs", logging.in_runs}, {"rated_when_unlogged", logging.rated_when_unlogged}}, 0, 1);
  checks.within({{"ratings_per_day", logging.ratings_per_day}}, 1, 2);
  if (logging.ratings_per_day == 2 && logging.times == Times::none)
    checks.add("ratings_per_day", 2, "needs clock times; expected 1 without them");
  checks.within(
      {{"minimum", scale.minimum}, {"maximum", scale.maximum}}, -most_points, most_points);
  if (!(scale.minimum < scale.maximum))
    checks.add("maximum", scale.maximum, "is not above the minimum; expected a larger number");
  checks.within({{"step", scale.step}}, finest_step, most_points);
}

}  // namespace

Options defaults_for(const ScaleOptions& scale) {
  Options options;
  const double points =
      (scale.maximum - scale.minimum) / (options.scale.maximum - options.scale.minimum);
  options.course.level = scale.minimum + points * options.course.level;
  options.course.sd *= points;
  options.course.noise *= points;
  options.culprits.lowest_effect *= points;
  options.culprits.highest_effect *= points;
  options.scale = scale;
  return options;
}

std::vector<std::string> complaints(const Options& options) {
  Checks checks;
  check_menu(options, checks);
  check_course(options, checks);
  check_logging(options, checks);
  return checks.take();
}

}  // namespace culprit::simulate
