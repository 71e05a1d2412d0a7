#include "diary/row_set.hpp"

#include <algorithm>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace culprit::diary {

bool RowSet::insert(std::string_view text) {
  if (used_ * 2 >= slots_.size()) grow();
  const auto [low, high] = XXH3_128bits(text.data(), text.size());
  const Slot hash{low, high};
  Slot& slot = slot_of(hash);
  if (slot == hash) return false;
  slot = hash;
  ++used_;
  return true;
}

RowSet::Slot& RowSet::slot_of(const Slot& hash) noexcept {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash.low & mask;
  while (slots_[at] != Slot{} && slots_[at] != hash) at = (at + 1) & mask;
  return slots_[at];
}

void RowSet::grow() {
  constexpr std::size_t first_slots = 1024;
  std::vector<Slot> old(std::max(first_slots, slots_.size() * 4));
  old.swap(slots_);
  for (const Slot& slot : old)
    if (slot != Slot{}) slot_of(slot) = slot;
}

}  // namespace culprit::diary
