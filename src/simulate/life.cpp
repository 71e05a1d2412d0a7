#include "simulate/life.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "culprit/core/math.hpp"
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
  Life(const Options& options, const std::vector<Dish>& menu);
  std::vector<LivedDay> live();

 private:
  void eat(int t);
  void feel(int t);
  [[nodiscard]] double appetite(std::size_t index, int t);
  [[nodiscard]] Helping serve(int dish);
  [[nodiscard]] double effects_on(int t, int minute) const;
  [[nodiscard]] std::vector<double> exposures(int dish, int t, int minute) const;
  [[nodiscard]] int weekday(int t) const {
    return weekday_index(options_.first_day + Days{t - warm_up});
  }
  [[nodiscard]] double season(int t) const;
  [[nodiscard]] double trend(int t) const;
  [[nodiscard]] int jitter(int spread) { return (times_.below(2 * spread / 5 + 1) * 5) - spread; }
  [[nodiscard]] LivedDay& day(int t) { return days_[static_cast<std::size_t>(t)]; }

  const Options& options_;
  const std::vector<Dish>& menu_;
  Random eating_, phase_draws_, amounts_, times_, course_, ratings_, stress_draws_, treatment_;
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
  double skin_;  // latest, without white noise
  double season_start_;
  double trend_sign_;
};

Life::Life(const Options& options, const std::vector<Dish>& menu)
    : options_{options},
      menu_{menu},
      eating_{options.seed, Stream::eating},
      phase_draws_{options.seed, Stream::phases},
      amounts_{options.seed, Stream::amounts},
      times_{options.seed, Stream::times},
      course_{options.seed, Stream::course},
      ratings_{options.seed, Stream::ratings},
      stress_draws_{options.seed, Stream::stress},
      treatment_{options.seed, Stream::treatment},
      days_(static_cast<std::size_t>(options.days + warm_up)),
      phases_(menu.size()),
      eaten_today_(menu.size()),
      eaten_yesterday_(menu.size()),
      skin_{options.course.level} {
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

double Life::season(int t) const {
  return math::sin(2 * std::numbers::pi * (t / days_per_year + season_start_));
}

/// −½ to ½ over the diary, up or down.
double Life::trend(int t) const {
  return trend_sign_ * ((t - warm_up) / static_cast<double>(options_.days) - 0.5);
}

/// Probability of eating the dish today.
double Life::appetite(std::size_t index, int t) {
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

Helping Life::serve(int dish) {
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

void Life::eat(int t) {
  std::swap(eaten_today_, eaten_yesterday_);
  for (std::size_t i = 0; i < menu_.size(); ++i) {
    const auto& dish = menu_[i];
    double chance = 0;
    if (dish.leader == nobody) {
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

/// Of a culprit, by lag before a rating on day `t` at `minute`.
std::vector<double> Life::exposures(int dish, int t, int minute) const {
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

double Life::effects_on(int t, int minute) const {
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

void Life::feel(int t) {
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

std::vector<LivedDay> Life::live() {
  const auto& course = options_.course;
  const double sd = course.sd > 0 ? course.sd : 1;
  for (int t = 0; t < options_.days + warm_up; ++t) {
    stress_ = stress_phi * stress_ + innovation(stress_phi) * stress_draws_.normal();
    day(t).stress = stress_;
    const double need = (skin_ - course.level) / sd - treated_from;
    day(t).is_treated = treatment_.uniform() < logistic(need) && options_.behaviour.treatment != 0;
    eat(t);
    feel(t);
  }
  days_.erase(days_.begin(), days_.begin() + warm_up);
  return std::move(days_);
}

}  // namespace

std::vector<LivedDay> live(const Options& options, const std::vector<Dish>& menu) {
  return Life{options, menu}.live();
}

}  // namespace culprit::simulate
