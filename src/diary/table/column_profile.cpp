#include "diary/table/column_profile.hpp"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <map>

#include "culprit/core/text.hpp"
#include "diary/cells/cells.hpp"
#include "diary/cells/dates.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/cells/word_lists.hpp"

namespace culprit::diary {
namespace {

constexpr std::array<std::string_view, 6> joiner_marks{"|||", "|", ";", "\n", " + ", " / "};
constexpr std::uint64_t cells_per_mark = 20;  ///< one cell in so many holds the joiner
constexpr std::uint64_t enough_to_judge = 8;  ///< cells with a comma
constexpr std::ptrdiff_t longest_name = 4;    ///< words

bool is_qualifier(std::string_view part) {
  if (part.find('%') != std::string_view::npos) return true;
  return is_listed<"ways of making">(header_phrase(part));
}

constexpr std::size_t longest_sampled = 300;

/// Cells are compared and kept by their first bytes: enough to tell them apart.
std::string_view beginning_of(std::string_view cell) {
  constexpr std::size_t most = 64;
  return cell.substr(0, most);
}

void add_text(std::string_view cell, ColumnProfile& column) {
  const std::string phrase = header_phrase(cell);
  if (is_meal_word(phrase) && phrase != "tea") ++column.meals;  // which is drunk, too
  if (kind_of_phrase(phrase)) ++column.kinds;
  if (names_rating(fold_name(cell))) ++column.ratings;
  if (split_portion(cell).quantity) ++column.portions;
  column.joiner.add(cell);
  if (column.texts.size() <= ColumnProfile::most_texts) column.texts.emplace(beginning_of(cell));
  if (cell.size() > longest_sampled) return;
  const std::uint64_t hash = XXH3_64bits(cell.data(), cell.size());
  if (column.sample.size() == ColumnProfile::most_sampled && column.sample.rbegin()->first <= hash)
    return;
  column.sample.emplace(hash, cell);
  if (column.sample.size() > ColumnProfile::most_sampled)
    column.sample.erase(std::prev(column.sample.end()));
}

/// How cells are understood.
struct CellWords {
  DecimalMark mark = DecimalMark::point;
  const std::map<std::string, double>& moods;
  bool expect_rating = false;  ///< the column's name says so

  [[nodiscard]] bool rate(std::string_view cell) const {
    return parse_truth(cell) || moods.contains(fold_name(cell)) ||
           (expect_rating ? parse_named_rating(cell, mark) : parse_rating(cell, mark));
  }
};

/// `4 at 9pm`, where a rating is expected.
bool is_timed_rating(std::string_view cell, DecimalMark mark) {
  const auto space = cell.find(' ');
  if (space == std::string_view::npos || !parse_number(cell.substr(0, space), mark)) return false;
  const auto clock = clean(cell.substr(space));
  return std::any_of(clock.begin(), clock.end(), is_digit) && parse_stamp_clock(clock);
}

void add_cell(std::string_view cell, const CellWords& known, ColumnProfile& column) {
  if (is_blank_in_table(cell)) return;
  ++column.filled;
  if (column.last != beginning_of(cell)) {
    ++column.changes;
    column.last = beginning_of(cell);
  }
  if (const auto value = parse_table_number(cell, known.mark)) {
    ++column.numbers;
    column.largest = std::max(column.largest, *value);
    if (*value < 0) ++column.negatives;
    if (*value == -1) ++column.minus_ones;
    if (*value == 0) ++column.zeros;
    if (cell.size() > 4 && (parse_instant(cell) || is_date_like(cell))) ++column.day_numbers;
    if (cell.size() > 3 && parse_clock(cell)) ++column.clock_numbers;
  } else if (known.expect_rating && is_timed_rating(cell, known.mark)) {
    ++column.words;
  } else if (is_date_like(cell)) {
    ++column.dates;
  } else if (parse_stamp_clock(cell) || day_part_from_word(cell)) {
    ++column.clocks;
  } else if (parse_serving(cell, known.mark)) {
    ++column.amounts;
  } else {
    if (known.rate(cell)) ++column.words;
    if (is_cross(cell)) ++column.crosses;
    if (cell.find_first_not_of("+()/-") == cell.npos) ++column.pluses;
    if (parse_truth(cell) == false || severity_from_word(cell) == 0.0) ++column.nothings;
    add_text(cell, column);
  }
}

/// Of the names in the sampled cells.
double share_of_foods(const ColumnProfile& column, const ReadOptions& options) {
  if (!options.knows_food || !column.are_texts()) return 0;
  const std::string joiner = column.joiner.decide();
  std::size_t known = 0;
  std::size_t asked = 0;
  for (const auto& [hash, cell] : column.sample) {
    for (const auto part : split_cell(cell, joiner)) {
      ++asked;
      if (options.knows_food(split_portion(part).name)) ++known;
    }
  }
  return asked > 0 ? static_cast<double>(known) / static_cast<double>(asked) : 0;
}

}  // namespace

void JoinerEvidence::add(std::string_view cell) {
  ++cells_;
  for (std::size_t i = 0; i < joiner_marks.size(); ++i)
    if (cell.find(joiner_marks[i]) != std::string_view::npos) ++marks_[i];
  add_parts(cell);
}

void JoinerEvidence::add_parts(std::string_view cell) {
  const auto parts = split_cell(cell, ",");
  if (parts.size() > 1) ++comma_cells_;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      ++behind_;
      if (is_qualifier(parts[i])) ++qualifiers_;
    }
    if (std::count(parts[i].begin(), parts[i].end(), ' ') >= longest_name) ++long_parts_;
    if (parts_.size() >= most_parts) continue;
    Part& part = parts_[fold_name(parts[i])];
    ++(i == 0 ? part.first : part.behind);
  }
}

