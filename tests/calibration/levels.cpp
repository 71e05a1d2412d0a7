#include "calibration/levels.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "culprit/core/parallel.hpp"
#include "culprit/engine/analyse.hpp"
#include "culprit/foods/resolver.hpp"
#include "culprit/simulate/simulate.hpp"

namespace culprit::calibration {
namespace {

// What people of several households wrote, more or less.
constexpr std::string_view phrases[] = {"latte", "2 slices sourdough toast w/ butter",
    "scrambled eggs", "porridge with milk", "greek yogurt and berries", "cheddar sandwich",
    "blue cheese", "mac and cheese", "pepperoni pizza", "margherita pizza", "spaghetti bolognese",
    "lasagne", "chicken korma", "chicken tikka masala", "beef chilli", "tomato soup", "lentil soup",
    "hummus and pitta", "falafel wrap", "caesar salad", "greek salad", "tuna salad",
    "grilled salmon with potatoes", "roast chicken", "pork chops with apple sauce",
    "beef burger and fries", "fish and chips", "shepherd's pie", "sausage and mash",
    "baked potato with beans", "beans on toast", "mushroom risotto", "paella", "prawn stir fry",
    "pad thai", "sushi", "miso soup", "ramen", "egg fried rice", "sweet and sour pork",
    "kung pao chicken", "tofu curry", "vegetable curry", "dal with rice", "naan bread", "samosa",
    "guacamole and tortilla chips", "beef tacos", "chicken fajitas", "black bean burrito",
    "nachos with cheese", "quesadilla", "ratatouille", "moussaka", "shakshuka", "garlic bread",
    "pesto pasta", "carbonara", "croissant", "bagel with cream cheese", "pancakes with maple syrup",
    "granola with milk", "cornflakes with milk", "muesli", "banana", "apple", "orange juice",
    "strawberries", "grapes", "mango", "carrot sticks", "cucumber", "broccoli", "green beans",
    "peas", "sweetcorn", "avocado toast", "peanut butter sandwich", "almonds", "walnuts", "cashews",
    "dark chocolate", "milk chocolate", "vanilla ice cream", "cheesecake", "apple pie",
    "chocolate chip cookies", "brownie", "rice pudding", "custard", "black coffee", "green tea",
    "english tea with milk", "red wine", "beer", "cola", "kombucha", "sauerkraut", "kimchi",
    "turkey sandwich", "ham omelette", "mashed potatoes", "rice cakes", "rye crispbread",
    "cottage cheese", "feta", "mozzarella and tomato", "onion soup", "aubergine parmigiana",
    "stuffed peppers", "gazpacho", "lamb stew", "pumpkin soup", "quinoa salad", "oat biscuits",
    "protein shake with whey", "popcorn", "crisps", "steak", "boiled egg"};

constexpr double rating_step = 0.5;
constexpr double least_rate = 0.03;
constexpr double most_rate = 0.25;

simulate::Options options_of(const LevelScenario& scenario, std::uint64_t seed) {
  simulate::Options options;
  options.seed = seed;
  options.menu.foods = scenario.dishes;
  options.menu.lowest_rate = least_rate;
  options.menu.highest_rate = most_rate;
  options.culprits.worse = 0;
  options.culprits.better = 0;
  options.logging.unlogged = 0.05;
  options.scale.step = 0.1;
  return options;
}

/// `dishes` of the list, other ones for every seed; what is eaten must hold the cause.
std::vector<std::string> choose_phrases(const LevelScenario& scenario, std::uint64_t seed) {
  std::vector<std::string> all{std::begin(phrases), std::end(phrases)};
  std::mt19937_64 random{seed * 0x9E3779B97F4A7C15u + 1};
  for (std::size_t i = all.size() - 1; i > 0; --i) std::swap(all[i], all[random() % (i + 1)]);
  if (scenario.level == foods::Level::food && !scenario.cause.empty()) {
    const auto own = std::ranges::find(all, scenario.cause);
    std::iter_swap(all.begin(), own);
  }
  all.resize(static_cast<std::size_t>(scenario.dishes));
  return all;
}

void rename(diary::Diary& diary, const std::vector<std::string>& names) {
  std::vector<std::uint32_t> foods;
  std::vector<bool> is_food(diary.names.size());
  for (const auto& entry : diary.entries) {
    if (entry.is_eaten()) is_food[entry.name] = true;
  }
  std::size_t next = 0;
  std::vector<std::string> renamed = diary.names;
  for (std::size_t i = 0; i < renamed.size(); ++i) {
    if (is_food[i]) renamed[i] = names[next++];
  }
  diary.names = renamed;
  std::ranges::sort(diary.names);
  for (auto& entry : diary.entries) {
    const auto place = std::ranges::lower_bound(diary.names, renamed[entry.name]);
    entry.name = static_cast<std::uint32_t>(place - diary.names.begin());
  }
  diary::restore_order(diary);
}

/// Days on which a variable of the resolution was eaten.
std::set<Day> days_of(
    const diary::Diary& diary, const foods::Resolution& resolution, std::size_t variable) {
  std::set<Day> days;
  for (const auto& entry : diary.entries) {
    if (!entry.is_eaten()) continue;
    for (const auto& use : resolution.uses_of_name[entry.name]) {
      if (use.food == variable) days.insert(entry.day);
    }
  }
  return days;
}

/// Days on which something with the cause was eaten.
std::set<Day> cause_days(const diary::Diary& diary, const LevelScenario& scenario) {
  const auto& lexicon = foods::Lexicon::built_in();
  const auto group = lexicon.find_group(scenario.cause);
  const foods::Resolution ingredients = foods::resolve(diary, lexicon, foods::Levels::ingredient);
  std::set<Day> days;
  for (const auto& entry : diary.entries) {
    if (!entry.is_eaten()) continue;
    const std::string& phrase = diary.name_of(entry);
    bool holds = false;
    switch (scenario.level) {
      case foods::Level::food: holds = phrase == scenario.cause; break;
      case foods::Level::group:
        holds = foods::resolve_phrase(lexicon, phrase).sure().has(*group);
        break;
      case foods::Level::ingredient:
        holds = std::ranges::any_of(ingredients.uses_of_name[entry.name],
            [&](const auto& use) { return ingredients.foods[use.food].name == scenario.cause; });
        break;
    }
    if (holds) days.insert(entry.day);
  }
  return days;
}

const foods::Food* find(
    const foods::Resolution& resolution, std::string_view name, foods::Level level) {
  for (const auto& food : resolution.foods) {
    if (food.name == name && food.level == level) return &food;
  }
  return nullptr;
}

bool is_parent(
    const foods::Resolution& resolution, const foods::Food& parent, const foods::Food& child) {
  const auto at = static_cast<std::uint32_t>(&parent - resolution.foods.data());
  return std::ranges::binary_search(child.parents, at);
}

LevelScore score_one(
    const LevelScenario& scenario, const diary::Diary& diary, foods::Levels levels) {
  const auto& lexicon = foods::Lexicon::built_in();
  const auto resolution = foods::resolve(diary, lexicon, levels);
  const auto whole = foods::resolve(diary, lexicon, foods::Levels::all);
  engine::Options options;
  options.threads = 1;
  const auto analysis = engine::analyse(diary, resolution, options);
  double n_false = 0;
  bool is_found = false;
  LevelScore score;
  for (const auto& finding : analysis.findings) {
    const Match matched = finding.direction == engine::Direction::worse
                              ? match(finding, whole, diary, scenario)
                              : Match::unrelated;
    const bool is_true = matched == Match::exact || matched == Match::too_fine;
    n_false += is_true ? 0 : 1;
    is_found = is_found || is_true;
    if (matched != Match::unrelated) score.right_level.add(matched == Match::exact ? 1 : 0);
  }
  const auto n = static_cast<double>(analysis.findings.size());
  score.any.add(n > 0 ? 1 : 0);
  score.false_rate.add(n_false / std::max(1.0, n));
  if (!scenario.cause.empty()) score.power.add(is_found ? 1 : 0);
  return score;
}

}  // namespace

const std::vector<LevelScenario>& level_scenarios() {
  using foods::Level;
  static const std::vector<LevelScenario> all{
      {"phrases nothing", "", Level::food, 60, 0},
      {"phrases dairy", "dairy", Level::group, 40, 4},
      {"phrases gluten", "gluten", Level::group, 40, 4},
      {"phrases nightshade", "nightshade", Level::group, 40, 3},
      {"phrases garlic", "garlic", Level::ingredient, 60, 2.2},
      {"phrases blue cheese", "blue cheese", Level::food, 40, 2},
      {"phrases egg fried rice", "egg fried rice", Level::food, 80, 2},
      {"foods weak", "", Level::food, 40, 0, "weak"},
      {"foods plain", "", Level::food, 40, 0, "plain"},
      {"foods strong", "", Level::food, 40, 0, "strong"},
      {"foods together 95 %", "", Level::food, 40, 0, "together 95 %"},
  };
  return all;
}

diary::Diary simulate_phrases(const LevelScenario& scenario, std::uint64_t seed) {
  diary::Diary diary = simulate::simulate(options_of(scenario, seed)).diary;
  rename(diary, choose_phrases(scenario, seed));
  std::set<Day> days;
  if (!scenario.cause.empty()) days = cause_days(diary, scenario);
  const auto n_days = (diary.entries.back().day - diary.entries.front().day).count() + 1;
  const double usual = static_cast<double>(days.size()) / static_cast<double>(n_days);
  const std::vector<double> weights =
      seed % 2 == 0 ? std::vector<double>{1} : std::vector<double>{0.3, 0.4, 0.3};
  for (auto& entry : diary.entries) {
    if (entry.kind != diary::Kind::severity) continue;
    double rise = 0;
    for (std::size_t lag = 0; lag < weights.size(); ++lag) {
      const Day eaten = entry.day - Days{static_cast<int>(lag) + 1};
      rise += weights[lag] * ((days.contains(eaten) ? 1 : 0) - usual);
    }
    const double value = entry.amount + scenario.effect * rise;
    entry.amount = std::clamp(std::round(value / rating_step) * rating_step, 0.0, 10.0);
  }
  diary::restore_order(diary);
  return diary;
}

void LevelScore::add(const LevelScore& other) {
  any.add(other.any);
  false_rate.add(other.false_rate);
  power.add(other.power);
  right_level.add(other.right_level);
}

Match match(const engine::Finding& finding, const foods::Resolution& resolution,
    const diary::Diary& diary, const LevelScenario& scenario) {
  if (scenario.cause.empty()) return Match::unrelated;
  const foods::Food* cause = find(resolution, scenario.cause, scenario.level);
  const std::set<Day> days = cause_days(diary, scenario);
  Match best = Match::unrelated;
  for (const auto& name : finding.foods) {
    const foods::Food* named = find(resolution, name, finding.level);
    if (named == nullptr) continue;
    const auto at = static_cast<std::size_t>(named - resolution.foods.data());
    Match own = Match::unrelated;
    if (named == cause || days_of(diary, resolution, at) == days) {
      own = Match::exact;
    } else if (cause != nullptr && is_parent(resolution, *cause, *named)) {
      own = Match::too_fine;
    } else if (cause != nullptr && is_parent(resolution, *named, *cause)) {
      own = Match::too_coarse;
    }
    // Of several names that cannot be told apart one is enough.
    const auto worth = [](Match m) {
      return m == Match::exact ? 3 : m == Match::too_fine ? 2 : m == Match::too_coarse ? 1 : 0;
    };
    if (worth(own) > worth(best)) best = own;
  }
  return best;
}

namespace {

/// A diary whose culprits are foods: every finding that names none of them is false.
LevelScore score_foods(const simulate::SimulatedDiary& simulated, foods::Levels levels) {
  engine::Options options;
  options.threads = 1;
  const auto& lexicon = foods::Lexicon::built_in();
  const auto analysis =
      engine::analyse(simulated.diary, foods::resolve(simulated.diary, lexicon, levels), options);
  LevelScore score;
  double n_false = 0;
  std::set<std::string> found;
  for (const auto& finding : analysis.findings) {
    const bool is_worse = finding.direction == engine::Direction::worse;
    bool is_true = false;
    for (const auto& trigger : simulated.triggers) {
      const bool is_named = finding.level == foods::Level::food &&
                            std::ranges::count(finding.foods, trigger.food) > 0 &&
                            is_worse == (trigger.direction == simulate::Direction::worse);
      if (is_named) found.insert(trigger.food);
      is_true = is_true || is_named;
    }
    n_false += is_true ? 0 : 1;
  }
  const auto n = static_cast<double>(analysis.findings.size());
  score.any.add(n > 0 ? 1 : 0);
  score.false_rate.add(n_false / std::max(1.0, n));
  score.power.add(
      static_cast<double>(found.size()) / static_cast<double>(simulated.triggers.size()));
  return score;
}

LevelMeasured measure_level(const LevelScenario& scenario, std::uint64_t seed) {
  LevelMeasured measured;
  if (!scenario.simulated.empty()) {
    auto options = std::ranges::find(scenarios(), scenario.simulated, &Scenario::name)->options;
    options.seed = seed;
    const auto simulated = simulate::simulate(options);
    for (std::size_t l = 0; l < std::size(measured_levels); ++l) {
      measured.scores[l] = score_foods(simulated, measured_levels[l]);
    }
    return measured;
  }
  const diary::Diary diary = simulate_phrases(scenario, seed);
  for (std::size_t l = 0; l < std::size(measured_levels); ++l) {
    measured.scores[l] = score_one(scenario, diary, measured_levels[l]);
  }
  return measured;
}

}  // namespace

LevelMeasured measure_levels(const LevelScenario& scenario, const Seeds& seeds, unsigned threads) {
  std::vector<LevelMeasured> each(seeds.count());
  for_each_index(each.size(), threads,
      [&](std::size_t i) { each[i] = measure_level(scenario, seeds.first + i); });
  LevelMeasured sum;
  for (const auto& one : each) {
    for (std::size_t l = 0; l < sum.scores.size(); ++l) sum.scores[l].add(one.scores[l]);
  }
  return sum;
}

}  // namespace culprit::calibration
