/// Memory that will be filled from end to end, or read all over.
#pragma once

#include <cstddef>
#include <vector>

namespace culprit::diary {

/// Asks for large pages behind memory that nothing was written to yet: touching it for the first
/// time otherwise takes a quarter of the time of reading, and finding a place in it a page walk. A
/// hint only; small memory is left as it is.
void ask_for_large_pages(const void* first, std::size_t bytes) noexcept;

/// `values.reserve(n)` with large pages.
template <typename Value>
void reserve_large(std::vector<Value>& values, std::size_t n) {
  values.reserve(n);
  ask_for_large_pages(values.data(), values.capacity() * sizeof(Value));
}

/// So many default values in large pages.
template <typename Value>
[[nodiscard]] std::vector<Value> large_vector(std::size_t n) {
  std::vector<Value> values;
  reserve_large(values, n);
  values.resize(n);
  return values;
}

}  // namespace culprit::diary
