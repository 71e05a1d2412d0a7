#include "calibration/measure.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "calibration/baselines.hpp"
#include "culprit/engine/analyse.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::calibration {
namespace {

bool is_true(const std::vector<simulate::Trigger>& triggers, const std::vector<std::string>& foods,
    engine::Direction direction) {
  const auto sign = direction == engine::Direction::worse ? simulate::Direction::worse
                                                          : simulate::Direction::better;
  return std::ranges::any_of(triggers, [&](const simulate::Trigger& trigger) {
    return trigger.direction == sign && std::ranges::count(foods, trigger.food) > 0;
  });
}

Measured measure_one(
    const Scenario& scenario, std::uint64_t seed, const std::vector<Method>& methods) {
  auto options = scenario.options;
  options.seed = seed;
  const auto simulated = simulate::simulate(options);
  engine::Options engine_options = scenario.analysis;
  engine_options.threads = 1;  // diaries run side by side
  engine::Analysis analysis;
  if (std::ranges::count(methods, Needs::analysis, &Method::needs) > 0)
    analysis = engine::analyse(simulated.diary, foods::resolve(simulated.diary), engine_options);
  const auto table = day_table(simulated.diary);
  const bool is_whitened = std::ranges::count(methods, Needs::whitened, &Method::needs) > 0;
  const auto whitened = is_whitened ? whiten(simulated.diary) : WhitenedDiary{};
  const Case diary{.whitened = whitened, .table = table, .analysis = analysis, .seed = seed};
  Measured measured;
  if (is_whitened && !simulated.triggers.empty())
    measured.possible.add(power_of_an_oracle(whitened, simulated.triggers));
  for (const auto& method : methods)
    measured.scores.push_back(
        score(method.answer(diary), simulated.triggers, analysis.settings.lag_zero_used ? 0 : 1));
  for (const auto& food : analysis.foods) {
    if (food.probability)
      measured.rows.add(
          *food.probability, is_true(simulated.triggers, {food.name}, food.direction));
  }
  for (const auto& finding : analysis.findings) {
    if (finding.probability)
      measured.findings.add(
          *finding.probability, is_true(simulated.triggers, finding.foods, finding.direction));
  }
  return measured;
}

}  // namespace

void Measured::add(const Measured& other) {
  scores.resize(std::max(scores.size(), other.scores.size()));
  for (std::size_t i = 0; i < other.scores.size(); ++i) scores[i].add(other.scores[i]);
  rows.add(other.rows);
  findings.add(other.findings);
  possible.add(other.possible);
}

Measured measure(const Scenario& scenario, const Seeds& seeds, const std::vector<Method>& methods,
    unsigned threads) {
  std::vector<Measured> each(seeds.count());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < each.size(); i = next++)
      each[i] = measure_one(scenario, seeds.first + i, methods);
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 1; i < threads; ++i) workers.emplace_back(work);
    work();
  }
  Measured sum;
  for (const auto& one : each) sum.add(one);
  return sum;
}

}  // namespace culprit::calibration
