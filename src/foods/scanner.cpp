#include "foods/scanner.hpp"

#include <algorithm>
#include <array>

#include "foods/directives.hpp"
#include "foods/typos.hpp"

namespace culprit::foods {
namespace {

struct Match {
  std::uint32_t term = nothing;
  std::uint32_t length = 0;
};

class Scanner {
 public:
  Scanner(const Tables& tables, std::string_view folded, std::string_view phrase)
      : tables_{tables}, phrase_{phrase} {
    scan_.tokens = tokenise(
        folded, [&](std::string_view field) { return find_word(tables, field) != nothing; });
  }

  Scan scan() {
    find_words();
    scan_.elements.reserve(scan_.tokens.size());
    for (std::uint32_t i = 0; i < scan_.tokens.size();) i += take(i);
    return std::move(scan_);
  }

 private:
  [[nodiscard]] bool is_word(std::size_t i) const noexcept {
    return i < scan_.tokens.size() && scan_.tokens[i].kind == TokenKind::word;
  }

  void find_words() {
    for (auto& token : scan_.tokens)
      token.word = token.kind == TokenKind::word ? find_singular(tables_, token.text) : nothing;
    for (std::size_t i = 0; i < scan_.tokens.size(); ++i) {
      Token& token = scan_.tokens[i];
      if (token.kind != TokenKind::word || token.word != nothing) continue;
      if (token.text.ends_with("less") || is_ordinary(tables_.dictionary, token.text)) continue;
      if (joined(i).length > 0 || (i > 0 && joined(i - 1).length > 0)) continue;
      const auto meant = find_meant(tables_, token.text);
      if (meant != nothing) correct(i, meant);
    }
  }

  /// Takes a word for a misspelling, unless it stands where brands stand: before a lone hyphen,
  /// before the first comma, with 's, beside a food that is known without it. Two words that are
  /// one name together (`shepard's pie`) need no such care.
  void correct(std::size_t i, std::uint32_t meant) {
    Token& token = scan_.tokens[i];
    const Written written = find_written(phrase_, token.text);
    if (written.is_before_dash) return;
    token.word = meant;
    token.is_guess = true;
    if (is_in_longer_name(i)) return;
    token.word = nothing;
    const bool is_brand =
        written.is_possessive || (written.is_capital && (has_food(i, written.is_in_head)));
    if (is_brand) token.is_guess = false;
    else token.word = meant;
  }

  /// Whether a name of several words holds the token.
  [[nodiscard]] bool is_in_longer_name(std::size_t i) const noexcept {
    constexpr std::size_t reach = 3;
    for (std::size_t begin = i > reach ? i - reach : 0; begin <= i; ++begin) {
      const Match match = longest(begin);
      if (match.length > 1 && begin + match.length > i && tables_.is_food(match.term)) return true;
    }
    return false;
  }

  /// Whether the words beside the token name a food; `or_behind`: or any word behind.
  [[nodiscard]] bool has_food(std::size_t i, bool or_behind) const noexcept {
    std::size_t begin = i;
    while (begin > 0 && is_word(begin - 1) && !separates(begin - 1)) --begin;
    bool is_beside = true;
    for (std::size_t at = begin; at < scan_.tokens.size(); ++at) {
      if (at > i && (!is_word(at) || separates(at))) is_beside = false;
      if (!is_beside && !or_behind) return false;
      const Match match = longest(at);
      if (at != i && tables_.is_food(match.term)) return true;
    }
    return false;
  }

  [[nodiscard]] bool separates(std::size_t i) const noexcept {
    const auto term = find_term(tables_, {scan_.tokens[i].word});
    if (term == nothing) return false;
    const TermKind kind = tables_.terms[term].kind;
    return kind == TermKind::joiner || kind == TermKind::link || kind == TermKind::alternate ||
           kind == TermKind::negator;
  }

  /// `egg plant`: two words that are one name when written as one.
  [[nodiscard]] Match joined(std::size_t i) const {
    constexpr std::size_t shortest = 3;
    if (!is_word(i) || !is_word(i + 1)) return {};
    const auto first = scan_.tokens[i].text;
    const auto second = scan_.tokens[i + 1].text;
    if (first.size() < shortest || second.size() < shortest) return {};
    const std::size_t length = first.size() + second.size();
    if (length > longest_word) return {};
    std::array<char, longest_word> buffer{};
    first.copy(buffer.data(), first.size());
    second.copy(buffer.data() + first.size(), second.size());
    const auto term = find_term(tables_, {find_singular(tables_, {buffer.data(), length})});
    if (!tables_.is_food(term) || is_control(i)) return {};
    return {term, 2};
  }

  /// Whether the word alone is `and`, `no`, a unit or the like: never half of a name.
  [[nodiscard]] bool is_control(std::size_t i) const noexcept {
    const auto term = find_term(tables_, {scan_.tokens[i].word});
    return term != nothing && tables_.terms[term].kind != TermKind::food &&
           tables_.terms[term].kind != TermKind::plain &&
           tables_.terms[term].kind != TermKind::entry;
  }

  [[nodiscard]] Match longest(std::size_t begin) const noexcept {
    Match best;
    std::uint32_t node = 0;
    for (std::size_t i = begin; is_word(i) && scan_.tokens[i].word != nothing; ++i) {
      node = follow(tables_, node, scan_.tokens[i].word);
      if (node == nothing) break;
      if (tables_.node_terms[node] != nothing)
        best = {tables_.node_terms[node], static_cast<std::uint32_t>(i + 1 - begin)};
    }
    if (best.length > 1) return best;
    const Match pair = joined(begin);
    return pair.length > 0 ? pair : best;
  }

