/// Tables that no app has written: spreadsheets and home-grown logs in any of seven languages, with
/// lists of foods and symptoms in a cell, ratings in words, and columns in any order.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/layouts/tags.hpp"
#include "diary/table/table_roles.hpp"

namespace culprit::diary {
namespace {

bool is_intake(Kind kind) noexcept { return !needs_value(kind); }

/// Columns of which a row has one each.
struct SingleColumns : EntryColumns {
  std::size_t severity = absent;  ///< rates what a list of symptoms or the row names
};

SingleColumns find_singles(const TableRoles& roles, const Head& head) {
  const auto last_that = [&](const auto& holds) {
    std::size_t at = roles.columns.size();
    while (at > 0 && !holds(at - 1)) --at;
    return at > 0 ? at - 1 : absent;
  };
  const auto of = [&](Role role) {
    return last_that([&](std::size_t i) { return roles.columns[i].role == role; });
  };
  SingleColumns found{{of(Role::subject), of(Role::date), of(Role::time), of(Role::type),
      of(Role::name), of(Role::amount), of(Role::unit)}};
  const bool names_symptoms =
      found.name != absent || std::ranges::any_of(roles.columns, [](const TableColumn& column) {
        return column.role == Role::symptom && column.reading == Reading::list;
      });
  if (names_symptoms) {
    found.severity = last_that([&](std::size_t i) {
      return roles.columns[i].role == Role::severity &&
             is_plain_severity(header_phrase(head.names[i]));
    });
  }
  return found;
}

class TableReader final : public RowReader {
 public:
  TableReader(FileContext& context, TableRoles roles)
      : RowReader{context}, roles_{std::move(roles)}, single_{find_singles(roles_, context.head)} {
    for (std::size_t i = 0; i < roles_.columns.size(); ++i) {
      const Role role = roles_.columns[i].role;
      if (role == Role::ignored || role == Role::note || i == single_.date || i == single_.time)
        continue;
      compared_.push_back(i);
    }
  }

  void finish() override {
    free_.finish(file().shared.entries);
    moods_.report(file());
    if (filled_down_ == 0) return;
    const Head& head = file().head;
    file().report.notes.push_back({"dates_filled_down",
        fmt::format("{} rows without a date are taken to be of the day above them, because no date "
                    "stands twice",
            filled_down_),
        {head.input->name(), head.line, 0}});
  }

  Fate consume(const csv::Record& record) override {
    FileContext& context = file();
    if (is_header(record)) return skip("repeated_header");
    if (has_surplus(record)) return Fate::rejected;
    if (!context.shared.subjects.accepts(cell_of(record, single_.subject)))
      return skip("other_subject");
    const std::string_view time = cell_of(record, single_.time);
    const auto stamp = settled(record, context.stamps.read(date_of(record), time),
        time.empty() ? single_.date : single_.time);
    if (!stamp.is_right()) {
      if (is_total_word(cell_of(record, single_.date))) return skip("total_row");
      return reject_stamp(record, stamp.problem(), single_.date);
    }
    if (is_repeated_row(record, stamp, &compared_)) return Fate::merged;
    row_ = {};
    const Entry entry{.day = stamp.day(), .time = stamp.time(), .part = stamp.part()};
    if (single_.name != absent) consume_named(record, entry);
    for (std::size_t i = 0; i < roles_.columns.size(); ++i) consume_column(record, i, entry);
    if (row_.is_filled) return Fate::used;
    return skip(row_.is_zero ? "amount_zero" : "nothing_recorded");
  }

 private:
  /// What the row has given so far.
  struct Row {
    bool is_filled = false;  ///< something was understood or rejected
    bool is_zero = false;    ///< an amount of 0
  };

  /// Of a row without one that of the day above, where the table writes each date once.
  std::string_view date_of(const csv::Record& record) {
    const std::string_view date = cell_of(record, single_.date);
    if (!roles_.dates_once) return date;
    if (!date.empty()) {
      day_above_ = date;
    } else if (!is_empty(record) && !day_above_.empty()) {
      ++filled_down_;
      return day_above_;
    }
    return date;
  }

  void consume_column(const csv::Record& record, std::size_t i, Entry entry) {
    const TableColumn& column = roles_.columns[i];
    const auto kind = kind_of(column.role);
    const std::string_view cell = cell_of(record, i);
    if (!kind || (is_blank_in_table(cell) && !(column.minus_is_zero && is_dash(cell)))) return;
    entry.kind = *kind;
    if (column.day_shift != 0) {
      entry.day += Days{column.day_shift};
      entry.time = {};  // which is the row's
      entry.part = DayPart::unknown;
    }
    if (entry.kind == Kind::phase) consume_phase(record, i, entry);
    else if (column.reading == Reading::list) consume_list(record, i, entry);
    else if (i != single_.severity || names_nothing(record)) consume_value(record, i, entry);
  }

