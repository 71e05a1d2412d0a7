/// Rows that say in so many words that there was no symptom.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "diary/entry_table.hpp"

namespace culprit::diary {

/// `none` in a list of symptoms rates each symptom that the lists of the file name anywhere 0: what
/// that row is about is known only behind the last row. A blank cell says nothing.
class SymptomFree {
 public:
  /// A symptom of a list.
  void name(const Entry& symptom);
  /// A list that holds none. @param row  its day, time and part of the day
  void none(const Entry& row) { rows_.push_back(row); }

  /// Adds a 0 for each symptom and row.
  void finish(EntryTable& entries) const;

 private:
  std::map<std::uint32_t, std::uint32_t> scales_;  ///< by name: the unit of all its entries, or 0
  std::vector<Entry> rows_;
};

}  // namespace culprit::diary
