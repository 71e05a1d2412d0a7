#include "cli/commands/explain_command.hpp"

#include "cli/commands/one_diary.hpp"
#include "cli/options/table_options.hpp"
#include "culprit/engine/explain.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/report/html/explain_page.hpp"
#include "culprit/report/machine/json.hpp"
#include "culprit/report/terminal/explain_table.hpp"

namespace culprit::cli {

ExitCode explain(const Options& options, const Surroundings& surroundings) {
  return with_analysis(
      options, surroundings, [&](const PipelineResult& result, const Output& output) {
        const auto& analysis = result.analysis;
        const auto explanation =
            engine::explain(result.input.diary, result.resolution, analysis, options.food);
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

}  // namespace culprit::cli
