/// Collects the entries of all files and makes the Diary of them: sorted, numbered, merged; and the
/// order of a diary's entries.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/text.hpp"
#include "culprit/diary/diary.hpp"
#include "diary/store/memo.hpp"

namespace culprit::diary {

class EntryTable {
 public:
  /// Entries added from here on belong to the next file, of about `expected` entries.
  void begin_file(std::size_t expected = 0) {
    starts_.push_back(entries_.size());
    entries_.reserve(entries_.size() + expected);
  }

  /// Quotes at one end only are a slip of the pen and no part of the name.
  [[nodiscard]] std::uint32_t name(std::string_view raw) {
    if (!raw.empty() && (raw.front() == '"') != (raw.back() == '"')) {
      if (raw.front() == '"') raw.remove_prefix(raw.find_first_not_of('"'));
      else if (std::count(raw.begin(), raw.end(), '"') == 1) raw.remove_suffix(1);
      raw = trim(raw);
    }
    return names_.intern(raw);
  }
  [[nodiscard]] std::uint32_t unit(std::string_view raw) {
    return raw.empty() ? 0 : units_.intern(raw);
  }

  /// A new entry, to be filled in.
  [[nodiscard]] Entry& add() { return entries_.emplace_back(); }

  /// The file says that foods were recorded on that day, even if none was eaten.
  void log_day(Day day) {
    if (logged_days_.empty() || logged_days_.back() != day) logged_days_.push_back(day);
  }

  /// The entries from `first` on, and what their names and units are.
  [[nodiscard]] std::span<const Entry> since(std::size_t first) const {
    return std::span{entries_}.subspan(first);
  }
  [[nodiscard]] std::span<Entry> since(std::size_t first) {
    return std::span{entries_}.subspan(first);
  }
  [[nodiscard]] std::size_t logged() const noexcept { return logged_days_.size(); }
  /// What `log_day` was given, from the `first` time on.
  [[nodiscard]] std::span<Day> logged_since(std::size_t first) {
    return std::span{logged_days_}.subspan(first);
  }
  [[nodiscard]] const std::string& name_of(const Entry& entry) const {
    return names_.spellings()[entry.name];
  }
  [[nodiscard]] const std::string& unit_of(const Entry& entry) const {
    return units_.spellings()[entry.unit];
  }
  /// Takes an entry back.
  void erase(std::size_t at) {
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(at));
    has_erased_ = true;
  }

  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

  /// What has come since the last time, in the order of the files. Names and units are indices into
  /// the spellings so far.
  struct Batch {
    const std::vector<std::string>& names;
    const std::vector<std::string>& units;
    const std::vector<Entry>& entries;
    const std::vector<Day>& logged_days;
  };
  /// Hands everything collected to `take` and forgets all but the spellings: for readers that need
  /// no Diary. Not to be mixed with `finish`.
  template <typename Take> void drain(const Take& take) {
    take(Batch{names_.spellings(), units_.spellings(), entries_, logged_days_});
    entries_.clear();
    logged_days_.clear();
    starts_.clear();
  }

  struct Result {
    Diary diary;
    /// [files] timed entries that repeat an earlier one of the same or an earlier file: dropped.
    std::vector<std::uint64_t> merged;
  };
  /// Leaves the table empty. O(n) for files in the order of time, else O(n log n).
  [[nodiscard]] Result finish();

 private:
  NameTable names_;
  NameTable units_ = with_no_unit();
  std::vector<Entry> entries_;
  std::vector<std::size_t> starts_;  ///< [files] first entry of each
  std::vector<Day> logged_days_;
  bool has_erased_ = false;  ///< so that a spelling may be of no entry

  static NameTable with_no_unit();
};

/// Each day once, in order.
[[nodiscard]] std::vector<Day> sorted_days(std::vector<Day> days);

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
