#include "simulate/life.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <string_view>
#include <utility>

#include "culprit/core/math.hpp"
#include "culprit/core/number.hpp"
#include "diary/store/entry_table.hpp"
#include "simulate/random.hpp"

namespace culprit::simulate {
namespace {

constexpr int warm_up = 42;  // days, whole weeks; more than the longest lag and the phases' memory
constexpr int minutes_per_day = 24 * 60;
constexpr int morning = 8 * 60;
constexpr int evening = 21 * 60;
constexpr double days_per_year = 365.25;
constexpr double stress_phi = 0.8;
constexpr double phase_phi = 0.97;  // phases of weeks
constexpr double again = 1.2;       // log odds: leftovers are eaten the day after
constexpr double weekend_more = 1.5;
constexpr double weekday_less = 0.4;
constexpr double treated_from = 1.5;  // sd above the level at which a cream is used half the time
// The skin's week, Monday to Sunday, as a share of the difference between Monday and weekend.
constexpr std::array<double, 7> skin_week{0.27, 0.13, 0, 0, -0.13, -0.8, -0.66};
constexpr std::array<double, 4> portions{0.5, 1, 1.5, 2};
constexpr std::array<double, 4> portions_up_to{0.25, 0.65, 0.85, 1};

double logistic(double x) { return 1 / (1 + math::exp(-x)); }
double log_odds(double p) { return math::log(p / (1 - p)); }
double innovation(double phi) { return std::sqrt(1 - phi * phi); }

class Life {
 public:
  Life(const Options& options, const std::vector<Dish>& menu)
      : options_{options},
        menu_{menu},
        days_(static_cast<std::size_t>(options.days + warm_up)),
        phases_(menu.size()),
        eaten_today_(menu.size()),
        eaten_yesterday_(menu.size()) {
    for (const auto& dish : menu) {
      base_.push_back(log_odds(dish.rate));
      if (dish.actions.empty()) continue;  // only culprits need a memory; they come first
      portions_.emplace_back(days_.size());
      eaten_at_.emplace_back(days_.size());
    }
    stress_ = stress_draws_.normal();
    season_start_ = course_.uniform();
    trend_sign_ = course_.uniform() < 0.5 ? -1 : 1;
    state_ = options.course.sd * course_.normal();
  }

  std::vector<LivedDay> live() {
    const auto& course = options_.course;
    const double sd = course.sd > 0 ? course.sd : 1;
    for (int t = 0; t < options_.days + warm_up; ++t) {
      stress_ = stress_phi * stress_ + innovation(stress_phi) * stress_draws_.normal();
      day(t).stress = stress_;
      const double need = (skin_ - course.level) / sd - treated_from;
      day(t).is_treated =
          treatment_.uniform() < logistic(need) && options_.behaviour.treatment != 0;
      eat(t);
      feel(t);
    }
    days_.erase(days_.begin(), days_.begin() + warm_up);
    return std::move(days_);
  }

 private:
  /// What a plan says of the day; -1 = nothing.
  [[nodiscard]] int arm_on(int t) const {
    const auto& arms = options_.follow.arms;
    const auto at = static_cast<std::size_t>(std::max(t - warm_up, 0));
    return t < warm_up || at >= arms.size() ? -1 : arms[at];
  }

  void eat(int t) {
    std::swap(eaten_today_, eaten_yesterday_);
    for (std::size_t i = 0; i < menu_.size(); ++i) {
      const auto& dish = menu_[i];
      double chance = 0;
      if (const int arm = i == 0 ? arm_on(t) : -1; arm >= 0) {
        chance = arm > 0 ? 1 - options_.follow.miss : options_.follow.slip;
      } else if (dish.leader == nobody) {
        chance = appetite(i, t);
      } else {
        const double together = options_.menu.together;
        chance = eaten_today_[static_cast<std::size_t>(dish.leader)]
                     ? together
                     : dish.rate * (1 - together) / (1 - dish.rate);
      }
      eaten_today_[i] = eating_.uniform() < chance;
      if (!eaten_today_[i]) continue;
      const auto helping = serve(static_cast<int>(i));
      day(t).helpings.push_back(helping);
      if (i >= portions_.size()) continue;
      portions_[i][static_cast<std::size_t>(t)] = helping.portion;
      eaten_at_[i][static_cast<std::size_t>(t)] = helping.minute;
    }
  }

  void feel(int t) {
    const auto& course = options_.course;
    const auto& behaviour = options_.behaviour;
    const int times = options_.logging.ratings_per_day;
    const double phi = times == 2 ? std::sqrt(course.phi) : course.phi;
    const double step = times == 2 ? course.drift * std::sqrt(0.5) : course.drift;
    const double steady = course.level + course.trend * trend(t) + course.season * season(t) +
                          course.weekend * skin_week[static_cast<std::size_t>(weekday(t))] +
                          behaviour.stress * stress_ -
                          (t > 0 && day(t - 1).is_treated ? behaviour.treatment : 0);
    for (int i = 0; i < times; ++i) {
      constexpr int rating_spread = 25;
      const int usual = times == 2 && i == 0 ? morning : evening;
      const int minute = usual + jitter(rating_spread);
      state_ = phi * state_ + course.sd * innovation(phi) * course_.normal();
      const double walked = step * course_.normal();
      if (t >= warm_up) walk_ += walked;
      skin_ = steady + state_ + walk_ + effects_on(t, minute);
      day(t).feelings.push_back(
          {.minute = minute, .value = skin_ + course.noise * ratings_.normal()});
    }
  }

