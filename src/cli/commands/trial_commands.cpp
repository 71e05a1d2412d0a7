#include "cli/commands/trial_commands.hpp"

#include <memory>
#include <optional>
#include <type_traits>

#include "cli/commands/diary_commands.hpp"
#include "cli/files/inputs.hpp"
#include "culprit/report/html/html.hpp"
#include "culprit/report/machine/plan_json.hpp"
#include "culprit/report/terminal/table.hpp"

namespace culprit::cli {
namespace {

trial::Plan read_plan(const std::string& path) {
  return report::plan_from_json(read_text(*open_input(path, Accepted::no_wait, "a plan")), path);
}

trial::PlanOptions plan_options(const Options& options) {
  trial::PlanOptions wanted = options.trial.plan;
  wanted.food = options.food;
  if (const auto& path = options.trial.running; !path.empty()) {
    const auto running = read_plan(path);
    wanted.running = running.food.name;
    wanted.running_until = running.blocks.back().last_day;
  }
  if (const auto& path = options.trial.extend; !path.empty())
    wanted.extend = std::make_shared<const trial::Plan>(read_plan(path));
  return wanted;
}

/// A plan, or what a trial showed. The command has those formats only that its result has.
template <typename Made>
std::string render(const Made& made, Format format, const report::TableOptions& table) {
  if constexpr (std::is_same_v<Made, trial::Plan>) {
    if (format == Format::ics) return report::to_ics(made);
  } else if (format == Format::ndjson) {
    return report::to_json(made, version(), -1);
  }
  switch (format) {
    case Format::json: return report::to_json(made, version());
    case Format::csv: return report::to_csv(made);
    case Format::html: return report::to_html(made, version());
    case Format::markdown: return report::to_markdown(made);
    default: return report::to_table(made, table);
  }
}

}  // namespace

simulate::Options following(const Options& options) {
  simulate::Options wanted = options.simulation;
  if (options.trial.followed.empty()) return wanted;
  constexpr int days_before = 90;
  const auto plan = read_plan(options.trial.followed);
  wanted.follow.food = plan.food.members.front();
  wanted.first_day = plan.first_day - Days{plan.lead_in + days_before};
  wanted.follow.arms.assign(days_before, -1);
  for (const auto& day : calendar_of(plan))
    wanted.follow.arms.push_back(day.arm == trial::Arm::avoid ? 0
                                 : !day.portion               ? -1
                                 : *day.portion > 0           ? 1
                                                              : 0);
  constexpr std::size_t days_after = 7;
  wanted.follow.arms.insert(wanted.follow.arms.end(), days_after, -1);
  wanted.days = static_cast<int>(wanted.follow.arms.size());
  return wanted;
}

ExitCode plan(const Options& options, const Surroundings& surroundings) {
  const auto wanted = plan_options(options);
  std::optional<trial::Plan> made;
  const auto code =
      with_analysis(options, surroundings, [&](const PipelineResult& result, const Output& output) {
        if (!made)
          made = trial::make_plan(
              {{result.input.diary, result.resolution, result.lexicon}, result.analysis}, wanted);
        return render(*made, output.format, table_options(options, output, surroundings));
      });
  if (code == ExitCode::unusable_data) return code;
  return made->status == trial::Status::plan ? ExitCode::done : ExitCode::not_enough_data;
}

ExitCode trial(const Options& options, const Surroundings& surroundings) {
  DiaryRun run{options, surroundings};
  const auto& engine = run.pipeline.engine;
  trial::TrialOptions wanted{.food = options.food,
      .source = options.trial.source,
      .engine = engine,
      .alpha = options.trial.alpha,
      .important_change = engine.important_change};
  if (!options.trial.carried_out.empty()) wanted.plan = read_plan(options.trial.carried_out);
  auto input = run.read([&](const auto& on_rejection) {
    return diary::read(run.inputs, run.pipeline.read, on_rejection);
  });
  run.warn_of_guesses(input.files);
  if (run.is_refused()) return ExitCode::unusable_data;
  const auto prepared = prepare(std::move(input), run.pipeline);
  const auto result =
      trial::judge({prepared.input.diary, prepared.resolution, run.pipeline.lexicon}, wanted);
  run.outputs.write([&](const Output& output) {
    return render(result, output.format, table_options(options, output, surroundings));
  });
  if (!result.outcome || result.outcome->verdict == trial::Verdict::inconclusive)
    return ExitCode::not_enough_data;
  const bool is_confirmed = result.outcome->verdict == trial::Verdict::confirmed;
  return options.trial.fail_on_confirmed && is_confirmed ? ExitCode::suspect_found : ExitCode::done;
}

}  // namespace culprit::cli
