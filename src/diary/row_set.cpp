#include "diary/row_set.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace culprit::diary {
namespace {

constexpr std::size_t first_slots = 1024;
constexpr std::size_t rows_per_word = 4;  ///< of the filter, at most

}  // namespace

bool RowSet::insert(std::string_view text) {
  const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
  if (filter_.size() <= (used_ + waiting_.size()) / rows_per_word) grow_filter();
  if (mark(hash)) {
    place_waiting();
    if (contains(hash, text)) return false;
  }
  waiting_.push_back({hash, keep(text)});
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
    const std::size_t bytes = std::max(block, needed);
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(bytes));
    free_ = blocks_.back().get();
    left_ = bytes;
  }
  char* const row = free_;
  std::memcpy(row, &size, sizeof size);
  std::copy(text.begin(), text.end(), row + sizeof size);
  free_ += needed;
  left_ -= needed;
  return row;
}

bool RowSet::mark(std::uint64_t hash) noexcept {
  std::uint64_t& word = filter_[(hash >> 12) & (filter_.size() - 1)];
  const std::uint64_t bits = std::uint64_t{1} << (hash & 63) | std::uint64_t{1} << (hash >> 6 & 63);
  const bool marked = (word & bits) == bits;
  word |= bits;
  return marked;
}

void RowSet::grow_filter() {
  constexpr std::size_t first_words = 256;
  constexpr std::size_t factor = 4;
  filter_.assign(std::max(first_words, filter_.size() * factor), 0);
  for (const Slot& slot : slots_) {
    if (slot.row != nullptr) (void)mark(slot.hash);
  }
  for (const Slot& slot : waiting_) (void)mark(slot.hash);
}

bool RowSet::contains(std::uint64_t hash, std::string_view text) const noexcept {
  if (slots_.empty()) return false;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = place_of(hash); slots_[at].row != nullptr; at = (at + 1) & mask) {
    if (slots_[at].hash == hash && text_of(slots_[at].row) == text) return true;
  }
  return false;
}

void RowSet::place(const Slot& slot) noexcept {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = place_of(slot.hash);
  while (slots_[at].row != nullptr) at = (at + 1) & mask;
  slots_[at] = slot;
}

void RowSet::place_waiting() {
  constexpr std::size_t ahead = 8;  // rows whose slots are fetched meanwhile
  grow_table(used_ + waiting_.size());
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    const std::size_t next = std::min(i + ahead, waiting_.size() - 1);
    __builtin_prefetch(&slots_[place_of(waiting_[next].hash)], 1);
    place(waiting_[i]);
  }
  used_ += waiting_.size();
  waiting_.clear();
}

void RowSet::grow_table(std::size_t rows) {
  std::size_t n_slots = std::max(first_slots, slots_.size());
  while (n_slots < rows * 2) n_slots *= 2;
  if (n_slots == slots_.size()) return;
  std::vector<Slot> old(n_slots);
  old.swap(slots_);
  shift_ = std::countl_zero(n_slots) + 1;
  for (const Slot& slot : old) {
    if (slot.row != nullptr) place(slot);
  }
}

}  // namespace culprit::diary
