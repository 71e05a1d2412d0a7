#include "diary/layouts/row_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"

namespace culprit::diary {

void SubjectFilter::remember(std::string_view cell) {
  last_ = cell;
  const auto at = std::lower_bound(seen_.begin(), seen_.end(), cell);
  if (at == seen_.end() || *at != cell) seen_.emplace(at, cell);
}

std::optional<std::string> SubjectFilter::finish(std::span<const FileReport> files) const {
  constexpr std::size_t shown_subjects = 5;
  if (wanted_) {
    if (std::binary_search(seen_.begin(), seen_.end(), *wanted_)) return wanted_;
    if (seen_.empty()) {
      throw InputError({"unknown_subject",
          fmt::format("subject '{}' is in no file; expected a subject column that holds it",
              quotable(*wanted_))});
    }
    throw InputError({"unknown_subject",
        fmt::format("subject '{}' is in no file; expected one of the {} there are: {}",
            quotable(*wanted_), seen_.size(), first_names(seen_, shown_subjects))});
  }
  if (seen_.size() > 1) {
    Message message{"several_subjects",
        fmt::format("the files hold {} subjects ({}); expected one, or --subject ID", seen_.size(),
            first_names(seen_, shown_subjects))};
    for (const auto& file : files)
      for (const auto& column : file.columns)
        if (column.role == "subject")
          message.hint = fmt::format(
              "if these are not people, --map '{0}=foods' or '{0}=ignored'", quotable(column.name));
    throw InputError(std::move(message));
  }
  return seen_.empty() ? std::nullopt : std::optional{seen_.front()};
}

bool RowReader::is_header(const csv::Record& record) const {
  return record.raw() == file_.head.raw;
}

Fate RowReader::skip(const char* rule) {
  ++file_.report.skipped_by_rule[rule];
  return Fate::skipped;
}

Fate RowReader::reject(
    const csv::Record& record, std::size_t field, const char* code, std::string text) {
  file_.shared.reject(record.message(file_.head.input->name(), field, code, std::move(text)));
  return Fate::rejected;
}

Fate RowReader::reject_quoting(
    const csv::Record& record, std::size_t field, const char* code, std::string_view text) {
  return reject(
      record, field, code, fmt::format(fmt::runtime(text), quotable(cell_of(record, field))));
}

Fate RowReader::reject_nameless(
    const csv::Record& record, std::size_t field, std::string_view what) {
  return reject(record, field, "no_name",
      fmt::format("{} is blank; expected what {}", what,
          what == "food name" ? "was eaten" : "the entry is about"));
}

Fate RowReader::reject_stamp(const csv::Record& record, StampProblem problem, std::size_t field) {
  if (problem == StampProblem::no_date) {
    if (is_empty(record)) return skip("empty_row");
    return reject(record, field, "no_date", "date is blank; expected the day of the entry");
  }
  if (lacks_year(cell_of(record, field))) {
    return reject_quoting(record, field, "bad_date",
        "date '{}' has no year; expected one in every date, as in 2024-11-24");
  }
  return reject(record, field, "bad_date",
      fmt::format("date '{}' is not a calendar day; expected {}", quotable(cell_of(record, field)),
          date_form(file_.stamps.order())));
}

Stamp RowReader::without_time(const csv::Record& record, const Stamp& stamp, std::size_t field) {
  reject_cell(record, field, "bad_time",
      fmt::format(
          "time '{}' is not a time of day; expected HH:MM", quotable(cell_of(record, field))));
  return {stamp.day(), Stamp::untimed};
}

void RowReader::reject_cell(
    const csv::Record& record, std::size_t field, const char* code, std::string text) {
  reject(record, field, code, std::move(text));
  ++file_.report.rejected_cells;
  const auto& columns = file_.report.columns;
  const auto is_of = [](std::string_view role) {
    return [role](const Column& column) { return column.role == role; };
  };
  // An amount is the value of what the row names; beside a list the foods stay.
  const bool is_amount = field < columns.size() && is_of("amount")(columns[field]);
  if (!is_amount) count_loss(record, field, field + 1);
  else if (std::none_of(columns.begin(), columns.end(), is_of("foods"))) count_loss(record);
}

void RowReader::count_loss(const csv::Record& record, std::size_t first, std::size_t last) {
  const auto& columns = file_.report.columns;
  bool rates = false;
  bool eats = false;
  for (std::size_t i = first; i < std::min(last, std::min(record.size(), columns.size())); ++i) {
    const auto cell = cell_of(record, i);
    if (is_missing(cell)) continue;
    const std::string_view role = columns[i].role;
    const auto kind = role == "type" ? kind_of_phrase(header_phrase(cell)) : std::nullopt;
    rates = rates || role.starts_with("severity") || role.starts_with("symptom") ||
            kind == Kind::severity || kind == Kind::symptom;
    eats = eats || role.starts_with("food") || kind == Kind::food;
  }
  file_.report.rejected_readings += rates ? 1 : 0;
  file_.report.rejected_foods += eats ? 1 : 0;
}

void RowReader::reject_value(
    const csv::Record& record, std::size_t field, const char* code, std::string_view what) {
  reject_cell(record, field, code,
      fmt::format(
          "{} '{}' {}", quotable(file_.head.names[field]), quotable(cell_of(record, field)), what));
}

std::string_view RowReader::within_items(
    const csv::Record& record, std::size_t field, std::string_view cell) {
  constexpr std::size_t most = 1000;
  std::size_t items = 1;
  for (std::size_t i = 0; i < cell.size() && cell.size() > 2 * most; ++i) {
    if (std::string_view{",;|\n"}.find(cell[i]) == std::string_view::npos || ++items <= most)
      continue;
    reject_value(record, field, "too_many_items",
        "holds more than 1,000 items; expected at most so many, and the others are left out");
    return cell.substr(0, i);
  }
  return cell;
}

std::string_view RowReader::take_clock(std::string_view name, Entry& entry) const {
  constexpr int day = 24 * 60;
  const auto starts = static_cast<int>(file_.shared.options.day_starts.count());
  const auto near =
      entry.time.is_known() ? std::optional{(entry.time.minute() + starts) % day} : std::nullopt;
  if (const auto minute = take_leading_clock(name, near)) {
    entry.time = ClockTime{(*minute - starts + day) % day};
    entry.part = DayPart::unknown;
  }
  return name;
}

bool RowReader::is_repeated_row(
    const csv::Record& record, const Stamp& stamp, const std::vector<std::size_t>* fields) {
  if (!stamp.time().is_known() || file_.shared.keeps_repetitions) return false;
  if (seen_rows_ == nullptr) seen_rows_ = &file_.shared.seen_rows[file_.head.raw];
  if (fields == nullptr) return !seen_rows_->insert(record.raw());
  std::string key =
      fmt::format("{}/{}", stamp.day().time_since_epoch().count(), stamp.time().minute());
  for (const std::size_t field : *fields) {
    key += '\x1F';
    key += cell_of(record, field);
  }
  return !seen_rows_->insert(key);
}

bool RowReader::has_surplus(const csv::Record& record) {
  const std::size_t expected = file_.head.names.size();
  std::size_t last = record.size();
  while (last > expected && clean(record[last - 1]).empty()) --last;
  if (last <= expected) return false;
  reject(record, expected, "too_many_fields",
      fmt::format("the row has {} fields; expected at most {}, and quotes around a text that holds "
                  "the delimiter",
          last, expected));
  return true;
}

void report_columns(FileContext& file, const std::function<std::string(std::size_t)>& role_of) {
  for (std::size_t i = 0; i < file.head.names.size(); ++i)
    file.report.columns.push_back({file.head.names[i], role_of(i)});
}

void report_roles(FileContext& file, const EntryColumns& columns,
    std::initializer_list<std::pair<std::size_t, std::string_view>> others) {
  std::vector<std::pair<std::size_t, std::string_view>> roles{others};
  roles.insert(
      roles.end(), {{columns.subject, "subject"}, {columns.date, "date"}, {columns.time, "time"},
                       {columns.type, "type"}, {columns.name, "name"}, {columns.amount, "amount"},
                       {columns.unit, "unit"}});
  report_columns(file, [&](std::size_t i) -> std::string {
    const auto known =
        std::find_if(roles.begin(), roles.end(), [i](const auto& role) { return role.first == i; });
    return std::string{known == roles.end() ? "ignored" : known->second};
  });
}

}  // namespace culprit::diary
