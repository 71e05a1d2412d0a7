#include "cli/commands/other_commands.hpp"

#include <sstream>
#include <string>
#include <vector>

#include "cli/commands/diary_commands.hpp"
#include "cli/commands/texts.hpp"
#include "cli/files/inputs.hpp"
#include "cli/files/result_output.hpp"
#include "cli/files/spool.hpp"
#include "cli/options/table_options.hpp"
#include "culprit/core/text.hpp"
#include "culprit/foods/resolve.hpp"
#include "culprit/foods/unknown.hpp"
#include "culprit/report/machine/answer_json.hpp"
#include "culprit/report/terminal/answer_tables.hpp"
#include "culprit/simulate/simulate.hpp"

namespace culprit::cli {
namespace {

/// What `foods` is asked about: a phrase for each word of the command line, or for each line of
/// standard input that is not blank.
std::vector<report::ResolvedPhrase> gather_phrases(const Options& options, int standard_input) {
  std::vector<report::ResolvedPhrase> phrases;
  for (const auto& phrase : options.phrases) {
    if (phrase != "-") {
      phrases.push_back({phrase, {}});
      continue;
    }
    const SpooledInput input{"standard input", standard_input};
    const std::string text = read_text(input);
    if (text.empty())
      throw InputError{Message{.code = "empty_file",
          .text = "nothing arrived on standard input; expected a phrase a "
                  "line"}};
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
      if (line.ends_with('\r')) line.pop_back();
      if (!trim(line).empty()) phrases.push_back({line, {}});
    }
  }
  return phrases;
}

ExitCode list_unknown(
    const Options& options, const Surroundings& surroundings, const foods::Lexicon& lexicon) {
  const Messenger messenger{surroundings.err, options.messages};
  const auto inputs = open_inputs(options.diaries, surroundings.in);
  ResultFiles outputs{options.output, surroundings.out};
  RejectionLog log{options.messages.max_per_reason, options.rejects};
  const auto input = with_rejections(log, messenger, [&](const auto& on_rejection) {
    return diary::read(inputs, with_foods_of(lexicon, options.pipeline.read), on_rejection);
  });
  warn_of_guesses(input.files, messenger);
  if (options.strict && log.count() > 0) {
    messenger.error(strict_error(log));
    return ExitCode::unusable_data;
  }
  foods::Resolver resolver{lexicon};
  const auto unknown = foods::unknown_foods(input.diary, resolver);
  outputs.write(
      [&](const Output&) { return foods::to_lexicon_text(unknown, lexicon); }, Content::data);
  return ExitCode::done;
}

}  // namespace

ExitCode foods(const Options& options, const Surroundings& surroundings) {
  const foods::Lexicon lexicon =
      read_lexicon(options.lexicon, options.messages.max_per_reason).lexicon;
  if (options.unknown) return list_unknown(options, surroundings, lexicon);
  auto phrases = gather_phrases(options, surroundings.in);
  ResultFiles outputs{options.output, surroundings.out};
  foods::Resolver resolver{lexicon};
  for (auto& phrase : phrases) phrase.resolved = resolver.resolve(phrase.text);
  outputs.write([&](const Output& output) {
    return output.format == Format::json
               ? report::to_json(phrases, lexicon)
               : report::to_table(phrases, lexicon, table_options(options, output, surroundings));
  });
  return ExitCode::done;
}

ExitCode simulate(const Options& options, const Surroundings& surroundings) {
  ResultOutput output{options.output.file, surroundings.out};
  const auto simulated = simulate::simulate(options.simulation);
  if (!options.truth.empty())
    ResultOutput{options.truth, surroundings.out}.write(simulate::truth_json(simulated));
  output.write(simulate::to_csv(simulated));
  return ExitCode::done;
}

ExitCode write_template(const Options& options, const Surroundings& surroundings) {
  ResultOutput{options.output.file, surroundings.out}.write(
      options.blank_diary == BlankDiary::wide ? texts::wide_csv : texts::long_csv);
  return ExitCode::done;
}

}  // namespace culprit::cli
