/// Fields to one CSV or TSV line.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace culprit::csv {

/// `text` as one field: in quotes if it holds the delimiter, a quote, CR, LF, leading or trailing
/// white space, or starts with a byte order mark; quotes doubled. So a `Reader` gives it back as
/// is.
[[nodiscard]] std::string quote_field(std::string_view text, char delimiter = ',');

/// A text that a spreadsheet would run as a formula (starting with `= + - @` TAB or CR) with a
/// leading `'`. For cells that people's words reach; never for numbers.
[[nodiscard]] std::string guard_formula(std::string_view text);

/// One record with its LF. A record of one empty field is `""`, because an empty line is none.
[[nodiscard]] std::string write_record(std::span<const std::string> fields, char delimiter = ',');

}  // namespace culprit::csv
