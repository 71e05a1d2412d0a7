#include "diary/entry_order.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <numeric>
#include <utility>

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

/// How many of each there are among entries: what their places can be numbered by.
struct Extent {
  std::int64_t first_day = 0;
  std::uint64_t days = 0;
  std::uint64_t moments = 0;
  std::uint64_t names = 0;
};

constexpr std::uint64_t kinds = 6;

/// The part of an untimed entry, the minute of a timed one.
std::uint64_t moment_of(const Entry& entry) noexcept {
  constexpr int parts = 5;
  return static_cast<std::uint64_t>(entry.time.is_known() ? parts + entry.time.minute()
                                                          : static_cast<int>(entry.part));
}

Extent extent_of(Iterator first, Iterator last) {
  std::int64_t first_day = day_number(*first);
  std::int64_t last_day = first_day;
  Extent extent;
  for (; first != last; ++first) {
    first_day = std::min(first_day, day_number(*first));
    last_day = std::max(last_day, day_number(*first));
    extent.moments = std::max(extent.moments, moment_of(*first) + 1);
    extent.names = std::max(extent.names, std::uint64_t{first->name} + 1);
  }
  extent.first_day = first_day;
  extent.days = static_cast<std::uint64_t>(last_day - first_day) + 1;
  return extent;
}

/// All that entries are sorted by, but for amount and unit, as a number below that of all places.
std::uint64_t place_of(const Entry& entry, const Extent& extent) noexcept {
  const auto day = static_cast<std::uint64_t>(day_number(entry) - extent.first_day);
  const auto kind = static_cast<std::uint64_t>(entry.kind);
  return ((day * extent.moments + moment_of(entry)) * kinds + kind) * extent.names + entry.name;
}

/// Of numbers up to `largest`.
int bits_up_to(std::uint64_t largest) noexcept { return 64 - std::countl_zero(largest); }

int bits_of_places(const Extent& extent) noexcept {
  return bits_up_to(extent.days * extent.moments * kinds * extent.names - 1);
}

/// Numbers, sorted by their bits from `low` to `high`; those alike there stay in their order.
/// Eleven bits at a time, the lowest first: a comparison of what is in no order is mostly a
/// mispredicted branch, a bucket is none.
void sort_by_bits(std::vector<std::uint64_t>& numbers, int low, int high) {
  constexpr int most_bits = 11;
  const int passes = (high - low + most_bits - 1) / most_bits;
  std::vector<std::uint64_t> moved(numbers.size());
  for (int pass = 0; pass < passes; ++pass) {
    const int shift = low + pass * (high - low) / passes;
    const int bits = low + (pass + 1) * (high - low) / passes - shift;
    const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
    std::array<std::size_t, (1u << most_bits) + 1> next{};
    for (const std::uint64_t number : numbers) ++next[(number >> shift & mask) + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    for (const std::uint64_t number : numbers) moved[next[number >> shift & mask]++] = number;
    numbers.swap(moved);
  }
}

/// Where entries of one place stand, which differ in amount and unit alone, they are sorted by
/// them.
void sort_same_places(std::vector<Entry>& sorted, const std::vector<std::uint64_t>& keys,
                      int index_bits) {
  for (std::size_t at = 0, end = 0; at < keys.size(); at = end) {
    bool is_sorted = true;
    for (end = at + 1; end < keys.size() && (keys[end] ^ keys[at]) >> index_bits == 0; ++end)
      is_sorted = is_sorted && !has_less(sorted[end], sorted[end - 1]);
    if (is_sorted) continue;
    const auto start = sorted.begin();
    std::sort(start + static_cast<std::ptrdiff_t>(at), start + static_cast<std::ptrdiff_t>(end),
              has_less);
  }
}

/// Sorts numbers that hold an entry's place above its index, so that entries move only once.
std::vector<Entry> sorted_by_place(Iterator first, Iterator last, const Extent& extent) {
  const auto n = static_cast<std::uint64_t>(last - first);
  const int index_bits = bits_up_to(n - 1);
  std::vector<std::uint64_t> keys;
  keys.reserve(n);
  for (std::uint64_t i = 0; i < n; ++i)
    keys.push_back(place_of(first[static_cast<std::ptrdiff_t>(i)], extent) << index_bits | i);
  sort_by_bits(keys, index_bits, index_bits + bits_of_places(extent));
  const std::uint64_t index = (std::uint64_t{1} << index_bits) - 1;
  std::vector<Entry> sorted;
  sorted.reserve(n);
  for (const std::uint64_t key : keys)
    sorted.push_back(first[static_cast<std::ptrdiff_t>(key & index)]);
  sort_same_places(sorted, keys, index_bits);
  return sorted;
}

}  // namespace

bool comes_before(const Entry& a, const Entry& b) noexcept {
  return a.day != b.day ? a.day < b.day : comes_before_in_day(a, b);
}

void sort_entries(std::vector<Entry>& entries, std::size_t from, std::size_t to) {
  const auto first = entries.begin() + static_cast<std::ptrdiff_t>(from);
  const auto last = entries.begin() + static_cast<std::ptrdiff_t>(to);
  const auto earlier = [](const Entry& a, const Entry& b) { return instant(a) < instant(b); };
  if (std::is_sorted(first, last, earlier)) return sort_instants(first, last);
  constexpr std::size_t few = 256;
  if (to - from < few) return std::sort(first, last, comes_before);
  const Extent extent = extent_of(first, last);
  constexpr int bits_of_key = 64;
  if (bits_of_places(extent) + bits_up_to(to - from - 1) > bits_of_key)
    return std::sort(first, last, comes_before);
  auto sorted = sorted_by_place(first, last, extent);
  if (sorted.size() == entries.size())
    entries = std::move(sorted);
  else
    std::copy(sorted.begin(), sorted.end(), first);
}

}  // namespace culprit::diary
