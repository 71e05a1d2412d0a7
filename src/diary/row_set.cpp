#include "row_set.hpp"

#include <algorithm>
#include <cstring>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace culprit::diary {

bool RowSet::insert(std::string_view text) {
  if ((used_ + 1) * 2 > slots_.size()) grow();
  const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  for (; slots_[at].row != nullptr; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.hash == hash && text_of(slot.row) == text) return false;
  }
  slots_[at] = {hash, keep(text)};
  ++used_;
  return true;
}

std::string_view RowSet::text_of(const char* row) noexcept {
  std::size_t size = 0;
  std::memcpy(&size, row, sizeof size);
  return {row + sizeof size, size};
}

const char* RowSet::keep(std::string_view text) {
  constexpr std::size_t block = std::size_t{64} << 10;
  const std::size_t size = text.size();
  const std::size_t needed = sizeof size + size;
  if (free_ == nullptr || needed > left_) {
    left_ = std::max(block, needed);
    free_ = blocks_.emplace_back(new char[left_]).get();
  }
  char* const row = free_;
  std::memcpy(row, &size, sizeof size);
  std::copy(text.begin(), text.end(), row + sizeof size);
  free_ += needed;
  left_ -= needed;
  return row;
}

void RowSet::grow() {
  constexpr std::size_t first_slots = 1024;
  std::vector<Slot> old(std::max(first_slots, slots_.size() * 2));
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.row == nullptr) continue;
    std::size_t at = static_cast<std::size_t>(slot.hash) & mask;
    while (slots_[at].row != nullptr) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace culprit::diary