  /// Probability of eating the dish today.
  double appetite(std::size_t index, int t) {
    const auto& dish = menu_[index];
    const auto& course = options_.course;
    const bool is_weekend = weekday(t) >= 5;
    double odds = base_[index] + dish.weekend * (is_weekend ? weekend_more : -weekday_less) +
                  dish.comfort * options_.behaviour.comfort * stress_ -
                  dish.avoided * options_.behaviour.avoidance * (skin_ - course.level);
    if (dish.seasonal != 0) {
      // The foods move by about as many log odds as if the wave were one of the skin's own size.
      odds += dish.seasonal *
              ((course.season != 0 ? season(t) : 0) + (course.trend != 0 ? 3 * trend(t) : 0));
    }
    if (dish.persistent != 0) {
      phases_[index] = phase_phi * phases_[index] + innovation(phase_phi) * phase_draws_.normal();
      odds += phases_[index] + again * ((eaten_yesterday_[index] ? 1 : 0) - dish.rate);
    }
    return logistic(odds);
  }

  Helping serve(int dish) {
    Helping helping{.dish = dish};
    if (options_.logging.amounts == Amounts::grams) {
      const double u = amounts_.uniform();
      const auto* size = std::ranges::upper_bound(portions_up_to, u);
      helping.portion = portions[static_cast<std::size_t>(size - portions_up_to.begin())];
    }
    constexpr int meal_spread = 60;
    helping.minute = menu_[static_cast<std::size_t>(dish)].meal + jitter(meal_spread);
    return helping;
  }

  double effects_on(int t, int minute) const {
    double sum = 0;
    for (std::size_t i = 0; i < portions_.size(); ++i) {
      const auto& dish = menu_[i];
      const auto& action = dish.actions.front();
      const auto by_lag = exposures(static_cast<int>(i), t, minute);
      for (std::size_t k = 0; k < action.weights.size(); ++k) {
        const double exposure = by_lag[static_cast<std::size_t>(action.lag.first()) + k];
        sum += action.effect * action.weights[k] * (exposure - dish.rate);
      }
    }
    return sum;
  }

  /// Of a culprit, by lag before a rating on day `t` at `minute`.
  std::vector<double> exposures(int dish, int t, int minute) const {
    const auto index = static_cast<std::size_t>(dish);
    const auto& action = menu_[index].actions.front();
    std::vector<double> by_lag(static_cast<std::size_t>(action.lag.last()) + 1);
    const int furthest = action.lag.last() + 1;
    for (int d = std::max(0, t - furthest); d <= t; ++d) {
      const double portion = portions_[index][static_cast<std::size_t>(d)];
      int lag = t - d;
      if (options_.logging.times == Times::clock) {
        const int elapsed =
            lag * minutes_per_day + minute - eaten_at_[index][static_cast<std::size_t>(d)];
        lag = elapsed < 0 ? furthest : elapsed / minutes_per_day;
      }
      if (lag > action.lag.last()) continue;
      auto& exposure = by_lag[static_cast<std::size_t>(lag)];
      exposure = std::max(exposure, portion);
    }
    return by_lag;
  }

  double season(int t) const {
    return math::sin(2 * std::numbers::pi * (t / days_per_year + season_start_));
  }

  /// −½ to ½ over the diary, up or down.
  double trend(int t) const {
    return trend_sign_ * ((t - warm_up) / static_cast<double>(options_.days) - 0.5);
  }

  [[nodiscard]] int weekday(int t) const {
    return weekday_index(options_.first_day + Days{t - warm_up});
  }
  [[nodiscard]] int jitter(int spread) { return (times_.below(2 * spread / 5 + 1) * 5) - spread; }
  [[nodiscard]] LivedDay& day(int t) { return days_[static_cast<std::size_t>(t)]; }

