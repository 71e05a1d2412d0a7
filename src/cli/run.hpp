/// The program as a function: arguments in, exit code out.
#pragma once

#include <functional>
#include <span>
#include <string>

namespace culprit::cli {

/// What the program sees of its process. Tests hand in their own.
struct Surroundings {
  int in = 0;  ///< file descriptors
  int out = 1;
  int err = 2;
  std::string no_color = {};  ///< value of NO_COLOR; empty = not set
  std::string term = {};      ///< value of TERM
  /// Value of any other variable, for `--shard auto` alone; empty = not set.
  std::function<std::string(const char*)> variable = [](const char*) { return std::string{}; };
};

/// Runs one command. Prints the result to `out` (or into the file of `-o`), messages to `err`.
/// Never throws and never ends the process.
/// @param args  without the program's name.
/// @return      see `ExitCode`.
[[nodiscard]] int run(std::span<const std::string> args, const Surroundings& surroundings) noexcept;

/// The whole program: makes the process ready (signals; standard streams that are closed) and runs.
[[nodiscard]] int run(int argc, const char* const* argv) noexcept;

}  // namespace culprit::cli
