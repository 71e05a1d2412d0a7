/// What layouts ask of a file beside the names of its columns.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "culprit/core/number.hpp"
#include "diary/cells/dates.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/layouts/column_reader.hpp"

namespace culprit::diary {
namespace {

using Row = std::vector<std::string>;

/// A cell of the sample that is not blank, below a name other than `but`.
template <typename Test>
bool any_cell(const Head& head, const Test& test, std::size_t but = absent) {
  return std::ranges::any_of(head.sample, [&](const Row& row) {
    for (std::size_t i = 0; i < std::min(row.size(), head.names.size()); ++i)
      if (i != but && !row[i].empty() && test(row[i])) return true;
    return false;
  });
}

/// -1 no entry, 0 no, 1 and 2 yes, 3 passed over, or a number times 1000; or their words.
bool is_no_checkmark(std::string_view cell) {
  if (cell.find('.') != cell.npos) return true;  // a score
  const auto value = checkmark_from_word(cell) ? checkmark_from_word(cell) : parse_number(cell);
  return !value || *value < -1 || *value != std::floor(*value) || (*value > 3 && *value < 100);
}

bool are_checkmarks(const Head& head) {
  return !head.sample.empty() && !any_cell(head, is_no_checkmark, head.column("date"));
}

bool is_unmarked_and_counted(const Head& head) {
  const auto date = head.column("date");
  const auto is_code = [](std::string_view cell) { return cell.size() >= 4; };
  return any_cell(
             head, [](std::string_view cell) { return cell == "-1"; }, date) &&
         any_cell(head, is_code, date);
}

bool is_marked_in_words(const Head& head) {
  return any_cell(
      head, [](std::string_view cell) { return checkmark_from_word(cell).has_value(); },
      head.column("date"));
}

bool are_milliseconds(const Head& head) {
  const std::size_t at = head.column("timestamp");
  return !head.sample.empty() && std::ranges::all_of(head.sample, [at](const Row& row) {
    return at < row.size() && row[at].size() == 13 && parse_instant(row[at]);
  });
}

/// Its columns are questions or its lists joined as no other app joins them.
bool asks(const Head& head) {
  return head.raw.find('?') != std::string::npos ||
         std::ranges::any_of(head.sample, [](const Row& row) {
           return std::ranges::any_of(
               row, [](const std::string& cell) { return cell.find("|||") != cell.npos; });
         });
}

bool names_no_food(const Head& head) {
  return std::ranges::none_of(head.folded, [](const std::string& name) {
    return name == "name" || (name != "meal" && role_of_phrase(header_phrase(name)) == Role::foods);
  });
}

bool has_titles_of_fitbit(const Head& head) {
  constexpr std::string_view titles[] = {"foods", "body", "activities", "sleep"};
  if (head.folded[0].starts_with("food log ") || head.title.starts_with("food log ")) return true;
  return std::ranges::find(titles, head.title) != std::end(titles) && head.names.size() > 1 &&
         head.folded[0] == "date";
}

/// `0.0519` or `1.0000`: a score of Loop Habit Tracker.
bool is_score(std::string_view cell) {
  constexpr std::size_t length = 6;
  return cell.size() == length && (cell.starts_with("0.") || cell == "1.0000") &&
         cell.find_first_not_of("0123456789", 2) == cell.npos;
}

/// A score, or `-1`, `2`, `5000` for what was ticked.
bool is_day_and_number(const Row& row) {
  return row.size() == 2 && parse_iso_day(row[0]) &&
         (is_score(row[1]) || (parse_number(row[1]) && row[1].find('.') == row[1].npos));
}

bool are_days_and_numbers(const Head& head) {
  return is_day_and_number(head.names) && std::ranges::all_of(head.sample, is_day_and_number);
}

bool is_row_of_scores(const Row& row) {
  if (row.size() < 2 || !parse_iso_day(row[0])) return false;
  const auto end = row.back().empty() ? row.end() - 1 : row.end();
  return end - row.begin() > 1 && std::all_of(row.begin() + 1, end, is_score);
}

bool are_scores(const Head& head) {
  return head.folded[0] == "date" && !head.sample.empty() &&
         std::ranges::all_of(head.sample, is_row_of_scores);
}

bool has_known_types(const Head& head) {
  const std::size_t type = head.column("type");
  return head.sample.empty() || std::ranges::any_of(head.sample, [type](const Row& row) {
    return type < row.size() && kind_from_word(row[type]);
  });
}

bool has_several_columns(const Head& head) { return head.names.size() > 1; }

bool ends_in_blank(const Head& head) { return head.names.size() > 2 && head.names.back().empty(); }

constexpr Word<bool (*)(const Head&)> condition_words[] = {{are_checkmarks, "checkmarks"},
    {ends_in_blank, "last name blank"}, {is_unmarked_and_counted, "unmarked and counted"},
    {is_marked_in_words, "marked in words"}, {are_milliseconds, "milliseconds"},
    {asks, "questions or long joiners"}, {names_no_food, "no foods"},
    {has_titles_of_fitbit, "titles of Fitbit"}, {are_scores, "rows of scores"},
    {are_days_and_numbers, "days and numbers"}, {has_known_types, "known types"},
    {has_several_columns, "several columns"}, {are_events, "rows of events"},
    {is_event, "header of an event"}, {are_lines_of_diary, "dates and meals on lines"},
    {are_ratings_and_doses, "ratings to 4 and doses"}};

}  // namespace

bool holds_condition(std::string_view condition, const Head& head) {
  return value_of(condition_words, condition).value()(head);
}

}  // namespace culprit::diary
