#include "generated_tables.hpp"

#include <fmt/format.h>

#include <array>
#include <random>

#include "culprit/core/day.hpp"
#include "culprit/csv/writer.hpp"

namespace culprit::diary {
namespace {

/// Headers, and words of severity from 0 to 3.
struct Language {
  const char* date;
  const char* time;
  const char* foods;
  const char* severity;
  const char* symptom;
  const char* factor;
  const char* note;
  std::array<const char*, 4> words;
};

constexpr Language languages[] = {{"Date", "Time", "What I ate", "Itch", "Redness", "Stress",
                                      "Notes", {"none", "mild", "moderate", "severe"}},
    {"Datum", "Uhrzeit", "Essen", "Juckreiz", "R\u00F6tung", "Schlaf", "Bemerkungen",
        {"keine", "leicht", "mittel", "stark"}},
    {"Date", "Heure", "Aliments", "D\u00E9mangeaisons", "Rougeur", "Sommeil", "Remarques",
        {"aucune", "l\u00E9g\u00E8re", "mod\u00E9r\u00E9e", "s\u00E9v\u00E8re"}},
    {"Fecha", "Hora", "Alimentos", "Picor", "Enrojecimiento", "Estr\u00E9s", "Observaciones",
        {"ninguno", "leve", "moderado", "severo"}},
    {"Data", "Ora", "Cibo", "Prurito", "Rossore", "Sonno", "Osservazioni",
        {"nessuno", "lieve", "moderato", "grave"}},
    {"Datum", "Tijd", "Eten", "Jeuk", "Roodheid", "Slaap", "Opmerkingen",
        {"geen", "licht", "matig", "ernstig"}},
    {"Data", "Hora", "Refei\u00E7\u00F5es", "Coceira", "Vermelhid\u00E3o", "Sono",
        "Observa\u00E7\u00F5es", {"nenhuma", "leve", "moderada", "grave"}}};

constexpr std::array<const char*, 6> names{
    "Milch", "p\u00E3o integral", "egg", "rice", "Tee", "caf\u00E9"};
constexpr std::array<const char*, 5> joiners{"; ", " | ", "|||", " + ", ", "};

enum class Ratings { whole, decimal, of_ten, words };

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_{seed} {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
  bool is_heads() { return below(2) == 0; }
  template <typename T, std::size_t n> const T& one_of(const std::array<T, n>& all) {
    return all[static_cast<std::size_t>(below(static_cast<int>(n)))];
  }

 private:
  std::mt19937_64 engine_;
};

/// How the person keeps the table.
struct Habits {
  const Language* language;
  int date_form;
  char delimiter;
  char mark;
  std::string joiner;
  Ratings ratings;
  bool times;
  bool two_ratings;
  bool factor;
  bool notes;
};

Habits choose_habits(Random& random) {
  Habits habits;
  habits.language = &languages[random.below(7)];
  habits.date_form = random.below(6);
  constexpr std::array delimiters{',', ';', '\t'};
  habits.delimiter = random.one_of(delimiters);
  habits.mark = habits.delimiter == ',' || random.is_heads() ? '.' : ',';
  habits.joiner = random.one_of(joiners);
  habits.ratings = static_cast<Ratings>(random.below(4));
  habits.times = random.is_heads();
  habits.two_ratings = random.is_heads();
  habits.factor = random.is_heads();
  habits.notes = random.is_heads();
  return habits;
}

std::string date_of(Day day, int form) {
  const std::string iso = to_iso(day);
  const auto year = iso.substr(0, 4);
  const auto month = iso.substr(5, 2);
  const auto of_month = iso.substr(8, 2);
  switch (form) {
    case 0: return fmt::format("{}/{}/{}", of_month, month, year);
    case 1: return fmt::format("{}/{}/{}", month, of_month, year);
    case 2: return fmt::format("{}.{}.{}", of_month, month, year);
    case 3: return fmt::format("{}.{}.{}", of_month, month, year.substr(2));
    case 4: return fmt::format("{}/{}/{}", year, month, of_month);
    default: return iso;
  }
}

std::string number(double value, char mark) {
  std::string text = fmt::format("{}", value);
  if (const auto at = text.find('.'); at != std::string::npos) text[at] = mark;
  return text;
}

/// A rating as it is written and as it is read.
struct Cell {
  std::string written;
  std::string value;
  std::string scale;
};

Cell rate(Random& random, const Habits& habits) {
  const int level = random.below(habits.ratings == Ratings::words ? 4 : 10);
  switch (habits.ratings) {
    case Ratings::whole: return {std::to_string(level), std::to_string(level), ""};
    case Ratings::decimal: return {number(level + 0.5, habits.mark), number(level + 0.5, '.'), ""};
    case Ratings::of_ten: return {fmt::format("{}/10", level), std::to_string(level), "0..10"};
    case Ratings::words: break;
  }
  return {habits.language->words[static_cast<std::size_t>(level)], std::to_string(level), "0..4"};
}

/// One row of the table and its entries in the long layout.
class Row {
 public:
  Row(Day day, std::string time, const Habits& habits)
      : iso_{to_iso(day)}, time_{std::move(time)}, habits_{habits} {
    cells_.push_back(date_of(day, habits.date_form));
    if (habits.times) cells_.push_back(time_);
  }

