#include "diary/cells/cells.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <string>
#include <utility>

#include "culprit/core/word_table.hpp"
#include "diary/cells/dates.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/cells/word_lists.hpp"

namespace culprit::diary {
namespace {

constexpr std::size_t longest_quoted = 60;

/// ASCII words only, so that no allocation is needed.
bool equals_folded(std::string_view text, std::string_view lower) noexcept {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
      [](char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b); });
}

void add_part(std::string_view part, std::vector<std::string_view>& parts) {
  part = clean(part);
  if (!part.empty()) parts.push_back(part);
}

/// `- milk`, `* milk`: lines that begin with a mark.
std::string_view behind_bullet(std::string_view line) {
  line = clean(line);
  for (const std::string_view mark : {"- ", "* ", "\u2022 ", "\u2013 "})
    if (line.starts_with(mark)) return line.substr(mark.size());
  return line;
}

std::vector<std::string_view> split_at_commas(std::string_view cell) {
  std::vector<std::string_view> parts;
  const auto last_close = cell.rfind(')');
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == '(') ++depth;
    if (cell[i] == ')' && depth > 0) --depth;
    const bool is_within = depth > 0 && last_close != std::string_view::npos && i < last_close;
    if (cell[i] != ',' || is_within) continue;
    add_part(cell.substr(start, i - start), parts);
    start = i + 1;
    depth = 0;
  }
  add_part(cell.substr(start), parts);
  return parts;
}

}  // namespace

bool is_missing_word(std::string_view cleaned) noexcept {
  if (cleaned.size() > 4) return false;
  static constexpr std::array<std::string_view, 6> words{"-", "--", "n/a", "na", "nan", "null"};
  return std::any_of(words.begin(), words.end(),
      [cleaned](std::string_view word) { return equals_folded(cleaned, word); });
}

bool is_empty(const csv::Record& record) noexcept {
  for (std::size_t i = 0; i < record.size(); ++i)
    if (!clean(record[i]).empty()) return false;
  return true;
}

std::string quotable(std::string_view cell) {
  const bool is_plain = std::all_of(cell.begin(), cell.end(), [](char c) {
    return static_cast<unsigned char>(c) >= ' ' && static_cast<unsigned char>(c) < 0x7F;
  });
  // Longer than what is shown, because tidying may shorten the text.
  const std::string_view head = cell.substr(0, 4 * longest_quoted);
  std::string text = is_plain ? std::string{head} : tidy_name(head);
  const bool is_cut = text.size() > longest_quoted || head.size() < cell.size();
  if (text.size() > longest_quoted) {
    std::size_t end = longest_quoted;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
    text.resize(end);
  }
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = '?';
  return is_cut ? text + "..." : text;
}

std::string first_names(std::span<const std::string> names, std::size_t most) {
  const auto list = joined(names.first(std::min(names.size(), most)), ", ", quotable);
  return names.size() > most ? list + ", ..." : list;
}

char mark_of_number(std::string_view cleaned) noexcept {
  if (!cleaned.empty() && (cleaned.front() == '-' || cleaned.front() == '+'))
    cleaned.remove_prefix(1);
  const auto mark = cleaned.find_first_of(",.");
  if (mark == cleaned.npos || mark + 1 == cleaned.size() || cleaned.size() > 32) return '\0';
  for (std::size_t i = 0; i < cleaned.size(); ++i)
    if (i != mark && !is_digit(cleaned[i])) return '\0';
  return cleaned[mark];
}

std::vector<std::string_view> split_cell(std::string_view cell, std::string_view joiner) {
  if (joiner == ",") return split_at_commas(cell);
  std::vector<std::string_view> parts;
  for_each_part(cell, joiner, [&](std::string_view part) {
    if (joiner == "\n") part = behind_bullet(part);
    if (!part.empty()) parts.push_back(part);
  });
  return parts;
}

Bracketed split_last_bracket(std::string_view text) noexcept {
  text = clean(text);
  if (text.empty() || text.back() != ')') return {text, {}};
  int depth = 0;
  for (std::size_t i = text.size(); i-- > 0;) {
    if (text[i] == ')') ++depth;
    if (text[i] == '(' && --depth == 0) {
      const std::string_view name = clean(text.substr(0, i));
      if (name.empty()) break;
      return {name, clean(text.substr(i + 1, text.size() - i - 2))};
    }
  }
  return {text, {}};
}

std::optional<Quantity> parse_quantity(std::string_view text, DecimalMark mark) {
  text = clean(text);
  const auto is_number_part = [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; };
  std::size_t end = !text.empty() && (text.front() == '-' || text.front() == '+') ? 1 : 0;
  while (end < text.size() && is_number_part(text[end])) ++end;
  const std::string_view written = text.substr(0, end);
  const char separator = mark == DecimalMark::point ? ',' : '.';
  auto amount = parse_number(written, mark);
  if (!amount && written.find(separator) != std::string_view::npos) {
    std::string number{written};
    std::erase(number, separator);
    amount = parse_number(number, mark);
  }
  if (!amount) return std::nullopt;
  return Quantity{*amount, clean(text.substr(end))};
}

