#include "entry_table.hpp"

#include <sys/mman.h>

#include <algorithm>
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

/// Day and time as one number.
std::int64_t instant(const Entry& entry) noexcept {
  const int minute = entry.time.is_known() ? entry.time.minute() : -1;
  return std::int64_t{entry.day.time_since_epoch().count()} * 4096 + minute;
}

bool comes_before(const Entry& a, const Entry& b) noexcept {
  if (const auto ta = instant(a), tb = instant(b); ta != tb) return ta < tb;
  if (a.part != b.part) return a.part < b.part;
  if (a.kind != b.kind) return a.kind < b.kind;
  if (a.name != b.name) return a.name < b.name;
  if (a.has_amount() != b.has_amount()) return b.has_amount();
  if (a.has_amount() && a.amount != b.amount) return a.amount < b.amount;
  return a.unit < b.unit;
}

bool is_repeated(const Entry& a, const Entry& b) noexcept {
  return a.time.is_known() && a.day == b.day && a.time == b.time && !comes_before(a, b) &&
         !comes_before(b, a);
}

/// Asks for large pages behind memory that will be filled from end to end: touching it for the
/// first time otherwise takes a quarter of the time of reading. A hint only; what it returns is of
/// no use.
void expect_filling(const Entry* first, std::size_t n) {
  constexpr std::uintptr_t page = 4096;
  constexpr std::size_t worth_it = std::size_t{4} << 20;
  if (n * sizeof(Entry) < worth_it) return;
  const auto start = (reinterpret_cast<std::uintptr_t>(first) + page - 1) / page * page;
  const auto end = reinterpret_cast<std::uintptr_t>(first + n) / page * page;
  // NOLINTNEXTLINE(performance-no-int-to-ptr): an address rounded to a page.
  (void)madvise(reinterpret_cast<void*>(start), end - start, MADV_HUGEPAGE);
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

/// Files are mostly in the order of time already: then only entries of one instant need sorting.
void sort_entries(Iterator first, Iterator last) {
  const auto earlier = [](const Entry& a, const Entry& b) { return instant(a) < instant(b); };
  if (!std::is_sorted(first, last, earlier)) {
    std::sort(first, last, comes_before);
    return;
  }
  while (first != last) {
    Iterator end = first + 1;
    while (end != last && instant(*end) == instant(*first)) ++end;
    if (end - first > 1) std::sort(first, end, comes_before);
    first = end;
  }
}

}  // namespace

NameTable EntryTable::with_no_unit() {
  NameTable units;
  (void)units.intern("");
  return units;
}

void EntryTable::begin_file(std::size_t expected) {
  starts_.push_back(entries_.size());
  entries_.reserve(entries_.size() + expected);
  expect_filling(entries_.data(), entries_.capacity());
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
  Iterator kept = entries_.begin();
  for (std::size_t file = 0; file < starts_.size(); ++file) {
    const auto start = entries_.begin() + static_cast<std::ptrdiff_t>(starts_[file]);
    const auto end = file + 1 < starts_.size()
                         ? entries_.begin() + static_cast<std::ptrdiff_t>(starts_[file + 1])
                         : entries_.end();
    sort_entries(start, end);
    const Iterator middle = kept;
    kept = kept == start ? end : std::move(start, end, kept);
    if (middle != entries_.begin()) {
      std::inplace_merge(entries_.begin(), middle, kept, comes_before);
    }
    const Iterator distinct = std::unique(entries_.begin(), kept, is_repeated);
    result.merged.push_back(static_cast<std::uint64_t>(kept - distinct));
    kept = distinct;
  }
  entries_.erase(kept, entries_.end());
  diary.entries = std::move(entries_);

  diary.logged_days = std::move(logged_days_);
  for (const Entry& entry : diary.entries) {
    auto& days = diary.logged_days;
    if (entry.kind == Kind::food && (days.empty() || days.back() != entry.day)) {
      days.push_back(entry.day);
    }
  }
  std::sort(diary.logged_days.begin(), diary.logged_days.end());
  diary.logged_days.erase(std::unique(diary.logged_days.begin(), diary.logged_days.end()),
                          diary.logged_days.end());
  *this = EntryTable{};
  return result;
}

}  // namespace culprit::diary
