#include "diary/store/entry_table.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

namespace culprit::diary {
namespace {

/// [old id] place of each spelling in byte order; `spellings` become sorted.
std::vector<std::uint32_t> sort_spellings(std::vector<std::string>& spellings) {
  std::vector<std::uint32_t> order(spellings.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
      [&](std::uint32_t a, std::uint32_t b) { return spellings[a] < spellings[b]; });
  std::vector<std::uint32_t> rank(spellings.size());
  std::vector<std::string> sorted(spellings.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    rank[order[i]] = i;
    sorted[i] = std::move(spellings[order[i]]);
  }
  spellings = std::move(sorted);
  return rank;
}

/// Spellings that no entry has any more.
void drop_unused(std::vector<Entry>& entries, Diary& diary) {
  NameTable names;
  NameTable units;
  (void)units.intern("");
  for (Entry& entry : entries) {
    entry.name = names.intern(diary.names[entry.name]);
    entry.unit = units.intern(diary.units[entry.unit]);
  }
  diary.names = names.spellings();
  diary.units = units.spellings();
}

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

NameTable EntryTable::with_no_unit() {
  NameTable units;
  (void)units.intern("");
  return units;
}

EntryTable::Result EntryTable::finish() {
  Result result;
  Diary& diary = result.diary;
  diary.names = names_.spellings();
  diary.units = units_.spellings();
  if (has_erased_) drop_unused(entries_, diary);
  const auto name_rank = sort_spellings(diary.names);
  const auto unit_rank = sort_spellings(diary.units);
  for (Entry& entry : entries_) {
    entry.name = name_rank[entry.name];
    entry.unit = unit_rank[entry.unit];
  }
  // Each file in turn: sorted, its repetitions dropped, then merged with the files before it.
  std::ptrdiff_t n_kept = 0;
  for (std::size_t file = 0; file < starts_.size(); ++file) {
    const std::size_t behind = file + 1 < starts_.size() ? starts_[file + 1] : entries_.size();
    sort_entries(entries_, starts_[file], behind);
    const auto start = entries_.begin() + static_cast<std::ptrdiff_t>(starts_[file]);
    const auto end = entries_.begin() + static_cast<std::ptrdiff_t>(behind);
    const Iterator middle = entries_.begin() + n_kept;
    Iterator kept = middle;
    kept = kept == start ? end : std::move(start, end, kept);
    if (middle != entries_.begin())
      std::inplace_merge(entries_.begin(), middle, kept, comes_before);
    const Iterator distinct = std::unique(entries_.begin(), kept, is_repeated);
    result.merged.push_back(static_cast<std::uint64_t>(kept - distinct));
    n_kept = distinct - entries_.begin();
  }
  entries_.erase(entries_.begin() + n_kept, entries_.end());
  diary.entries = std::move(entries_);

  for (const Entry& entry : diary.entries)
    if (entry.kind == Kind::food) log_day(entry.day);
  diary.logged_days = sorted_days(std::move(logged_days_));
  *this = EntryTable{};
  return result;
}

std::vector<Day> sorted_days(std::vector<Day> days) {
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

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
