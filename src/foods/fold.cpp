#include "foods/fold.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <utility>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "foods/tables.hpp"

namespace culprit::foods {
namespace {

using Replacement = std::pair<std::string_view, std::string_view>;

/// Fractions before folding, which would join `1½` to `11⁄2`.
constexpr Replacement fractions[] = {{"\u00BD", " 1/2 "}, {"\u00BC", " 1/4 "}, {"\u00BE", " 3/4 "},
    {"\u2153", " 1/3 "}, {"\u2154", " 2/3 "}, {"\u215B", " 1/8 "}, {"\u2044", "/"}};
/// Letters without a decomposition, and punctuation outside ASCII, after folding.
constexpr Replacement plain_letters[] = {{"\u00E6", "ae"}, {"\u0153", "oe"}, {"\u00F8", "o"},
    {"\u0142", "l"}, {"\u0111", "d"}, {"\u00F0", "d"}, {"\u00FE", "th"}, {"\u0131", "i"},
    {"\u2019", "'"}, {"\u2018", "'"}, {"\u02BC", "'"}, {"\u00B4", "'"}, {"\u2032", "'"},
    {"\u201C", " "}, {"\u201D", " "}, {"\u201E", " "}, {"\u00AB", " "}, {"\u00BB", " "},
    {"\u2010", "-"}, {"\u2011", "-"}, {"\u2012", "-"}, {"\u2013", "-"}, {"\u2014", " - "},
    {"\u2212", "-"}, {"\u2022", ";"}, {"\u00B7", ";"}, {"\u25CF", ";"}, {"\u25AA", ";"},
    {"\u00D7", " x "}, {"\u00AE", " "}, {"\u2122", " "}, {"\u00A9", " "}, {"\u2044", "/"},
    {"\u00A1", " "}, {"\u00BF", " "}, {"\u3001", ","}, {"\uFF0C", ","}, {"\u060C", ","},
    {"\u00B0", " "}, {"\u2026", ";"}, {"\u200D", " "}, {"\u2615", " coffee "}, {"\u2764", " "},
    {"\u2728", " "}, {"\u2705", " "}, {"\u2B50", " "}, {"\u2192", " "}};

template <std::size_t n>
std::string replace_all(std::string_view text, const Replacement (&table)[n]) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const bool may_match = static_cast<unsigned char>(text.front()) >= 0x80;
    const auto* found = may_match ? std::find_if(std::begin(table), std::end(table),
                                        [&](const Replacement& replacement) {
                                          return text.starts_with(replacement.first);
                                        })
                                  : std::end(table);
    if (found == std::end(table)) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      out += found->second;
      text.remove_prefix(found->first.size());
    }
  }
  return out;
}

/// Line ends become bullets first: folding makes every white space one space.
std::string fold_unicode(std::string_view text) {
  std::string lines{text};
  std::replace(lines.begin(), lines.end(), '\n', ';');
  return replace_all(fold_plain(replace_all(lines, fractions)), plain_letters);
}

/// Writes words and signs with single spaces between them.
class Folder {
 public:
  explicit Folder(std::string_view text) : text_{text} { out_.reserve(text.size() + 8); }