namespace {

/// Takes `2`, `1/2`, `½`, `1½` or `1 1/2` off.
std::optional<double> take_part(std::string_view& text, DecimalMark mark) {
  constexpr std::pair<std::string_view, double> parts[] = {{"\u00BD", 1.0 / 2}, {"\u00BC", 1.0 / 4},
      {"\u00BE", 3.0 / 4}, {"\u2153", 1.0 / 3}, {"\u2154", 2.0 / 3}};
  std::optional<double> sum;
  double above = 0;
  while (const auto number = parse_quantity(text, mark)) {
    text = number->unit;
    if (!text.starts_with('/')) {
      if (sum) return std::nullopt;  // two numbers
      sum = number->amount;
      if (const auto next = parse_quantity(text, mark); !next || !next->unit.starts_with('/'))
        break;
      continue;
    }
    above = number->amount;
    const auto below = parse_quantity(text.substr(1), mark);
    if (!below || below->amount <= 0) return std::nullopt;
    text = below->unit;
    return sum.value_or(0) + above / below->amount;
  }
  for (const auto& [sign, part] : parts) {
    if (!text.starts_with(sign)) continue;
    text = clean(text.substr(sign.size()));
    return sum.value_or(0) + part;
  }
  return sum;
}

}  // namespace

std::optional<Quantity> parse_amount(std::string_view text, DecimalMark mark) {
  text = clean(text);
  for (const std::string_view about : {"~", "\u2248", "ca. ", "ca ", "about "})
    if (text.starts_with(about)) text = clean(text.substr(about.size()));
  auto amount = take_part(text, mark);
  if (!amount) return std::nullopt;
  for (const std::string_view sign : {"-", "\u2013", "x", "\u00D7"}) {
    auto rest = text.starts_with(sign) ? clean(text.substr(sign.size())) : std::string_view{};
    const auto other = rest.empty() ? std::nullopt : take_part(rest, mark);
    if (!other) continue;
    const bool is_range = sign == "-" || sign == "\u2013";
    amount = is_range ? (*amount + *other) / 2 : *amount * *other;
    text = rest;
  }
  return Quantity{*amount, text};
}

Portion split_portion(std::string_view text) {
  const auto [bare, inside] = split_last_bracket(text);
  const auto whole = inside.empty() ? clean(text) : bare;
  const auto comma = whole.rfind(", ");
  if (comma == std::string_view::npos) return {text, std::nullopt};
  const auto quantity = parse_amount(whole.substr(comma + 1));
  // `Milk, 2 % fat`
  if (!quantity || quantity->amount <= 0 || quantity->unit.empty() || quantity->unit[0] == '%')
    return {text, std::nullopt};
  const auto name = whole.substr(0, comma);
  const auto dash = name.find(" - ");
  return {clean(dash == std::string_view::npos ? name : name.substr(dash + 3)), quantity};
}

std::optional<Quantity> parse_serving(std::string_view cell, DecimalMark mark) {
  constexpr std::size_t longest = 24;
  constexpr double some = std::numeric_limits<double>::quiet_NaN();
  if (cell.empty() || cell.size() > longest) return std::nullopt;
  if (cell.front() == '[' && cell.back() == ']') {
    const auto tick = clean(cell.substr(1, cell.size() - 2));
    if (tick.empty()) return Quantity{0, {}};
    return parse_truth(tick) == true ? std::optional{Quantity{some, {}}} : std::nullopt;
  }
  if (is_listed<"some amounts">(fold_plain(cell))) return Quantity{some, {}};
  const auto quantity = parse_amount(cell, mark);
  return quantity && is_serving_word(quantity->unit) ? quantity : std::nullopt;
}

std::optional<int> take_leading_clock(std::string_view& text, std::optional<int> near) {
  constexpr int half_day = 12 * 60;
  const auto space = text.find(' ');
  const std::string_view word = text.substr(0, space);
  if (space == std::string_view::npos || !is_digit(text[0])) return std::nullopt;
  const bool has_half = (word.back() | 0x20) == 'm';
  const auto clock =
      has_half || word.find(':') != std::string_view::npos ? parse_clock(word) : std::nullopt;
  if (!clock) return std::nullopt;
  text = clean(text.substr(std::min(text.find_first_not_of(" -:", space), text.size())));
  const int minute = clock->minute();
  const bool is_later = !has_half && minute < half_day && near &&
                        std::abs(minute + half_day - *near) < std::abs(minute - *near);
  return is_later ? minute + half_day : minute;
}

bool is_remark(std::string_view text) {
  const std::string folded = fold_plain(text);
  const auto dot = folded.find('.');
  return text.starts_with('#') || is_listed<"remarks">(folded) ||
         folded.find("file attached") != std::string::npos ||
         folded.find("omitted") != std::string::npos ||
         (dot != std::string::npos && is_listed<"attachments">(folded.substr(dot + 1, 3)));
}

std::optional<double> parse_phase(std::string_view text) noexcept {
  constexpr double as_usual = std::numeric_limits<double>::quiet_NaN();
  constexpr Word<double> words[] = {
      {1, "1"}, {1, "eat"}, {0, "0"}, {0, "avoid"}, {as_usual, ""}, {as_usual, "usual"}};
  return value_of(words, trim(text));
}

}  // namespace culprit::diary
