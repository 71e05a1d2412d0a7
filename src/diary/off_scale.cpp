#include "diary/off_scale.hpp"

#include <fmt/format.h>

#include "culprit/core/number.hpp"
#include "culprit/diary/outcome.hpp"
#include "diary/cells.hpp"

namespace culprit::diary {

const OffScale::Range& OffScale::range_of(const Entry& entry) {
  if (ranges_.size() <= entry.name) ranges_.resize(entry.name + std::size_t{1});
  auto& range = ranges_[entry.name];
  if (!range) range.emplace(instrument_range(fold_name(file_.shared.entries.name_of(entry))));
  return *range;
}

/// The column of that name, else the one of amounts, else the first cell that holds the number.
std::size_t OffScale::field_of(const csv::Record& record, const Entry& entry) const {
  const Head& head = file_.head;
  if (const auto column = head.find(fold_name(file_.shared.entries.name_of(entry)))) return *column;
  if (const auto column = head.find("amount")) return *column;
  const std::string number = format_number(entry.amount);
  for (std::size_t i = 0; i < record.size(); ++i)
    if (record[i].find(number) != std::string_view::npos) return i;
  return 0;
}

bool OffScale::take_back(const csv::Record& record, std::size_t at) {
  EntryTable& entries = file_.shared.entries;
  const Entry entry = entries.since(at).front();
  const Range& range = range_of(entry);
  if (!range || range->holds(entry.amount)) return false;
  if (entry.unit != 0 && scale_from_text(entries.unit_of(entry))) return false;
  file_.shared.reject(record.message(
      file_.head.input->name(), field_of(record, entry), "off_scale",
      fmt::format("{} '{}' is not on the scale of {}; expected 0 to {}, unless the name states "
                  "another scale, as in '{} (0-500)'",
                  quotable(entries.name_of(entry)), format_number(entry.amount), range->name,
                  format_number(range->maximum), range->name)));
  entries.erase(at);
  return true;
}

}  // namespace culprit::diary