  void eat(Random& random) {
    std::string cell;
    for (const char* name : names) {
      if (random.below(3) != 0 && !(cell.empty() && name == names.back())) continue;
      cell += (cell.empty() ? "" : habits_.joiner) + name;
      add("food", {name});
    }
    cells_.push_back(cell);
  }

  void rate_as(const char* kind, const char* name, Random& random) {
    const Cell cell = rate(random, habits_);
    const bool is_rated = random.below(6) != 0;
    cells_.push_back(is_rated ? cell.written : "");
    if (is_rated) add(kind, {name, cell.value, cell.scale});
  }

  void adjust(const char* name, Random& random) {
    const double value = random.below(20) + 0.5;
    cells_.push_back(number(value, habits_.mark));
    add("factor", {name, number(value, '.')});
  }

  void note(std::string text) { cells_.push_back(std::move(text)); }

  [[nodiscard]] const std::vector<std::string>& cells() const { return cells_; }
  [[nodiscard]] const std::string& canonical() const { return canonical_; }

 private:
  void add(const char* kind, const std::vector<std::string>& rest) {
    std::vector<std::string> fields{iso_, time_, kind};
    fields.insert(fields.end(), rest.begin(), rest.end());
    fields.resize(6);
    canonical_ += csv::write_record(fields);
  }

  std::string iso_;
  std::string time_;
  const Habits& habits_;
  std::vector<std::string> cells_;
  std::string canonical_;
};

std::vector<std::string> header_of(const Habits& habits) {
  const Language& words = *habits.language;
  std::vector<std::string> header{words.date};
  if (habits.times) header.emplace_back(words.time);
  header.emplace_back(words.foods);
  header.emplace_back(words.severity);
  if (habits.two_ratings) header.emplace_back(words.symptom);
  if (habits.factor) header.emplace_back(words.factor);
  if (habits.notes) header.emplace_back(words.note);
  return header;
}

}  // namespace

GeneratedExport generate_table(std::uint64_t seed) {
  Random random{seed};
  const Habits habits = choose_habits(random);
  GeneratedExport out;
  out.delimiter = habits.delimiter;
  out.header = header_of(habits);
  out.canonical = "date,time,type,name,amount,unit\n";
  Day day = *make_day(2010 + random.below(20), static_cast<unsigned>(1 + random.below(12)), 13);
  const int n = 20 + random.below(20);
  for (int i = 0; i < n; ++i) {
    const int minute = random.below(24 * 60);
    Row row{day, habits.times ? fmt::format("{:02}:{:02}", minute / 60, minute % 60) : "", habits};
    row.eat(random);
    row.rate_as("severity", habits.language->severity, random);
    if (habits.two_ratings) row.rate_as("symptom", habits.language->symptom, random);
    if (habits.factor) row.adjust(habits.language->factor, random);
    if (habits.notes) row.note(random.is_heads() ? "a bad night, 3 x up; tired" : "");
    out.rows.push_back(row.cells());
    out.canonical += row.canonical();
    day += Days{1 + random.below(2)};
  }
  return out;
}

}  // namespace culprit::diary
