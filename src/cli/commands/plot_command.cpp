#include "cli/commands/plot_command.hpp"

#include <string>

#include "cli/commands/one_diary.hpp"
#include "culprit/engine/explain.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/report/figures/plot.hpp"

namespace culprit::cli {
namespace {

std::string draw(const PipelineResult& result, const Options& options) {
  const auto& analysis = result.analysis;
  const auto& diary = result.input.diary;
  if (options.plot == Plot::forest) return report::forest_svg(analysis);
  if (options.plot == Plot::lags) {
    const auto explanation = engine::explain(diary, result.resolution, analysis, options.food);
    if (explanation.row) return report::lags_svg(explanation, analysis);
    throw InputError{Message{
        .code = "not_tested",
        .text = "food '" + explanation.name + "' has no lags to draw; expected a tested food",
        .hint = "culprit explain says why it was not tested"}};
  }
  const auto timeline =
      engine::make_timeline(diary, result.resolution, analysis, engine::found_names(analysis));
  return options.plot == Plot::coverage ? report::coverage_svg(timeline)
                                        : report::timeline_svg(timeline, analysis);
}

}  // namespace

ExitCode plot(const Options& options, const Surroundings& surroundings) {
  const auto code = with_analysis(
      options, surroundings,
      [&](const PipelineResult& result, const Output&) { return draw(result, options); });
  return code == ExitCode::unusable_data ? code : ExitCode::done;
}

}  // namespace culprit::cli
