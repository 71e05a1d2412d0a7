#include "trial/design.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "culprit/core/error.hpp"
#include "stats/trial_power.hpp"

namespace culprit::trial {
namespace {

stats::DesignColumns columns_of(const Plan& plan, int blocks, int block_days) {
  const Model& model = plan.model;
  return stats::design_columns({.blocks = blocks,
                                   .block_days = block_days,
                                   .window = window_of(model.window),
                                   .wide_window = window_of(model.wide_window),
                                   .averages_windows = !model.is_lag_known,
                                   .rows_before = model.rows_before,
                                   .rated = model.rated},
      noise_of(model));
}

int usual_block_days(const Model& model, const PlanOptions& options, int recall_days) {
  if (options.block_days) return *options.block_days;
  if (options.slow || recall_days > 1) return 14;
  if (!model.is_lag_known || model.window.last > 3) return 7;
  return std::max(4, model.window.last + 2);
}

bool follows_lot(const Plan& plan) {
  const int n = plan.lot.blocks;
  const bool is_possible = n >= stats::fewest_blocks && n <= stats::most_blocks && n % 2 == 0 &&
                           plan.blocks.size() == static_cast<std::size_t>(n);
  if (!is_possible) return false;
  const auto orders = stats::admissible_orders(n);
  if (orders.orders.size() != plan.lot.count || plan.lot.index >= plan.lot.count) return false;
  const auto arms = orders.order(plan.lot.index);
  for (int k = 0; k < n; ++k) {
    const Block& block = plan.blocks[static_cast<std::size_t>(k)];
    const Day first = plan.first_day + Days{k * plan.block_days};
    if ((block.arm == Arm::eat) != (arms[k] > 0) || block.first_day != first ||
        block.last_day != first + Days{plan.block_days - 1})
      return false;
  }
  return true;
}

/// What the diary leads to expect: half of its estimate. Of what may help, as large a help: the
/// test is the same in both directions.
double half_of_estimate(const Plan& plan) {
  const double half = plan.prior.estimate.value_or(0) / 2;
  return std::max(0.0, plan.food.direction == engine::Direction::better ? -half : half);
}

/// One order in all of them is as rare as the level asks for.
bool can_decide(int blocks, double alpha) {
  return alpha * static_cast<double>(stats::admissible_orders(blocks).orders.size()) >= 1 - 1e-9;
}

}  // namespace

stats::NoiseParameters noise_of(const Model& model) {
  return {.phi = model.autocorrelation, .noise_share = model.noise_share, .variances = {}};
}

stats::StageRule rule_of(const Plan& plan) {
  if (!plan.extension_of) return {.alpha_first = plan.alpha_first};
  const double before = plan.extension_of->lot.blocks;
  return stats::two_stage_rule(plan.alpha_first, plan.alpha, before / (before + plan.lot.blocks));
}

std::string_view Plan::unsound_field() const {
  const auto is_lag = [](Lag lag) {
    return lag.first >= 0 && lag.last >= lag.first && lag.last <= 60;
  };
  const bool is_model_sound = is_lag(model.window) && is_lag(model.wide_window) &&
                              model.rows_before >= 0 && model.rows_before <= 366 &&
                              model.autocorrelation >= 0 && model.autocorrelation < 1 &&
                              model.noise_share >= 0 && model.noise_share <= 1 && model.sd > 0;
  if (!is_model_sound) return "model";
  if (!(alpha > 0 && alpha < 0.5)) return "alpha";
  if (!(alpha_first >= 1e-6 && alpha_first <= alpha)) return "alpha_first";
  if (!(important_change > 0)) return "important_change";
  if (food.members.empty()) return "food";
  if (extension_of && (extension_of->extension_of || alpha_first == alpha)) return "extension_of";
  for (std::size_t k = 0; k < blocks.size(); ++k)
    if (blocks[k].last_day < blocks[k].first_day ||
        (k > 0 && blocks[k].first_day <= blocks[k - 1].last_day))
      return "blocks";
  return has_dates() && (!randomised || follows_lot(*this)) ? "" : "blocks";
}

void choose_blocks(Plan& plan, const PlanOptions& options, int recall_days) {
  plan.block_days = usual_block_days(plan.model, options, recall_days);
  const auto fits = [&](int blocks) { return blocks * plan.block_days <= options.max_days; };
  const double effect = plan.power.effect * plan.food.exposure / plan.model.sd;
  std::optional<stats::DesignColumns> design;
  const auto lay_out = [&](int blocks) {
    plan.lot.blocks = blocks;
    design = columns_of(plan, blocks, plan.block_days);
    plan.power.is_enough =
        can_decide(blocks, plan.alpha_first) &&
        stats::power_by_formula(*design, effect, plan.alpha_first) >= options.power;
    return plan.power.is_enough;
  };
  int blocks = options.blocks.value_or(8);
  const int most = options.blocks.value_or(16);
  while (blocks <= most && (options.blocks || fits(blocks)) && !lay_out(blocks)) blocks += 2;
  if (!design && !fits(stats::fewest_blocks))
    throw InputError{Message{.code = "blocks_do_not_fit",
        .text =
            fmt::format("max days '{}' hold fewer than 6 blocks of {} days; expected at least {}",
                options.max_days, plan.block_days, 6 * plan.block_days)}};
  if (!design) lay_out(stats::fewest_blocks);
  for (int n = stats::most_blocks; n >= stats::fewest_blocks && can_decide(n, plan.alpha); n -= 2)
    plan.power.decisive_blocks = n;
  // The whole level at once: nothing is left for an extension.
  if (!can_decide(plan.lot.blocks, plan.alpha_first) && can_decide(plan.lot.blocks, plan.alpha)) {
    plan.alpha_first = plan.alpha;
    lay_out(plan.lot.blocks);
  }
  plan.power.smallest_effect =
      stats::smallest_effect(*design, 0.8, plan.alpha_first) * plan.model.sd / plan.food.exposure;
}

Power simulate_outcome(const Plan& plan) {
  Power power = plan.power;
  const double sd = plan.model.sd;
  const auto shares = stats::simulate_power(columns_of(plan, plan.lot.blocks, plan.block_days),
      {.alpha = plan.alpha_first,
          .exposure = plan.food.exposure,
          .effects = {power.effect / sd, half_of_estimate(plan) / sd},
          .margins = {plan.important_change / sd}});
  power.confirmed = shares.confirmed[0];
  power.confirmed_at_half = shares.confirmed[1];
  power.tolerated = shares.tolerated[0];
  const double harms = plan.prior.believed();
  power.decides = harms * shares.confirmed_at_slab + (1 - harms) * power.tolerated;
  return power;
}

Outlook simulate_outlook(const Plan& plan, int blocks, int block_days) {
  Outlook outlook{.blocks = blocks, .block_days = block_days};
  const double change = plan.important_change / plan.model.sd;
  const auto shares = stats::simulate_power(
      columns_of(plan, outlook.blocks, block_days), {.alpha = plan.alpha_first,
                                                        .exposure = plan.food.exposure,
                                                        .effects = {change, 2 * change},
                                                        .margins = {change, 2 * change}});
  outlook.confirmed = shares.confirmed;
  outlook.tolerated = shares.tolerated;
  return outlook;
}

std::optional<double> power_of_observing(
    const Plan& plan, const std::vector<Day>& eaten, const std::vector<Day>& logged) {
  if (logged.empty()) return std::nullopt;
  const int days = plan.lot.blocks * plan.block_days;
  const Day last = logged.back();
  if (last - logged.front() < Days{days - 1}) return std::nullopt;
  stats::TrialRows rows{.day = Eigen::VectorXd::LinSpaced(days, 0, days - 1),
      .outcome = Eigen::VectorXd::Zero(days),
      .nuisance = Eigen::MatrixXd::Ones(days, 2),
      .blocks = {},
      .exposure = {}};
  rows.nuisance.col(1) = rows.day;
  Eigen::VectorXd series = Eigen::VectorXd::Zero(days);
  for (const Day day : eaten)
    if (const int at = days - 1 - (last - day).count(); at >= 0 && at < days) series[at] = 1;
  const Eigen::VectorXi all = Eigen::VectorXi::LinSpaced(days, 0, days - 1);
  rows.exposure = stats::window_means(series, all, window_of(plan.model.window));
  rows.blocks = rows.exposure;
  const auto whitened = stats::whiten(rows, noise_of(plan.model));
  return stats::one_sided_power(plan.power.effect / plan.model.sd * whitened.exposure.norm(),
      whitened.degrees, plan.alpha_first);
}

namespace {

/// How much is eaten on the days of a plan, one after the other.
class Portions {
 public:
  Portions(const Plan& plan, Day last) : plan_{plan}, last_{last} {}

