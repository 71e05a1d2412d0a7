#include "diary/table_roles.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "culprit/core/text.hpp"
#include "diary/cell_text.hpp"
#include "diary/cells.hpp"
#include "diary/dates.hpp"
#include "diary/header_words.hpp"
#include "diary/name_words.hpp"
#include "diary/roles.hpp"
#include "diary/severity_words.hpp"
#include "diary/table_cells.hpp"

namespace culprit::diary {
namespace {

/// What a column's cells are like, over the whole file.
struct ColumnCells {
  std::uint64_t filled = 0;
  std::uint64_t dates = 0;
  std::uint64_t day_numbers = 0;    ///< among the numbers: 45299, 20240108, 1704744900
  std::uint64_t clock_numbers = 0;  ///< likewise: 21.30, 2130, 0.8958
  std::uint64_t clocks = 0;
  std::uint64_t numbers = 0;
  std::uint64_t words = 0;     ///< of severity, or yes and no
  std::uint64_t nothings = 0;  ///< no and none, among the words
  std::uint64_t meals = 0;
  std::uint64_t portions = 0;  ///< `Brand - Name, 2 cups`
  std::uint64_t minus_ones = 0;
  std::uint64_t negatives = 0;  ///< -1 among them
  std::uint64_t changes = 0;    ///< cells unlike the one before
  std::string last;
  std::set<std::string, std::less<>> texts;  ///< distinct ones, as long as they are few
  bool is_list = false;                      ///< of names and of `none`, says the column's name
  bool rates_in_words = false;  ///< in words that nobody but their author can give numbers
  JoinerEvidence joiner;

  [[nodiscard]] bool are_mostly(std::uint64_t count) const { return count * 2 > filled; }
  [[nodiscard]] bool are_texts() const {
    const std::uint64_t values = numbers + dates + clocks;
    return filled > 0 && values * 2 < filled && (is_list || (values + words) * 5 < filled * 4);
  }
  /// A list of names, or a sentence.
  [[nodiscard]] bool are_names() const { return are_texts() && !rates_in_words; }
  [[nodiscard]] bool recur() const {
    return texts.size() <= most_texts && texts.size() * 2 <= filled;
  }

  static constexpr std::size_t most_texts = 10;
};

void add_text(std::string_view cell, ColumnCells& cells) {
  const std::string phrase = header_phrase(cell);
  if (is_meal_word(phrase) && phrase != "tea") ++cells.meals;  // which is drunk, too
  if (split_portion(cell).quantity) ++cells.portions;
  cells.joiner.add(cell);
  if (cells.texts.size() <= ColumnCells::most_texts) cells.texts.emplace(cell.substr(0, 64));
}

struct CellWords {
  DecimalMark mark = DecimalMark::point;
  const std::map<std::string, double>& moods;
  bool expect_rating = false;  ///< the column's name says so

