#include "cli/commands/new_diary_commands.hpp"

#include "cli/commands/texts.hpp"
#include "cli/files/result_output.hpp"
#include "culprit/simulate/simulate.hpp"

namespace culprit::cli {

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
