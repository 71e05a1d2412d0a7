#include "foods/lists.hpp"

#include <span>
#include <vector>

namespace culprit::foods {
namespace {

class ListJoiner {
 public:
  ListJoiner(const Tables& tables, Scan& scan)
      : tables_{tables}, scan_{scan}, elements_{scan.elements} {}

  void join() {
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      if (tables_.has_flag(elements_[i].term, flag_tag) && !is_set_off(i)) elements_[i] = plain(i);
      if (const auto free = word_free(i); free != nothing) take_list_before(i, free);
      if (elements_[i].kind == TermKind::negator) take_list_behind(i);
      if (tables_.has_flag(elements_[i].term, flag_swap)) swap(i);
      if (is(i, TermKind::open)) take_kind(i);
    }
    join_tags();
    std::erase_if(
        elements_, [](const Element& element) { return element.kind == TermKind::filler; });
  }

 private:
  [[nodiscard]] bool is(std::size_t i, TermKind kind) const noexcept {
    return i < elements_.size() && elements_[i].kind == kind;
  }
  [[nodiscard]] bool is_sign(std::size_t i, TokenKind kind) const noexcept {
    return is(i, TermKind::hard) && scan_.tokens[elements_[i].first].kind == kind;
  }
  [[nodiscard]] Element plain(std::size_t i) const noexcept {
    return {TermKind::plain, nothing, 0, elements_[i].first, elements_[i].last};
  }

  /// The word `free` of an element that is that word, a modifier that ends with it, or a food whose
  /// name begins with one (egg-free cake); else `nothing`.
  [[nodiscard]] std::uint32_t word_free(std::size_t i) const {
    const Element& element = elements_[i];
    const bool is_name = element.kind == TermKind::food && element.last - element.first > 2;
    const bool may_end = element.kind == TermKind::modifier || element.kind == TermKind::free;
    if (element.first == element.last || (!is_name && !may_end)) return nothing;
    const auto word = scan_.tokens[is_name ? element.first + 1 : element.last - 1].word;
    const auto term = find_term(tables_, {word});
    return term != nothing && tables_.terms[term].kind == TermKind::free ? word : nothing;
  }

  /// The entry of that kind whose name is the words of the element and `behind`, or `nothing`.
  [[nodiscard]] std::uint32_t compound(
      const Element& element, std::span<const Token> behind, TermKind kind) const {
    std::vector<std::uint32_t> words;
    for (auto i = element.first; i < element.last; ++i) words.push_back(scan_.tokens[i].word);
    for (const Token& token : behind) words.push_back(token.word);
    const auto term = find_term(tables_, words);
    return term != nothing && tables_.terms[term].kind == kind ? term : nothing;
  }
  /// `gluten` and `free`: the modifier of that name.
  [[nodiscard]] std::uint32_t free_of(const Element& element, std::uint32_t free) const {
    const Token token{TokenKind::word, {}, 0, free};
    return compound(element, {&token, 1}, TermKind::modifier);
  }

  /// `flour (buckwheat)`: the brackets name the kind of a plain food.
  void take_kind(std::size_t open) {
    if (open == 0 || !is(open - 1, TermKind::food) || !is(open + 1, TermKind::food) ||
        !is(open + 2, TermKind::close))
      return;
    Element& food = elements_[open - 1];
    const bool is_synonym = elements_[open + 1].term == food.term;  // `Rutabaga (swede)`
    if (is_synonym || tables_.terms[food.term].n_ingredients > 0) return;
    const auto kind = compound(elements_[open + 1],
        std::span{scan_.tokens}.subspan(food.first, food.last - food.first), TermKind::food);
    if (kind == nothing) return;
    food.term = kind;
    for (std::size_t i = open; i < open + 3; ++i) elements_[i].kind = TermKind::filler;
  }

