#include "culprit/trial/plan.hpp"

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "culprit/core/error.hpp"
#include "culprit/core/text.hpp"
#include "culprit/foods/find_food.hpp"
#include "diary/fingerprint.hpp"
#include "engine/study.hpp"
#include "stats/trial_power.hpp"
#include "trial/design.hpp"
#include "trial/rules.hpp"
#include "trial/subject.hpp"

namespace culprit::trial {
namespace {

using engine::Direction;
using foods::Level;

constexpr int most_rows_before = 90;

/// What may be tested: foods of one level, and what the analysis says of them.
struct Target {
  std::vector<std::string> names;
  Level level = Level::food;
  Direction direction = Direction::worse;
  const engine::RankedFood* row = nullptr;  ///< null = not tested
  const engine::Finding* finding = nullptr;
};

/// Of all identity groups that hold every food of a set the narrowest; null if there is none.
const foods::Food* common_group(const PlanSource& source, const engine::Finding& finding) {
  const auto& foods = source.resolution.foods;
  const foods::Food* narrowest = nullptr;
  for (const std::size_t g : foods[finding.ids.front().index].parents) {
    const auto& group = foods[g];
    const bool holds_all = std::ranges::all_of(finding.ids, [&](const engine::VariableId& id) {
      return std::ranges::count(foods[id.index].parents, g) > 0;
    });
    if (group.level == Level::group && group.layer == foods::Layer::identity && holds_all &&
        (narrowest == nullptr || group.parents.size() > narrowest->parents.size()))
      narrowest = &group;
  }
  return narrowest;
}

/// Group first: of foods that cannot be told apart the group that holds them all is tested.
Target target_of(const PlanSource& source, const engine::Finding& finding) {
  Target target{.names = finding.foods,
      .level = finding.level,
      .direction = finding.direction,
      .finding = &finding};
  for (const auto& row : source.analysis.foods)
    if (row.id == finding.ids.front()) target.row = &row;
  if (finding.foods.size() < 2) return target;
  if (const auto* group = common_group(source, finding)) {
    target.names = {group->name};
    target.level = Level::group;
  }
  return target;
}

Target find_target(const PlanSource& source, const std::string& asked) {
  const auto& [foods, findings] = std::tie(source.analysis.foods, source.analysis.findings);
  if (asked.empty()) {
    const auto first = std::ranges::find(findings, Direction::worse, &engine::Finding::direction);
    if (first != findings.end()) return target_of(source, *first);
    throw InputError{Message{.code = "nothing_to_test",
        .text = "no food is found to go with higher ratings; expected --food NAME"}};
  }
  const auto& food =
      source.resolution.foods[foods::find_one_food(source.resolution, source.lexicon, asked)];
  Target target{.names = {food.name}, .level = food.level};
  for (const auto& row : foods)
    if (row.name == food.name && row.level == food.level) target.row = &row;
  if (target.row == nullptr) return target;
  target.direction = target.row->direction;
  for (const auto& finding : findings)
    if (finding.id == target.row->finding) target.finding = &finding;
  return target;
}

/// Days of a window; hours as the days that they touch.
Lag lag_of(const TimeWindow& window, const engine::Settings& settings) {
  const int first_used = settings.lag_zero_used ? 0 : 1;
  const auto* days = window.days();
  const int first = days != nullptr ? days->first() : window.hours()->from() / 24;
  const int last = days != nullptr ? days->last() : (window.hours()->to() - 1) / 24;
  return {std::max(first, first_used), std::max(last, first_used)};
}

struct Ratings {
  std::vector<Day> days;       ///< distinct, rising
  std::vector<double> values;  ///< sorted
};

Ratings ratings_of(const engine::Study& study) {
  Ratings ratings;
  for (const auto& reading : study.readings) {
    const Day day = study.first_day + Days{reading.day};
    if (ratings.days.empty() || ratings.days.back() < day) ratings.days.push_back(day);
    ratings.values.push_back(reading.value);
  }
  std::ranges::sort(ratings.values);
  return ratings;
}

/// Days from one rating to the next: the median.
int usual_gap(const std::vector<Day>& days) {
  std::vector<int> gaps;
  for (std::size_t i = 1; i < days.size(); ++i) gaps.push_back((days[i] - days[i - 1]).count());
  std::ranges::sort(gaps);
  return gaps.empty() ? 1 : gaps[gaps.size() / 2];
}

/// Noise as it was fitted; by convention where there are too few ratings for that.
void add_noise(Model& model, const engine::OutcomeSummary& outcome, const Ratings& ratings) {
  constexpr std::size_t fewest_for_fit = 30;
  constexpr std::size_t fewest_for_sd = 10;
  const auto n = ratings.values.size();
  if (outcome.autocorrelation && outcome.sd.value_or(0) > 0 && n >= fewest_for_fit) {
    model.autocorrelation = *outcome.autocorrelation;
    model.noise_share = *outcome.noise_share;
    model.sd = *outcome.sd;
    return;
  }
  model.noise_source = "assumed";
  model.sd = 0.15 * (outcome.scale.maximum - outcome.scale.minimum);
  const Eigen::Map<const Eigen::ArrayXd> values{
      ratings.values.data(), static_cast<Eigen::Index>(n)};
  if (n >= fewest_for_sd && values.maxCoeff() > values.minCoeff())
    model.sd = std::sqrt((values - values.mean()).square().sum() / static_cast<double>(n - 1));
}

Model make_model(const PlanSource& source, const PlanOptions& options, const Target& target,
    const Ratings& ratings) {
  const auto& analysis = source.analysis;
  Model model;
  model.is_lag_known = target.finding != nullptr || options.slow;
  if (options.slow) model.window = {1, 14};
  else if (target.finding != nullptr) model.window = lag_of(target.finding->lag, analysis.settings);
  model.wide_window = {std::min(model.window.first, 1), std::max(6, model.window.last)};
  add_noise(model, analysis.outcome, ratings);
  const Day last = analysis.diary.last_day;
  const int days = std::min(most_rows_before, analysis.diary.days);
  model.rated = std::clamp(
      count_days(ratings.days, last - Days{days - 1}, last) / static_cast<double>(days), 0.1, 1.0);
  const int gap = usual_gap(ratings.days);
  if (analysis.outcome.scale.recall_days > 1 && gap > 1) model.rated_every = gap;
  for (const auto& adjustment : analysis.adjustments)
    if (adjustment.kind == "factor" || adjustment.kind == "treatment")
      model.adjust.push_back(adjustment.name);
  return model;
}

std::uint64_t lot_seed(const Plan& plan) {
  const std::string text = fmt::format("{:016x}\n{}\n{}\n{}", plan.diary.fingerprint,
      plan.food.name, to_iso(plan.first_day), plan.extension_of ? 2 : 1);
  return XXH3_64bits(text.data(), text.size());
}

/// Draws the order of the blocks and gives them dates.
void draw_lot(Plan& plan) {
  const auto orders = stats::admissible_orders(plan.lot.blocks);
  plan.lot.max_run = orders.max_run;
  plan.lot.count = orders.orders.size();
  const double uniform = static_cast<double>(stats::mixed_bits(plan.seed) >> 11) * 0x1p-53;
  plan.lot.index = static_cast<std::size_t>(uniform * static_cast<double>(plan.lot.count));
  const auto arms = orders.order(plan.lot.index);
  for (int k = 0; k < plan.lot.blocks; ++k) {
    const Day first = plan.first_day + Days{k * plan.block_days};
    plan.blocks.push_back(
        {arms[k] > 0 ? Arm::eat : Arm::avoid, first, first + Days{plan.block_days - 1}, k + 1});
  }
}

/// Days without the food that come first; those that went by without it count.
int lead_in(const PlanOptions& options, Day start, const std::vector<Day>& eaten) {
  const int already = eaten.empty() ? 0 : (start - eaten.back()).count() - 1;
  return std::clamp(options.elimination_days - already, 0, options.elimination_days);
}

/// Sets the design and its first day.
void set_design(Plan& plan, const PlanSource& source, const PlanOptions& options, Day start,
    const std::vector<Day>& eaten) {
  const bool is_eaten = is_eaten_now(eaten, source.diary.logged_days, start);
  plan.design = options.design != Design::automatic ? options.design
                : is_eaten                          ? Design::alternate
                                                    : Design::elimination;
  if (plan.design == Design::elimination) plan.lead_in = lead_in(options, start, eaten);
  plan.first_day = start + Days{plan.lead_in};
}

/// The coarsest of usual steps in which all ratings are given.
double step_of(const std::vector<double>& ratings) {
  for (const double step : {1.0, 0.5})
    if (std::ranges::all_of(ratings, [&](double x) { return std::fmod(x, step) == 0; }))
      return step;
  return 0.1;
}

/// Higher than nearly all ratings, and at least 8 of 10, in steps in which this person rates.
/// Nothing of ratings that are yes and no: there is nothing beyond yes.
std::optional<double> severe_rating(const std::vector<double>& sorted, const diary::Scale& scale) {
  if (!sorted.empty() && std::ranges::all_of(sorted,
                             [&](double x) { return x == sorted.front() || x == sorted.back(); }))
    return std::nullopt;
  const double least = scale.minimum + 0.8 * (scale.maximum - scale.minimum);
  const auto place = 0.95 * static_cast<double>(std::max<std::size_t>(sorted.size(), 1) - 1);
  const double usual = sorted.empty() ? least : sorted[static_cast<std::size_t>(place)] + 1;
  const double step = step_of(sorted);
  return std::min(std::ceil(std::max(usual, least) / step - 1e-9) * step, scale.maximum);
}

/// Everything but the lot and what is simulated: design and permission of one target.
Plan draft(const PlanSource& source, const PlanOptions& options, const Target& target) {
  const auto& analysis = source.analysis;
  const auto subject = find_subject(source, target.names, target.level);
  const Ratings ratings = ratings_of(*analysis.study);
  const Day start = options.start.value_or(analysis.diary.last_day + Days{1});
  Plan plan;
  plan.food = describe(source, subject);
  plan.food.direction = target.direction;
  plan.diary = {diary::fingerprint(source.diary), analysis.diary.last_day, analysis.diary.subject,
      analysis.outcome.name};
  const auto believe = [&](const auto& known) {
    plan.prior = {known.probability, known.effect.estimate, known.effect.low, known.effect.high};
  };
  if (target.finding != nullptr) {
    believe(*target.finding);
    plan.prior.finding = target.finding->id;
  } else if (target.row != nullptr) believe(*target.row);
  plan.important_change = analysis.outcome.important_change;
  plan.power.effect = options.effect.value_or(plan.important_change);
  plan.alpha = options.alpha;
  plan.alpha_first = options.may_extend ? 0.8 * options.alpha : options.alpha;
  set_design(plan, source, options, start, subject.eaten);
  plan.model = make_model(source, options, target, ratings);
  plan.model.rows_before =
      std::clamp((plan.first_day - analysis.diary.first_day).count(), 0, most_rows_before);
  choose_blocks(plan, options, analysis.outcome.scale.recall_days);
  Permission permission = ask_rules(source, options, {subject, plan, target.row});
  plan.status = permission.status;
  plan.reasons = std::move(permission.reasons);
  plan.warnings = std::move(permission.warnings);
  plan.severe_rating = severe_rating(ratings.values, analysis.outcome.scale);
  return plan;
}

void add_outlook(Plan& plan, const PlanSource& source, const PlanOptions& options) {
  plan.power = simulate_outcome(plan);
  const bool is_long = plan.block_days > 7;
  plan.outlooks = {
      simulate_outlook(plan, is_long ? plan.lot.blocks : 12, is_long ? plan.block_days : 5),
      simulate_outlook(plan, 12, is_long ? plan.block_days : 7)};
  const auto eaten = find_subject(source, plan.food.members, plan.food.level).eaten;
  const int days = plan.lot.blocks * plan.block_days;
  plan.alternatives.push_back(
      {Design::observe, days, power_of_observing(plan, eaten, source.diary.logged_days)});
  if (plan.design == Design::alternate)
    plan.alternatives.push_back({Design::elimination,
        days + lead_in(options, plan.first_day, eaten), plan.power.confirmed});
}

/// The other suspects, findings first, by what their trial is worth a day.
std::vector<NextSuspect> next_suspects(
    const PlanSource& source, PlanOptions options, const Plan& plan) {
  constexpr std::size_t most = 6;
  std::vector<Target> targets;
  for (const auto& finding : source.analysis.findings)
    if (finding.direction == Direction::worse) targets.push_back(target_of(source, finding));
  for (const auto& row : source.analysis.foods)
    if (row.verdict == engine::Verdict::possible && row.direction == Direction::worse &&
        !row.part_of && targets.size() < most)
      targets.push_back({{row.name}, row.level, row.direction, &row});
  options.design = Design::automatic;
  using Place = std::tuple<bool, bool, double>;
  std::vector<std::pair<Place, NextSuspect>> ranked;
  for (const auto& target : targets) {
    const Plan other = draft(source, options, target);
    const bool is_here = std::ranges::any_of(
        ranked, [&](const auto& known) { return known.second.name == other.food.name; });
    if (is_here || other.food.name == plan.food.name) continue;
    const int days = other.lead_in + other.lot.blocks * other.block_days;
    const double worth =
        other.prior.probability.value_or(0) * std::abs(other.prior.estimate.value_or(0)) / days;
    const bool needs_clinician = other.status != Status::plan;
    ranked.emplace_back(Place{target.finding == nullptr, needs_clinician, -worth},
        NextSuspect{other.food.name, days, needs_clinician});
  }
  std::ranges::stable_sort(ranked, {}, [](const auto& each) { return each.first; });
  std::vector<NextSuspect> next;
  for (auto& [place, suspect] : ranked)
    if (next.size() < most) next.push_back(std::move(suspect));
  return next;
}

/// The second stage of an undecided trial: the same model, a new lot.
void extend(Plan& plan, const PlanOptions& options) {
  const Plan& first = *options.extend;
  if (!first.has_dates() || !first.randomised || first.extension_of ||
      first.alpha_first >= first.alpha)
    throw InputError{Message{.code = "not_extensible",
        .text = "the plan to extend has no lot, is an extension itself or was made with "
                "--no-extension; expected the plan of an undecided trial"}};
  plan.model = first.model;
  plan.block_days = first.block_days;
  plan.lot.blocks = options.blocks.value_or(first.lot.blocks);
  plan.prior = first.prior;
  plan.alpha = first.alpha;
  plan.alpha_first = first.alpha_first;
  plan.important_change = first.important_change;
  plan.power.effect = first.power.effect;
  plan.design = Design::alternate;
  plan.first_day -= Days{std::exchange(plan.lead_in, 0)};
  plan.extension_of = options.extend;
}

}  // namespace

Plan make_plan(const PlanSource& source, const PlanOptions& options) {
  const auto& first = options.extend;
  if (options.start && *options.start <= source.analysis.diary.last_day)
    throw InputError{Message{.code = "start_within_diary",
        .text = fmt::format("start '{}' is not after the diary's last day; expected {} or later",
            to_iso(*options.start), to_iso(source.analysis.diary.last_day + Days{1}))}};
  Plan plan = draft(source, options,
      first ? Target{first->food.members, first->food.level, first->food.direction}
            : find_target(source, options.food));
  if (first) extend(plan, options);
  add_outlook(plan, source, options);
  plan.next = next_suspects(source, options, plan);
  plan.seed = options.seed.value_or(lot_seed(plan));
  const bool is_supervised = plan.status == Status::needs_supervision && options.supervised;
  if (is_supervised) plan.status = Status::plan;
  if (plan.status == Status::plan && plan.design != Design::observe) draw_lot(plan);
  return plan;
}

}  // namespace culprit::trial
