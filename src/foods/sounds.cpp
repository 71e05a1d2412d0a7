#include "foods/sounds.hpp"

#include <array>

#include "foods/tables.hpp"

namespace culprit::foods {
namespace {

struct Spelling {
  std::string_view letters;
  std::string_view sound;
};
/// Longer ones first; `s` before e, i and y is told apart in `sound_at`.
constexpr Spelling sound_spellings[] = {
    {"sch", "x"}, {"tch", "x"}, {"que", "k"}, {"qu", "k"}, {"ck", "k"}, {"ch", "x"}, {"sh", "x"},
    {"ph", "f"},  {"gh", ""},   {"gn", "n"},  {"kn", "n"}, {"c", "k"},  {"q", "k"},  {"z", "s"},
};

bool is_vowel(char c) noexcept {
  return std::string_view{"aeiouyhw"}.find(c) != std::string_view::npos;
}

Spelling sound_at(std::string_view rest) noexcept {
  const bool is_soft_c = rest.size() > 1 && rest[0] == 'c' &&
                         std::string_view{"eiy"}.find(rest[1]) != std::string_view::npos;
  if (is_soft_c) return {rest.substr(0, 1), "s"};
  for (const auto& spelling : sound_spellings)
    if (rest.starts_with(spelling.letters)) return spelling;
  return {rest.substr(0, 1), rest.substr(0, 1)};
}

}  // namespace

Sound sound_of(std::string_view word) noexcept {
  std::array<char, longest_word + 1> sound{};
  std::size_t length = 0;
  char last = ' ';
  for (std::size_t i = 0; i < word.size();) {
    const Spelling spelling = sound_at(word.substr(i));
    const char c = spelling.sound.empty() ? ' ' : spelling.sound.front();
    const bool is_left_out = c == ' ' || is_vowel(c);
    if (i == 0 && is_left_out) sound[length++] = 'a';
    if (!is_left_out && c != last && length < longest_word) sound[length++] = c;
    last = c;
    i += spelling.letters.size();
  }
  return {hash_text({sound.data(), length}), length};
}

}  // namespace culprit::foods
