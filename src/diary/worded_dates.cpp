/// Dates with the month in words.
#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "culprit/core/text.hpp"
#include "diary/byte_table.hpp"
#include "diary/dates.hpp"

namespace culprit::diary {
namespace {

using Year = std::array<std::string_view, 12>;

/// Folded names, without accents where people leave them out.
constexpr Year months[] = {{"january", "february", "march", "april", "may", "june", "july",
                            "august", "september", "october", "november", "december"},
                           {"januar", "februar", "märz", "april", "mai", "juni", "juli", "august",
                            "september", "oktober", "november", "dezember"},
                           {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
                            "septembre", "octobre", "novembre", "décembre"},
                           {"janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout",
                            "septembre", "octobre", "novembre", "decembre"},
                           {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
                            "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
                           {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio",
                            "agosto", "settembre", "ottobre", "novembre", "dicembre"},
                           {"januari", "februari", "maart", "april", "mei", "juni", "juli",
                            "augustus", "september", "oktober", "november", "december"},
                           {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho",
                            "agosto", "setembro", "outubro", "novembro", "dezembro"}};

/// Without accents; German, Dutch and Portuguese are also cut to two letters or left without their
/// ending.
constexpr std::string_view weekdays[] = {
    "monday",   "tuesday",  "wednesday", "thursday",   "friday",    "saturday", "sunday",
    "montag",   "dienstag", "mittwoch",  "donnerstag", "freitag",   "samstag",  "sonnabend",
    "sonntag",  "lundi",    "mardi",     "mercredi",   "jeudi",     "vendredi", "samedi",
    "dimanche", "lunes",    "martes",    "miercoles",  "jueves",    "viernes",  "sabado",
    "domingo",  "lunedi",   "martedi",   "mercoledi",  "giovedi",   "venerdi",  "sabato",
    "domenica", "maandag",  "dinsdag",   "woensdag",   "donderdag", "vrijdag",  "zaterdag",
    "zondag",   "segunda",  "terca",     "quarta",     "quinta",    "sexta"};
constexpr std::string_view short_weekdays[] = {"mo", "di", "mi", "do", "fr", "sa", "so", "ma",
                                               "wo", "vr", "za", "zo", "tu", "we", "th", "su"};

/// The words of dates and their beginnings of three letters or more.
class DateWords {
 public:
  DateWords() {
    for (const Year& year : months) {
      for (std::size_t i = 0; i < year.size(); ++i) add_month(year[i], static_cast<int>(i) + 1);
    }
    for (const auto day : weekdays) {
      for (std::size_t n = shortest; n <= day.size(); ++n) add(fillers_, day.substr(0, n), 0);
    }
    for (const auto day : short_weekdays) add(fillers_, day, 0);
    for (const std::string_view word : {"de", "of"}) add(fillers_, word, 0);
  }

  /// 1–12; 0 if the word begins no month or months of different numbers.
  [[nodiscard]] int month_of(std::string_view word) const noexcept {
    const std::uint32_t at = month_at_.find(word);
    return at == ByteTable::none ? 0 : month_[at];
  }

  /// Says nothing that the other parts do not say.
  [[nodiscard]] bool is_filler(std::string_view word) const noexcept {
    return fillers_.find(word) != ByteTable::none;
  }

 private:
  static constexpr std::size_t shortest = 3;

  static void add(ByteTable& table, std::string_view word, std::size_t value) {
    if (table.find(word) == ByteTable::none) table.insert(word, static_cast<std::uint32_t>(value));
  }

  void add_month(std::string_view name, int month) {
    for (std::size_t n = shortest; n <= name.size(); ++n) {
      const std::string_view word = name.substr(0, n);
      const std::uint32_t at = month_at_.find(word);
      if (at == ByteTable::none) {
        month_at_.insert(word, static_cast<std::uint32_t>(month_.size()));
        month_.push_back(month);
      } else if (month_[at] != month) {
        month_[at] = 0;
      }
    }
  }

  ByteTable month_at_;  ///< places in `month_`
  std::vector<int> month_;
  ByteTable fillers_;
};

const DateWords& date_words() {
  static const DateWords words;
  return words;
}

/// Takes the next word off, with the marks behind it.
std::string_view take_word(std::string_view& text) noexcept {
  const auto is_mark = [](char c) {
    return c == ' ' || c == ',' || c == '.' || c == '-' || c == '/' || c == '\t';
  };
  const auto* const end = std::find_if(text.begin(), text.end(), is_mark);
  const auto* const next = std::find_if_not(end, text.end(), is_mark);
  const std::string_view word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(static_cast<std::size_t>(next - text.begin()));
  return word;
}

/// A number with or without an ordinal ending: `5`, `5th`, `2022`; -1 if it is none.
int number_of(std::string_view word, std::size_t& digits) {
  int value = 0;
  digits = 0;
  while (digits < word.size() && digits < 5 && word[digits] >= '0' && word[digits] <= '9') {
    value = value * 10 + (word[digits++] - '0');
  }
  const std::string_view ending = word.substr(digits);
  const bool is_ordinal =
      ending == "st" || ending == "nd" || ending == "rd" || ending == "th" || ending == "er";
  const bool is_day = digits == 1 || digits == 2;
  if (!ending.empty() && !(is_ordinal && is_day)) return -1;
  return is_day || digits == 4 ? value : -1;
}

bool is_before_clock(std::string_view word) {
  return word == "at" || word == "um" || word == "om" || word == "alle";
}

}  // namespace

std::string_view behind_words(std::string_view text) {
  constexpr std::string_view marks = " ,.()-\t";
  constexpr std::size_t longest = 24;
  const auto start = std::min(text.find_first_not_of(marks), text.size());
  const auto end = std::min(text.find_first_of(marks, start), text.size());
  const std::string_view word = text.substr(start, end - start);
  const bool is_word = !word.empty() && word.size() <= longest && (word[0] < '0' || word[0] > '9');
  const bool is_passed_over =
      is_word && (is_before_clock(word) || date_words().is_filler(fold_plain(word)));
  if (!is_passed_over) return text;
  return text.substr(std::min(text.find_first_not_of(marks, end), text.size()));
}

std::optional<DateParts> split_worded_date(std::string_view text) {
  constexpr std::size_t longest = 60;
  text = trim(text);
  if (text.size() > longest) return std::nullopt;
  DateParts parts{.year_first = true};
  auto& [year, month, day] = parts.part;
  while (year == 0 || month == 0 || day == 0) {
    const std::string_view written = take_word(text);
    std::size_t digits = 0;
    int number = number_of(written, digits);
    std::string word;
    if (number <= 0) {
      word = fold_name(written);
      if (word.empty()) return std::nullopt;
      number = number_of(word, digits);
    }
    if (number > 0) {
      int& place = digits == 4 ? year : day;
      if (place != 0) return std::nullopt;
      place = number;
    } else if (const int named = month == 0 ? date_words().month_of(word) : 0; named != 0) {
      month = named;
    } else if (!date_words().is_filler(word) && !date_words().is_filler(fold_plain(word))) {
      return std::nullopt;
    }
  }
  parts.rest = behind_words(trim(text));
  return parts;
}

}  // namespace culprit::diary
