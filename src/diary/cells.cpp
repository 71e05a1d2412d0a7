#include "diary/cells.hpp"

#include <algorithm>
#include <array>

namespace culprit::diary {
namespace {

constexpr std::size_t longest_quoted = 60;

/// ASCII words only, so that no allocation is needed.
bool equals_folded(std::string_view text, std::string_view lower) noexcept {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
    return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
  });
}

}  // namespace

bool is_missing_word(std::string_view cleaned) noexcept {
  if (cleaned.size() > 4) return false;
  static constexpr std::array<std::string_view, 6> words{"-", "--", "n/a", "na", "nan", "null"};
  return std::any_of(words.begin(), words.end(),
                     [cleaned](std::string_view word) { return equals_folded(cleaned, word); });
}

std::optional<bool> parse_truth(std::string_view cleaned) {
  static constexpr std::array<std::string_view, 5> yes{"yes", "y", "true", "x", "taken"};
  static constexpr std::array<std::string_view, 4> no{"no", "n", "false", "not taken"};
  const auto is = [cleaned](std::string_view word) { return equals_folded(cleaned, word); };
  if (std::any_of(yes.begin(), yes.end(), is)) return true;
  if (std::any_of(no.begin(), no.end(), is)) return false;
  return std::nullopt;
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

void DecimalEvidence::add(std::string_view cleaned) noexcept {
  if (!cleaned.empty() && (cleaned.front() == '-' || cleaned.front() == '+'))
    cleaned.remove_prefix(1);
  const auto mark = cleaned.find_first_of(",.");
  if (mark == std::string_view::npos || mark + 1 == cleaned.size() || cleaned.size() > 32) return;
  for (std::size_t i = 0; i < cleaned.size(); ++i)
    if (i != mark && !is_digit(cleaned[i])) return;
  ++(cleaned[mark] == ',' ? commas_ : points_);
}

DecimalMark DecimalEvidence::decide() const noexcept {
  return commas_ > 0 && points_ == 0 ? DecimalMark::comma : DecimalMark::point;
}

}  // namespace culprit::diary
