/// Any bytes read by one layout, whether or not it would recognise them.
#pragma once

#include <string>

#include "culprit/core/error.hpp"
#include "culprit/csv/input.hpp"
#include "diary/layouts/layout.hpp"

namespace culprit::diary {

/// What does not hold after reading `text` by `layout`; blank if all is well. An InputError is an
/// answer like any other.
inline std::string defect_of_forced_reading(const Layout& layout, const std::string& text) {
  const csv::TextInput input{"forced.csv", text};
  try {
    const Head head = read_head(input);
    const ReadOptions options;
    SharedState shared{.options = options, .subjects = SubjectFilter{std::nullopt}};
    shared.entries.begin_file();
    FileReport report;
    FileContext context{head, shared, report,
        StampReader{options, [] {
                      return DateOrderEvidence::Decision{DateOrder::mdy, "forced"};
                    }}};
    const auto rows = layout.open(context);
    if (report.columns.size() != head.names.size()) return "a column without a role";
    for_each_row(head, [&](const csv::Record& record) { (void)rows->consume(record); });
    rows->finish();
    for (const Entry& entry : shared.entries.finish().diary.entries) {
      const bool is_intake = entry.kind == Kind::food || entry.kind == Kind::treatment ||
                             entry.kind == Kind::supplement;
      if (!is_intake && !entry.has_amount()) return "a rating or factor without a value";
      if (is_intake && entry.has_amount() && entry.amount <= 0) return "an intake of nothing";
      if (entry.time.is_known() && entry.part != DayPart::unknown) return "two times in one entry";
    }
  } catch (const InputError&) {
    // The defined answer to what cannot be used.
  }
  return {};
}

}  // namespace culprit::diary
