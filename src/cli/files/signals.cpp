#include "cli/files/signals.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <exception>
#include <new>

#include "cli/exit_code.hpp"

namespace culprit::cli {

/// A file that the handler may remove at any moment: no allocation, no lock.
struct Slot {
  std::array<char, NAME_MAX + 1> name{};
  int folder = -1;
  enum class State { free, being_filled, set };
  std::atomic<State> state = State::being_filled;
  Slot* next = nullptr;
};
static_assert(std::atomic<Slot::State>::is_always_lock_free);

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

/// The slots form a list that only grows: a handler gets no argument but the signal's number, and
/// may come at any moment.
std::atomic<Slot*> first_slot = nullptr;
static_assert(std::atomic<Slot*>::is_always_lock_free);

/// What a StopRequest waits for.
std::atomic<bool> is_stop_awaited = false;
std::atomic<bool> is_stop_requested = false;
std::atomic<int> stop_signal = 0;
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void end_by_signal(int signal_number) {
  if (signal_number != SIGHUP && is_stop_awaited.load() && !is_stop_requested.exchange(true)) {
    stop_signal.store(signal_number);
    return;
  }
  remove_unfinished_files();
  if (signal_number == SIGINT) ::_exit(static_cast<int>(ExitCode::interrupted));
  ::signal(signal_number, SIG_DFL);
  // Installed with SA_NODEFER: the default action takes effect here.
  ::raise(signal_number);
}

/// A free slot, or a new one, which is kept and used again.
Slot& free_slot() {
  for (Slot* slot = first_slot.load(); slot != nullptr; slot = slot->next) {
    auto expected = Slot::State::free;
    if (slot->state.compare_exchange_strong(expected, Slot::State::being_filled)) return *slot;
  }
  auto* slot =
      new Slot;  // NOLINT(cppcoreguidelines-owning-memory): the handler may look at any time
  slot->next = first_slot.load();
  while (!first_slot.compare_exchange_weak(slot->next, slot)) {
  }
  return *slot;
}

}  // namespace

void remove_unfinished_files() noexcept {
  for (const Slot* slot = first_slot.load(); slot != nullptr; slot = slot->next)
    if (slot->state.load() == Slot::State::set) ::unlinkat(slot->folder, slot->name.data(), 0);
}

void handle_signals() noexcept {
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    ::sigaction(signal_number, nullptr, &before);
    if (before.sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = &end_by_signal;
    action.sa_flags = static_cast<int>(SA_NODEFER);
    ::sigemptyset(&action.sa_mask);
    ::sigaction(signal_number, &action, nullptr);
  }
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, nullptr);
  ::sigaction(SIGXFSZ, &ignore, nullptr);
}

StopRequest::StopRequest() noexcept {
  stop_signal = 0;
  is_stop_requested = false;
  is_stop_awaited = true;
}

StopRequest::~StopRequest() { is_stop_awaited = false; }

const std::atomic<bool>& StopRequest::flag() const noexcept { return is_stop_requested; }

int StopRequest::signal_number() const noexcept { return stop_signal.load(); }

RemovedBySignal::RemovedBySignal(int folder, const std::string& name) : slot_{free_slot()} {
  slot_.folder = folder;
  slot_.name[name.copy(slot_.name.data(), slot_.name.size() - 1)] = '\0';
  slot_.state.store(Slot::State::set);
}

RemovedBySignal::~RemovedBySignal() { slot_.state.store(Slot::State::free); }

void end_cleanly_without_memory() noexcept {
  std::set_new_handler(&note_and_throw);
  std::set_terminate(&end_by_terminate);
}

}  // namespace culprit::cli
