#include "diary/layouts/head.hpp"

#include <algorithm>
#include <map>

#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"

namespace culprit::diary {
namespace {

constexpr std::size_t most_titles = 30;  ///< records before a header

struct Opening {
  std::uint64_t line = 0;
  std::size_t filled = 0;
  bool names_date = false;
};

Opening look_at(const csv::Record& record) {
  Opening opening{record.line()};
  for (std::size_t i = 0; i < record.size(); ++i) {
    const auto cell = clean(record[i]);
    if (!cell.empty()) ++opening.filled;
    if (role_of_phrase(header_phrase(cell)) == Role::date) opening.names_date = true;
  }
  return opening;
}

/// The line of the header: the first record after any titles, or the first line if all are titles.
std::uint64_t find_header(const csv::Input& input, csv::Dialect dialect, std::uint64_t first) {
  csv::Reader reader{csv::open_decoded(input), input.name(), dialect};
  std::vector<Opening> openings;
  std::map<std::size_t, std::size_t> records_of;
  std::size_t usual = 0;
  for (auto record = reader.next(); record != nullptr && openings.size() < most_titles;
       record = reader.next()) {
    if (record->line() < first) continue;
    const auto& opening = openings.emplace_back(look_at(*record));
    const auto n = ++records_of[opening.filled];
    if (opening.filled > 1 && n >= records_of[usual]) usual = opening.filled;
  }
  for (const auto& opening : openings) {
    const bool is_title =
        opening.filled < 2 || (!opening.names_date && opening.filled * 2 <= usual);
    if (!is_title) return opening.line;
  }
  return openings.empty() ? 1 : openings.front().line;
}

bool begins_with_digit(std::string_view cell) noexcept {
  return !cell.empty() && cell.front() >= '0' && cell.front() <= '9';
}

/// `,Breakfast,Lunch,Dinner,Itch` below `Date,Foods,,,Symptoms`: words only, below a gap of the
/// line above too, and none below the date.
bool is_second_header(const csv::Record& record, const Head& head) {
  bool fills_gap = false;
  for (std::size_t i = 0; i < record.size(); ++i) {
    const auto cell = cell_of(record, i);
    const bool is_named = i < head.names.size() && !head.names[i].empty();
    const bool is_date = is_named && role_of_phrase(header_phrase(head.names[i])) == Role::date;
    if (!cell.empty() && (is_date || header_phrase(cell).empty() || begins_with_digit(cell)))
      return false;
    fills_gap = fills_gap || (!is_named && !cell.empty());
  }
  return fills_gap && std::any_of(head.names.begin(), head.names.end(), [](const auto& name) {
    return role_of_phrase(header_phrase(name)) == Role::date;
  });
}

bool repeats_header(const csv::Record& record, const Head& head) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < record.size(); ++i) names.push_back(tidy_name(record[i]));
  return names == head.names;
}

/// Of two header lines the lower goes first where it names the column.
void take_header(const csv::Record& record, Head& head) {
  head.line = record.line();
  head.raw = record.raw();
  head.names.resize(std::max(head.names.size(), record.size()));
  head.folded.resize(head.names.size());
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (cell_of(record, i).empty() && !head.names[i].empty()) continue;
    head.names[i] = tidy_name(record[i]);
    head.folded[i] = fold_name(record[i]);
  }
}

}  // namespace

std::optional<std::size_t> Head::find(std::string_view folded_name) const {
  const auto at = std::find(folded.begin(), folded.end(), folded_name);
  if (at == folded.end()) return std::nullopt;
  return static_cast<std::size_t>(at - folded.begin());
}

std::vector<std::size_t> Head::named(std::string_view names_asked) const {
  std::vector<std::size_t> found;
  for_each_part(names_asked, " / ", [&](std::string_view name) {
    const bool is_bare = name.starts_with('~');
    const bool is_beginning = name.ends_with('*');
    if (is_bare) name.remove_prefix(1);
    if (is_beginning) name.remove_suffix(1);
    for (std::size_t i = 0; i < folded.size(); ++i) {
      const std::string_view own = is_bare ? split_last_bracket(folded[i]).name : folded[i];
      if (is_beginning ? !own.starts_with(name) || find(folded[i]) != i : own != name) continue;
      found.push_back(i);
      if (!is_beginning || name.empty()) return;
    }
  });
  return found;
}

