#include "calibration/score.hpp"

#include <algorithm>
#include <cmath>

namespace culprit::calibration {
namespace {

using simulate::Trigger;

bool is_right(const Trigger& trigger, engine::Direction direction) {
  return (trigger.direction == simulate::Direction::worse) ==
         (direction == engine::Direction::worse);
}

bool holds(const Claim& claim, const Trigger& trigger) {
  return is_right(trigger, claim.direction) && std::ranges::count(claim.foods, trigger.food) > 0;
}

double average_precision(
    const std::vector<std::string>& order, const std::vector<Trigger>& triggers) {
  double found = 0;
  double sum = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (std::ranges::count(triggers, order[i], &Trigger::food) == 0) continue;
    found += 1;
    sum += found / static_cast<double>(i + 1);
  }
  return sum / static_cast<double>(triggers.size());
}

void score_interval(
    Score& result, const engine::Effect& effect, const Trigger* truth, int first_lag) {
  const double total = truth == nullptr ? 0 : effect_from(*truth, first_lag);
  const double covered = effect.low <= total && total <= effect.high ? 1 : 0;
  result.coverage.add(covered);
  if (truth != nullptr) result.true_coverage.add(covered);
}

}  // namespace

void Mean::add(double value) {
  n_ += 1;
  sum_ += value;
  squares_ += value * value;
}

void Mean::add(const Mean& other) {
  n_ += other.n_;
  sum_ += other.sum_;
  squares_ += other.squares_;
}

std::optional<double> Mean::value() const {
  if (n_ == 0) return std::nullopt;
  return sum_ / n_;
}

double Mean::error() const {
  if (n_ < 2) return 0;
  return std::sqrt(std::max(0.0, squares_ - sum_ * sum_ / n_) / (n_ - 1) / n_);
}

void Score::add(const Score& other) {
  any.add(other.any);
  false_rate.add(other.false_rate);
  power.add(other.power);
  power_by_size.add(other.power_by_size);
  precision.add(other.precision);
  size.add(other.size);
  coverage.add(other.coverage);
  true_coverage.add(other.true_coverage);
}

double effect_from(const Trigger& trigger, int first_lag) {
  if (first_lag <= trigger.lag.first()) return trigger.effect;
  if (first_lag > trigger.lag.last()) return 0;
  // Only the kernel of lags 0–1 begins before lag 1, and its two halves are equal.
  return trigger.effect * (trigger.lag.last() - first_lag + 1) / trigger.lag.length();
}

Score score(const Answer& answer, const std::vector<Trigger>& triggers, int first_lag) {
  Score result;
  double n_false = 0;
  std::vector<double> credit(triggers.size());
  std::vector<double> credit_by_size(triggers.size());
  for (const auto& claim : answer.claims) {
    const auto size = static_cast<double>(claim.foods.size());
    result.size.add(size);
    const Trigger* truth = nullptr;
    for (std::size_t i = 0; i < triggers.size(); ++i) {
      if (!holds(claim, triggers[i])) continue;
      if (truth == nullptr) truth = &triggers[i];
      credit[i] = 1;
      credit_by_size[i] = std::max(credit_by_size[i], 1 / size);
    }
    n_false += truth == nullptr ? 1 : 0;
    if (claim.effect) score_interval(result, *claim.effect, truth, first_lag);
  }
  const auto n_claims = static_cast<double>(answer.claims.size());
  result.any.add(n_claims > 0 ? 1 : 0);
  result.false_rate.add(n_false / std::max(1.0, n_claims));
  if (triggers.empty()) return result;
  Mean power;
  Mean by_size;
  for (const double value : credit) power.add(value);
  for (const double value : credit_by_size) by_size.add(value);
  result.power.add(*power.value());
  result.power_by_size.add(*by_size.value());
  result.precision.add(average_precision(answer.order, triggers));
  return result;
}

void Reliability::add(double probability, bool came_true) {
  const auto tenth = static_cast<std::size_t>(std::clamp(static_cast<int>(probability * 10), 0, 9));
  stated[tenth].add(probability);
  happened[tenth].add(came_true ? 1 : 0);
}

void Reliability::add(const Reliability& other) {
  for (std::size_t i = 0; i < stated.size(); ++i) {
    stated[i].add(other.stated[i]);
    happened[i].add(other.happened[i]);
  }
}

}  // namespace culprit::calibration
