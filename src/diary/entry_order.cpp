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

/// Entries of which only those of a group, which stand together, are not sorted yet.
template <typename SameGroup>
void sort_groups(Iterator first, Iterator last, const SameGroup& same_group) {
  while (first != last) {
    Iterator end = first + 1;
    while (end != last && same_group(*end, *first)) ++end;
    if (end - first > 1) std::sort(first, end, comes_before_in_day);
    first = end;
  }
}

/// Moves entries into buckets, those of a bucket staying in their order.
template <typename BucketOf>
void scatter(const std::vector<Entry>& from, std::vector<Entry>& to, std::size_t n_buckets,
             const BucketOf& bucket_of) {
  std::vector<std::size_t> next(n_buckets + 1);
  for (const Entry& entry : from) ++next[bucket_of(entry) + 1];
  for (std::size_t i = 1; i <= n_buckets; ++i) next[i] += next[i - 1];
  for (const Entry& entry : from) to[next[bucket_of(entry)]++] = entry;
}

/// By what counts least first: a comparison of entries in no order is mostly a mispredicted branch,
/// a bucket is none.
void sort_by_buckets(Iterator first, Iterator last, std::int64_t first_day, std::size_t n_days) {
  constexpr std::size_t kinds = 6;
  constexpr std::size_t parts = 5;
  constexpr std::size_t minutes = 24 * 60 + 1;
  std::vector<Entry> entries(first, last);
  std::vector<Entry> moved(entries.size());
  std::size_t n_names = 0;
  bool any_timed = false;
  for (const Entry& entry : entries) {
    n_names = std::max<std::size_t>(n_names, entry.name + 1);
    any_timed = any_timed || entry.time.is_known();
  }
  scatter(entries, moved, parts * kinds * n_names, [n_names](const Entry& entry) {
    const auto kind =
        static_cast<std::size_t>(entry.part) * kinds + static_cast<std::size_t>(entry.kind);
    return kind * n_names + entry.name;
  });
  entries.swap(moved);
  if (any_timed) {
    scatter(entries, moved, minutes,
            [](const Entry& entry) { return static_cast<std::size_t>(minute_of(entry) + 1); });
    entries.swap(moved);
  }
  scatter(entries, moved, n_days, [first_day](const Entry& entry) {
    return static_cast<std::size_t>(day_number(entry) - first_day);
  });
  std::copy(moved.begin(), moved.end(), first);
}

}  // namespace

bool comes_before(const Entry& a, const Entry& b) noexcept {
  return a.day != b.day ? a.day < b.day : comes_before_in_day(a, b);
}

void sort_entries(Iterator first, Iterator last) {
  const auto earlier = [](const Entry& a, const Entry& b) { return instant(a) < instant(b); };
  if (std::is_sorted(first, last, earlier)) {
    return sort_groups(first, last,
                       [](const Entry& a, const Entry& b) { return instant(a) == instant(b); });
  }
  const auto [earliest, latest] = std::minmax_element(
      first, last, [](const Entry& a, const Entry& b) { return a.day < b.day; });
  const std::int64_t first_day = day_number(*earliest);
  const auto n_days = static_cast<std::size_t>(day_number(*latest) - first_day + 1);
  const bool is_sparse = n_days > 32 * static_cast<std::size_t>(last - first);
  if (is_sparse) return std::sort(first, last, comes_before);
  sort_by_buckets(first, last, first_day, n_days);
  sort_groups(first, last, [](const Entry& a, const Entry& b) {
    return a.day == b.day && place_in_day(a) == place_in_day(b);
  });
}

}  // namespace culprit::diary
