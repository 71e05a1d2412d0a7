#include "culprit/simulate/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "simulate/life.hpp"
#include "simulate/menu.hpp"

namespace culprit::simulate {
namespace {

using Json = nlohmann::ordered_json;

std::string clock_text(ClockTime time) {
  if (!time.is_known()) return {};
  return fmt::format("{:02}:{:02}", time.minute() / 60, time.minute() % 60);
}

/// Names of simulated foods hold nothing that needs quotes.
void write_entry(std::string& text, const diary::Diary& diary, const diary::Entry& entry) {
  fmt::format_to(std::back_inserter(text), ",{},{},{},{},{},{},\n", to_iso(entry.day),
      clock_text(entry.time), to_word(entry.kind), diary.name_of(entry),
      entry.has_amount() ? format_number(entry.amount) : std::string{}, diary.units[entry.unit]);
}

/// A food that the diary knows, for saying that it was not eaten.
std::string some_food(const diary::Diary& diary) {
  for (const auto& entry : diary.entries)
    if (entry.kind == diary::Kind::food) return diary.name_of(entry);
  return food_names(1).front();
}

/// Every number as it is printed.
Json rounded(Json value) {
  if (value.is_number_float()) return round_to_printed(value.get<double>());
  if (value.is_structured())
    for (Json& part : value) part = rounded(std::move(part));
  return value;
}

Json menu_json(const MenuOptions& menu) {
  return {{"foods", menu.foods}, {"lowest_rate", menu.lowest_rate},
      {"highest_rate", menu.highest_rate}, {"clusters", menu.clusters},
      {"companions", menu.companions}, {"together", menu.together},
      {"weekend_share", menu.weekend_share}, {"persistent_share", menu.persistent_share},
      {"seasonal_share", menu.seasonal_share}};
}

Json culprits_json(const CulpritOptions& culprits) {
  return {{"worse", culprits.worse}, {"better", culprits.better},
      {"kernel", to_word(culprits.kernel)}, {"lowest_effect", culprits.lowest_effect},
      {"highest_effect", culprits.highest_effect}, {"lowest_rate", culprits.lowest_rate},
      {"highest_rate", culprits.highest_rate}};
}

Json course_json(const CourseOptions& course) {
  return {{"level", course.level}, {"sd", course.sd}, {"phi", course.phi}, {"noise", course.noise},
      {"drift", course.drift}, {"trend", course.trend}, {"season", course.season},
      {"weekend", course.weekend}};
}

Json behaviour_json(const BehaviourOptions& behaviour) {
  return {{"stress", behaviour.stress},
      {"confounder", behaviour.confounder == Confounder::measured ? "measured" : "hidden"},
      {"comfort_foods", behaviour.comfort_foods}, {"comfort", behaviour.comfort},
      {"avoidance", behaviour.avoidance}, {"avoided_foods", behaviour.avoided_foods},
      {"treatment", behaviour.treatment}};
}

Json logging_json(const LoggingOptions& logging) {
  return {{"unlogged", logging.unlogged}, {"in_runs", logging.in_runs},
      {"unrated", logging.unrated}, {"rated_when_unlogged", logging.rated_when_unlogged},
      {"ratings_per_day", logging.ratings_per_day},
      {"times", logging.times == Times::clock ? "clock" : "none"},
      {"amounts", logging.amounts == Amounts::grams ? "grams" : "none"}};
}

Json options_json(const Options& options) {
  const auto& scale = options.scale;
  return {{"days", options.days}, {"first_day", to_iso(options.first_day)},
      {"menu", menu_json(options.menu)}, {"culprits", culprits_json(options.culprits)},
      {"course", course_json(options.course)}, {"behaviour", behaviour_json(options.behaviour)},
      {"logging", logging_json(options.logging)},
      {"scale", {{"minimum", scale.minimum}, {"maximum", scale.maximum}, {"step", scale.step}}}};
}

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

SimulatedDiary simulate(const Options& options) {
  const auto wrong = complaints(options);
  if (!wrong.empty()) throw std::invalid_argument("simulate: " + wrong.front());
  const auto menu = make_menu(options);
  SimulatedDiary simulated{
      .diary = write_down(options, menu, live(options, menu)), .options = options};
  const auto names = names_on(options, menu);
  const auto name_of = [&](const Dish& dish) { return names[static_cast<std::size_t>(dish.name)]; };
  for (const auto& dish : menu) {
    for (const auto& action : dish.actions) {
      simulated.triggers.push_back({.food = name_of(dish),
          .direction = action.effect < 0 ? Direction::better : Direction::worse,
          .lag = action.lag,
          .weights = action.weights,
          .effect = action.effect});
    }
  }
  std::ranges::sort(simulated.triggers, {}, &Trigger::food);
  for (int leader = 0; leader < options.menu.clusters; ++leader) {
    auto& cluster = simulated.clusters.emplace_back();
    cluster.push_back(name_of(menu[static_cast<std::size_t>(leader)]));
    for (const auto& dish : menu)
      if (dish.leader == leader) cluster.push_back(name_of(dish));
  }
  return simulated;
}

std::string to_csv(const SimulatedDiary& simulated) {
  const auto& diary = simulated.diary;
  const auto absent = some_food(diary);
  std::string text = "subject,date,time,type,name,amount,unit,note\n";
  auto entry = diary.entries.begin();
  auto logged = diary.logged_days.begin();
  while (entry != diary.entries.end() || logged != diary.logged_days.end()) {
    const bool is_logged = logged != diary.logged_days.end() &&
                           (entry == diary.entries.end() || *logged <= entry->day);
    const Day day = is_logged ? *logged : entry->day;
    bool has_food = false;
    for (; entry != diary.entries.end() && entry->day == day; ++entry) {
      has_food = has_food || entry->kind == diary::Kind::food;
      write_entry(text, diary, *entry);
    }
    if (!is_logged) continue;
    ++logged;
    if (!has_food)
      fmt::format_to(std::back_inserter(text), ",{},,food,{},0,,\n", to_iso(day), absent);
  }
  return text;
}

std::string truth_json(const SimulatedDiary& simulated) {
  Json triggers = Json::array();
  for (const auto& trigger : simulated.triggers) {
    triggers.push_back({{"food", trigger.food}, {"direction", to_word(trigger.direction)},
        {"lag_days", {trigger.lag.first(), trigger.lag.last()}}, {"effect", trigger.effect}});
  }
  const Json truth{{"seed", simulated.options.seed}, {"options", options_json(simulated.options)},
      {"triggers", std::move(triggers)}};
  return escape_in_json(rounded(truth).dump(1)) + "\n";
}

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