  [[nodiscard]] bool rate(std::string_view cell) const {
    return parse_any_truth(cell) || moods.contains(fold_name(cell)) ||
           (expect_rating ? parse_named_rating(cell, mark) : parse_rating(cell, mark));
  }
};

void add_cell(std::string_view cell, const CellWords& known, ColumnCells& cells) {
  if (is_blank_in_table(cell)) return;
  ++cells.filled;
  if (cells.last != cell) {
    ++cells.changes;
    cells.last = cell.substr(0, 64);
  }
  if (const auto value = parse_table_number(cell, known.mark)) {
    ++cells.numbers;
    if (*value < 0) ++cells.negatives;
    if (*value == -1) ++cells.minus_ones;
    if (cell.size() > 4 && (parse_instant(cell) || is_date_like(cell))) ++cells.day_numbers;
    if (cell.size() > 3 && parse_clock(cell)) ++cells.clock_numbers;
  } else if (is_date_like(cell)) {
    ++cells.dates;
  } else if (parse_stamp_clock(cell) || day_part_from_word(cell)) {
    ++cells.clocks;
  } else {
    if (known.rate(cell)) ++cells.words;
    if (parse_any_truth(cell) == false || severity_from_word(fold_name(cell)) == 0.0)
      ++cells.nothings;
    add_text(cell, cells);
  }
}

DecimalMark find_mark(const Head& head) {
  if (head.dialect.delimiter == ',') return DecimalMark::point;
  DecimalEvidence evidence;
  for_each_row(head, [&](const csv::Record& record) {
    for (std::size_t i = 0; i < std::min(record.size(), head.names.size()); ++i) {
      const auto cell = clean(record[i]);
      if (!is_date_like(cell)) evidence.add(cell);
    }
  });
  return evidence.decide();
}

bool may_be_list(Role role) noexcept {
  return role == Role::symptom || role == Role::factor || role == Role::treatment ||
         role == Role::supplement;
}

class Finder {
 public:
  Finder(const Head& head, const ReadOptions& options) : head_{head}, options_{options} {
    roles_.mark = find_mark(head);
    cells_.resize(head.names.size());
    roles_.columns.resize(head.names.size());
    std::vector<bool> expect_rating;
    for (const auto& name : head.names) {
      phrases_.push_back(header_phrase(name));
      const auto named = role_of_phrase(phrases_.back());
      expect_rating.push_back(named ? named == Role::severity : names_rating(fold_name(name)));
    }
    for_each_row(head, [&](const csv::Record& record) {
      for (std::size_t i = 0; i < std::min(record.size(), cells_.size()); ++i)
        add_cell(clean(record[i]), {roles_.mark, options.mood_map, expect_rating[i]}, cells_[i]);
      if (!is_empty(record)) ++rows_;
    });
  }

  TableRoles find() {
    const auto wide = infer_roles(head_, profile_columns(head_), options_);
    for (std::size_t i = 0; i < cells_.size(); ++i) set(i, role_of(i, wide[i]));
    find_date();
    keep_first(Role::time);
    keep_first(Role::subject);
    find_foods();
    find_worded_rating();
    settle_tidy_columns();
    settle_severity();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      settle_reading(i);
      const bool passed_over = wide[i] == Role::ignored || wide[i] == Role::factor;
      if (passed_over && role(i) != wide[i] && role(i) != Role::note) roles_.beyond_wide = true;
    }
    return std::move(roles_);
  }

 private:
  [[nodiscard]] std::optional<Role> mapped(std::size_t i) const {
    for (const auto& mapping : options_.map)
      if (fold_name(mapping.column) == head_.folded[i]) return mapping.role;
    return std::nullopt;
  }

  void set(std::size_t i, Role role) { roles_.columns[i].role = role; }
  [[nodiscard]] Role role(std::size_t i) const { return roles_.columns[i].role; }

  [[nodiscard]] std::optional<std::size_t> first(Role wanted) const {
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (role(i) == wanted) return i;
    return std::nullopt;
  }

  Role role_of(std::size_t i, Role wide) {
    if (const auto given = mapped(i)) {
      roles_.is_given = true;
      return *given;
    }
    const ColumnCells& cells = cells_[i];
    const auto named = role_of_phrase(phrases_[i]);
    if (wide == Role::note || named == Role::note) return Role::note;
    if (named == Role::subject || is_person_number(i)) return Role::subject;
    if (phrases_[i] == "id" || phrases_[i].ends_with(" id") || phrases_[i] == "weekday")
      return Role::ignored;
    if (cells.filled == 0)
      return wide == Role::food || (named && *named != Role::severity) ? Role::ignored : wide;
    if (named == Role::date || wide == Role::date) {
      if (cells.are_mostly(cells.dates + cells.day_numbers)) return Role::date;
      return wide == Role::date ? Role::ignored : wide;
    }
    if (named == Role::time) return Role::time;
    if (cells.are_mostly(cells.dates) || cells.are_mostly(cells.clocks)) return Role::ignored;
    // `Reaction`: rash on some days, none on most.
    cells_[i].is_list =
        named == Role::symptom && cells.words == cells.nothings && cells.words < cells.filled;
    if (!cells.are_texts()) return value_role(i, named, wide);
    if (cells.are_mostly(cells.meals)) return Role::ignored;
    return named.value_or(Role::ignored);
  }

