#include "culprit/simulate/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "simulate/life.hpp"

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

/// An option as the truth writes it and, if it is a number, what it may be.
struct Field {
  std::string_view group;  ///< empty = none
  std::string_view name;
  Json value;
  double low = 0;
  double high = 0;

  /// Two groups have rates.
  [[nodiscard]] std::string subject() const {
    return (group == "culprits" && name.ends_with("_rate") ? "culprits' " : "") + std::string{name};
  }
};

constexpr double most_points = 1e6;

std::vector<Field> fields_of(const Options& options) {
  constexpr int most_foods = 5000;
  constexpr int most_days = 20'000;  // over 50 years
  constexpr double rarest = 0.001;
  constexpr double commonest = 0.99;
  constexpr double finest_step = 0.1;
  const auto& [seed, days, first_day, menu, culprits, course, behaviour, logging, scale, follow] =
      options;
  const int known_foods = menu.foods >= 1 ? menu.foods : most_foods;
  const bool has_range = scale.minimum < scale.maximum;
  return {{"", "days", days, 1, most_days}, {"", "first_day", to_iso(first_day)},
      {"menu", "foods", menu.foods, 1, most_foods},
      {"menu", "lowest_rate", menu.lowest_rate, rarest, commonest},
      {"menu", "highest_rate", menu.highest_rate, rarest, commonest},
      {"menu", "clusters", menu.clusters, 0, static_cast<double>(known_foods)},
      {"menu", "companions", menu.companions, 0, most_foods},
      {"menu", "together", menu.together, 0, 1},
      {"menu", "weekend_share", menu.weekend_share, 0, 1},
      {"menu", "persistent_share", menu.persistent_share, 0, 1},
      {"menu", "seasonal_share", menu.seasonal_share, 0, 1},
      {"culprits", "worse", culprits.worse, 0, static_cast<double>(known_foods)},
      {"culprits", "better", culprits.better, 0, static_cast<double>(known_foods)},
      {"culprits", "kernel", to_word(culprits.kernel)},
      {"culprits", "lowest_effect", culprits.lowest_effect, 0, most_points},
      {"culprits", "highest_effect", culprits.highest_effect, 0, most_points},
      {"culprits", "lowest_rate", culprits.lowest_rate, rarest, commonest},
      {"culprits", "highest_rate", culprits.highest_rate, rarest, commonest},
      {"course", "level", course.level, has_range ? scale.minimum : course.level,
          has_range ? scale.maximum : course.level},
      {"course", "sd", course.sd, 0, most_points}, {"course", "phi", course.phi, 0, 0.999},
      {"course", "noise", course.noise, 0, most_points},
      {"course", "drift", course.drift, 0, most_points},
      {"course", "trend", course.trend, -most_points, most_points},
      {"course", "season", course.season, -most_points, most_points},
      {"course", "weekend", course.weekend, -most_points, most_points},
      {"behaviour", "stress", behaviour.stress, -most_points, most_points},
      {"behaviour", "confounder",
          behaviour.confounder == Confounder::measured ? "measured" : "hidden"},
      {"behaviour", "comfort_foods", behaviour.comfort_foods, 0, most_foods},
      {"behaviour", "comfort", behaviour.comfort, -most_points, most_points},
      {"behaviour", "avoidance", behaviour.avoidance, -most_points, most_points},
      {"behaviour", "avoided_foods", behaviour.avoided_foods, 0, most_foods},
      {"behaviour", "treatment", behaviour.treatment, -most_points, most_points},
      {"logging", "unlogged", logging.unlogged, 0, 0.95},
      {"logging", "in_runs", logging.in_runs, 0, 1},
      {"logging", "unrated", logging.unrated, 0, 0.95},
      {"logging", "rated_when_unlogged", logging.rated_when_unlogged, 0, 1},
      {"logging", "ratings_per_day", logging.ratings_per_day, 1, 2},
      {"logging", "times", logging.times == Times::clock ? "clock" : "none"},
      {"logging", "amounts", logging.amounts == Amounts::grams ? "grams" : "none"},
      {"scale", "minimum", scale.minimum, -most_points, most_points},
      {"scale", "maximum", scale.maximum, -most_points, most_points},
      {"scale", "step", scale.step, finest_step, most_points}};
}

Json options_json(const Options& options) {
  Json json;
  for (auto& [group, name, value, low, high] : fields_of(options))
    (group.empty() ? json : json[group])[name] = std::move(value);
  return json;
}

std::string number(double value) {
  return std::isfinite(value) ? format_number(value) : fmt::format("{}", value);
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
    for (const auto& action : dish.actions)
      simulated.triggers.push_back({.food = name_of(dish),
          .direction = action.effect < 0 ? Direction::better : Direction::worse,
          .lag = action.lag,
          .weights = action.weights,
          .effect = action.effect});
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
  for (const auto& trigger : simulated.triggers)
    triggers.push_back({{"food", trigger.food}, {"direction", to_word(trigger.direction)},
        {"lag_days", {trigger.lag.first(), trigger.lag.last()}}, {"effect", trigger.effect}});
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
  std::vector<std::string> texts;
  const auto add = [&](std::string_view name, double value, const std::string& complaint) {
    texts.push_back(fmt::format("{} '{}' {}", name, number(value), complaint));
  };
  const auto ordered = [&](std::string_view name, double low, std::string_view other, double high) {
    if (low > high)
      add(name, low,
          fmt::format("is greater than {} '{}'; expected at most that", other, number(high)));
  };
  for (const auto& field : fields_of(options)) {
    const double value = field.value.is_number() ? field.value.get<double>() : 0;
    if (!(value >= field.low && value <= field.high))
      add(field.subject(), value,
          fmt::format("is out of range; expected {} to {}", number(field.low), number(field.high)));
  }
  const auto& [seed, days, first_day, menu, culprits, course, behaviour, logging, scale, follow] =
      options;
  ordered("lowest_rate", menu.lowest_rate, "highest_rate", menu.highest_rate);
  ordered("culprits' lowest_rate", culprits.lowest_rate, "culprits' highest_rate",
      culprits.highest_rate);
  ordered("lowest_effect", culprits.lowest_effect, "highest_effect", culprits.highest_effect);
  const int needed =
      std::max(menu.clusters, culprits.worse + culprits.better) + menu.clusters * menu.companions;
  if (menu.foods >= 1 && needed > menu.foods)
    add("foods", menu.foods,
        fmt::format("is too small; expected at least {} for the culprits and clusters", needed));
  if (logging.ratings_per_day == 2 && logging.times == Times::none)
    add("ratings_per_day", 2, "needs clock times; expected 1 without them");
  if (!(scale.minimum < scale.maximum))
    add("maximum", scale.maximum, "is not above the minimum; expected a larger number");
  return texts;
}

}  // namespace culprit::simulate
