#include "cli/out_of_memory.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <exception>
#include <new>

#include "cli/exit_code.hpp"
#include "cli/files/signals.hpp"

namespace culprit::cli {
namespace {

std::atomic<bool> has_run_out = false;

[[noreturn]] void note_and_throw() {
  has_run_out = true;
  throw std::bad_alloc{};
}

[[noreturn]] void end_by_terminate() noexcept {
  try {
    if (const auto failure = std::current_exception()) std::rethrow_exception(failure);
    // The walk of a folder in libstdc++ terminates without saying why.
    if (has_run_out) throw std::bad_alloc{};
  } catch (const std::bad_alloc&) {
    remove_unfinished_files();
    (void)!::write(STDERR_FILENO, out_of_memory_text.data(), out_of_memory_text.size());
    (void)!::write(STDERR_FILENO, "\n", 1);
    ::_exit(static_cast<int>(ExitCode::io_error));
  } catch (...) {
    // A defect of the program: it ends as it would without this handler.
  }
  std::abort();
}

/// Libraries allocate before `main` begins.
[[gnu::constructor(101)]] void install() { end_cleanly_without_memory(); }

}  // namespace

void end_cleanly_without_memory() noexcept {
  std::set_new_handler(&note_and_throw);
  std::set_terminate(&end_by_terminate);
}

}  // namespace culprit::cli
