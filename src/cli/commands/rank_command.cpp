#include "cli/commands/rank_command.hpp"

#include <algorithm>
#include <string>

#include "cli/commands/one_diary.hpp"
#include "cli/options/table_options.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/report/html/html.hpp"
#include "culprit/report/machine/json.hpp"
#include "culprit/report/machine/rows.hpp"
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
    case Format::json:
      return report::to_json(analysis, version());
    case Format::ndjson:
      return report::to_ndjson(analysis);
    case Format::csv:
      return report::to_csv(analysis);
    case Format::tsv:
      return report::to_tsv(analysis);
    case Format::markdown:
      return report::to_markdown(analysis, table.words);
    case Format::html:
      return render_page(result, table.words);
    default:
      return report::to_table(analysis, table);
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

}  // namespace

ExitCode rank(const Options& options, const Surroundings& surroundings) {
  bool is_warned = shows_warnings(options.output);
  return with_analysis(
      options, surroundings, [&](const PipelineResult& result, const Output& output) {
        const Messenger messenger{surroundings.err, options.messages};
        if (!is_warned) {
          for (const auto& warning : result.analysis.warnings)
            messenger.notice({.code = warning.code, .text = "warning: " + warning.text});
        }
        is_warned = true;
        return render(result, output.format, table_options(options, output, surroundings));
      });
}

}  // namespace culprit::cli