  std::string fold() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead) const noexcept {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : ' ';
  }
  [[nodiscard]] char before() const noexcept { return at_ == 0 ? ' ' : text_[at_ - 1]; }

  void put(char c) {
    if (space_ && !out_.empty()) out_ += ' ';
    space_ = false;
    out_ += c;
  }
  void put_word(std::string_view word) {
    space_ = true;
    for (const char c : word) put(c);
    space_ = true;
  }
  void put_sign(char c) { put_word({&c, 1}); }

  void step() {
    const char c = text_[at_];
    if (static_cast<unsigned char>(c) >= 0xF0) {  // four bytes: a picture, and a word of its own
      put_word(text_.substr(at_, 4));
      at_ += 3;
    } else if (is_letter(c) || is_digit(c)) {
      if (peek(1) == '/' && !is_letter(before()) && !is_digit(before()) && fold_shortened(c))
        return;
      put(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    } else {
      fold_punctuation(c);
    }
    ++at_;
  }

  /// `w/` is with, `w/o` without, `n/a` one word. False of other letters before a slash.
  bool fold_shortened(char c) {
    const auto is_behind = [&](char small, char capital) {
      return (peek(2) == small || peek(2) == capital) && !is_letter(peek(3));
    };
    const bool is_with = c == 'w' || c == 'W';
    const bool is_whole = is_with ? is_behind('o', 'O') : is_behind('a', 'A');
    if (!is_with && (!is_whole || (c != 'n' && c != 'N'))) return false;
    put_word(!is_with ? "na" : is_whole ? "without" : "with");
    at_ += is_whole ? 3 : 2;
    return true;
  }

  void fold_punctuation(char c) {
    const bool in_number = is_digit(before()) && is_digit(peek(1));
    switch (c) {
      case '\'':
      case '`': return;  // belongs to its word
      case '&': return put_word("and");
      case '.':
      case ':':
        if (in_number) return put(c);
        if (c == ':' || ends_sentence()) put_sign(';');
        break;
      case ',':
        if (in_number) return put('.');
        return put_sign(',');
      case '/':
        if (in_number) return put('/');
        return put_sign(before() == ' ' || peek(1) == ' ' ? '+' : '\\');
      case '%':
        if (is_digit(before())) return put('%');
        break;
      case '-':
        if (before() == ' ' && peek(1) == ' ') return put_sign('-');
        break;
      default: return fold_sign(c);
    }
    space_ = true;
  }

  void fold_sign(char c) {
    if (c == '+' || c == '\\') return put_sign(c);
    if (c == ';' || c == '|' || c == '\n' || c == '\r') return put_sign(';');
    if (c == '(' || c == '[' || c == '{') return put_sign('(');
    if (c == ')' || c == ']' || c == '}') return put_sign(')');
    space_ = true;
  }

  /// A full stop after a word of several letters, unless it is the last sign.
  [[nodiscard]] bool ends_sentence() const noexcept {
    constexpr std::size_t shortest = 4;  // `oz.`, `pc.`, `St.`, `no.` are no ends
    std::size_t letters_before = 0;
    while (letters_before < at_ && is_letter(text_[at_ - 1 - letters_before])) ++letters_before;
    return letters_before >= shortest && peek(1) == ' ' && at_ + 1 < text_.size();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool space_ = false;
  std::string out_;
};

struct Spelling {
  std::string_view letters;
  std::string_view sound;
};
/// Longer ones first; `s` before e, i and y is told apart in `sound_at`.
constexpr Spelling sound_spellings[] = {{"sch", "x"}, {"tch", "x"}, {"que", "k"}, {"qu", "k"},
    {"ck", "k"}, {"ch", "x"}, {"sh", "x"}, {"ph", "f"}, {"gh", ""}, {"gn", "n"}, {"kn", "n"},
    {"c", "k"}, {"q", "k"}, {"z", "s"}};

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

std::string fold_phrase(std::string_view text) {
  const bool is_ascii = std::all_of(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii) return Folder{text}.fold();
  return Folder{fold_unicode(text)}.fold();
}

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

namespace {

std::string_view take_field(std::string_view& rest) noexcept {
  const auto end = std::min(rest.find(' '), rest.size());
  const auto field = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return field;
}

TokenKind kind_of(std::string_view field) noexcept {
  if (field.size() != 1) return TokenKind::word;
  switch (field.front()) {
    case ',': return TokenKind::comma;
    case ';': return TokenKind::semicolon;
    case '+': return TokenKind::plus;
    case '\\': return TokenKind::slash;
    case '(': return TokenKind::open;
    case ')': return TokenKind::close;
    case '-': return TokenKind::dash;
    default: return TokenKind::word;
  }
}

std::size_t leading_number(std::string_view field) noexcept {
  const auto is_numeric = [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '/'; };
  std::size_t n = 0;
  while (n < field.size() && is_numeric(field[n])) ++n;
  return n;
}

/// `6:20`, `6pm`, `6:20pm`: when, not how much.
bool is_clock(std::string_view field) noexcept {
  const auto digits = [&](std::size_t most) {
    std::size_t n = 0;
    while (n < std::min(most, field.size()) && field[n] >= '0' && field[n] <= '9') ++n;
    field.remove_prefix(n);
    return n;
  };
  if (digits(2) == 0) return false;
  const bool has_minutes = field.starts_with(':');
  if (has_minutes) {
    field.remove_prefix(1);
    if (digits(2) != 2) return false;
  }
  return field == "am" || field == "pm" || (has_minutes && field.empty());
}

}  // namespace

double number_of(std::string_view text) noexcept {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const auto slash = text.find('/');
  const auto above = parse_number(text.substr(0, slash));
  if (slash == std::string_view::npos) return above.value_or(none);
  const auto below = parse_number(text.substr(slash + 1));
  return above && below && *below > 0 ? *above / *below : none;
}

std::vector<Token> tokenise(
    std::string_view folded, const std::function<bool(std::string_view)>& is_word) {
  std::vector<Token> tokens;
  tokens.reserve(12);
  while (!folded.empty()) {
    const auto field = take_field(folded);
    const TokenKind kind = kind_of(field);
    if (kind != TokenKind::word || is_word(field)) {
      tokens.push_back({kind, field});
      continue;
    }
    if (is_clock(field)) continue;
    if (field.front() == 'x' && leading_number(field.substr(1)) + 1 == field.size()) {
      const double times = number_of(field.substr(1));
      if (times == times) {
        tokens.push_back({TokenKind::number, field, times});
        continue;
      }
    }
    const std::size_t n = leading_number(field);
    const double value = number_of(field.substr(0, n));
    if (n == 0 || value != value || field.substr(n) == "%") {
      tokens.push_back({TokenKind::word, field});
      continue;
    }
    tokens.push_back({TokenKind::number, field.substr(0, n), value});
    if (n < field.size()) tokens.push_back({TokenKind::word, field.substr(n)});
  }
  return tokens;
}

}  // namespace culprit::foods