  void begin_block() {
    if (plan_.design == Design::elimination) step_ = std::min<std::size_t>(step_, 1);
  }
  void serve(PlanDay& day) {
    constexpr Days long_without{14};
    constexpr double shares[] = {0.1, 0.5, 1};
    if (day.date - last_ > long_without || is_first_elimination_) step_ = 0;
    last_ = day.date;
    is_first_elimination_ = false;
    day.is_first_portion = step_ == 0;
    if (plan_.food.is_only_allowed) day.portion.reset();
    else day.portion = shares[step_];
    if (day.is_first_portion)
      day.note = fmt::format(
          "first portion after weeks without it: {}, where your clinician says, "
          "not alone at home",
          plan_.food.is_only_allowed ? "a little" : "a tablespoon");
    else if (day.portion == 0.5) day.note = "half a portion";
    step_ = std::min<std::size_t>(step_ + 1, 2);
  }

 private:
  const Plan& plan_;
  Day last_;  ///< with it
  std::size_t step_ = 2;
  bool is_first_elimination_ = plan_.design == Design::elimination;
};

}  // namespace

std::vector<PlanDay> calendar_of(const Plan& plan) {
  std::vector<PlanDay> days;
  const auto add = [&](Day date, std::size_t block, Arm arm) -> PlanDay& {
    days.push_back({date, static_cast<int>(days.size()) + 1, block, arm, 0.0, {}});
    return days.back();
  };
  for (int i = plan.has_dates() ? plan.lead_in : 0; i > 0; --i)
    add(plan.first_day - Days{i}, 0, Arm::avoid).note = "without it, before the blocks";
  const auto& food = plan.food;
  Portions portions{plan, food.last_eaten.value_or(plan.first_day)};
  int eat_days = 0;
  for (std::size_t k = 0; k < plan.blocks.size(); ++k) {
    const Block& block = plan.blocks[k];
    portions.begin_block();
    for (Day date = block.first_day; date <= block.last_day; date += Days{1}) {
      PlanDay& day = add(date, k + 1, block.arm);
      if (block.arm == Arm::avoid) continue;
      const int before = eat_days++;
      if (food.is_only_allowed || before * food.days_a_week % 7 < food.days_a_week)
        portions.serve(day);
    }
  }
  return days;
}

}  // namespace culprit::trial
