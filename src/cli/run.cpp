#include "cli/run.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <exception>
#include <vector>

#include "cli/commands/batch_command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/simulate_command.hpp"
#include "cli/files/files.hpp"
#include "cli/files/signals.hpp"
#include "cli/messages.hpp"
#include "cli/options/command_line.hpp"
#include "culprit/core/error.hpp"

namespace culprit::cli {
namespace {

ExitCode internal_error(const Messenger& messenger, std::string_view what) {
  messenger.error(
      {.code = "internal", .text = fmt::format("internal error: {}; please report", what)});
  return ExitCode::internal;
}

/// The one place where exceptions end.
template <typename Action>
ExitCode guarded(const Messenger& messenger, const Action& action) {
  try {
    return action();
  } catch (const ClosedPipe&) {
    return ExitCode::done;
  } catch (const NoInputError& error) {
    messenger.errors(error.messages());
    return ExitCode::no_input;
  } catch (const InputError& error) {
    messenger.errors(error.messages());
    // Only the diary shows how far its scale looks back: an option is wrong all the same.
    const bool is_usage = error.messages().front().code == "lags_finer_than_recall";
    return is_usage ? ExitCode::usage : ExitCode::unusable_data;
  } catch (const CannotCreateError& error) {
    messenger.error(error.message());
    return ExitCode::cannot_create;
  } catch (const IoError& error) {
    messenger.error(error.message());
    return ExitCode::io_error;
  } catch (const std::exception& error) {
    return internal_error(messenger, error.what());
  } catch (...) {
    return internal_error(messenger, "unknown exception");
  }
}

ExitCode run_parsed(const ParsedArguments& parsed, const Surroundings& surroundings) {
  if (!parsed.errors.empty()) {
    const Messenger messenger{surroundings.err, {.format = parsed.error_format}};
    messenger.errors(parsed.errors);
    if (parsed.error_format == ErrorFormat::text)
      messenger.error({.code = "help", .text = "try 'culprit --help'"});
    return parsed.exit;
  }
  if (!parsed.options) {
    write_all(surroundings.out, parsed.text, "standard output");
    return ExitCode::done;
  }
  switch (parsed.options->command) {
    case Command::rank:
      return rank(*parsed.options, surroundings);
    case Command::check:
      return check(*parsed.options, surroundings);
    case Command::explain:
      return explain(*parsed.options, surroundings);
    case Command::convert:
      return convert(*parsed.options, surroundings);
    case Command::foods:
      return foods(*parsed.options, surroundings);
    case Command::plot:
      return plot(*parsed.options, surroundings);
    case Command::batch:
      return batch(*parsed.options, surroundings);
    case Command::merge:
      return merge(*parsed.options, surroundings);
    case Command::pool:
      return pool(*parsed.options, surroundings);
  }
  throw std::logic_error("command without an action");
}

/// Closed standard streams would be given to the first files that are opened, and a result would
/// end up in a diary. Opened the wrong way round, using them fails as it should.
void occupy_standard_streams() noexcept {
  constexpr int useless_flags[] = {O_WRONLY, O_RDONLY, O_RDONLY};
  for (int i = 0; i < 3; ++i) {
    if (::fcntl(i, F_GETFD) < 0 && errno == EBADF) (void)::open("/dev/null", useless_flags[i]);
  }
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string{value};
}

}  // namespace

int run(std::span<const std::string> args, const Surroundings& surroundings) noexcept {
  ErrorFormat format = ErrorFormat::text;
  const auto code = guarded(Messenger{surroundings.err, {}}, [&] {
    if (!args.empty() && args.front() == "simulate") {
      const auto parsed = parse_simulation(args.subspan(1));
      return guarded(Messenger{surroundings.err, {.format = parsed.error_format}},
                     [&] { return run_simulation(parsed, surroundings); });
    }
    const auto parsed = parse_arguments(args);
    format = parsed.options ? parsed.options->messages.format : parsed.error_format;
    return guarded(Messenger{surroundings.err, {.format = format}},
                   [&] { return run_parsed(parsed, surroundings); });
  });
  return static_cast<int>(code);
}

int run(int argc, const char* const* argv) noexcept {
  occupy_standard_streams();
  handle_signals();
  const auto code = guarded(Messenger{STDERR_FILENO, {}}, [&] {
    const std::vector<std::string> args(argv + (argc > 0 ? 1 : 0), argv + argc);
    return static_cast<ExitCode>(run(args, Surroundings{.no_color = environment("NO_COLOR"),
                                                        .term = environment("TERM"),
                                                        .variable = environment}));
  });
  return static_cast<int>(code);
}

}  // namespace culprit::cli
