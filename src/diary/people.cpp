#include "culprit/diary/people.hpp"

#include <algorithm>
#include <utility>

#include "culprit/core/error.hpp"
#include "diary/cells/cells.hpp"
#include "diary/reading.hpp"

namespace culprit::diary {
std::optional<PeopleLayout> find_people(const csv::Input& input, const ReadOptions& options) {
  try {
    std::size_t room = most_kept;
    const auto tables = open_file(input, options, room);
    if (tables.size() > 1) return std::nullopt;
    const Head& head = tables.front().head;
    const Layout& layout = *tables.front().recognised.layout;
    SharedState shared{.options = options, .subjects = SubjectFilter{std::nullopt}};
    FileReport report;
    FileContext context{
        head, shared, report, StampReader{options, [] { return DateOrderEvidence::Decision{}; }}};
    (void)layout.open(context);
    const auto& columns = report.columns;
    const auto at = std::find_if(columns.begin(), columns.end(),
        [](const Column& column) { return column.role == "subject"; });
    if (at == columns.end()) return std::nullopt;
    return PeopleLayout{.dialect = head.dialect,
        .header = head.raw,
        .header_line = head.line,
        .column = static_cast<std::size_t>(at - columns.begin()),
        .date_order = settled_date_order(context, layout)};
  } catch (const InputError&) {
    // Reading it as one diary gives the error that says why.
    return std::nullopt;
  }
}

PeopleReader::PeopleReader(const csv::Input& input, PeopleLayout layout)
    : layout_{std::move(layout)}, reader_{open_rows(input, layout_.dialect, layout_.header_line)} {}

void PeopleReader::append(const csv::Record& record) {
  if (rows_.text.empty()) {
    rows_.line = record.line();
    rows_.text = std::string{"sep="} + layout_.dialect.delimiter + '\n' + layout_.header + '\n';
    next_line_ = record.line();
  }
  rows_.text.append(record.line() - next_line_, '\n');
  rows_.text += record.raw();
  rows_.text += '\n';
  next_line_ = record.line() + 1 + csv::count_line_ends(record.raw());
}

PersonRows PeopleReader::take() {
  rows_.subject = subject_;
  return std::exchange(rows_, {});
}

std::optional<PersonRows> PeopleReader::next() {
  if (record_ != nullptr) {
    subject_ = std::exchange(next_subject_, std::nullopt);
    append(*record_);
    record_ = nullptr;
  }
  while (const csv::Record* record = reader_.next()) {
    const std::string_view cell = cell_of(*record, layout_.column);
    const bool is_named = !cell.empty() && record->raw() != layout_.header;
    if (is_named && !subject_) subject_ = cell;
    if (is_named && cell != *subject_) {
      next_subject_ = cell;
      record_ = record;
      return take();
    }
    append(*record);
  }
  return rows_.text.empty() ? std::nullopt : std::optional{take()};
}

}  // namespace culprit::diary