Head read_head(const csv::Input& input, std::uint64_t first_line) {
  Head head;
  head.input = &input;
  head.dialect = csv::sniff_dialect(input);
  const auto line = find_header(input, head.dialect, first_line);
  csv::Reader reader{csv::open_decoded(input), input.name(), head.dialect};
  const csv::Record* record = reader.next();
  while (record != nullptr && record->line() < line) {
    if (record->size() > 0) head.title = fold_name((*record)[0]);
    record = reader.next();
  }
  if (record == nullptr) {
    const bool is_piped = input.name() == "-";
    const std::string what = is_piped ? "nothing arrived on standard input" : "file is empty";
    throw InputError{Message{.code = "empty_file",
        .text = what + "; expected a table as text (CSV)",
        .place = {.file = input.name()},
        .hint = is_piped ? "" : "export the diary again"}};
  }
  take_header(*record, head);
  while (head.sample.size() < Head::sample_rows && (record = reader.next()) != nullptr) {
    const bool is_header = repeats_header(*record, head) || is_second_header(*record, head);
    if (head.sample.empty() && is_header) {
      take_header(*record, head);
      continue;
    }
    auto& row = head.sample.emplace_back();
    for (std::size_t i = 0; i < record->size(); ++i) row.emplace_back(cell_of(*record, i));
  }
  return head;
}

csv::Reader open_rows(const csv::Input& input, const csv::Dialect& dialect, std::uint64_t header) {
  csv::Reader reader{csv::open_decoded(input), input.name(), dialect};
  const csv::Record* record = header > 0 ? reader.next() : nullptr;
  while (record != nullptr && record->line() < header) record = reader.next();
  return reader;
}

namespace {

/// All words, the first cell and, unless a title stands above, a date among them, and not those of
/// the header above.
bool heads_table(const csv::Record& record, const Head& head, bool is_titled) {
  if (record.size() < 2 || cell_of(record, 0).empty()) return false;
  for (std::size_t i = 0; i < record.size(); ++i)
    if (begins_with_digit(clean(record[i])) || is_date_like(clean(record[i]))) return false;
  const Opening opening = look_at(record);
  return opening.filled > 1 && (is_titled || opening.names_date) && !repeats_header(record, head);
}

}  // namespace

std::uint64_t end_table(Head& head) {
  std::uint64_t title = 0;
  std::uint64_t next = 0;
  csv::Reader reader = open_rows(*head.input, head.dialect, head.line);
  for (const csv::Record* record = reader.next(); record != nullptr && next == 0;
       record = reader.next()) {
    std::size_t filled = 0;
    for (std::size_t i = 0; i < record->size() && filled < 2; ++i)
      if (!cell_of(*record, i).empty()) ++filled;
    if (heads_table(*record, head, title > 0)) next = title > 0 ? title : record->line();
    else if (filled > 1) title = 0;
    else if (title == 0 && !begins_with_digit(clean(record->raw())) &&
             !is_date_like(cell_of(*record, 0)))
      title = record->line();
  }
  if (next > 0) head.last_line = next - 1;
  return next;
}

DecimalMark find_decimal_mark(const Head& head, std::size_t first, std::size_t last) {
  if (head.dialect.delimiter == ',' || first == absent) return DecimalMark::point;
  constexpr std::size_t shortest_date = 8;  // of those with one mark: `240108.5`
  bool has_comma = false;
  bool has_point = false;
  for_each_row(head, [&](const csv::Record& record) {
    for (std::size_t i = first; i < std::min(record.size(), last); ++i) {
      const auto cell = clean(record[i]);
      const char mark = mark_of_number(cell);
      if (mark == '\0' || (cell.size() >= shortest_date && is_date_like(cell))) continue;
      (mark == ',' ? has_comma : has_point) = true;
    }
  });
  return has_comma && !has_point ? DecimalMark::comma : DecimalMark::point;
}

}  // namespace culprit::diary
