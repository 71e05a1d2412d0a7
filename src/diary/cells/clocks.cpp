/// Clock times in digits and in words of seven languages, and the offsets behind them.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "diary/cells/dates.hpp"
#include "diary/cells/word_lists.hpp"

namespace culprit::diary {
namespace {

constexpr int last_minute = 24 * 60 - 1;
constexpr std::size_t longest_clock = 60;

std::size_t leading_digits(std::string_view text) noexcept {
  return std::min(text.find_first_not_of("0123456789"), text.size());
}

/// The first two digits, or one, as a number.
int leading_value(std::string_view text, std::size_t digits) noexcept {
  int value = 0;
  (void)std::from_chars(text.data(), text.data() + digits, value);
  return value;
}

/// The part of the day that a word beside a time says; `unknown` if it says only that there is a
/// time. Nothing for any other word.
std::optional<DayPart> find_clock_word(std::string_view word) noexcept {
  using enum DayPart;
  if (is_listed<"clock words">(word) || is_listed<"around clocks">(word)) return unknown;
  if (is_listed<"night">(word)) return night;
  if (is_listed<"morning">(word)) return morning;
  if (is_listed<"midday">(word)) return midday;
  if (is_listed<"evening">(word)) return evening;
  return std::nullopt;
}

/// A time as it is written.
struct WrittenClock {
  int hour = -1;  ///< -1 = none
  int minute = 0;
  bool is_sure = false;  ///< more than a bare number
  DayPart part = DayPart::unknown;
  bool is_end = false;  ///< of a range

