#include "foods/typos.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "culprit/core/text.hpp"
#include "foods/fold.hpp"

namespace culprit::foods {
namespace {

constexpr std::size_t shortest_corrected = 4;
constexpr std::size_t long_word = 8;
constexpr std::size_t careful_length = 5;

/// Edit distance with swaps of neighbours; anything above `most` is `most` + 1.
std::size_t distance_up_to(std::string_view a, std::string_view b, std::size_t most) noexcept {
  std::array<std::array<std::uint8_t, longest_word + 3>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<std::uint8_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& last = rows[(i - 1) % 3];
    const auto& before_last = rows[(i + 1) % 3];
    row[0] = static_cast<std::uint8_t>(i);
    std::uint8_t least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int best =
          std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = std::min(best, before_last[j - 2] + 1);
      row[j] = static_cast<std::uint8_t>(best);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return std::min<std::size_t>(rows[a.size() % 3][b.size()], most + 1);
}

struct Near {
  std::size_t distance = 0;
  bool other_first = false;
  bool sounds_other = false;  ///< differs in more than doubled letters: massala, masala, marsala
  bool is_part = false;       ///< no food or entry of its own
  bool other_last = false;
  std::uint32_t word = nothing;

  friend auto operator<=>(const Near&, const Near&) = default;
};

/// Whether the word alone names a food or another entry of a diary.
bool is_entry(const Tables& tables, std::uint32_t word) noexcept {
  const auto node = follow(tables, 0, tables.words[word].canonical);
  const auto term = node == nothing ? nothing : tables.node_terms[node];
  return term != nothing &&
         (tables.terms[term].kind == TermKind::food || tables.terms[term].kind == TermKind::entry);
}

/// Whether two words differ in more than doubled letters.
bool sounds_other(std::string_view a, std::string_view b) noexcept {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const char c = a[i];
    if (c != b[j]) return true;
    while (i < a.size() && a[i] == c) ++i;
    while (j < b.size() && b[j] == c) ++j;
  }
  return i < a.size() || j < b.size();
}

/// Calls `action(Near)` for every target word within `most` mistakes.
template <typename Action> void for_each_near(
    const Tables& tables, std::string_view text, std::size_t most, const Action& action) {
  if (text.size() > longest_word) return;
  const std::uint32_t letters = letters_of(text);
  const std::size_t from = text.size() > most ? text.size() - most : 0;
  const std::size_t to = std::min(text.size() + most, longest_word);
  for (auto i = tables.lengths[from]; i < tables.lengths[to + 1]; ++i) {
    // A mistake takes at most one letter away and brings at most one.
    const std::uint32_t other = tables.masks[i];
    if (static_cast<std::size_t>(std::popcount(letters & ~other)) > most) continue;
    if (static_cast<std::size_t>(std::popcount(other & ~letters)) > most) continue;
    const std::uint32_t word = tables.by_length[i];
    const std::string_view known = tables.word(word);
    const std::size_t distance = distance_up_to(text, known, most);
    if (distance <= most)
      action(Near{distance, known.front() != text.front(), sounds_other(text, known),
          !is_entry(tables, word), known.back() != text.back(), word});
  }
}

bool begins_alike(std::string_view text, std::string_view known) noexcept {
  return text[0] == known[0] || (text[0] == known[1] && text[1] == known[0]);
}

/// The word that sounds the same though it is written otherwise: makrel, vindalu, collyflower.
std::uint32_t find_alike(const Tables& tables, std::string_view text) {
  constexpr std::size_t shortest_heard = 6;
  constexpr std::size_t few_consonants = 3;
  const Sound sound = sound_of(text);
  const bool is_heard = text.size() >= shortest_heard && text.size() <= longest_word;
  if (!is_heard || sound.length < few_consonants) return nothing;
  const bool is_short = sound.length - (text.ends_with('s') ? 1 : 0) <= few_consonants;
  const std::size_t most = is_short ? 2 : text.size() / 2;
  Near best{most + 1};
  const auto range = std::equal_range(tables.sounds.begin(), tables.sounds.end(), sound.hash);
  for (auto at = range.first; at != range.second; ++at) {
    const auto word = tables.by_sound[static_cast<std::size_t>(at - tables.sounds.begin())];
    const std::string_view known = tables.word(word);
    const Near near{distance_up_to(text, known, most), known.front() != text.front(), false,
        !is_entry(tables, word), known.back() != text.back(), word};
    if (near.distance <= most) best = std::min(best, near);
  }
  return best.word == nothing ? nothing : tables.words[best.word].canonical;
}

/// Bytes outside ASCII are taken for letters: marks and typographic apostrophes among them.
bool belongs_to_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::size_t allowed_mistakes(std::size_t length) noexcept {
  if (length < shortest_corrected) return 0;
  return length < long_word ? 1 : 2;
}

std::uint32_t find_meant(const Tables& tables, std::string_view text) {
  const std::size_t most = allowed_mistakes(text.size());
  if (most == 0) return nothing;
  Near best{most + 1};
  for_each_near(tables, text, most, [&](const Near& near) {
    const std::string_view known = tables.word(near.word);
    if (text.size() <= careful_length && !begins_alike(text, known)) return;
    best = std::min(best, near);
  });
  if (best.word != nothing) return tables.words[best.word].canonical;
  // The plural of a misspelt word: raddishes.
  if (text.ends_with("es") && text.size() > long_word)
    return find_meant(tables, text.substr(0, text.size() - 2));
  return find_alike(tables, text);
}

std::vector<std::uint32_t> find_near(
    const Tables& tables, std::string_view text, std::size_t distance, std::size_t n) {
  std::vector<Near> found;
  for_each_near(tables, text, distance, [&](const Near& near) { found.push_back(near); });
  std::sort(found.begin(), found.end());
  std::vector<std::uint32_t> words;
  for (const auto& near : found) {
    if (words.size() == n) break;
    words.push_back(near.word);
  }
  return words;
}

Written find_written(std::string_view phrase, std::string_view word) {
  const auto dash = std::min(phrase.find(" - "), phrase.size());
  const auto comma = std::min(phrase.find(','), phrase.size());
  for (std::size_t at = 0; at < phrase.size();) {
    if (!belongs_to_word(phrase[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < phrase.size() && belongs_to_word(phrase[end])) ++end;
    const std::string_view text = phrase.substr(at, end - at);
    if (fold_phrase(text) == word) {
      const bool ends_in_s = text.ends_with("'s") || text.ends_with("'S") ||
                             text.ends_with("\u2019s") || text.ends_with("\u2019S");
      return {.is_capital = text.front() >= 'A' && text.front() <= 'Z',
          .is_possessive = ends_in_s,
          .is_before_dash = dash < phrase.size() && at < dash,
          .is_in_head = comma < phrase.size() && at < comma};
    }
    at = end;
  }
  return {};
}

}  // namespace culprit::foods
