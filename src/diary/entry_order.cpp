#include "entry_order.hpp"

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
  const auto minute = static_cast<std::uint64_t>(minute_of(entry) + 1);
  return minute << 48 | std::uint64_t{static_cast<std::uint8_t>(entry.part)} << 40 |
         std::uint64_t{static_cast<std::uint8_t>(entry.kind)} << 32 | entry.name;
}

/// An object and not a function, so that sorting compares without a call.
constexpr auto comes_before_in_day = [](const Entry& a, const Entry& b) noexcept {
  if (const auto pa = place_in_day(a), pb = place_in_day(b); pa != pb) return pa < pb;
  if (a.has_amount() != b.has_amount()) return b.has_amount();
  if (a.has_amount() && a.amount != b.amount) return a.amount < b.amount;
  return a.unit < b.unit;
};

/// Entries in the order of time: only those of one instant need sorting.
void sort_instants(Iterator first, Iterator last) {
  while (first != last) {
    Iterator end = first + 1;
    while (end != last && instant(*end) == instant(*first)) ++end;
    if (end - first > 1) std::sort(first, end, comes_before_in_day);
    first = end;
  }
}

/// One bucket a day, then each of them.
void sort_by_day(Iterator first, Iterator last, std::int64_t first_day, std::size_t n_days) {
  std::vector<std::size_t> ends(n_days);
  const auto bucket = [first_day](const Entry& entry) {
    return static_cast<std::size_t>(day_number(entry) - first_day);
  };
  for (auto entry = first; entry != last; ++entry) ++ends[bucket(*entry)];
  std::size_t sum = 0;
  for (auto& end : ends) {
    const std::size_t n = end;
    end = sum;  // where the bucket begins, until it is filled
    sum += n;
  }
  std::vector<Entry> sorted(sum);
  for (auto entry = first; entry != last; ++entry) sorted[ends[bucket(*entry)]++] = *entry;
  auto start = sorted.begin();
  for (const std::size_t end : ends) {
    const auto stop = sorted.begin() + static_cast<std::ptrdiff_t>(end);
    std::sort(start, stop, comes_before_in_day);
    start = stop;
  }
  std::copy(sorted.begin(), sorted.end(), first);
}

}  // namespace

bool comes_before(const Entry& a, const Entry& b) noexcept {
  return a.day != b.day ? a.day < b.day : comes_before_in_day(a, b);
}

void sort_entries(Iterator first, Iterator last) {
  const auto earlier = [](const Entry& a, const Entry& b) { return instant(a) < instant(b); };
  if (std::is_sorted(first, last, earlier)) return sort_instants(first, last);
  const auto [earliest, latest] = std::minmax_element(
      first, last, [](const Entry& a, const Entry& b) { return a.day < b.day; });
  const std::int64_t first_day = day_number(*earliest);
  const auto n_days = static_cast<std::size_t>(day_number(*latest) - first_day + 1);
  const bool is_sparse = n_days > 8 * static_cast<std::size_t>(last - first);
  if (is_sparse) return std::sort(first, last, comes_before);
  sort_by_day(first, last, first_day, n_days);
}

}  // namespace culprit::diary
