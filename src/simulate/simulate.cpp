#include "culprit/simulate/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

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
      clock_text(entry.time), diary::to_word(entry.kind), diary.name_of(entry),
      entry.has_amount() ? format_number(entry.amount) : std::string{}, diary.units[entry.unit]);
}

/// A food that the diary knows, for saying that it was not eaten.
std::string some_food(const diary::Diary& diary) {
  for (const auto& entry : diary.entries)
    if (entry.kind == diary::Kind::food) return diary.name_of(entry);
  return food_names(1).front();
}

Json menu_json(const MenuOptions& menu) {
  return {{"foods", menu.foods}, {"lowest_rate", round_to_printed(menu.lowest_rate)},
      {"highest_rate", round_to_printed(menu.highest_rate)}, {"clusters", menu.clusters},
      {"companions", menu.companions}, {"together", round_to_printed(menu.together)},
      {"weekend_share", round_to_printed(menu.weekend_share)},
      {"persistent_share", round_to_printed(menu.persistent_share)},
      {"seasonal_share", round_to_printed(menu.seasonal_share)}};
}

Json culprits_json(const CulpritOptions& culprits) {
  return {{"worse", culprits.worse}, {"better", culprits.better},
      {"kernel", to_word(culprits.kernel)},
      {"lowest_effect", round_to_printed(culprits.lowest_effect)},
      {"highest_effect", round_to_printed(culprits.highest_effect)},
      {"lowest_rate", round_to_printed(culprits.lowest_rate)},
      {"highest_rate", round_to_printed(culprits.highest_rate)}};
}

Json course_json(const CourseOptions& course) {
  return {{"level", round_to_printed(course.level)}, {"sd", round_to_printed(course.sd)},
      {"phi", round_to_printed(course.phi)}, {"noise", round_to_printed(course.noise)},
      {"drift", round_to_printed(course.drift)}, {"trend", round_to_printed(course.trend)},
      {"season", round_to_printed(course.season)}, {"weekend", round_to_printed(course.weekend)}};
}

Json behaviour_json(const BehaviourOptions& behaviour) {
  return {{"stress", round_to_printed(behaviour.stress)},
      {"confounder", behaviour.confounder == Confounder::measured ? "measured" : "hidden"},
      {"comfort_foods", behaviour.comfort_foods}, {"comfort", round_to_printed(behaviour.comfort)},
      {"avoidance", round_to_printed(behaviour.avoidance)},
      {"avoided_foods", behaviour.avoided_foods},
      {"treatment", round_to_printed(behaviour.treatment)}};
}

Json logging_json(const LoggingOptions& logging) {
  return {{"unlogged", round_to_printed(logging.unlogged)},
      {"in_runs", round_to_printed(logging.in_runs)},
      {"unrated", round_to_printed(logging.unrated)},
      {"rated_when_unlogged", round_to_printed(logging.rated_when_unlogged)},
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
      {"scale", {{"minimum", round_to_printed(scale.minimum)},
                    {"maximum", round_to_printed(scale.maximum)},
                    {"step", round_to_printed(scale.step)}}}};
}

}  // namespace

SimulatedDiary simulate(const Options& options) {
  const auto wrong = complaints(options);
  if (!wrong.empty()) throw std::invalid_argument("simulate: " + wrong.front());
  const auto menu = make_menu(options);
  SimulatedDiary simulated{.diary = write_down(options, menu, live(options, menu)),
      .triggers = {},
      .clusters = {},
      .options = options};
  const auto names = food_names(std::max(options.menu.foods, everyday_foods));
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
        {"lag_days", {trigger.lag.first(), trigger.lag.last()}},
        {"effect", round_to_printed(trigger.effect)}});
  }
  const Json truth{{"seed", simulated.options.seed}, {"options", options_json(simulated.options)},
      {"triggers", std::move(triggers)}};
  return escape_in_json(truth.dump(1)) + "\n";
}

}  // namespace culprit::simulate
