#include "cli/files/signals.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <climits>
#include <cstring>

namespace culprit::cli {
namespace {

/// A path that the handler may touch at any moment: no allocation, no lock.
struct Slot {
  std::array<char, PATH_MAX> path{};
  std::atomic<bool> is_set = false;
};
static_assert(std::atomic<bool>::is_always_lock_free);

/// The one global: a handler gets no argument but the signal's number.
std::array<Slot, RemovedBySignal::most> slots;

constexpr int exit_on_interrupt = 130;

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
  for (auto& slot : slots) {
    if (slot.is_set.load()) ::unlink(slot.path.data());
  }
  if (signal_number == SIGINT) ::_exit(exit_on_interrupt);
  ::signal(signal_number, SIG_DFL);
  // Installed with SA_NODEFER: the default action takes effect here.
  ::raise(signal_number);
}

}  // namespace

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

RemovedBySignal::RemovedBySignal(const std::string& path) noexcept {
  for (int i = 0; i < most && slot_ < 0; ++i) {
    auto& slot = slots[static_cast<std::size_t>(i)];
    if (slot.is_set.load() || path.size() >= slot.path.size()) continue;
    std::memcpy(slot.path.data(), path.c_str(), path.size() + 1);
    slot.is_set.store(true);
    slot_ = i;
  }
}

RemovedBySignal::~RemovedBySignal() {
  if (slot_ >= 0) slots[static_cast<std::size_t>(slot_)].is_set.store(false);
}

}  // namespace culprit::cli
