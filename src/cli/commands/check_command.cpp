#include "cli/commands/check_command.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands/one_diary.hpp"
#include "cli/files/inputs.hpp"
#include "cli/options/table_options.hpp"
#include "culprit/foods/resolve.hpp"
#include "culprit/foods/unknown.hpp"
#include "culprit/report/machine/check.hpp"
#include "culprit/report/machine/json.hpp"
#include "culprit/report/terminal/check_table.hpp"

namespace culprit::cli {
namespace {

/// How `rank` would end, and why, if it is an error.
struct RankOutcome {
  ExitCode exit = ExitCode::done;
  std::optional<std::string> message;
  std::vector<engine::Warning> warnings;
};

RankOutcome try_rank(const Inputs& inputs, const Options& options,
                     const PipelineOptions& pipeline) {
  try {
    const auto result = analyse(inputs, pipeline);
    return {.exit = exit_of(result.analysis, options),
            .message = std::nullopt,
            .warnings = result.analysis.warnings};
  } catch (const InputError& error) {
    return {.exit = exit_of(error), .message = error.messages().front().text, .warnings = {}};
  }
}

/// The ratings that could be the outcome; the one that `rank` takes is marked.
std::vector<report::CheckedSeverity> list_severities(const diary::Diary& diary,
                                                     const engine::Options& options) {
  const auto candidates = diary::outcome_candidates(diary);
  std::optional<std::string> used;
  try {
    used = diary::choose_outcome(candidates, options.severity).name;
  } catch (const InputError&) {
    // None is used; the message of `rank` is shown beside the list.
  }
  std::vector<report::CheckedSeverity> severities;
  for (const auto& candidate : candidates) {
    const bool is_used = used == candidate.name;
    severities.push_back(
        {.candidate = candidate,
         .scale = is_used && options.scale ? *options.scale : diary::infer_scale(diary, candidate),
         .is_used = is_used});
    if (is_used) used.reset();
  }
  return severities;
}

}  // namespace

ExitCode check(const Options& options, const Surroundings& surroundings) {
  const PipelineOptions pipeline = with_lexicon(options);
  const Messenger messenger{surroundings.err, options.messages};
  const auto inputs = open_inputs(options.diaries, surroundings.in);
  ResultFiles outputs{options.output, surroundings.out};
  RejectionLog log{options.messages.max_per_reason, options.rejects};
  const auto input = with_rejections(log, messenger, [&](const auto& on_rejection) {
    return diary::read(inputs, pipeline.read, on_rejection);
  });
  auto outcome = try_rank(inputs, options, pipeline);
  if (options.strict && log.count() > 0) {
    outcome.exit = ExitCode::unusable_data;
    outcome.message = strict_error(log).text;
  }
  foods::Resolver resolver{pipeline.lexicon};
  const auto report =
      report::make_check(input, foods::resolve(input.diary, pipeline.lexicon),
                         {.severities = list_severities(input.diary, options.pipeline.engine),
                          .warnings = std::move(outcome.warnings),
                          .unknown_foods = foods::unknown_foods(input.diary, resolver),
                          .read_foods = foods::read_foods(input.diary, resolver),
                          .rank_exit = static_cast<int>(outcome.exit),
                          .rank_message = std::move(outcome.message)});
  outputs.write([&](const Output& output) {
    return output.format == Format::json
               ? report::to_json(report)
               : report::to_table(report, table_options(options, output, surroundings));
  });
  return ExitCode::done;
}

}  // namespace culprit::cli
