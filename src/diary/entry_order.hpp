/// The order of a diary's entries.
#pragma once

#include <cstddef>
#include <vector>

#include "culprit/diary/diary.hpp"

namespace culprit::diary {

/// By day, time (untimed first), part of the day, kind, name, amount (none first), unit.
[[nodiscard]] bool comes_before(const Entry& a, const Entry& b) noexcept;

/// Both have the same time and are the same in all else.
[[nodiscard]] inline bool is_repeated(const Entry& a, const Entry& b) noexcept {
  return a.name == b.name && a.time.is_known() && a.time == b.time && a.day == b.day &&
         a.part == b.part && a.kind == b.kind && a.unit == b.unit &&
         (a.has_amount() ? a.amount == b.amount : !b.has_amount());
}

/// The entries `from` … `to` - 1, by `comes_before`. O(n) for entries in the order of time,
/// forwards or backwards, else O(n log n).
void sort_entries(std::vector<Entry>& entries, std::size_t from, std::size_t to);

}  // namespace culprit::diary
