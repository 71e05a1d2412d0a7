#include "table_cells.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "cells.hpp"
#include "dates.hpp"
#include "severity_words.hpp"

namespace culprit::diary {
namespace {

constexpr std::size_t longest_number = 40;
constexpr std::size_t most_pluses = 5;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Groups of three digits behind separators, taken out; nothing if they are not so.
std::optional<double> parse_grouped(std::string_view cell, DecimalMark mark) {
  const char separator = mark == DecimalMark::point ? ',' : '.';
  const auto whole = cell.substr(0, cell.find(mark == DecimalMark::point ? '.' : ','));
  std::size_t at = whole.find(separator);
  const std::size_t sign = !whole.empty() && (whole[0] == '-' || whole[0] == '+') ? 1 : 0;
  if (at == std::string_view::npos || at <= sign || at > sign + 3) return std::nullopt;
  for (; at < whole.size(); at += 4) {
    const bool is_group =
        whole.size() >= at + 4 && whole[at] == separator &&
        std::all_of(whole.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                    whole.begin() + static_cast<std::ptrdiff_t>(at) + 4, is_digit);
    if (!is_group) return std::nullopt;
  }
  std::string digits{cell};
  std::erase(digits, separator);
  return parse_number(digits, mark);
}

/// `4/10`, `4 out of 10`: what stands before the words.
std::string_view before_maximum(std::string_view cell) {
  static constexpr std::array<std::string_view, 7> words{"/",    " out of ", " von ", " sur ",
                                                         " de ", " su ",     " van "};
  for (const auto word : words) {
    const auto at = cell.find(word);
    if (at == std::string_view::npos || at == 0) continue;
    const auto maximum = clean(cell.substr(at + word.size()));
    if (!maximum.empty() && std::all_of(maximum.begin(), maximum.end(), is_digit)) {
      return clean(cell.substr(0, at));
    }
  }
  return cell;
}

}  // namespace

std::optional<double> parse_table_number(std::string_view cell, DecimalMark mark) {
  if (const auto value = parse_number(cell, mark)) return value;
  if (cell.empty() || cell.size() > longest_number) return std::nullopt;
  if (const auto value = parse_grouped(cell, mark)) return value;
  const auto number = before_maximum(cell);
  return number.size() < cell.size() ? parse_number(number, mark) : std::nullopt;
}

std::optional<double> parse_rating(std::string_view cell, DecimalMark mark) {
  if (const auto value = parse_table_number(cell, mark)) return value;
  if (cell.empty() || cell.size() > longest_number) return std::nullopt;
  const bool is_pluses = std::all_of(cell.begin(), cell.end(), [](char c) { return c == '+'; });
  if (is_pluses && cell.size() <= most_pluses) return static_cast<double>(cell.size());
  return severity_from_word(fold_name(cell));
}

std::optional<bool> parse_any_truth(std::string_view cell) {
  if (const auto truth = parse_truth(cell)) return truth;
  if (cell.size() > 8) return std::nullopt;
  static constexpr std::array<std::string_view, 12> yes{
      "ja", "oui", "si", "sim", "s", "j", "\u2713", "\u2714", "\u2611", "vrai", "wahr", "waar"};
  static constexpr std::array<std::string_view, 9> no{"nein",   "non",    "nao",  "nee",   "\u2717",
                                                      "\u2718", "\u2610", "faux", "falsch"};
  const std::string folded = fold_plain(cell);
  if (std::find(yes.begin(), yes.end(), folded) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), folded) != no.end()) return false;
  return std::nullopt;
}

bool is_blank_in_table(std::string_view cell) noexcept {
  return is_missing(cell) || cell == "?" || cell == "\u2013" || cell == "\u2014";
}

bool is_date_like(std::string_view cell) noexcept {
  const auto parts = split_date(cell);
  if (!parts) return false;
  return to_day(*parts, DateOrder::dmy) || to_day(*parts, DateOrder::mdy) ||
         to_day(*parts, DateOrder::ymd);
}

}  // namespace culprit::diary