  /// True if no list of symptoms, and no name, says what the row's severity is of.
  [[nodiscard]] bool names_nothing(const csv::Record& record) const {
    if (!is_blank_in_table(cell_of(record, single_.name))) return false;
    for (std::size_t i = 0; i < roles_.columns.size(); ++i) {
      const TableColumn& column = roles_.columns[i];
      if (column.role != Role::symptom || column.reading != Reading::list) continue;
      if (!is_blank_in_table(cell_of(record, i))) return false;
    }
    return true;
  }

  /// A cell of `phase:apple`. Blank ones say nothing: the phase goes on.
  void consume_phase(const csv::Record& record, std::size_t i, Entry entry) {
    const auto phase = parse_phase(cell_of(record, i));
    if (!phase) return reject_value(record, i, "bad_cell", not_a_phase);
    entry.amount = *phase;
    add(trim(std::string_view{file().head.names[i]}.substr(phase_header.size())), entry);
  }

  void consume_value(const csv::Record& record, std::size_t i, Entry entry) {
    if (read_value(record, i, entry)) add(file().head.names[i], entry);
  }

  /// Fills in what the cell says. False if that is no value, and reported unless none was given.
  bool read_value(const csv::Record& record, std::size_t i, Entry& entry) {
    const TableColumn& column = roles_.columns[i];
    const std::string_view cell = cell_of(record, i);
    if (column.is_in_words) moods_.count();
    if (column.minus_is_zero && is_dash(cell)) {
      entry.amount = 0;
      return true;
    }
    const auto& moods = file().shared.options.mood_map;
    if (const auto mood = moods.empty() ? moods.end() : moods.find(fold_name(cell));
        mood != moods.end() && !is_intake(entry.kind)) {
      entry.amount = mood->second;
      if (column.high_is_good) entry.unit = file().shared.entries.unit(numbered_word);
      return true;
    }
    const auto truth = parse_truth(cell);
    // Of what is eaten `1/2` is a half, of ratings 1 on a scale to 2.
    const auto parts_it = [](char c) { return c == '/' || static_cast<unsigned char>(c) >= 0x80; };
    const bool is_part = is_intake(entry.kind) && std::any_of(cell.begin(), cell.end(), parts_it);
    if (const auto rating = is_intake(entry.kind) && (truth || is_part) ? std::nullopt
                            : is_intake(entry.kind) ? parse_rating(cell, roles_.mark)
                                                    : parse_named_rating(cell, roles_.mark)) {
      if (rating->value == -1 && column.minus_one_is_missing) return false;
      if (!is_possible(record, i, entry.kind, rating->value)) return false;
      rate(entry, *rating);
    } else if (truth && !(is_rating(entry.kind) && is_cross(cell))) {
      if (!is_intake(entry.kind)) rate(entry, {*truth ? 1.0 : 0.0, "0..1"});
      if (is_intake(entry.kind) && !*truth) entry.amount = 0;
    } else if (auto dose = parse_serving(cell, roles_.mark);
               is_intake(entry.kind) &&
               (dose || ((dose = parse_amount(cell, roles_.mark)) && dose->amount >= 0))) {
      set_quantity(entry, *dose);
    } else {
      if (!column.is_in_words) reject_value(record, i, "bad_cell", expected_of(entry.kind));
      else moods_.add(cell);
      row_.is_filled = true;
      return false;
    }
    return true;
  }

  static bool is_rating(Kind kind) noexcept {
    return kind == Kind::severity || kind == Kind::symptom;
  }

  static std::string_view expected_of(Kind kind) noexcept {
    if (!is_rating(kind)) return "is not understood; expected a number, yes or no";
    return "is not understood; expected a number or a word of severity, or its number in "
           "--mood-map";
  }

  /// Gives the value; a rating also the scale that its cell states.
  void rate(Entry& entry, const Rating& rating) {
    entry.amount = rating.value + 0.0;
    if (is_rating(entry.kind)) entry.unit = file().shared.entries.unit(rating.scale);
  }

  /// False, and reported, if nothing of that kind has such a value.
  bool is_possible(const csv::Record& record, std::size_t i, Kind kind, double value) {
    if (is_intake(kind) && value < 0) {
      reject_value(record, i, "negative_amount", "is negative; expected 0 or more");
      return false;
    }
    if (value < 0 && roles_.columns[i].negative_is_impossible) {
      reject_value(record, i, "negative_rating",
          "is below 0 as hardly any other; expected a rating of 0 or more");
      return false;
    }
    return true;
  }

