/// Dates with the month in words.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "culprit/core/text.hpp"
#include "diary/cells/dates.hpp"
#include "diary/cells/word_lists.hpp"

namespace culprit::diary {
namespace {

/// The words of dates and their beginnings of three letters or more.
class DateWords {
 public:
  DateWords() {
    int month = 0;
    for (const auto name : word_list<"months">) add_month(name, month++ % 12 + 1);
    for (const auto day : word_list<"weekdays">)
      for (std::size_t n = shortest; n <= day.size(); ++n) fillers_.insert(day.substr(0, n));
    const auto& cut = word_list<"short weekdays">;
    fillers_.insert(cut.begin(), cut.end());
  }

  /// 1–12; 0 if the word begins no month or months of different numbers.
  [[nodiscard]] int month_of(std::string_view word) const {
    const auto found = months_.find(word);
    return found == months_.end() ? 0 : found->second;
  }

  /// Says nothing that the other parts do not say.
  [[nodiscard]] bool is_filler(std::string_view word) const { return fillers_.contains(word); }

 private:
  static constexpr std::size_t shortest = 3;

  void add_month(std::string_view name, int month) {
    for (std::size_t n = shortest; n <= name.size(); ++n) {
      int& known = months_.try_emplace(name.substr(0, n), month).first->second;
      if (known != month) known = 0;
    }
  }

  std::unordered_map<std::string_view, int> months_;
  std::unordered_set<std::string_view> fillers_{"de", "of", "o", "le"};
};

const DateWords& date_words() {
  static const DateWords words;
  return words;
}

/// `th` of `5th`, or blank: the ending of an ordinal number at the front of a text.
std::string_view ordinal_ending(std::string_view text) {
  const std::string ending = fold_name(text.substr(0, 2));
  const bool is_ordinal =
      ending == "st" || ending == "nd" || ending == "rd" || ending == "th" || ending == "er";
  const bool goes_on = text.size() > 2 && (text[2] | 0x20) >= 'a' && (text[2] | 0x20) <= 'z';
  return text.substr(0, is_ordinal && !goes_on ? 2 : 0);
}

/// Takes the next word or number off, with the marks behind it: `08`, `JAN` and `2024` of
/// `08JAN2024`.
std::string_view take_word(std::string_view& text) {
  const auto is_mark = [](char c) {
    return c == ' ' || c == ',' || c == '.' || c == '-' || c == '/' || c == '\t';
  };
  const auto* end = std::find_if_not(text.begin(), text.end(), is_digit);
  if (end == text.begin()) {
    end = std::find_if(text.begin(), text.end(), [&](char c) { return is_mark(c) || is_digit(c); });
  }
  const std::string_view word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(word.size());
  if (!word.empty() && is_digit(word[0])) text.remove_prefix(ordinal_ending(text).size());
  const auto* const next = std::find_if_not(text.begin(), text.end(), is_mark);
  text.remove_prefix(static_cast<std::size_t>(next - text.begin()));
  return word;
}

/// A number of one, two or four digits; 0 if the word is none.
int number_of(std::string_view word) {
  const std::size_t n = word.size();
  const bool is_number =
      n > 0 && n <= 4 && n != 3 && std::all_of(word.begin(), word.end(), is_digit);
  int value = 0;
  for (std::size_t i = 0; is_number && i < n; ++i) value = value * 10 + (word[i] - '0');
  return value;
}

/// `'24`: the apostrophe goes. True if there was one.
bool take_apostrophe(std::string_view& text) noexcept {
  for (const std::string_view mark : {"'", "\u2019", "`"}) {
    if (!text.starts_with(mark)) continue;
    text.remove_prefix(mark.size());
    return true;
  }
  return false;
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
  return behind_words(text.substr(std::min(text.find_first_not_of(marks, end), text.size())));
}

std::optional<DateParts> split_worded_date(std::string_view text) {
  constexpr std::size_t longest = 80;
  text = trim(text);
  if (text.size() > longest) return std::nullopt;
  DateParts parts{.year_first = true};
  auto& [year, month, day] = parts.part;
  bool may_be_weekday = false;
  std::string before;  // the last word
  while (year == 0 || month == 0 || day == 0) {
    if (text.substr(0, 3).find(':') != std::string_view::npos) {
      // `Mon Jan 08 20:15:00 CET 2024`: the year stands behind the clock.
      const auto space = text.find_last_of(' ');
      const std::string_view last = text.substr(space + 1);
      if (space == std::string_view::npos || last.size() != 4 || year != 0) return std::nullopt;
      year = number_of(last);
      text = text.substr(0, space);
      if (year == 0 || month == 0 || day == 0) return std::nullopt;
      break;
    }
    const bool is_year = take_apostrophe(text);
    const std::string_view written = take_word(text);
    const int number = number_of(written);
    if (number > 0) {
      // `4 out of 10 points` is no day of October.
      const bool may_be_year = day != 0 && month != 0 && year == 0 && before != "of";
      const bool is_short_year = written.size() == 2 && (is_year || may_be_year);
      int& place = written.size() == 4 || is_short_year ? year : day;
      if (place != 0) return std::nullopt;
      place = is_short_year ? full_year(number) : number;
      continue;
    }
    const std::string word = fold_name(written);
    if (word.empty()) return std::nullopt;
    before = word;
    const bool is_filler = date_words().is_filler(word) || date_words().is_filler(fold_plain(word));
    // `mar.` is March, unless another month follows it (mardi, martes).
    const int named = month == 0 || may_be_weekday ? date_words().month_of(word) : 0;
    if (named != 0) {
      may_be_weekday = month == 0 && is_filler;
      month = named;
    } else if (!is_filler) {
      return std::nullopt;
    }
  }
  parts.rest = std::string{behind_words(trim(text))};
  return parts;
}

}  // namespace culprit::diary
