#include "diary/entry_order.hpp"

#include <algorithm>
#include <cstdint>

namespace culprit::diary {
namespace {

using Iterator = std::vector<Entry>::iterator;

/// Minutes after the day's start; -1 = untimed.
int minute_of(const Entry& entry) noexcept {
  return entry.time.is_known() ? entry.time.minute() : -1;
}

std::int64_t day_number(const Entry& entry) noexcept {
  return entry.day.time_since_epoch().count();
}

/// Day and time as one number.
std::int64_t instant(const Entry& entry) noexcept {
  return day_number(entry) * 4096 + minute_of(entry);
}

/// What entries of one day are sorted by, but for amount and unit, as one number.
std::uint64_t place_in_day(const Entry& entry) noexcept {
  const auto minute = static_cast<std::uint64_t>(minute_of(entry)) + 1;  // 0 = untimed
  return minute << 48 | std::uint64_t{static_cast<std::uint8_t>(entry.part)} << 40 |
         std::uint64_t{static_cast<std::uint8_t>(entry.kind)} << 32 | entry.name;
}

/// By amount (none first) and unit. Objects and not functions, so that sorting compares without a
/// call.
constexpr auto has_less = [](const Entry& a, const Entry& b) noexcept {
  if (a.has_amount() != b.has_amount()) return b.has_amount();
  if (a.has_amount() && a.amount != b.amount) return a.amount < b.amount;
  return a.unit < b.unit;
};

constexpr auto comes_before_in_day = [](const Entry& a, const Entry& b) noexcept {
  const auto pa = place_in_day(a);
  const auto pb = place_in_day(b);
  return pa != pb ? pa < pb : has_less(a, b);
};

/// Entries in the order of time, of which only those of an instant are not sorted yet.
void sort_instants(Iterator first, Iterator last) {
  while (first != last) {
    Iterator end = first + 1;
    while (end != last && instant(*end) == instant(*first)) ++end;
    if (end - first > 1) std::sort(first, end, comes_before_in_day);
    first = end;
  }
}

}  // namespace

bool comes_before(const Entry& a, const Entry& b) noexcept {
  return a.day != b.day ? a.day < b.day : comes_before_in_day(a, b);
}

void sort_entries(std::vector<Entry>& entries, std::size_t from, std::size_t to) {
  const auto first = entries.begin() + static_cast<std::ptrdiff_t>(from);
  const auto last = entries.begin() + static_cast<std::ptrdiff_t>(to);
  const auto earlier = [](const Entry& a, const Entry& b) { return instant(a) < instant(b); };
  const auto later = [](const Entry& a, const Entry& b) { return instant(a) > instant(b); };
  // Most files go forwards or, the newest first, backwards in time.
  if (std::is_sorted(first, last, later)) std::reverse(first, last);
  if (std::is_sorted(first, last, earlier)) return sort_instants(first, last);
  std::sort(first, last, comes_before);
}

}  // namespace culprit::diary
