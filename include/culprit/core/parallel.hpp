/// Work shared out among threads.
///
/// Threads that cannot be started are done without: the result is the same, only later.
#pragma once

#include <cstddef>
#include <functional>
#include <thread>

namespace culprit {

/// Starts a thread, or throws std::system_error or std::bad_alloc.
using ThreadStarter = std::jthread (*)(std::function<void()> task);

[[nodiscard]] std::jthread start_thread(std::function<void()> task);

/// `threads`, or one per core if it is 0.
[[nodiscard]] unsigned thread_count(unsigned threads) noexcept;

/// Runs `task` on the caller's thread and on up to `threads` - 1 others (0 = one per core), and
/// waits for all of them. `task` must not throw.
void run_on_threads(
    unsigned threads, const std::function<void()>& task, ThreadStarter start = start_thread);

/// Calls `work(i)` once for every i < `count`, on up to `threads` threads (0 = one per core), the
/// caller's among them. Which thread takes which i is left open: a result that is the same for any
/// number of threads needs calls that neither share nor add up anything.
///
/// @throws  what a call of `work` throws; of several that of the lowest i, for any number of
///          threads. The other threads finish the call that they are in.
void for_each_index(std::size_t count, unsigned threads,
    const std::function<void(std::size_t)>& work, ThreadStarter start = start_thread);

/// `threads` cut down to how many are worth starting for so much work: a thread costs about as much
/// as 100 µs of it.
///
/// @param steps  of the whole loop, each about 1 ns.
[[nodiscard]] unsigned worthwhile_threads(unsigned threads, std::size_t steps);

}  // namespace culprit