  /// `gluten, dairy and soy free`, `onion/garlic free`. What people eat as well (`fish and gluten
  /// free chips`) belongs to the list only before a slash.
  void take_list_before(std::size_t i, std::uint32_t free) {
    const bool is_word = elements_[i].kind == TermKind::free;
    for (std::size_t at = is_word ? i - 1 : i; at >= 2 && at <= i; at -= 2) {
      Element& member = elements_[at - 2];
      const auto modifier = free_of(member, free);
      const bool is_category = tables_.has_flag(member.term, flag_listed) &&
                               !is_plural(tables_, scan_.tokens[member.last - 1]);
      const bool is_member = modifier != nothing || (is_word && member.kind == TermKind::food);
      if (!is_member) return;
      if (!is_sign(at - 1, TokenKind::slash) && !(is_listing(at - 1) && is_category)) return;
      elements_[at - 1].kind = modifier == nothing ? TermKind::free : TermKind::filler;
      if (modifier != nothing)
        member = {TermKind::modifier, modifier, 0, member.first, member.last};
    }
  }

  /// `free from: milk, egg, gluten`.
  void take_list_behind(std::size_t i) {
    if (!is_sign(i + 1, TokenKind::semicolon)) return;
    const auto free = find_singular(tables_, "free");
    for (std::size_t at = i + 2; is(at, TermKind::food); at += 2) {
      const auto modifier = free_of(elements_[at], free);
      if (modifier == nothing) return;
      elements_[i].kind = TermKind::filler;
      elements_[i + 1].kind = TermKind::filler;
      // `Cake. Free from: milk`
      if (i > 0 && is_sign(i - 1, TokenKind::semicolon)) elements_[i - 1].kind = TermKind::comma;
      elements_[at].kind = TermKind::modifier;
      elements_[at].term = modifier;
      if (!is_listing(at + 1) || !is(at + 2, TermKind::food)) return;
      if (free_of(elements_[at + 2], free) == nothing) return;
      elements_[at + 1].kind = TermKind::filler;
    }
  }

  /// A comma, `and` or `or`.
  [[nodiscard]] bool is_listing(std::size_t i) const noexcept {
    return is(i, TermKind::comma) || is(i, TermKind::joiner) || is(i, TermKind::alternate);
  }

  /// `subbed oat milk for milk`: the latter is not eaten. `milk swapped for oat milk`: the former.
  void swap(std::size_t i) {
    if (elements_[i].kind != TermKind::negator) {
      for (std::size_t at = i + 1; at < elements_.size(); ++at) {
        if (elements_[at].kind >= TermKind::comma) return;
        if (!is(at, TermKind::link)) continue;
        elements_[at].kind = TermKind::negator;
        return;
      }
    } else if (i > 0 && (is(i + 1, TermKind::link) || is(i + 1, TermKind::joiner))) {
      elements_[i].kind = TermKind::free;
    }
  }

  /// Whether a tag stands alone between signs or other modifiers.
  [[nodiscard]] bool is_set_off(std::size_t i) const {
    const auto is_edge = [&](std::size_t at) {
      return at >= elements_.size() || elements_[at].kind >= TermKind::comma ||
             elements_[at].kind == TermKind::modifier;
    };
    return i > 0 && is_edge(i - 1) && is_edge(i + 1);
  }

  /// A modifier, or a word as short as the letters of menus.
  [[nodiscard]] bool is_tag(std::size_t i) const {
    constexpr std::size_t longest_tag = 3;
    if (is(i, TermKind::modifier)) return true;
    return is(i, TermKind::plain) && elements_[i].term == nothing &&
           scan_.tokens[elements_[i].first].text.size() <= longest_tag;
  }

  /// `GF/DF/SF pancakes`, `muffin GF+DF`, unless foods are on both sides (`oats gf / vegan
  /// cheese`).
  void join_tags() {
    for (std::size_t i = 1; i < elements_.size(); ++i) {
      const bool is_joined = is_sign(i, TokenKind::slash) || is_sign(i, TokenKind::plus);
      const bool is_between = i > 1 && is(i - 2, TermKind::food) && is(i + 2, TermKind::food);
      const bool modifies = is(i - 1, TermKind::modifier) || is(i + 1, TermKind::modifier);
      if (is_joined && !is_between && modifies && is_tag(i - 1) && is_tag(i + 1))
        elements_[i].kind = TermKind::filler;
    }
  }

  const Tables& tables_;
  Scan& scan_;
  std::vector<Element>& elements_;
};

}  // namespace

void join_lists(const Tables& tables, Scan& scan) { ListJoiner{tables, scan}.join(); }

}  // namespace culprit::foods