  void consume_list(const csv::Record& record, std::size_t i, Entry entry) {
    const std::string_view cell = within_items(record, i, cell_of(record, i));
    // `none` in a list: there was nothing. Of foods that is a logged day.
    if (severity_from_word(cell) == 0.0 || parse_truth(cell) == false ||
        is_nothing(header_phrase(cell)) || cell == "0") {
      row_.is_filled = true;
      if (entry.kind == Kind::food) file().shared.entries.log_day(entry.day);
      if (entry.kind == Kind::symptom) free_.none(entry);
      return;
    }
    const auto parts = split_items(cell, roles_.columns[i].joiner, entry.kind);
    // A food whose amount cannot be read was eaten nevertheless.
    if (entry.kind == Kind::food && parts.size() == 1) (void)set_amount(record, entry);
    Entry rated = entry;
    if (entry.kind == Kind::factor) rated.amount = 1;
    const bool is_rated = entry.kind != Kind::symptom || rate_named(record, rated);
    for (const auto part : parts) {
      Entry one = rated;
      std::string_view name = part;
      if (!is_intake(entry.kind)) {
        const auto split = split_rating(part, roles_.mark);
        name = split.name;
        if (!split.rating && !is_rated) continue;
        if (split.rating) rate(one, *split.rating);
      } else if (roles_.columns[i].has_portions) {
        const Portion portion = split_portion(part);
        name = portion.name;
        if (portion.quantity) set_quantity(one, *portion.quantity);
      }
      if (entry.kind == Kind::food) name = take_clock(name, one);
      if (tidy_name(name).empty() || (entry.kind == Kind::food && is_remark(name))) continue;
      if (entry.kind == Kind::food && is_ditto(name)) {
        reject_value(record, i, "names_elsewhere",
            "names no food but another meal or day; expected the foods themselves");
        continue;
      }
      add(name, one);
      one.name = file().shared.entries.name(name);
      if (entry.kind == Kind::symptom) free_.name(one);
    }
  }

  /// `7:30 toast, 8:15 eggs` are two foods, whatever joins names elsewhere.
  static std::vector<std::string_view> split_items(
      std::string_view cell, std::string_view joiner, Kind kind) {
    auto parts = split_cell(cell, joiner);
    if (kind != Kind::food || !joiner.empty() || parts.size() != 1) return parts;
    for (auto comma = cell.find(','); comma != std::string_view::npos;
         comma = cell.find(',', comma + 1)) {
      const std::string_view behind = clean(cell.substr(comma + 1));
      std::string_view food = behind;
      if (!take_leading_clock(food, {})) continue;
      const auto at = static_cast<std::size_t>(parts.back().data() - cell.data());
      parts.back() = clean(cell.substr(at, comma - at));
      parts.push_back(behind);
    }
    return parts;
  }

  /// Rates the symptoms that a row names. Without a column for it they were there, and how bad,
  /// nobody says: 1. False if the column has no value in this row.
  bool rate_named(const csv::Record& record, Entry& entry) {
    if (single_.severity != absent)
      return !is_blank_in_table(cell_of(record, single_.severity)) &&
             read_value(record, single_.severity, entry);
    entry.amount = 1;
    return true;
  }

  /// A row of the kind `type,name,amount[,unit]`.
  void consume_named(const csv::Record& record, const Entry& entry) {
    const std::string_view cell = cell_of(record, single_.name);
    if (is_blank_in_table(cell)) return consume_named(record, cell, entry);
    for (const auto name : split_cell(cell, roles_.columns[single_.name].joiner))
      consume_named(record, name, entry);
  }

  void consume_named(const csv::Record& record, std::string_view name, Entry entry) {
    const std::string_view type = cell_of(record, single_.type);
    const bool is_unnamed = is_blank_in_table(name);
    if (is_unnamed && is_blank_in_table(type)) return;
    const auto kind = single_.type == absent ? std::optional{kinds_.of(name)}
                                             : kind_of_phrase(header_phrase(type));
    if (!kind) {
      return reject_value(record, single_.type, "bad_type",
          "is not known; expected food, severity, symptom, factor, treatment or supplement");
    }
    entry.kind = *kind;
    if (!set_amount(record, entry)) return;
    if (is_unnamed) {  // `itch,,4`: what is rated is the type
      if (!is_intake(*kind) && entry.has_amount()) add(type, entry);
      return;
    }
    if (!is_intake(*kind) && !entry.has_amount()) {
      auto split = split_rating(name, roles_.mark);
      if (const auto value = parse_rating(name, roles_.mark)) split = {type, value};
      if (split.rating) rate(entry, *split.rating);
      if (split.rating || (single_.severity != absent && rate_named(record, entry)))
        return add(split.name, entry);
      return reject_value(record, single_.name, "missing_value",
          "has no value; expected a number or a word of severity");
    }
    add(name, entry);
  }

