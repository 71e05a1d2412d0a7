#include "cli/run.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <new>
#include <stdexcept>
#include <vector>

#include "cli/commands/cohort_commands.hpp"
#include "cli/commands/diary_commands.hpp"
#include "cli/files/descriptor.hpp"
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
template <typename Action> ExitCode guarded(const Messenger& messenger, const Action& action) {
  try {
    return action();
  } catch (const ClosedPipe&) {
    return ExitCode::done;
  } catch (const NoInputError& error) {
    messenger.errors(error.messages());
    return ExitCode::no_input;
  } catch (const InputError& error) {
    messenger.errors(error.messages());
    return exit_of(error);
  } catch (const CannotCreateError& error) {
    messenger.error(error.message());
    return ExitCode::cannot_create;
  } catch (const IoError& error) {
    messenger.error(error.message());
    return ExitCode::io_error;
  } catch (const std::bad_alloc&) {
    messenger.out_of_memory();
    return ExitCode::io_error;
  } catch (const std::exception& error) {
    return internal_error(messenger, error.what());
  } catch (...) {
    return internal_error(messenger, "unknown exception");
  }
}

struct Action {
  Command command;
  ExitCode (*run)(const Options&, const Surroundings&);
};
/// What each command does; `help` and `version` end as text.
constexpr Action actions[] = {{Command::rank, rank}, {Command::check, check},
    {Command::explain, explain}, {Command::convert, convert}, {Command::foods, foods},
    {Command::plot, plot}, {Command::batch, batch}, {Command::merge, merge}, {Command::pool, pool},
    {Command::plan, plan}, {Command::trial, trial}, {Command::simulate, simulate},
    {Command::blank_diary, write_template}};

ExitCode run_parsed(const ParsedArguments& parsed, const Surroundings& surroundings) {
  if (!parsed.errors.empty()) {
    const Messenger messenger{surroundings.err, {.format = parsed.error_format}};
    messenger.errors(parsed.errors);
    if (parsed.error_format == ErrorFormat::text)
      messenger.error({.code = "help",
          .text = fmt::format("try 'culprit {}{}--help'", parsed.help_command,
              parsed.help_command.empty() ? "" : " ")});
    return parsed.exit;
  }
  if (!parsed.options) {
    write_all(surroundings.out, parsed.text, "standard output");
    return ExitCode::done;
  }
  const auto* const action = std::ranges::find(actions, parsed.options->command, &Action::command);
  if (action == std::end(actions)) throw std::logic_error("command without an action");
  return action->run(*parsed.options, surroundings);
}

/// Whether a file or a program feeds the descriptor; one that is closed or only written is not fed.
StandardInput kind_of(int descriptor) noexcept {
  const int flags = ::fcntl(descriptor, F_GETFL);
  const bool is_readable = flags >= 0 && (flags & O_ACCMODE) != O_WRONLY;
  return is_readable && ::isatty(descriptor) == 0 ? StandardInput::piped : StandardInput::terminal;
}

/// Closed standard streams would be given to the first files that are opened, and a result would
/// end up in a diary. Opened the wrong way round, using them fails as it should.
void occupy_standard_streams() noexcept {
  constexpr int useless_flags[] = {O_WRONLY, O_RDONLY, O_RDONLY};
  for (int i = 0; i < 3; ++i)
    if (::fcntl(i, F_GETFD) < 0 && errno == EBADF) (void)::open("/dev/null", useless_flags[i]);
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string{value};
}

}  // namespace

int run(std::span<const std::string> args, const Surroundings& surroundings) noexcept {
  ErrorFormat format = ErrorFormat::text;
  const auto code = guarded(Messenger{surroundings.err, {}}, [&] {
    const auto parsed = parse_arguments(args, kind_of(surroundings.in));
    format = parsed.options ? parsed.options->messages.format : parsed.error_format;
    return guarded(Messenger{surroundings.err, {.format = format}},
        [&] { return run_parsed(parsed, surroundings); });
  });
  return static_cast<int>(code);
}

int run(int argc, const char* const* argv) noexcept {
  end_cleanly_without_memory();
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
