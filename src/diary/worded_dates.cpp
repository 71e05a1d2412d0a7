/// Dates with the month in words.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "culprit/core/text.hpp"
#include "diary/dates.hpp"
#include "diary/word_lists.hpp"

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
  std::unordered_set<std::string_view> fillers_{"de", "of"};
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
  while (digits < word.size() && digits < 5 && word[digits] >= '0' && word[digits] <= '9')
    value = value * 10 + (word[digits++] - '0');
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
