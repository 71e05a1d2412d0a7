#include "diary/dates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"

namespace culprit::diary {
namespace {

/// Takes one to `longest` digits off the front; -1 if there is none or there are more.
int take_number(std::string_view& text, std::size_t longest) noexcept {
  std::size_t n = 0;
  int value = 0;
  while (n < text.size() && n <= longest && is_digit(text[n]))
    value = value * 10 + (text[n++] - '0');
  if (n == 0 || n > longest) return -1;
  text.remove_prefix(n);
  return value;
}

bool take(std::string_view& text, char expected) noexcept {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

/// `am`, `PM`, `p.m.`: 'a' or 'p', or NUL if the text is neither.
char day_half(std::string_view text) noexcept {
  std::string_view rest = text;
  if (rest.empty()) return '\0';
  const char half = static_cast<char>(rest.front() | 0x20);
  rest.remove_prefix(1);
  const bool dotted = take(rest, '.');
  if (rest.empty() || (rest.front() | 0x20) != 'm') return '\0';
  rest.remove_prefix(1);
  if (dotted && !take(rest, '.')) return '\0';
  return rest.empty() && (half == 'a' || half == 'p') ? half : '\0';
}

/// Minutes and, dropped, seconds with a fraction behind the hour; -1 if they are wrong.
int take_minutes(std::string_view& text) noexcept {
  if (text.size() < 2 || !is_digit(text[0]) || !is_digit(text[1])) return -1;
  const int minute = take_number(text, 2);
  if (take(text, ':')) {
    const int second = take_number(text, 2);
    if (second < 0 || second > 60) return -1;
    if (!text.empty() && (text.front() == '.' || text.front() == ',')) {
      text.remove_prefix(1);
      while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
    }
  }
  return minute > 59 ? -1 : minute;
}

/// `Z`, `+02:00`, `-0530`, `+02` at the end of a timestamp, taken off; nothing if there is none.
std::optional<int> take_offset(std::string_view& text) noexcept {
  if (!text.empty() && (text.back() | 0x20) == 'z') {
    text.remove_suffix(1);
    return 0;
  }
  std::size_t behind = text.size();
  while (behind > 0 && text[behind - 1] != '+' && text[behind - 1] != '-') --behind;
  if (behind == 0) return std::nullopt;
  const std::size_t at = behind - 1;
  const std::string_view offset = text.substr(behind);
  int digits = 0;
  int value = 0;
  for (const char c : offset) {
    if (c == ':' && digits == 2) continue;
    if (!is_digit(c) || ++digits > 4) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (digits != 2 && digits != 4) return std::nullopt;
  const int minutes = digits == 2 ? value * 60 : value / 100 * 60 + value % 100;
  if (minutes > 15 * 60) return std::nullopt;
  const bool west = text[at] == '-';
  text = text.substr(0, at);
  return west ? -minutes : minutes;
}

int full_year(int year, bool is_short) noexcept {
  if (!is_short) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

std::optional<DateParts> split_numeric_date(std::string_view text) noexcept {
  text = trim(text);
  DateParts parts;
  const std::size_t whole = text.size();
  parts.part[0] = take_number(text, 4);
  const std::size_t first_digits = whole - text.size();
  if (parts.part[0] < 0 || first_digits == 3 || text.empty()) return std::nullopt;
  parts.separator = text.front();
  if (parts.separator != '-' && parts.separator != '/' && parts.separator != '.')
    return std::nullopt;
  text.remove_prefix(1);
  parts.part[1] = take_number(text, 2);
  if (parts.part[1] < 0 || !take(text, parts.separator)) return std::nullopt;
  const std::size_t before_last = text.size();
  parts.year_first = first_digits == 4;
  parts.part[2] = take_number(text, parts.year_first ? 2 : 4);
  const std::size_t last_digits = before_last - text.size();
  if (parts.part[2] < 0 || last_digits == 3) return std::nullopt;
  parts.short_year = !parts.year_first && last_digits != 4;
  if (text.empty()) return parts;
  if ((text.front() | 0x20) != 't' && trim(text.substr(0, 1)).size() == 1) return std::nullopt;
  parts.rest = trim(text.substr(1));
  return parts;
}

}  // namespace

std::optional<ClockTime> parse_clock(std::string_view text) noexcept {
  text = trim(text);
  int hour = take_number(text, 2);
  if (hour < 0) return std::nullopt;
  int minute = 0;
  const bool has_minutes = take(text, ':');
  if (has_minutes) minute = take_minutes(text);
  if (minute < 0) return std::nullopt;
  text = trim(text);
  if (text.empty()) {
    if (!has_minutes || hour > 23) return std::nullopt;
    return ClockTime{hour * 60 + minute};
  }
  if (text.front() == '-' && has_minutes && hour <= 23) {
    // `08:00-08:30`: from when to when.
    const std::string_view end = trim(text.substr(1));
    const bool is_end = end.find('-') == std::string_view::npos && parse_clock(end).has_value();
    return is_end ? std::optional{ClockTime{hour * 60 + minute}} : std::nullopt;
  }
  const char half = day_half(text);
  if (half == '\0' || hour < 1 || hour > 12) return std::nullopt;
  hour = hour % 12 + (half == 'p' ? 12 : 0);
  return ClockTime{hour * 60 + minute};
}

std::optional<DayPart> day_part_from_word(std::string_view text) noexcept {
  struct Word {
    std::string_view text;
    DayPart part;
  };
  using enum DayPart;
  static constexpr Word words[] = {{"pre", night},      {"night", night},     {"overnight", night},
                                   {"am", morning},     {"morning", morning}, {"mid", midday},
                                   {"midday", midday},  {"noon", midday},     {"afternoon", midday},
                                   {"pm", evening},     {"evening", evening}, {"bedtime", evening},
                                   {"all day", unknown}};
  const auto equals = [text](const Word& word) {
    return std::equal(
        text.begin(), text.end(), word.text.begin(), word.text.end(),
        [](char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && (a | 0x20) == b); });
  };
  const auto* const at = std::find_if(std::begin(words), std::end(words), equals);
  return at == std::end(words) ? std::nullopt : std::optional{at->part};
}

std::optional<Day> parse_iso_day(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  std::array<unsigned, 10> digits{};
  unsigned highest = 0;
  for (const std::size_t i : {0u, 1u, 2u, 3u, 5u, 6u, 8u, 9u}) {
    digits[i] = static_cast<unsigned char>(text[i]) - unsigned{'0'};
    highest = std::max(highest, digits[i]);
  }
  if (highest > 9) return std::nullopt;
  const unsigned year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
  return make_day(static_cast<int>(year), digits[5] * 10 + digits[6], digits[8] * 10 + digits[9]);
}

std::optional<NumericInstant> parse_instant(std::string_view text) noexcept {
  const std::size_t digits = std::min(text.find('.'), text.size());
  if (digits != 5 && digits != 10 && digits != 13) return std::nullopt;
  std::int64_t whole = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != digits && !is_digit(text[i])) return std::nullopt;
    if (i < digits) whole = whole * 10 + (text[i] - '0');
  }
  if (digits == 5) {
    if (whole < 20000 || whole > 80000) return std::nullopt;
    const Day day{Days{static_cast<int>(whole) - 25569}};
    if (digits == text.size()) return NumericInstant{.day = day};
    const double fraction = parse_number(text.substr(digits)).value_or(0);
    const int minute = std::min(static_cast<int>(std::lround(fraction * 24 * 60)), 24 * 60 - 1);
    return NumericInstant{.day = day, .minute = minute};
  }
  constexpr std::int64_t minutes_per_day = 1440;
  const std::int64_t minutes = whole / (digits == 10 ? 60 : 60000);
  return NumericInstant{.day = Day{Days{static_cast<int>(minutes / minutes_per_day)}},
                        .minute = static_cast<int>(minutes % minutes_per_day),
                        .is_utc = true};
}

std::optional<DateParts> split_date(std::string_view text) {
  auto parts = split_numeric_date(text);
  if (!parts) {
    const auto bare = behind_words(text);
    if (bare.size() < text.size()) parts = split_numeric_date(bare);
  }
  if (!parts) return split_worded_date(text);
  if (!parts->rest.empty()) parts->rest = behind_words(parts->rest);
  return parts;
}

bool lacks_year(std::string_view text) {
  text = behind_words(trim(text));
  const std::string_view whole = text;
  const int first = take_number(text, 2);
  const char separator = text.empty() ? ' ' : text.front();
  if (first < 0) return split_worded_date(std::string{whole} + " 2024").has_value();
  if (separator != '/' && separator != '.' && separator != '-')
    return split_worded_date(std::string{whole} + " 2024").has_value();
  text.remove_prefix(1);
  const int second = take_number(text, 2);
  if (!text.empty() && text.front() == separator) text.remove_prefix(1);
  const bool is_day = first >= 1 && second >= 1 && (first <= 12 || second <= 12);
  if (is_day && text.empty()) return first <= 31 && second <= 31;
  return split_worded_date(std::string{whole} + " 2024").has_value();
}

std::optional<Day> to_day(const DateParts& parts, DateOrder order) noexcept {
  const auto [a, b, c] = parts.part;
  const auto make = [&](int year, int month, int day) {
    return make_day(full_year(year, parts.short_year), static_cast<unsigned>(month),
                    static_cast<unsigned>(day));
  };
  if (parts.year_first) return make(a, b, c);
  if (order == DateOrder::dmy) return make(c, b, a);
  if (order == DateOrder::mdy) return make(c, a, b);
  if (!parts.short_year) return std::nullopt;  // 20/11/2024 does not begin with its year
  return make(a, b, c);
}

std::optional<StampClock> parse_stamp_clock(std::string_view text) noexcept {
  StampClock stamp;
  text = trim(text);
  stamp.offset = take_offset(text);
  const auto time = parse_clock(text);
  if (!time) return std::nullopt;
  stamp.time = *time;
  return stamp;
}

void DateOrderEvidence::add(std::string_view text, std::uint64_t line) {
  const auto parts = split_date(text);
  if (!parts || parts->year_first) return;
  all_dotted_ = all_dotted_ && parts->separator == '.';
  // Two-digit years are taken to stand last unless the first part can be nothing but a year.
  DateOrder order = DateOrder::ymd;
  if (parts->part[0] > 31) {
    if (!to_day(*parts, DateOrder::ymd)) return;
  } else {
    const bool fits_both = parts->part[0] <= 12 && parts->part[1] <= 12;
    if (fits_both) return;
    const bool day_first = to_day(*parts, DateOrder::dmy).has_value();
    const bool month_first = to_day(*parts, DateOrder::mdy).has_value();
    if (day_first == month_first) return;
    order = day_first ? DateOrder::dmy : DateOrder::mdy;
  }
  auto& tally = tally_[static_cast<std::size_t>(order)];
  if (tally.count++ == 0) tally.example = fmt::format("{} at line {}", trim(text), line);
}

std::optional<DateOrderEvidence::Decision> DateOrderEvidence::decide() const {
  std::uint64_t decisive = 0;
  for (const auto& tally : tally_) decisive += tally.count;
  if (decisive == 0) {
    // Nobody writes the month first with dots (CLDR: every locale with dotted dates is day first).
    if (all_dotted_) return Decision{DateOrder::dmy, "dotted dates"};
    return std::nullopt;
  }
  for (const auto order : {DateOrder::ymd, DateOrder::dmy, DateOrder::mdy}) {
    const auto& tally = tally_[static_cast<std::size_t>(order)];
    if (tally.count * 100 >= decisive * 95) return Decision{order, tally.example};
  }
  return std::nullopt;
}

bool DateOrderEvidence::is_contradictory() const noexcept {
  return std::count_if(tally_.begin(), tally_.end(),
                       [](const Tally& tally) { return tally.count > 0; }) > 1;
}

const std::string& DateOrderEvidence::example(DateOrder order) const {
  return tally_[static_cast<std::size_t>(order)].example;
}

}  // namespace culprit::diary
