#include "cli/commands/other_commands.hpp"

#include <sstream>
#include <string>
#include <vector>

#include "cli/commands/diary_commands.hpp"
#include "cli/commands/result_files.hpp"
#include "cli/commands/texts.hpp"
#include "cli/files/inputs.hpp"
#include "cli/files/output_file.hpp"
#include "cli/files/spool.hpp"
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

ExitCode list_unknown(const Options& options, const Surroundings& surroundings) {
  DiaryRun run{options, surroundings};
  const auto input = run.read([&](const auto& on_rejection) {
    return diary::read(run.inputs, run.pipeline.read, on_rejection);
  });
  run.warn_of_guesses(input.files);
  if (run.is_refused()) return ExitCode::unusable_data;
  const auto& lexicon = run.pipeline.lexicon;
  foods::Resolver resolver{lexicon};
  const auto unknown = foods::unknown_foods(input.diary, resolver);
  run.outputs.write(
      [&](const Output&) { return foods::to_lexicon_text(unknown, lexicon); }, Content::data);
  return ExitCode::done;
}

}  // namespace

ExitCode foods(const Options& options, const Surroundings& surroundings) {
  if (options.unknown) return list_unknown(options, surroundings);
  const foods::Lexicon lexicon =
      read_lexicon(options.lexicon, options.messages.max_per_reason).lexicon;
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
