/// One loop shared out among threads.
#pragma once

#include <cstddef>
#include <functional>

namespace culprit {

/// Calls `work(i)` once for every i < `count`, on up to `threads` threads (0 = one per core), the
/// caller's among them. Which thread takes which i is left open: a result that is the same for any
/// number of threads needs calls that neither share nor add up anything.
///
/// @throws  what a call of `work` throws, one of them if several do; the other threads finish the
///          call that they are in.
void for_each_index(std::size_t count, unsigned threads,
                    const std::function<void(std::size_t)>& work);

/// `threads` cut down to how many are worth starting for so much work: a thread costs about as much
/// as 100 µs of it.
///
/// @param steps  of the whole loop, each about 1 ns.
[[nodiscard]] unsigned worthwhile_threads(unsigned threads, std::size_t steps);

}  // namespace culprit
