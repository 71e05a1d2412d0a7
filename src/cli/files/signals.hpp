/// What ends the program from outside, signals and want of memory: no half-written file stays
/// behind.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

namespace culprit::cli {

/// Removes every file that a `RemovedBySignal` holds. Async-signal-safe.
void remove_unfinished_files() noexcept;

/// From now on SIGINT removes the registered files and exits with 130; SIGTERM and SIGHUP remove
/// them and end the process as they would have; SIGPIPE and SIGXFSZ are ignored, so that writing
/// reports them.
/// A signal that was ignored at the start (`nohup`, a background job) stays ignored.
void handle_signals() noexcept;

struct Slot;

/// Registers a file for removal by signal, for as long as the object lives.
class RemovedBySignal {
 public:
  /// @param folder  open as long as the object lives.
  /// @param name    in the folder, at most NAME_MAX bytes; need not be there yet.
  RemovedBySignal(int folder, const std::string& name);
  RemovedBySignal(const RemovedBySignal&) = delete;
  RemovedBySignal& operator=(const RemovedBySignal&) = delete;
  ~RemovedBySignal();

 private:
  Slot& slot_;
};

/// While it lives, the first SIGINT or SIGTERM only sets a flag, for whoever can finish what it is
/// doing and stop; a second one ends the program at once, with 130 or by the signal. One at a time.
class StopRequest {
 public:
  StopRequest() noexcept;
  StopRequest(const StopRequest&) = delete;
  StopRequest& operator=(const StopRequest&) = delete;
  ~StopRequest();

  [[nodiscard]] const std::atomic<bool>& flag() const noexcept;
  /// SIGINT, SIGTERM or 0.
  [[nodiscard]] int signal_number() const noexcept;
};

inline constexpr std::string_view out_of_memory_text =
    "out of memory; expected more of it, or a smaller diary";

/// Lets the program end cleanly (exit code 74) where an allocation fails in a function that must
/// not throw, as in destructors of JSON values: `std::terminate` says so and removes files that are
/// not complete. Called before anything is allocated; calling it again does no harm.
void end_cleanly_without_memory() noexcept;

}  // namespace culprit::cli
