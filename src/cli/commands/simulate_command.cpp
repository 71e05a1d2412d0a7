#include "cli/commands/simulate_command.hpp"

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

}  // namespace culprit::cli
