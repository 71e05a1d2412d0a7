#include "cli/commands/template_command.hpp"

#include "cli/commands/texts.hpp"
#include "cli/files/result_output.hpp"

namespace culprit::cli {
ExitCode write_template(const Options& options, const Surroundings& surroundings) {
  ResultOutput{options.output.file, surroundings.out}.write(
      options.blank_diary == BlankDiary::wide ? texts::wide_csv : texts::long_csv);
  return ExitCode::done;
}

}  // namespace culprit::cli
