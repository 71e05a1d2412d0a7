#include "cli/commands/convert_command.hpp"

#include <memory>

#include "cli/commands/one_diary.hpp"
#include "cli/files/inputs.hpp"
#include "cli/files/result_output.hpp"
#include "culprit/diary/convert.hpp"

namespace culprit::cli {

ExitCode convert(const Options& options, const Surroundings& surroundings) {
  const PipelineOptions pipeline = with_lexicon(options);
  const Messenger messenger{surroundings.err, options.messages};
  const auto inputs = open_inputs(options.diaries, surroundings.in);
  ResultOutput output{options.output.file, surroundings.out};
  RejectionLog log{options.messages.max_per_reason, options.rejects};
  const auto conversion = with_rejections(log, messenger, [&](const auto& on_rejection) {
    return std::make_unique<diary::Conversion>(inputs, pipeline.read, on_rejection);
  });
  for (const auto& message : reading_details(conversion->files())) messenger.detail(message);
  warn_of_guesses(conversion->files(), messenger);
  if (options.strict && log.count() > 0) {
    messenger.error(strict_error(log));
    return ExitCode::unusable_data;
  }
  conversion->write([&output](std::string_view lines) { output.append(lines); });
  output.finish();
  return ExitCode::done;
}

}  // namespace culprit::cli