  /// Numbers, ratings in words, yes and no.
  [[nodiscard]] Role value_role(std::size_t i, std::optional<Role> named, Role wide) const {
    if (head_.folded[i].empty()) return Role::ignored;
    if (named == Role::amount || named == Role::type || named == Role::name) return *named;
    if (named == Role::severity) return Role::severity;
    if (named == Role::unit) return Role::ignored;  // numbers of an app's own
    if (named == Role::supplement || named == Role::treatment) return *named;
    // Words of severity are none of the values that the wide layout knows.
    const ColumnCells& cells = cells_[i];
    const bool are_rated =
        cells.are_mostly(cells.words) && (cells.words + cells.numbers) * 5 >= cells.filled * 4;
    if (wide == Role::ignored && are_rated && !names_measure(head_.folded[i])) {
      if (names_rating(head_.folded[i]) || named == Role::symptom) return Role::symptom;
      return names_factor(head_.folded[i]) ? Role::factor : Role::food;
    }
    const bool are_numbers = cells.numbers * 5 >= cells.filled * 4;
    if (wide == Role::ignored && are_numbers && names_rating(head_.folded[i])) return Role::symptom;
    return wide;
  }

  /// An `id` whose cells recur names people and not rows.
  [[nodiscard]] bool is_person_number(std::size_t i) const {
    return phrases_[i] == "id" && cells_[i].filled > 0 && cells_[i].changes * 2 <= cells_[i].filled;
  }

  void keep_first(Role wanted) {
    const auto kept = first(wanted);
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (role(i) == wanted && i != kept) set(i, Role::ignored);
  }

  void find_date() {
    if (const auto date = first(Role::date)) {
      roles_.date = date;
      roles_.date_by_name = true;
    } else {
      for (std::size_t i = 0; i < cells_.size() && !roles_.date; ++i)
        if (cells_[i].are_mostly(cells_[i].dates) && !mapped(i)) roles_.date = i;
      if (roles_.date) set(*roles_.date, Role::date);
    }
    keep_first(Role::date);
    find_merged_dates();
    // A time column without clocks in it is no time of day: `time` may be how long it lasted.
    if (const auto time = first(Role::time); time && !mapped(*time)) {
      const ColumnCells& cells = cells_[*time];
      const bool are_none = cells.numbers > 0 || cells.are_mostly(cells.meals);
      if (cells.filled > 0 && !cells.are_mostly(cells.clocks + cells.clock_numbers) && are_none)
        set(*time, Role::ignored);
    }
  }

  /// Cells that were merged over the rows of a day: no date stands twice, and many rows have none.
  void find_merged_dates() {
    if (!roles_.date) return;
    const ColumnCells& dates = cells_[*roles_.date];
    const std::uint64_t blank = rows_ - std::min(rows_, dates.filled);
    roles_.dates_once = dates.changes == dates.filled && blank * 2 >= dates.filled && blank > 1;
    roles_.beyond_wide = roles_.dates_once;
  }

  /// `Itch` in smileys: if the file rates nothing else, its cells are asked about one by one.
  void find_worded_rating() {
    if (first(Role::severity) || first(Role::symptom) || roles_.is_given) return;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      ColumnCells& cells = cells_[i];
      if (role(i) != Role::ignored || !cells.are_texts() || !cells.recur()) continue;
      if (!names_rating(head_.folded[i])) continue;
      cells.rates_in_words = true;
      set(i, Role::symptom);
      return;
    }
  }

  /// Names without types are the foods eaten if they are told so by what stands beside them or are
  /// foods themselves, and rate nothing; with values each is what its words say.
  void settle_names() {
    const auto name = first(Role::name);
    if (!name || first(Role::type) || first(Role::foods) || mapped(*name)) return;
    const auto& knows_food = options_.knows_food;
    const auto& texts = cells_[*name].texts;
    const auto n_known = knows_food ? std::count_if(texts.begin(), texts.end(), knows_food) : 0;
    const bool has_meals = std::any_of(cells_.begin(), cells_.end(), [](const ColumnCells& cells) {
      return cells.meals > 0 && cells.are_mostly(cells.meals);
    });
    const bool are_foods =
        first(Role::unit) || has_meals || n_known * 2 > static_cast<std::ptrdiff_t>(texts.size());
    bool any_rates = false;
    for_each_row(head_, [&](const csv::Record& record) {
      any_rates = any_rates || (are_foods && names_rating(fold_name(cell_of(record, *name))));
    });
    if (are_foods && !any_rates) set(*name, Role::foods);
  }

