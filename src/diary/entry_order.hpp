/// The order of a diary's entries.
#pragma once

#include <vector>

#include "culprit/diary/diary.hpp"

namespace culprit::diary {

/// By day, time (untimed first), part of the day, kind, name, amount (none first), unit.
[[nodiscard]] bool comes_before(const Entry& a, const Entry& b) noexcept;

/// Both have the same time and are the same in all else.
[[nodiscard]] inline bool is_repeated(const Entry& a, const Entry& b) noexcept {
  return a.time == b.time && a.name == b.name && a.day == b.day && a.time.is_known() &&
         a.part == b.part && a.kind == b.kind && a.unit == b.unit &&
         (a.has_amount() ? a.amount == b.amount : !b.has_amount());
}

/// By `comes_before`. O(n), but for entries that are the same in all but amount and unit.
void sort_entries(std::vector<Entry>::iterator first, std::vector<Entry>::iterator last);

}  // namespace culprit::diary