  /// `vegan chocolate ice cream`: a modifier at the head of a name goes alone if what follows it is
  /// a longer name that reaches further; so does a word that leaves the name what it is (`sweet
  /// cherry tomatoes`).
  [[nodiscard]] Match longest_or_modifier(std::size_t begin) const {
    const Match best = longest(begin);
    std::uint32_t node = 0;
    for (std::uint32_t length = 1; length < best.length; ++length) {
      node = follow(tables_, node, scan_.tokens[begin + length - 1].word);
      if (node == nothing) break;
      const auto term = tables_.node_terms[node];
      if (term == nothing || length + longest(begin + length).length <= best.length) continue;
      const TermRecord& head = tables_.terms[term];
      const bool takes = head.kind == TermKind::modifier && head.own_maybe != 0;
      const bool describes = head.kind == TermKind::describe && best.length == length + 1;
      if (takes || (describes && is_same(begin + length, best))) return {term, length};
    }
    return best;
  }

  /// Whether a name that ends with the word holds what the word alone does, and none longer follows
  /// it (`black bean burrito bowl`).
  [[nodiscard]] bool is_same(std::size_t last, Match name) const {
    const auto word = find_term(tables_, {scan_.tokens[last].word});
    if (word == nothing || longest(last).length <= longest(last + 1).length) return false;
    const TermRecord& alone = tables_.terms[word];
    return alone.kind == TermKind::food && alone.sure == tables_.terms[name.term].sure &&
           alone.maybe == tables_.terms[name.term].maybe;
  }

  void put(TermKind kind, std::uint32_t first, Match match = {}) {
    const auto last = first + match.length;
    const bool is_guess = std::any_of(scan_.tokens.begin() + first, scan_.tokens.begin() + last,
        [](const Token& token) { return token.is_guess; });
    scan_.elements.push_back({kind, match.term, 0, first, last, is_guess});
  }

  std::uint32_t take(std::uint32_t i) {
    const Token& token = scan_.tokens[i];
    switch (token.kind) {
      case TokenKind::comma:
      case TokenKind::dash: put(TermKind::comma, i); return 1;
      case TokenKind::semicolon:
      case TokenKind::slash:
      case TokenKind::plus: put(TermKind::hard, i); return 1;
      case TokenKind::open: put(TermKind::open, i); return 1;
      case TokenKind::close: put(TermKind::close, i); return 1;
      case TokenKind::number:
        scan_.elements.push_back({TermKind::number, nothing, token.value, i, i + 1});
        return 1;
      case TokenKind::word: break;
    }
    return take_word(i);
  }

  std::uint32_t take_word(std::uint32_t i) {
    const Match match = longest_or_modifier(i);
    if (match.length == 0 && take_less(i)) return 1;
    if (match.length == 0) {
      const std::string_view text = scan_.tokens[i].text;
      const double value = number_of(text);
      const bool is_share = text.ends_with('%') && text.front() >= '0' && text.front() <= '9';
      const auto kind = value == value ? TermKind::number
                        : is_share     ? TermKind::describe
                                       : TermKind::plain;
      scan_.elements.push_back({kind, nothing, value, i, i + 1});
      return 1;
    }
    put_term(i, match);
    return match.length;
  }

  /// `cheeseless`: a food that is not there.
  bool take_less(std::uint32_t i) {
    constexpr std::string_view ending = "less";
    std::string_view text = scan_.tokens[i].text;
    if (!text.ends_with(ending) || text.size() == ending.size()) return false;
    text.remove_suffix(ending.size());
    const auto term = find_term(tables_, {find_singular(tables_, text)});
    if (!tables_.is_food(term)) return false;
    put(TermKind::food, i, {term, 1});
    put(TermKind::free, i);
    return true;
  }

  void put_term(std::uint32_t i, Match match) {
    // Peppers are no pepper.
    const auto plural = tables_.terms[match.term].plural;
    if (plural != nothing && match.length == 1 && is_plural(tables_, scan_.tokens[i]))
      match.term = plural;
    const TermRecord& record = tables_.terms[match.term];
    constexpr double quarters = 4;
    if (record.kind == TermKind::filler) return;
    if (record.kind == TermKind::food && record.unit != nothing && is_measure(i, match.length))
      return put(TermKind::unit, i, match);
    put(record.kind, i, match);
    if (record.kind == TermKind::number) scan_.elements.back().value = record.value / quarters;
  }

  /// `2 cloves garlic`, `pint of milk`, `lemon shot`: a unit, though the word alone is a food.
  [[nodiscard]] bool is_measure(std::uint32_t i, std::uint32_t length) const {
    const std::size_t next = i + length;
    if (!is_word(next))
      return !scan_.elements.empty() && scan_.elements.back().kind == TermKind::food &&
             scan_.elements.back().last == i;
    if (scan_.tokens[next].text == "of") return true;
    const bool counted = !scan_.elements.empty() && scan_.elements.back().kind == TermKind::number;
    return counted && longest(next).length > 0;
  }

  const Tables& tables_;
  std::string_view phrase_;
  Scan scan_;
};

}  // namespace

Scan scan(const Tables& tables, std::string_view folded, std::string_view phrase) {
  return Scanner{tables, folded, phrase}.scan();
}

bool is_plural(const Tables& tables, const Token& token) noexcept {
  return token.word != nothing && token.text.ends_with('s') &&
         token.text != tables.word(token.word);
}

std::uint32_t find_term(const Tables& tables, const std::vector<std::uint32_t>& words) noexcept {
  std::uint32_t node = words.empty() ? nothing : 0;
  for (const auto word : words) {
    if (node == nothing) break;
    node = word == nothing ? nothing : follow(tables, node, word);
  }
  return node == nothing ? nothing : tables.node_terms[node];
}

}  // namespace culprit::foods
