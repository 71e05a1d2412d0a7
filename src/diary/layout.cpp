#include "layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cells.hpp"

namespace culprit::diary {
namespace {

constexpr std::size_t shown_columns = 12;

std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), shown_columns); ++i) {
    list += (i > 0 ? ", " : "") + quotable(names[i]);
  }
  return names.size() > shown_columns ? list + ", ..." : list;
}

std::string missing_columns(const Head& head) {
  std::string missing;
  for (const std::string_view name : {"date", "type", "name"}) {
    if (!head.find(name)) missing += (missing.empty() ? "" : ", ") + std::string{name};
  }
  return missing;
}

}  // namespace

std::optional<std::size_t> Head::find(std::string_view folded_name) const {
  const auto at = std::find(folded.begin(), folded.end(), folded_name);
  if (at == folded.end()) return std::nullopt;
  return static_cast<std::size_t>(at - folded.begin());
}

Head read_head(const csv::Input& input) {
  Head head;
  head.input = &input;
  head.dialect = csv::sniff_dialect(input);
  csv::Reader reader{csv::open_decoded(input), input.name(), head.dialect};
  const csv::Record* record = reader.next();
  if (record == nullptr) {
    throw InputError(
        {"empty_file", "the file is empty; expected a header and rows", {input.name(), 0, 0}});
  }
  head.line = record->line();
  head.raw = record->raw();
  for (std::size_t i = 0; i < record->size(); ++i) {
    head.names.push_back(tidy_name((*record)[i]));
    head.folded.push_back(fold_name((*record)[i]));
  }
  while (head.sample.size() < Head::sample_rows && (record = reader.next()) != nullptr) {
    auto& row = head.sample.emplace_back();
    for (std::size_t i = 0; i < record->size(); ++i) row.emplace_back(cell_of(*record, i));
  }
  return head;
}

void for_each_row(const Head& head, const std::function<void(const csv::Record&)>& visit) {
  csv::Reader reader{csv::open_decoded(*head.input), head.input->name(), head.dialect};
  if (reader.next() == nullptr) return;
  while (const csv::Record* record = reader.next()) visit(*record);
}

Fate RowReader::skip(const char* rule) {
  ++file_.report.skipped_by_rule[rule];
  return Fate::skipped;
}

Fate RowReader::reject(const csv::Record& record, std::size_t field, const char* code,
                       std::string text) {
  file_.shared.rejections.add(
      record.message(file_.head.input->name(), field, code, std::move(text)));
  return Fate::rejected;
}

Fate RowReader::reject_stamp(const csv::Record& record, StampProblem problem, std::size_t field) {
  const std::string cell = quotable(cell_of(record, field));
  if (problem == StampProblem::no_date) {
    if (is_empty(record)) return skip("empty_row");
    return reject(record, field, "no_date", "date is blank; expected the day of the entry");
  }
  if (problem == StampProblem::bad_date) {
    return reject(record, field, "bad_date",
                  fmt::format("date '{}' is not a calendar day; expected {}", cell,
                              date_form(file_.stamps.order())));
  }
  return reject(record, field, "bad_time",
                fmt::format("time '{}' is not a time of day; expected HH:MM", cell));
}

Fate RowReader::reject_stamp(const csv::Record& record, const Stamp& stamp, std::size_t date,
                             std::size_t time) {
  const bool in_time = stamp.problem() == StampProblem::bad_time && !cell_of(record, time).empty();
  return reject_stamp(record, stamp.problem(), in_time ? time : date);
}

void RowReader::reject_cell(const csv::Record& record, std::size_t field, const char* code,
                            std::string text) {
  reject(record, field, code, std::move(text));
  ++file_.report.rejected_cells;
}

Entry& RowReader::add_entry(const Stamp& stamp, Kind kind, std::string_view name) {
  EntryTable& entries = file_.shared.entries;
  const std::uint32_t id = entries.name(name);
  Entry& entry = entries.add();
  entry = Entry{
      .day = stamp.day(), .time = stamp.time(), .kind = kind, .part = stamp.part(), .name = id};
  return entry;
}

bool RowReader::is_repeated_row(const csv::Record& record, const Stamp& stamp) {
  if (!stamp.time().is_known()) return false;
  return !file_.shared.seen_rows[file_.head.raw].emplace(record.raw()).second;
}

bool RowReader::has_surplus(const csv::Record& record) {
  const std::size_t expected = file_.head.names.size();
  std::size_t last = record.size();
  while (last > expected && clean(record[last - 1]).empty()) --last;
  if (last <= expected) return false;
  reject(record, expected, "too_many_fields",
         fmt::format("the row has {} fields; expected at most {}, and quotes around a text that "
                     "holds the delimiter",
                     last, expected));
  return true;
}

std::size_t Layout::date_column(const Head& head) const {
  return head.find("date") ? head.column("date") : head.find("day").value_or(0);
}

std::span<const Layout* const> all_layouts() {
  static const std::array<const Layout*, 19> layouts{&my_symptoms_layout(),
                                                     &bearable_layout(),
                                                     &daylio_layout(),
                                                     &flaredown_layout(),
                                                     &flaredown_dump_layout(),
                                                     &tsw_atlas_layout(),
                                                     &loop_layout(),
                                                     &perfice_layout(),
                                                     &how_we_feel_layout(),
                                                     &migraine_buddy_layout(),
                                                     &symptom_shark_layout(),
                                                     &lose_it_layout(),
                                                     &cronometer_biometrics_layout(),
                                                     &my_fitness_pal_summary_layout(),
                                                     &cronometer_summary_layout(),
                                                     &fitbit_layout(),
                                                     &cronometer_layout(),
                                                     &long_layout(),
                                                     &wide_layout()};
  return layouts;
}

Recognised recognise(const Head& head) {
  Recognised best;
  for (const Layout* layout : all_layouts()) {
    auto recognition = layout->recognise(head);
    if (recognition.confidence > best.recognition.confidence) best = {layout, recognition};
  }
  if (best.layout != nullptr) return best;
  Message message;
  message.code = "unknown_layout";
  message.text = fmt::format(
      "header '{}' is of no known layout; expected columns date, type and name (long, missing: {}) "
      "or date, a severity and a column per food (wide, missing: {})",
      list_of(head.names), missing_columns(head),
      head.find("date") ? "a column besides date" : "date");
  message.place = {head.input->name(), head.line, 1};
  throw InputError(std::move(message));
}

}  // namespace culprit::diary
