#include "cli/commands/one_diary.hpp"

#include <algorithm>
#include <utility>

#include "cli/files/inputs.hpp"
#include "cli/files/lexicon_file.hpp"

namespace culprit::cli {

PipelineOptions with_lexicon(const Options& options) {
  PipelineOptions pipeline = options.pipeline;
  pipeline.lexicon = read_lexicon(options.lexicon, options.messages.max_per_reason).lexicon;
  pipeline.read = with_foods_of(pipeline.lexicon, std::move(pipeline.read));
  return pipeline;
}

ExitCode exit_of(const engine::Analysis& analysis, const Options& options) {
  if (analysis.says_nothing()) return ExitCode::not_enough_data;
  const bool found = std::ranges::find(analysis.foods, engine::Verdict::suspect,
                                       &engine::RankedFood::verdict) != analysis.foods.end();
  return options.fail_on_suspect && found ? ExitCode::suspect_found : ExitCode::done;
}

Message strict_error(const RejectionLog& log) {
  return {.code = "strict",
          .text = log.counted() + " could not be understood; expected none with --strict"};
}

void warn_of_guesses(const std::vector<diary::FileReport>& files, const Messenger& messenger) {
  constexpr double guess = 0.5;
  for (const auto& file : files) {
    if (file.confidence >= guess) continue;
    messenger.notice({.code = "layout_guessed",
                      .text = "warning: the layout is " + file.reason,
                      .place = {file.path},
                      .hint = "culprit check shows what was understood"});
  }
}

ExitCode with_analysis(const Options& options, const Surroundings& surroundings,
                       const Render& render) {
  const PipelineOptions pipeline = with_lexicon(options);
  const Messenger messenger{surroundings.err, options.messages};
  const auto inputs = open_inputs(options.diaries, surroundings.in);
  ResultFiles outputs{options.output, surroundings.out};
  RejectionLog log{options.messages.max_per_reason, options.rejects};
  const auto result = with_rejections(log, messenger, [&](const auto& on_rejection) {
    return analyse(inputs, pipeline, on_rejection);
  });
  for (const auto& message : reading_details(result.input.files)) messenger.detail(message);
  warn_of_guesses(result.input.files, messenger);
  if (options.strict && log.count() > 0) {
    messenger.error(strict_error(log));
    return ExitCode::unusable_data;
  }
  outputs.write([&](const Output& output) { return render(result, output); });
  return exit_of(result.analysis, options);
}

}  // namespace culprit::cli
