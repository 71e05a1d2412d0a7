#include "diary/cells/dates.hpp"

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

/// `20240108`, `240108`, perhaps with a clock right behind it: `20240108201500`.
std::optional<DateParts> split_digits(std::string_view text) {
  const std::size_t n = std::min(text.find_first_not_of("0123456789"), text.size());
  if (n != 6 && n != 8 && n != 12 && n != 14) return std::nullopt;
  DateParts parts{.year_first = n > 6, .short_year = n == 6};
  for (std::size_t i = 0; i < 3; ++i) {
    std::string_view digits = text.substr(0, n > 6 && i == 0 ? 4 : 2);
    text.remove_prefix(digits.size());
    parts.part[i] = take_number(digits, 4);
  }
  if (parts.year_first && !to_day(parts, DateOrder::ymd)) return std::nullopt;
  parts.rest = text;
  return parts;
}

/// What may stand between a date and its clock is taken away.
bool settle_rest(DateParts& parts) {
  const std::string_view rest = trim(parts.rest);
  constexpr std::string_view marks = ".,;_@Tt";
  const bool is_parted = rest.empty() || rest.size() < parts.rest.size() || is_digit(rest[0]) ||
                         marks.find(rest[0]) != std::string_view::npos;
  if (!is_parted) return false;
  const bool has_mark = !rest.empty() && marks.find(rest[0]) != std::string_view::npos;
  parts.rest = trim(rest.substr(has_mark ? 1 : 0));
  return true;
}

std::optional<DateParts> split_numeric_date(std::string_view text) {
  text = trim(text);
  if (auto parts = split_digits(text)) return settle_rest(*parts) ? parts : std::nullopt;
  DateParts parts;
  const std::size_t whole = text.size();
  parts.part[0] = take_number(text, 4);
  const std::size_t first_digits = whole - text.size();
  if (parts.part[0] < 0 || first_digits == 3 || text.empty()) return std::nullopt;
  parts.separator = text.front();
  if (parts.separator != '-' && parts.separator != '/' && parts.separator != '.')
    return std::nullopt;
  const auto skip_spaces = [&] {
    while (parts.separator == '.' && take(text, ' ')) continue;
  };
  text.remove_prefix(1);
  skip_spaces();
  parts.part[1] = take_number(text, 2);
  if (parts.part[1] < 0 || !take(text, parts.separator)) return std::nullopt;
  skip_spaces();
  const std::size_t before_last = text.size();
  parts.year_first = first_digits == 4;
  parts.part[2] = take_number(text, parts.year_first ? 2 : 4);
  const std::size_t last_digits = before_last - text.size();
  if (parts.part[2] < 0 || last_digits == 3) return std::nullopt;
  parts.short_year = !parts.year_first && last_digits != 4;
  parts.rest = text;
  return settle_rest(parts) ? std::optional{parts} : std::nullopt;
}

std::optional<DateParts> split_plain_date(std::string_view text) {
  auto parts = split_numeric_date(text);
  if (!parts) {
    const auto bare = behind_words(text);
    if (bare.size() < text.size()) parts = split_numeric_date(bare);
  }
  if (!parts) return split_worded_date(text);
  if (!parts->rest.empty()) parts->rest = std::string{behind_words(parts->rest)};
  return parts;
}

/// `20:15, 08.01.2024`: the clock stands first.
std::optional<DateParts> split_behind_clock(std::string_view text) {
  if (text.empty() || !is_digit(text[0])) return std::nullopt;
  for (auto at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    const std::string_view clock = text.substr(0, at);
    if (clock.find(':') == std::string_view::npos) continue;
    auto parts = split_plain_date(text.substr(at + 1));
    if (!parts || !parts->rest.empty() || !parse_stamp_clock(clock)) continue;
    parts->rest = clock;
    return parts;
  }
  return std::nullopt;
}

}  // namespace

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
  if (digits != 5 && (digits < 10 || digits > 19 || digits % 3 != 1)) return std::nullopt;
  std::uint64_t whole = 0;  // nineteen digits are more than a signed number holds
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != digits && !is_digit(text[i])) return std::nullopt;
    if (i < digits) whole = whole * 10 + static_cast<unsigned>(text[i] - '0');
  }
  if (digits == 5) {
    if (whole < 20000 || whole > 80000) return std::nullopt;
    const Day day{Days{static_cast<int>(whole) - 25569}};
    if (digits == text.size()) return NumericInstant{.day = day};
    const double fraction = parse_number(text.substr(digits)).value_or(0);
    const int minute = std::min(static_cast<int>(std::lround(fraction * 24 * 60)), 24 * 60 - 1);
    return NumericInstant{.day = day, .minute = minute};
  }
  constexpr std::uint64_t minutes_per_day = 1440;
  std::uint64_t minutes = whole / 60;
  for (std::size_t n = digits; n > 10; n -= 3) minutes /= 1000;
  return NumericInstant{.day = Day{Days{static_cast<int>(minutes / minutes_per_day)}},
      .minute = static_cast<int>(minutes % minutes_per_day),
      .is_utc = true};
}

