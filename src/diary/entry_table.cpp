#include "diary/entry_table.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "diary/day_set.hpp"
#include "diary/entry_order.hpp"

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

}  // namespace

NameTable EntryTable::with_no_unit() {
  NameTable units;
  (void)units.intern("");
  return units;
}

void EntryTable::begin_file(std::size_t expected) {
  starts_.push_back(entries_.size());
  entries_.reserve(entries_.size() + expected);
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

  DaySet logged;
  for (const Day day : logged_days_) logged.insert(day);
  const Entry* last = nullptr;  // the last that was seen to
  for (const Entry& entry : diary.entries) {
    if ((last != nullptr && last->day == entry.day) || entry.kind != Kind::food) continue;
    logged.insert(entry.day);
    last = &entry;
  }
  diary.logged_days = logged.days();
  *this = EntryTable{};
  return result;
}

}  // namespace culprit::diary