  const Options& options_;
  const std::vector<Dish>& menu_;
  Random eating_{options_.seed, Stream::eating};
  Random phase_draws_{options_.seed, Stream::phases};
  Random amounts_{options_.seed, Stream::amounts};
  Random times_{options_.seed, Stream::times};
  Random course_{options_.seed, Stream::course};
  Random ratings_{options_.seed, Stream::ratings};
  Random stress_draws_{options_.seed, Stream::stress};
  Random treatment_{options_.seed, Stream::treatment};
  std::vector<LivedDay> days_;
  std::vector<double> phases_;                 // [dishes]
  std::vector<double> base_;                   // [dishes] log odds of the rate
  std::vector<bool> eaten_today_;              // [dishes]
  std::vector<bool> eaten_yesterday_;          // [dishes]
  std::vector<std::vector<double>> portions_;  // [culprits][days] 0 = not eaten
  std::vector<std::vector<int>> eaten_at_;     // [culprits][days]
  double stress_ = 0;
  double state_ = 0;  // of the autoregression
  double walk_ = 0;
  double skin_ = options_.course.level;  // latest, without white noise
  double season_start_ = 0;
  double trend_sign_ = 1;
};

using diary::Entry;
using diary::Kind;

constexpr double leave_run = 0.25;  // runs of unlogged days last four on average
constexpr double grams = 100;
constexpr std::string_view gram = "g";
constexpr std::string_view outcome = "eczema";
constexpr std::string_view stress = "stress";
constexpr std::string_view treatment = "hydrocortisone 1%";
constexpr double stress_middle = 5;
constexpr double stress_sd = 1.5;
constexpr double stress_error = 0.4;
constexpr int stress_asked_at = 20 * 60 + 30;
constexpr int cream_at = 22 * 60;

/// Which days have no entry: some alone, some in runs, together the share asked for.
std::vector<bool> draw_gaps(const Options& options, Random& random) {
  const double in_runs = options.logging.unlogged * options.logging.in_runs;
  const double alone = (options.logging.unlogged - in_runs) / (1 - in_runs);
  const double enter_run = leave_run * in_runs / (1 - in_runs);
  std::vector<bool> gaps;
  bool is_in_run = random.uniform() < in_runs;
  for (int t = 0; t < options.days; ++t) {
    gaps.push_back(is_in_run || random.uniform() < alone);
    is_in_run = random.uniform() < (is_in_run ? 1 - leave_run : enter_run);
  }
  return gaps;
}

double on_scale(double value, const ScaleOptions& scale) {
  const double steps = std::round((value - scale.minimum) / scale.step);
  return round_to_printed(
      std::clamp(scale.minimum + steps * scale.step, scale.minimum, scale.maximum));
}

class Writer {
 public:
  Writer(const Options& options, const std::vector<Dish>& menu)
      : options_{options},
        menu_{menu},
        names_{names_on(options, menu)},
        gaps_{options.seed, Stream::gaps},
        errors_{options.seed, Stream::factors} {
    log_.begin_file();
  }

  diary::Diary write(const std::vector<LivedDay>& days) {
    const auto gaps = draw_gaps(options_, gaps_);
    for (std::size_t t = 0; t < days.size(); ++t) {
      const Day day = options_.first_day + Days{static_cast<int>(t)};
      const double measured =
          stress_middle + stress_sd * days[t].stress + stress_error * errors_.normal();
      write_ratings(days[t], day, gaps[t]);
      if (!gaps[t]) write_day(days[t], day, measured);
    }
    return log_.finish().diary;
  }

 private:
  Entry& add(Kind kind, std::string_view name, Day day, int minute) {
    auto& entry = log_.add();
    entry.day = day;
    if (options_.logging.times == Times::clock) entry.time = ClockTime{minute};
    entry.kind = kind;
    entry.name = log_.name(name);
    return entry;
  }

  void write_ratings(const LivedDay& lived, Day day, bool is_gap) {
    const double rated =
        is_gap ? options_.logging.rated_when_unlogged : 1 - options_.logging.unrated;
    for (const auto& feeling : lived.feelings) {
      if (gaps_.uniform() >= rated) continue;
      add(Kind::severity, outcome, day, feeling.minute).amount =
          on_scale(feeling.value, options_.scale);
    }
  }

  void write_day(const LivedDay& lived, Day day, double measured) {
    log_.log_day(day);
    for (const auto& helping : lived.helpings) {
      const auto name =
          static_cast<std::size_t>(menu_[static_cast<std::size_t>(helping.dish)].name);
      auto& entry = add(Kind::food, names_[name], day, helping.minute);
      if (options_.logging.amounts == Amounts::none) continue;
      entry.amount = grams * helping.portion;
      entry.unit = log_.unit(gram);
    }
    const auto& behaviour = options_.behaviour;
    if (behaviour.stress != 0 && behaviour.confounder == Confounder::measured)
      add(Kind::factor, stress, day, stress_asked_at).amount =
          on_scale(measured, {.minimum = 0, .maximum = 10, .step = 0.1});
    if (lived.is_treated) add(Kind::treatment, treatment, day, cream_at);
  }

  const Options& options_;
  const std::vector<Dish>& menu_;
  std::vector<std::string> names_;
  Random gaps_;
  Random errors_;
  diary::EntryTable log_;
};

}  // namespace

std::vector<LivedDay> live(const Options& options, const std::vector<Dish>& menu) {
  return Life{options, menu}.live();
}

diary::Diary write_down(
    const Options& options, const std::vector<Dish>& menu, const std::vector<LivedDay>& days) {
  return Writer{options, menu}.write(days);
}

}  // namespace culprit::simulate
