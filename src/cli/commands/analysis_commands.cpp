#include "cli/commands/analysis_commands.hpp"

#include <algorithm>
#include <string>

#include "cli/commands/one_diary.hpp"
#include "cli/options/table_options.hpp"
#include "culprit/engine/explain.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/report/figures/plot.hpp"
#include "culprit/report/html/explain_page.hpp"
#include "culprit/report/html/html.hpp"
#include "culprit/report/machine/json.hpp"
#include "culprit/report/machine/rows.hpp"
#include "culprit/report/terminal/explain_table.hpp"
#include "culprit/report/terminal/markdown.hpp"
#include "culprit/report/terminal/table.hpp"

namespace culprit::cli {
namespace {

std::string render_page(const PipelineResult& result, report::Words words) {
  const auto& analysis = result.analysis;
  const auto timeline = engine::make_timeline(result.input.diary, result.resolution, analysis,
                                              engine::found_names(analysis));
  return report::to_html({analysis, timeline, result.input.files, version(), words});
}

std::string render(const PipelineResult& result, Format format, const report::TableOptions& table) {
  const auto& analysis = result.analysis;
  switch (format) {
    case Format::json: return report::to_json(analysis, version());
    case Format::ndjson: return report::to_ndjson(analysis);
    case Format::csv: return report::to_csv(analysis);
    case Format::tsv: return report::to_tsv(analysis);
    case Format::markdown: return report::to_markdown(analysis, table.words);
    case Format::html: return render_page(result, table.words);
    default: return report::to_table(analysis, table);
  }
}

/// Whether there is a format that shows the warnings; those that hold nothing but rows leave them
/// to standard error.
bool shows_warnings(const OutputOptions& options) {
  const auto holds_more = [](const Output& output) {
    return output.format != Format::ndjson && output.format != Format::csv &&
           output.format != Format::tsv;
  };
  return holds_more(options) || std::ranges::any_of(options.further, holds_more);
}

std::string draw(const PipelineResult& result, const Options& options) {
  const auto& analysis = result.analysis;
  const auto& diary = result.input.diary;
  if (options.plot == Plot::forest) return report::forest_svg(analysis);
  if (options.plot == Plot::lags) {
    const auto explanation =
        engine::explain(diary, result.resolution, analysis, options.food, result.lexicon);
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

ExitCode rank(const Options& options, const Surroundings& surroundings) {
  bool is_warned = shows_warnings(options.output);
  return with_analysis(
      options, surroundings, [&](const PipelineResult& result, const Output& output) {
        const Messenger messenger{surroundings.err, options.messages};
        if (!is_warned)
          for (const auto& warning : result.analysis.warnings)
            messenger.notice({.code = warning.code, .text = "warning: " + warning.text});
        is_warned = true;
        return render(result, output.format, table_options(options, output, surroundings));
      });
}

ExitCode explain(const Options& options, const Surroundings& surroundings) {
  return with_analysis(
      options, surroundings, [&](const PipelineResult& result, const Output& output) {
        const auto& analysis = result.analysis;
        const auto explanation = engine::explain(result.input.diary, result.resolution, analysis,
                                                 options.food, result.lexicon);
        if (output.format == Format::json) return report::to_json(explanation, analysis, version());
        const auto timeline = engine::make_timeline(result.input.diary, result.resolution, analysis,
                                                    {{explanation.name, explanation.level}});
        if (output.format == Format::table)
          return report::to_table(explanation, timeline, analysis,
                                  table_options(options, output, surroundings));
        return report::to_html(
            explanation, {analysis, timeline, result.input.files, version(), options.output.words});
      });
}

ExitCode plot(const Options& options, const Surroundings& surroundings) {
  const auto code = with_analysis(
      options, surroundings,
      [&](const PipelineResult& result, const Output&) { return draw(result, options); });
  return code == ExitCode::unusable_data ? code : ExitCode::done;
}

}  // namespace culprit::cli
