#include "culprit/cli/signals.hpp"

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

extern "C" void end_by_signal(int signal_number) {
  for (auto& slot : slots) {
    if (slot.is_set.load()) ::unlink(slot.path.data());
  }
  if (signal_number == SIGINT) ::_exit(exit_on_interrupt);
  // Installed with SA_RESETHAND and SA_NODEFER: the default action is back and takes effect here.
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
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
    ::sigemptyset(&action.sa_mask);
    ::sigaction(signal_number, &action, nullptr);
  }
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, nullptr);
}

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