  /// After midnight; nothing if there is no such time. 24:00 is the last minute of its day.
  [[nodiscard]] std::optional<int> minutes() const noexcept {
    using enum DayPart;
    if (!is_sure || hour < 0 || minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
    if ((part == morning && hour > 12) || (part == evening && hour == 0)) return std::nullopt;
    if ((part == morning || part == night) && hour == 12) return minute;
    const int first_late = part == night ? 6 : 1;
    const int last_late = part == midday ? 5 : 11;
    const bool has_halves = part == midday || part == evening || part == night;
    const bool is_late = has_halves && hour >= first_late && hour <= last_late;
    return std::min((hour + (is_late ? 12 : 0)) * 60 + minute, last_minute);
  }
};

/// Takes `:30`, `.30`, `h30` off, and seconds, which are dropped; -1 if there are no minutes.
int take_minute(std::string_view& text) noexcept {
  const std::string_view from_mark = trim(text);
  if (from_mark.empty() || std::string_view{":.,hu"}.find(from_mark[0]) == std::string_view::npos)
    return -1;
  const std::string_view digits = trim(from_mark.substr(1));
  if (leading_digits(digits) != 2) return -1;
  text = digits.substr(2);
  if (!text.starts_with(':')) return leading_value(digits, 2);
  constexpr int wrong = 60;
  if (leading_digits(text.substr(1)) != 2 || leading_value(text.substr(1), 2) > 60) return wrong;
  text.remove_prefix(3);
  if (text.starts_with('.') || text.starts_with(','))
    text.remove_prefix(1 + leading_digits(text.substr(1)));
  return leading_value(digits, 2);
}

/// Takes `21:30`, `21.30`, `21h30`, `2130`, `201500`, `9` off, or the share of a day that a
/// spreadsheet writes (`0.895833`). False if there is no such thing.
bool take_time(std::string_view& text, WrittenClock& clock) {
  const std::size_t n = leading_digits(text);
  if (n == 1 && (text.starts_with("0.") || text.starts_with("0,"))) {
    const std::size_t digits = leading_digits(text.substr(2));
    const double share = parse_number("0." + std::string{text.substr(2, digits)}).value_or(0);
    const int minutes = std::min(static_cast<int>(std::lround(share * 24 * 60)), last_minute);
    clock = {minutes / 60, minutes % 60, digits > 0};
    text.remove_prefix(2 + digits);
    return true;
  }
  if (n == 0 || n == 5 || n > 6) return false;
  const std::size_t hours = n == 3 ? 1 : std::min<std::size_t>(n, 2);
  clock.hour = leading_value(text, hours);
  clock.is_sure = clock.is_sure || n > 2;
  if (n > 2) clock.minute = leading_value(text.substr(hours), 2);
  text.remove_prefix(n);
  const int minute = n > 2 ? -1 : take_minute(text);
  if (minute < 0) return true;
  clock.minute = minute;
  clock.is_sure = true;
  return true;
}

bool take_clock_word(std::string_view& text, WrittenClock& clock) {
  const auto is_same_kind = [is_ascii = text[0] > 0](
                                char c) { return is_ascii ? c >= 'a' && c <= 'z' : c < 0; };
  const auto* const end = std::find_if_not(text.begin(), text.end(), is_same_kind);
  const std::string_view word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  const auto known = word.empty() ? std::nullopt : find_clock_word(word);
  if (!known) return false;
  text.remove_prefix(word.size());
  if (word.size() == 1 && clock.hour < 0) return true;  // `p` alone is no part of a day
  if (*known != DayPart::unknown) clock.part = *known;
  // `9 Uhr` is a clock, `about 9` may be anything.
  clock.is_sure = clock.is_sure || !is_listed<"around clocks">(word);
  return true;
}

bool take_all_words(std::string_view text, WrittenClock& clock);

/// `9pm to 10pm`, `9-10 pm`: the beginning counts. The end says which half of the day both are in.
bool take_range_end(std::string_view text, WrittenClock& clock) {
  WrittenClock end{.is_end = true};
  if (clock.is_end || !take_all_words(text, end)) return false;
  clock.is_sure = clock.is_sure || end.is_sure;
  end.is_sure = clock.is_sure;
  if (!end.minutes()) return false;
  WrittenClock same_half = clock;
  same_half.part = end.part;
  if (clock.part == DayPart::unknown && same_half.minutes().value_or(last_minute) <= end.minutes())
    clock = same_half;
  return true;
}

/// All of a text in which a time and words around it stand; false if there is anything else.
/// @param text  as `fold_plain` gives it
bool take_all_words(std::string_view text, WrittenClock& clock) {
  constexpr std::string_view marks = "- ,.~'()/@";
  if (text.starts_with('-')) return false;
  while (!text.empty()) {
    if (is_digit(text[0])) {
      if (clock.hour >= 0) return take_range_end(text, clock);
      if (!take_time(text, clock)) return false;
    } else if (marks.find(text[0]) != std::string_view::npos) {
      text.remove_prefix(1);
    } else if (!take_clock_word(text, clock)) {
      return false;
    }
  }
  return true;
}

/// `8:05`, `20:39:10` and nothing else: what most cells hold, without a copy.
std::optional<ClockTime> parse_plain_clock(std::string_view text) noexcept {
  const std::size_t n = leading_digits(text);
  if (n == 0 || n > 2 || text.substr(n, 1) != ":") return std::nullopt;
  WrittenClock clock{leading_value(text, n), 0, true};
  text.remove_prefix(n);
  clock.minute = take_minute(text);
  const auto minutes = clock.minute < 0 || !text.empty() ? std::nullopt : clock.minutes();
  return minutes ? std::optional{ClockTime{*minutes}} : std::nullopt;
}

/// `cet`: minutes east of UTC; nothing for a word that is no zone.
std::optional<int> offset_of_zone(std::string_view word) noexcept {
  for (const auto zone : word_list<"zones">) {
    if (word.empty() || !zone.starts_with(word) || zone.size() <= word.size()) continue;
    const char sign = zone[word.size()];
    const std::string_view hours = zone.substr(word.size() + 1);
    if (sign == '+' || sign == '-')
      return (sign == '-' ? -60 : 60) * leading_value(hours, hours.size());
  }
  return std::nullopt;
}

/// The letters that a text ends in.
std::string_view last_word(std::string_view text) noexcept {
  std::size_t start = text.size();
  while (start > 0 && text[start - 1] >= 'a' && text[start - 1] <= 'z') --start;
  return text.substr(start);
}

/// `02:00`, `0530`, `02`; `1` only behind the name of a zone. In minutes.
std::optional<int> parse_offset(std::string digits, bool is_named) {
  const auto colon = digits.find(':');
  if (colon != std::string::npos && colon + 3 == digits.size()) digits.erase(colon, 1);
  const std::size_t n = digits.size();
  if (n < (is_named ? 1 : 2) || n > 4 || leading_digits(digits) != n) return std::nullopt;
  const int value = leading_value(digits, n);
  const int minutes = n < 3 ? value * 60 : value / 100 * 60 + value % 100;
  return minutes > 15 * 60 ? std::nullopt : std::optional{minutes};
}

/// `z`, `+02:00`, `-0530`, `gmt+1`, `cet`, `+0100 (cet)` at the end, taken off; nothing if there is
/// none.
std::optional<int> take_offset(std::string_view& text) {
  const std::string_view before = trim(text.substr(0, text.find_first_of("([")));
  const auto sign = before.find_last_of("+-");
  if (sign != std::string_view::npos) {
    std::string_view time = trim(before.substr(0, sign));
    const std::string_view zone = last_word(time);
    const bool is_named = offset_of_zone(zone) == 0;
    if (const auto east = parse_offset(std::string{before.substr(sign + 1)}, is_named)) {
      if (is_named) time.remove_suffix(zone.size());
      text = time;
      return before[sign] == '-' ? -*east : *east;
    }
  }
  const bool is_bracketed = before.size() < text.size() && text.back() == ')';
  if (is_bracketed) text.remove_suffix(1);
  const std::string_view zone = last_word(text);
  const auto east = offset_of_zone(zone);
  if (east) text = is_bracketed ? before : text.substr(0, text.size() - zone.size());
  return east;
}

}  // namespace

std::optional<ClockTime> parse_clock(std::string_view text) {
  text = trim(text);
  if (const auto plain = parse_plain_clock(text)) return plain;
  if (text.size() > longest_clock || std::none_of(text.begin(), text.end(), is_digit))
    return std::nullopt;
  WrittenClock clock;
  const auto minutes =
      take_all_words(fold_plain(text), clock) ? clock.minutes() : std::optional<int>{};
  return minutes ? std::optional{ClockTime{*minutes}} : std::nullopt;
}

std::optional<DayPart> day_part_from_word(std::string_view text) {
  if (text.empty() || text.size() > longest_clock) return std::nullopt;
  const std::string folded = fold_plain(text);
  if (is_listed<"all day">(folded)) return DayPart::unknown;
  WrittenClock clock;
  const bool is_part = take_all_words(folded, clock) && clock.hour < 0;
  return is_part && clock.part != DayPart::unknown ? std::optional{clock.part} : std::nullopt;
}

std::optional<StampClock> parse_stamp_clock(std::string_view text) {
  text = trim(text);
  if (const auto plain = parse_plain_clock(text)) return StampClock{*plain};
  if (text.size() > longest_clock) return std::nullopt;
  const std::string folded = fold_plain(text);
  std::string_view rest = folded;
  const auto offset = take_offset(rest);
  const auto time = parse_clock(rest);
  return time ? std::optional{StampClock{*time, offset}} : std::nullopt;
}

}  // namespace culprit::diary
