#include "large_pages.hpp"

#include <sys/mman.h>

#include <cstdint>

namespace culprit::diary {

void ask_for_large_pages(const void* first, std::size_t bytes) noexcept {
  constexpr std::uintptr_t page = 4096;
  constexpr std::size_t worth_it = std::size_t{4} << 20;
  if (bytes < worth_it) return;
  const auto address = reinterpret_cast<std::uintptr_t>(first);
  const auto start = (address + page - 1) / page * page;
  const auto end = (address + bytes) / page * page;
  // NOLINTNEXTLINE(performance-no-int-to-ptr): an address rounded to a page.
  (void)madvise(reinterpret_cast<void*>(start), end - start, MADV_HUGEPAGE);
}

}  // namespace culprit::diary