  /// A column of texts that are lists is one of foods if nothing else is.
  void find_foods() {
    settle_names();
    roles_.foods_by_name = first(Role::foods).has_value();
    const bool has_foods = roles_.foods_by_name || first(Role::food) || first(Role::name);
    if (has_foods || first(Role::symptom) || roles_.is_given) return;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const bool is_free = role(i) == Role::ignored && cells_[i].are_texts();
      if (!is_free || cells_[i].joiner.decide().empty()) continue;
      set(i, Role::foods);
      return;
    }
  }

  /// `type`, `name`, `amount`, `unit` mean something together, or beside one list of foods.
  void settle_tidy_columns() {
    const auto name = first(Role::name);
    const auto type = first(Role::type);
    const bool is_tidy = name && (type || (first(Role::amount) && !first(Role::foods)));
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (mapped(i)) continue;
      const bool is_half = (role(i) == Role::name || role(i) == Role::type) && !is_tidy;
      const bool is_loose =
          (role(i) == Role::amount || role(i) == Role::unit) && !is_tidy && !first(Role::foods);
      // Tags of a value say more about it, and nothing about the day.
      const bool is_remark = is_tidy && !type && role(i) == Role::factor && cells_[i].are_names();
      if (is_half || is_loose || is_remark) set(i, Role::ignored);
    }
    keep_first(Role::amount);
    keep_first(Role::unit);
    keep_first(Role::name);
    keep_first(Role::type);
  }

  /// One severity: the one given, a word for it, else as in the wide layout.
  void settle_severity() {
    bool found = false;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (role(i) != Role::severity || mapped(i)) continue;
      if (found) set(i, Role::symptom);
      found = true;
    }
    if (found || first(Role::severity) || !has_value_symptoms()) return;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const bool rates = role(i) == Role::symptom && !cells_[i].are_names();
      if (!rates || !names_skin(head_.folded[i])) continue;
      if (!best || cells_[i].filled > cells_[*best].filled) best = i;
    }
    if (best) set(*best, Role::severity);
  }

  [[nodiscard]] bool has_value_symptoms() const {
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (role(i) == Role::symptom && !cells_[i].are_names()) return true;
    return false;
  }

  void settle_reading(std::size_t i) {
    TableColumn& column = roles_.columns[i];
    const ColumnCells& cells = cells_[i];
    const bool is_list =
        column.role == Role::foods || (may_be_list(column.role) && cells.are_names());
    if (is_list) {
      column.reading = Reading::list;
      column.joiner = cells.joiner.decide();
      column.has_portions = cells.are_mostly(cells.portions);
      if (column.has_portions && column.joiner == ",") column.joiner.clear();
      roles_.holds_lists = true;
      if (column.role != Role::foods) roles_.holds_named_lists = true;
    }
    const bool is_rating = column.role == Role::severity || column.role == Role::symptom;
    if (is_rating && !is_list) {
      column.minus_one_is_missing = cells.minus_ones > 0 && cells.minus_ones == cells.negatives;
      column.negative_is_impossible =
          !column.minus_one_is_missing && cells.negatives * 20 <= cells.numbers;
    }
    if (column.role == Role::name) roles_.holds_lists = roles_.holds_named_lists = true;
    if (is_list || is_rating || column.role == Role::food || column.role == Role::name)
      roles_.holds_values = true;
  }

  const Head& head_;
  const ReadOptions& options_;
  std::vector<ColumnCells> cells_;
  std::vector<std::string> phrases_;
  std::uint64_t rows_ = 0;  ///< not empty
  TableRoles roles_;
};

}  // namespace

TableRoles find_table_roles(const Head& head, const ReadOptions& options) {
  return Finder{head, options}.find();
}

}  // namespace culprit::diary
