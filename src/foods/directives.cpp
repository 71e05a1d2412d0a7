#include "foods/directives.hpp"

#include <algorithm>
#include <bit>
#include <iterator>

namespace culprit::foods {
namespace {

constexpr Directive directives[] = {
    {"filler", TermKind::filler},
    {"describe", TermKind::describe},
    {"and", TermKind::joiner},
    {"link", TermKind::link},
    {"or", TermKind::alternate},
    {"no", TermKind::negator},
    {"free", TermKind::free},
    {"flavour", TermKind::flavour},
    {"doubt", TermKind::doubt},
    {"suits", TermKind::suits},
    {"allergy", TermKind::allergy},
    {"word", TermKind::plain},
    {"unit", TermKind::unit},
    {"number", TermKind::number},
    {"kind", TermKind::food},
    {"plural", TermKind::food},
    {"factor", TermKind::entry, Role::factor},
    {"treatment", TermKind::entry, Role::treatment},
    {"symptom", TermKind::entry, Role::symptom},
};

constexpr Word<std::uint16_t> properties[] = {{flag_alone, "alone"}, {flag_skin, "skin"},
    {flag_liquid, "liquid"}, {flag_plain, "plain"}, {flag_table, "table"}, {flag_meat, "meat"},
    {flag_staple, "staple"}, {flag_supervised, "supervised"}, {flag_taste, "taste"},
    {flag_made, "made"}, {flag_owner, "owner"}, {flag_shaped, "shaped"}, {flag_apart, "apart"},
    {flag_listed, "listed"}, {flag_tag, "tag"}, {flag_swap, "swap"}};

constexpr std::size_t bits_of_block = 64;
constexpr std::size_t bits_per_word = 12;
constexpr int n_hashes = 6;

/// FNV-1a of 64 bits, mixed so that its halves are two hashes.
std::uint64_t hash_of(std::string_view word) noexcept {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  hash ^= hash >> 32;
  hash *= 0x9E3779B97F4A7C15U;
  return hash ^ hash >> 29;
}

/// Calls `action` with each bit of the word until it returns false.
template <typename Action>
bool for_each_bit(std::string_view word, std::size_t n_blocks, const Action& action) {
  const std::uint64_t hash = hash_of(word);
  const std::uint64_t step = (hash >> 32) | 1U;
  std::uint64_t at = hash;
  for (int i = 0; i < n_hashes; ++i, at += step) {
    const std::uint64_t bit = at & (n_blocks * bits_of_block - 1);
    if (!action(bit / bits_of_block, std::uint64_t{1} << bit % bits_of_block)) return false;
  }
  return true;
}

/// How many letters are shared with the word before, or -1 for a letter of the word.
int shared_letters(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

}  // namespace

const Directive* find_directive(std::string_view text) noexcept {
  const auto word = text.substr(0, text.find(' '));
  const auto* found = std::find_if(std::begin(directives), std::end(directives),
      [&](const Directive& known) { return known.word == word; });
  return found == std::end(directives) ? nullptr : found;
}

std::string_view argument_of(std::string_view text) noexcept {
  const auto space = text.find(' ');
  return space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
}

std::optional<std::uint16_t> property_flag(std::string_view word) noexcept {
  return value_of(properties, word);
}

Target target_of(const Line& line) {
  const bool means_nothing =
      std::any_of(line.meanings.begin(), line.meanings.end(), [](const Meaning& meaning) {
        return meaning.sigil == Sigil::directive &&
               (meaning.what.text == "filler" || meaning.what.text == "word");
      });
  if (means_nothing) return Target::never;
  return line.is_rare ? Target::if_long : Target::always;
}

std::vector<std::string> unpack_words(std::string_view text) {
  std::vector<std::string> words;
  bool is_comment = false;
  bool begins_line = true;
  for (const char c : text) {
    if (begins_line) is_comment = c == '#';
    begins_line = c == '\n';
    if (is_comment || begins_line || c == '\r') continue;
    const int shared = shared_letters(c);
    if (shared >= 0)
      words.push_back(
          words.empty() ? "" : words.back().substr(0, static_cast<std::size_t>(shared)));
    else if (!words.empty()) words.back() += c;
  }
  return words;
}

std::vector<std::uint64_t> make_dictionary(const std::vector<std::string>& words) {
  std::vector<std::uint64_t> blocks(
      std::bit_ceil(words.size() * bits_per_word / bits_of_block + 1));
  for (const auto& word : words) {
    (void)for_each_bit(word, blocks.size(), [&](std::size_t block, std::uint64_t bit) {
      blocks[block] |= bit;
      return true;
    });
  }
  return blocks;
}

bool is_ordinary(std::span<const std::uint64_t> dictionary, std::string_view word) noexcept {
  return !dictionary.empty() &&
         for_each_bit(word, dictionary.size(),
             [&](std::size_t block, std::uint64_t bit) { return (dictionary[block] & bit) != 0; });
}

}  // namespace culprit::foods