  /// Of a row without a type.
  Kind kind_of_name(std::string_view name) {
    std::string text;  // `abdominalPain` in two words
    for (const char c : name) {
      if (c >= 'A' && c <= 'Z' && !text.empty() && text.back() >= 'a') text += ' ';
      text += c;
    }
    const bool rates = names_rating(fold_name(text)) || names_symptom(fold_name(text)) ||
                       role_of_phrase(header_phrase(text)) == Role::symptom;
    return rates ? Kind::symptom : kind_of_tag(text, file().shared);
  }

  /// Fills amount and unit in from their columns; false if they are wrong, and reported.
  bool set_amount(const csv::Record& record, Entry& entry) {
    const std::string_view cell = cell_of(record, single_.amount);
    if (single_.amount == absent || is_blank_in_table(cell)) return true;
    if (!read_value(record, single_.amount, entry)) return false;
    const std::string_view unit = cell_of(record, single_.unit);
    if (is_intake(entry.kind) && !unit.empty()) entry.unit = file().shared.entries.unit(unit);
    return true;
  }

  void set_quantity(Entry& entry, const Quantity& quantity) {
    entry.amount = quantity.amount;
    entry.unit = file().shared.entries.unit(quantity.unit);
  }

  void add(std::string_view name, Entry entry) {
    EntryTable& entries = file().shared.entries;
    if (is_intake(entry.kind) && entry.kind != Kind::phase && entry.amount == 0) {
      row_.is_zero = true;
      if (entry.kind == Kind::food) entries.log_day(entry.day);
      row_.is_filled = row_.is_filled || single_.name == absent;
      return;
    }
    row_.is_filled = true;
    entry.name = entries.name(name);
    entries.add() = entry;
  }

  void reject_value(
      const csv::Record& record, std::size_t i, const char* code, std::string_view what) {
    RowReader::reject_value(record, i, code, what);
    row_.is_filled = true;
  }

  TableRoles roles_;
  SingleColumns single_;
  std::vector<std::size_t> compared_;  ///< what makes rows with a time differ
  std::string day_above_;              ///< the date as it was last written
  std::uint64_t filled_down_ = 0;      ///< rows that took it
  SymptomFree free_;
  UnknownMoods moods_;
  TextMemo<Kind> kinds_{[this](std::string_view name) { return kind_of_name(name); }};
  Row row_;
};

std::string joiner_words(std::string_view joiner) {
  if (joiner.empty()) return "one name a cell";
  if (joiner == "\n") return "list, a line each";
  return fmt::format("list joined by '{}'", clean(joiner));
}

std::string how_read(const TableColumn& column) {
  if (column.reading == Reading::list) return joiner_words(column.joiner);
  if (column.role == Role::name) return "each is what its words or its type say";
  if (column.high_is_good) return "turned round, so that higher is worse";
  return column.minus_one_is_missing ? "-1 = not rated" : "";
}

}  // namespace

Recognition how_sure(const TableRoles& roles) {
  constexpr double named = 0.7;
  constexpr double by_cells = 0.75;
  constexpr double named_lists = 0.85;
  constexpr double guessed = 0.4;
  if (roles.is_given && roles.date) return {0.95, "--map says what the columns are"};
  if (!roles.date || !roles.holds_values) return {};
  if (!roles.date_by_name)
    return {guessed,
        "a guess from the cells alone, because no header is known: see the columns, or say what "
        "they are with --map"};
  if (!roles.holds_lists) return {named, "a column of dates and others that name what they hold"};
  if (roles.foods_by_cells) return {by_cells, "a column most of whose cells are foods"};
  return {named_lists, "the header names dates and lists of foods or symptoms"};
}

std::unique_ptr<RowReader> open_any_table(const Layout& /*layout*/, FileContext& context) {
  const Head& head = context.head;
  TableRoles roles =
      context.table != nullptr ? *context.table : find_table_roles(head, context.shared.options);
  if (!roles.date) throw InputError(no_date(head));
  context.report.decimal_mark = roles.mark;
  context.date_column = roles.date;
  for (std::size_t i = 0; i < roles.columns.size(); ++i) {
    const TableColumn& column = roles.columns[i];
    context.report.columns.push_back({head.names[i], std::string{to_word(column.role)},
        column.reason, column.offer == Role::ignored ? "" : std::string{to_word(column.offer)},
        how_read(column)});
  }
  note_columns(context, roles);
  return std::make_unique<TableReader>(context, std::move(roles));
}

}  // namespace culprit::diary
