/// What the process says to scripts when it ends.
#pragma once

#include "culprit/core/error.hpp"

namespace culprit::cli {

/// Fixed: scripts depend on the numbers. From 64 on they follow BSD sysexits.h.
enum class ExitCode : int {
  done = 0,                ///< whatever was found; also: the reader of the result went away
  suspect_found = 1,       ///< `--fail-on suspect`, and there is one
  not_enough_data = 3,     ///< the result was printed, but says nothing about any food
  usage = 64,              ///< command line wrong
  unusable_data = 65,      ///< read, but cannot be used
  no_input = 66,           ///< missing or unreadable file, or a directory
  internal = 70,           ///< our bug
  cannot_create = 73,      ///< an output file cannot be made
  io_error = 74,           ///< reading or writing failed
  stopped = 75,            ///< SIGTERM while a batch ran, which can be resumed
  bad_configuration = 78,  ///< `--config` missing, malformed or with an unknown setting
  interrupted = 130,       ///< SIGINT
};

/// How data that cannot be used end the program. An option that only the diary, or the variables of
/// the environment, show to be wrong is wrong all the same.
[[nodiscard]] inline ExitCode exit_of(const InputError& error) {
  const auto& code = error.messages().front().code;
  const bool is_usage = code == "bad_value" || code == "lags_finer_than_recall" ||
                        code == "important_change_too_large" || code == "blocks_do_not_fit" ||
                        code == "start_within_diary";
  return is_usage ? ExitCode::usage : ExitCode::unusable_data;
}

}  // namespace culprit::cli