bool JoinerEvidence::parts_at_commas() const {
  if (behind_ == 0 || qualifiers_ * 7 > behind_) return false;
  if (long_parts_ * 10 > behind_ + cells_) return false;
  if (comma_cells_ < enough_to_judge) return true;
  std::uint64_t distinct = 0;
  std::uint64_t recurring = 0;
  for (const auto& [name, part] : parts_) {
    if (part.behind == 0) continue;
    ++distinct;
    if (part.first > 0) ++recurring;
  }
  return recurring * 4 >= distinct;
}

std::string JoinerEvidence::decide() const {
  for (std::size_t i = 0; i < joiner_marks.size(); ++i)
    if (marks_[i] > 0 && marks_[i] * cells_per_mark >= cells_) return std::string{joiner_marks[i]};
  return parts_at_commas() ? "," : "";
}

TableProfile profile_columns(const Head& head, const ReadOptions& options) {
  TableProfile profile;
  profile.mark = find_decimal_mark(head, 0, head.names.size());
  profile.columns.resize(head.names.size());
  std::vector<bool> expect_rating;
  for (const auto& name : head.names) {
    const auto named = role_of_phrase(header_phrase(name));
    expect_rating.push_back(named ? named == Role::severity : names_rating(fold_name(name)));
  }
  for_each_row(head, [&](const csv::Record& record) {
    for (std::size_t i = 0; i < std::min(record.size(), profile.columns.size()); ++i)
      add_cell(
          clean(record[i]), {profile.mark, options.mood_map, expect_rating[i]}, profile.columns[i]);
    if (!is_empty(record)) ++profile.rows;
  });
  for (auto& column : profile.columns) column.foods = share_of_foods(column, options);
  return profile;
}

bool splits_days(const Head& head, std::size_t date, std::size_t column) {
  std::map<std::string, std::map<std::string, std::uint64_t>, std::less<>> days;
  for_each_row(head, [&](const csv::Record& record) {
    const auto day = cell_of(record, date);
    const auto text = cell_of(record, column);
    if (!day.empty() && !text.empty()) ++days[std::string{day}][std::string{text}];
  });
  std::uint64_t split = 0;
  std::uint64_t repeated = 0;
  for (const auto& [day, texts] : days) {
    if (texts.size() > 1) ++split;
    repeated += std::any_of(texts.begin(), texts.end(), [](const auto& t) { return t.second > 1; });
  }
  return split * 2 > days.size() && repeated * 20 <= days.size();
}

}  // namespace culprit::diary