std::optional<DateParts> split_date(std::string_view text) {
  constexpr std::size_t longest = 80;
  if (auto parts = split_plain_date(text)) return parts;
  if (text.size() > longest || std::none_of(text.begin(), text.end(), is_digit))
    return std::nullopt;
  // `[[2024-01-08]]`, `<2024-01-08 Mon>`, invisible characters, and other dashes.
  std::string folded = fold_name(text);
  for (const std::string_view dash : {"\u2010", "\u2013", "\u2212"})
    for (auto at = folded.find(dash); at != std::string::npos; at = folded.find(dash))
      folded.replace(at, dash.size(), "-");
  const auto start = std::min(folded.find_first_not_of("[](){}<>'\"#=~* "), folded.size());
  const auto end = std::max(folded.find_last_not_of("[](){}<>'\" ") + 1, start);
  const auto bare = std::string_view{folded}.substr(start, end - start);
  if (auto parts = bare == text ? std::nullopt : split_plain_date(bare)) return parts;
  return split_behind_clock(bare);
}

bool lacks_year(std::string_view text) {
  text = behind_words(trim(text));
  const std::string in_words = std::string{text} + " 2024";
  const int first = take_number(text, 2);
  const char separator = text.empty() ? ' ' : text.front();
  if (first >= 0 && (separator == '/' || separator == '.' || separator == '-')) {
    text.remove_prefix(1);
    const int second = take_number(text, 2);
    if (!text.empty() && text.front() == separator) text.remove_prefix(1);
    const bool is_day = first >= 1 && second >= 1 && (first <= 12 || second <= 12);
    if (is_day && text.empty()) return first <= 31 && second <= 31;
  }
  return split_worded_date(in_words).has_value();
}

std::optional<Day> to_day(const DateParts& parts, DateOrder order) noexcept {
  const auto [a, b, c] = parts.part;
  const auto make = [&](int year, int month, int day) {
    return make_day(parts.short_year ? full_year(year) : year, static_cast<unsigned>(month),
        static_cast<unsigned>(day));
  };
  if (parts.year_first) return make(a, b, c);
  if (order == DateOrder::dmy) return make(c, b, a);
  if (order == DateOrder::mdy) return make(c, a, b);
  if (!parts.short_year) return std::nullopt;  // 20/11/2024 does not begin with its year
  return make(a, b, c);
}

void DateOrderEvidence::add(std::string_view text, std::uint64_t line) {
  const auto parts = split_date(text);
  if (!parts || parts->year_first) return;
  all_dotted_ = all_dotted_ && parts->separator == '.';
  ++dates_;
  for (const auto order : {DateOrder::ymd, DateOrder::dmy, DateOrder::mdy}) {
    const auto day = to_day(*parts, order);
    if (!day) continue;
    ++of(order).valid;
    of(order).days.insert(*day);
  }
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
  auto& tally = of(order);
  if (tally.count++ == 0) tally.example = fmt::format("{} at line {}", trim(text), line);
}

std::optional<int> DateOrderEvidence::Tally::usual_gap() const {
  std::vector<int> gaps;
  for (auto day = days.begin(); day != days.end() && std::next(day) != days.end(); ++day)
    gaps.push_back((*std::next(day) - *day).count());
  if (gaps.empty()) return std::nullopt;
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::nth_element(gaps.begin(), middle, gaps.end());
  return *middle;
}

bool DateOrderEvidence::is_likelier(DateOrder order, DateOrder other) const {
  constexpr int times_closer = 4;
  const auto fits = [this](const Tally& tally) { return tally.valid * 100 >= dates_ * 95; };
  if (!fits(of(order))) return false;
  if (!fits(of(other))) return true;
  const auto gap = of(order).usual_gap();
  const bool is_enough = of(order).days.size() > 2 || gap == 1;
  return gap && is_enough && *gap * times_closer <= of(other).usual_gap().value_or(0);
}

std::optional<DateOrderEvidence::Decision> DateOrderEvidence::decide() const {
  using enum DateOrder;
  constexpr const char* closest = "the days lie closest together so";
  const bool may_be_year_first = dates_ > 0 && of(ymd).valid * 100 >= dates_ * 95;
  if (may_be_year_first && is_likelier(ymd, dmy) && is_likelier(ymd, mdy) && of(ymd).count == 0)
    return Decision{ymd, closest};
  std::uint64_t decisive = 0;
  for (const auto& tally : tally_) decisive += tally.count;
  if (decisive == 0) {
    // Nobody writes the month first with dots (CLDR: every locale with dotted dates is day first).
    if (all_dotted_) return Decision{dmy, "dotted dates"};
    if (is_likelier(dmy, mdy)) return Decision{dmy, closest};
    if (is_likelier(mdy, dmy)) return Decision{mdy, closest};
    return std::nullopt;
  }
  for (const auto order : {ymd, dmy, mdy}) {
    const auto& tally = of(order);
    if (tally.count * 100 >= decisive * 95) return Decision{order, tally.example};
  }
  return std::nullopt;
}

bool DateOrderEvidence::is_silent() const noexcept {
  return std::all_of(
      tally_.begin(), tally_.end(), [](const Tally& tally) { return tally.count == 0; });
}

bool DateOrderEvidence::is_contradictory() const noexcept {
  return std::count_if(
             tally_.begin(), tally_.end(), [](const Tally& tally) { return tally.count > 0; }) > 1;
}

const std::string& DateOrderEvidence::example(DateOrder order) const { return of(order).example; }

}  // namespace culprit::diary
