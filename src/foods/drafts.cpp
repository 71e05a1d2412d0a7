#include "foods/drafts.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "foods/inverted.hpp"

namespace culprit::foods {
namespace {

bool is_separator(TermKind kind) noexcept {
  return kind >= TermKind::comma || kind == TermKind::joiner || kind == TermKind::link ||
         kind == TermKind::alternate;
}

/// Reads elements from left to right. A chunk is what stands between two separators.
class Drafter {
 public:
  Drafter(const Tables& tables, const Scan& scan) : tables_{tables}, scan_{scan} {}

  Drafts run() {
    const auto& elements = scan_.elements;
    for (std::size_t i = 0; i <= elements.size(); ++i) {
      if (i < elements.size() && !is_separator(elements[i].kind)) continue;
      read_chunk(begin_, i);
      if (i < elements.size()) pass(separator_at(i), i);
      begin_ = i + 1;
    }
    settle_negations(true);
    if (brand_end_) read_as_product(tables_, *brand_end_, free_of_name_, drafts_.items);
    return std::move(drafts_);
  }

 private:
  struct Negation {
    std::vector<TermId> foods;
    std::size_t chunk_begin = 0;
  };

  /// `no egg/cheese`, `may contain nuts/milk`: a slash means `or` there.
  [[nodiscard]] TermKind separator_at(std::size_t at) const {
    const Element& element = scan_.elements[at];
    const bool is_or = (negating_ || is_doubting_) && element.kind == TermKind::hard &&
                       scan_.tokens[element.first].kind == TokenKind::slash;
    return is_or ? TermKind::alternate : element.kind;
  }

  void pass(TermKind separator, std::size_t at) {
    ++chunk_;
    const bool is_dash = scan_.elements[at].kind == TermKind::comma &&
                         scan_.tokens[scan_.elements[at].first].kind == TokenKind::dash;
    if (is_dash && !brand_end_ && !has_comma_) {
      brand_end_ = drafts_.items.size();
      end_of_name_ = false;
      for (Draft& draft : drafts_.items) draft.is_of_name = true;  // `Vesper Bros. Foods - Ham`
      if (*brand_end_ > 0 && ends_owner(at)) drafts_.items.front().is_maker = true;
    }
    if ((separator == TermKind::comma && !is_dash) || separator == TermKind::hard ||
        tables_.has_flag(scan_.elements[at].term, flag_apart))
      ++section_;
    has_comma_ = has_comma_ || (separator == TermKind::comma && !is_dash);
    if (!is_dash && (separator == TermKind::hard || separator == TermKind::comma))
      end_of_name_ = true;
    const bool ends = separator == TermKind::hard || separator == TermKind::close;
    const TermKind before = at > 0 ? scan_.elements[at - 1].kind : separator;
    if (ends && before != TermKind::doubt) is_doubting_ = false;  // `May contain: milk`
    // `(served with duck)`: tables leave it out, people may not.
    is_doubting_ |=
        before == TermKind::open && tables_.has_flag(scan_.elements[at].term, flag_table);
    const bool goes_on = separator == TermKind::alternate ||
                         (separator == TermKind::comma && is_list_with_or(at)) ||
                         (separator == TermKind::joiner && is_category(at + 1));
    if (!goes_on) negating_ = false;
    if (separator == TermKind::link) clause_begin_ = drafts_.items.size();
    if (separator == TermKind::hard) {
      carries_on_ = !carried_.empty() && !carries_on_;
      if (!carries_on_) carried_ = {};
      settle_negations(true);
      ++sentence_;
      sentence_begin_ = drafts_.items.size();
      clause_begin_ = sentence_begin_;
      if (depth_ == 0) parent_.reset();
    }
    if (separator == TermKind::open && depth_++ == 0 && drafts_.items.size() > sentence_begin_)
      parent_ = drafts_.items.size() - 1;
    if (separator == TermKind::close && depth_ > 0 && --depth_ == 0) parent_.reset();
  }

  /// `Egg Farm - Pasta`, `Bean Ground & Drunk - Coffee`: whether an owner's word stands before the
  /// hyphen, or words that are joined and no food.
  [[nodiscard]] bool ends_owner(std::size_t dash) const {
    if (tables_.has_flag(scan_.elements[dash - 1].term, flag_owner)) return true;
    if (chunk_begin_ != brand_end_) return false;
    const Element& joiner = scan_.elements[begin_ - 1];
    return joiner.kind == TermKind::joiner && joiner.last < scan_.elements[dash].first;
  }

  /// `no gluten, wheat or milk`: whether the comma stands in a list that ends with `or`.
  [[nodiscard]] bool is_list_with_or(std::size_t comma) const {
    for (std::size_t i = comma + 1; i < scan_.elements.size(); ++i) {
      const auto kind = scan_.elements[i].kind;
      if (kind == TermKind::alternate) return true;
      if (kind == TermKind::negator || (is_separator(kind) && kind != TermKind::comma))
        return false;
    }
    return false;
  }

  /// `no gluten and dairy`: whether an element is all of its chunk, and a word that lists of what
  /// is left out use.
  [[nodiscard]] bool is_category(std::size_t at) const {
    const auto& elements = scan_.elements;
    const bool is_last = at + 1 >= elements.size() || is_separator(elements[at + 1].kind);
    return at < elements.size() && is_last && tables_.has_flag(elements[at].term, flag_listed);
  }

  void read_chunk(std::size_t begin, std::size_t end) {
    chunk_begin_ = drafts_.items.size();
    pending_ = {};
    pending_modifiers_ = false;
    alone_ = nothing;
    measure_ = {};
    n_negators_ = 0;
    const auto& elements = scan_.elements;
    if (parent_ && tables_.has_flag(drafts_.items[*parent_].term, flag_skin))
      return;  // `shampoo (egg)`
    if (const auto product = scented(begin, end)) {
      begin = *product;
      end = begin + 1;
    }
    const bool has_food = std::ranges::any_of(std::span{elements}.subspan(begin, end - begin),
        [](const Element& element) { return element.kind == TermKind::food; });
    for (std::size_t i = begin; i < end; ++i) {
      last_of_chunk_ = i + 1 == end;
      read(elements[i], has_food);
    }
    finish_chunk();
  }

  /// `coconut shampoo`: beside what is put on the skin or cleans, foods say what it smells of.
  /// @return the element that is such a product
  [[nodiscard]] std::optional<std::size_t> scented(std::size_t begin, std::size_t end) const {
    for (std::size_t i = end; i > begin; --i) {
      const Element& element = scan_.elements[i - 1];
      if (element.kind == TermKind::entry && tables_.has_flag(element.term, flag_skin))
        return i - 1;
    }
    return std::nullopt;
  }

  void read(const Element& element, bool has_food) {
    const bool after_unknown = in_unknown_;
    in_unknown_ = false;
    switch (element.kind) {
      case TermKind::food: return add_food(element);
      case TermKind::entry:
        if (!has_food) add_food(element);
        return;
      case TermKind::plain: return add_unknown(element, after_unknown);
      case TermKind::modifier: return modify(element);
      case TermKind::negator:
        // `Free-from mince pies` is a kind of product.
        if (element.first == 0 && tables_.terms[element.term].own_minor != 0) {
          pending_.doubts = tables_.set(tables_.terms[element.term].own_minor);
          return;
        }
        negating_ = true;
        ++n_negators_;
        is_plain_no_ = tables_.has_flag(element.term, flag_plain);
        return;
      case TermKind::doubt: is_doubting_ = true; return;
      case TermKind::suits: clause_begin_ = drafts_.items.size(); return;
      case TermKind::allergy: return take_back_clause();
      case TermKind::free: return take_back_last();
      case TermKind::flavour:
        if (drafts_.items.size() > chunk_begin_) drafts_.items.back().is_flavour = true;
        return;
      case TermKind::number: return add_number(element.value);
      case TermKind::unit: return add_unit(tables_.terms[element.term]);
      default: return;
    }
  }

  Draft& add_draft(TermId term) {
    Draft& made = drafts_.items.emplace_back();
    made.term = term;
    made.sentence = sentence_;
    made.section = section_;
    made.chunk = chunk_;
    made.parent = parent_;
    made.changes = pending_;
    made.measure = std::exchange(measure_, {});
    made.is_doubtful = is_doubting_;
    made.is_of_name = !end_of_name_;
    made.changes.removes |= carried_;
    return made;
  }

  void add_food(const Element& element) {
    if (negating_) {
      if (!drafts_.items.empty() || !is_plain_no_ || !split_dish(element))
        negated_here_.push_back(element.term);
      return;
    }
    // `Pasta Gluten-Free Fusilli`: what both foods would hold.
    const GroupSet shared = pending_.removes & tables_.set(tables_.terms[element.term].sure);
    for (std::size_t i = chunk_begin_; i < drafts_.items.size(); ++i)
      drafts_.items[i].changes.removes |= shared;
    Draft& made = add_draft(element.term);
    if (element.is_guess) made.written = words(element);
    pending_modifiers_ = false;
  }

  [[nodiscard]] std::string words(const Element& element) const {
    std::string text;
    for (auto i = element.first; i < element.last; ++i) {
      if (!text.empty()) text += ' ';
      text += scan_.tokens[i].text;
    }
    return text;
  }

  void add_unknown(const Element& element, bool after_unknown) {
    in_unknown_ = true;
    auto text = words(element);
    if (negating_) {
      if (after_unknown && !drafts_.not_eaten.empty()) drafts_.not_eaten.back() += ' ' + text;
      else drafts_.not_eaten.push_back(std::move(text));
      return;
    }
    if (after_unknown && drafts_.items.size() > chunk_begin_ &&
        drafts_.items.back().term == nothing) {
      drafts_.items.back().text += ' ' + text;
      return;
    }
    add_draft(nothing).text = std::move(text);
  }

  void modify(const Element& element) {
    const TermRecord& record = tables_.terms[element.term];
    if (negating_) return;  // `not vegan`
    pending_.removes |= tables_.set(record.own_maybe);
    if (!end_of_name_) free_of_name_ |= tables_.set(record.own_maybe);
    pending_.adds |= tables_.set(record.own_sure);
    pending_.doubts |= tables_.set(record.own_minor);
    pending_modifiers_ = true;
    if (record.n_ingredients > 0) alone_ = tables_.ingredients[record.first_ingredient] & term_mask;
  }

  /// `onion free`: the food just read is not in what stands beside it.
  void take_back_last() {
    if (drafts_.items.size() == chunk_begin_) {
      negating_ = !drafts_.items.empty();  // `left out the onion`
      return;
    }
    if (is_doubting_ || drafts_.items.back().term == nothing) return;
    negated_here_.push_back(drafts_.items.back().term);
    drafts_.items.pop_back();
  }

  void add_number(double value) {
    if (!(value > 0)) return;
    const auto& [amount, unit, is_liquid] = measure_;
    const bool continues = amount && unit == nothing && value < 1 && *amount >= 1;
    measure_ = {continues ? *amount + value : value};  // 1 1/2
  }

  void add_unit(const TermRecord& record) {
    const bool is_liquid = (record.flags & flag_liquid) != 0;
    const bool is_behind =
        !measure_.amount && last_of_chunk_ && drafts_.items.size() > chunk_begin_;
    if (is_behind && drafts_.items.back().measure.unit != nothing) return;
    Measure& measure = is_behind ? drafts_.items.back().measure : measure_;
    if (!is_behind && !measure.amount) measure.amount = 1;
    measure = {measure.amount, record.unit, is_liquid};
  }

  /// `suitable for people with milk, egg or nut allergy`: those are not eaten.
  void take_back_clause() {
    if (is_doubting_) return;  // `not suitable for people with a nut allergy`
    const std::size_t from = std::max(clause_begin_, sentence_begin_);
    Negation negation{{}, from};
    for (std::size_t i = from; i < drafts_.items.size(); ++i) {
      const Draft& draft = drafts_.items[i];
      if (draft.term == nothing) continue;
      negation.foods.push_back(draft.term);
      drafts_.not_eaten.emplace_back(tables_.string(tables_.terms[draft.term].name));
    }
    drafts_.items.resize(from);
    if (parent_ && *parent_ >= from) parent_.reset();
    chunk_begin_ = std::min(chunk_begin_, from);
    if (!negation.foods.empty()) negations_.push_back(std::move(negation));
  }

  /// The food that a chunk without foods is about.
  [[nodiscard]] Draft* target() {
    if (parent_ && drafts_.items.size() == *parent_ + 1) return &drafts_.items[*parent_];
    for (std::size_t i = drafts_.items.size(); i > sentence_begin_; --i)
      if (drafts_.items[i - 1].term != nothing) return &drafts_.items[i - 1];
    return drafts_.items.size() > sentence_begin_ ? &drafts_.items.back() : nullptr;
  }

  /// `gummy sharks`, `rabbit cookies`: a meat beside it says what it tastes of or its shape, a dish
  /// its taste. Chips are of what is before.
  void take_tastes() {
    const auto first = drafts_.items.begin() + static_cast<std::ptrdiff_t>(chunk_begin_);
    bool is_product = false;
    bool is_shaped = false;
    for (auto draft = first; draft != drafts_.items.end(); ++draft) {
      is_product |= tables_.has_flag(draft->term, flag_taste);
      is_shaped |= tables_.has_flag(draft->term, flag_shaped);
      if (draft != first && !(draft - 1)->is_flavour && (draft - 1)->term != nothing)
        draft->is_flavour |= tables_.has_flag(draft->term, flag_made);
    }
    for (auto draft = first; (is_product || is_shaped) && draft != drafts_.items.end(); ++draft) {
      if (draft->term == nothing || tables_.has_flag(draft->term, flag_taste)) continue;
      draft->is_flavour |= is_product && is_dish(tables_.terms[draft->term]);
      const GroupSet sure = tables_.set(tables_.terms[draft->term].sure);
      draft->is_flavour |= !(sure & tables_.groups_with(flag_taste)).empty();
    }
  }

  /// Of several ingredients, the first of them in every recipe: chilli may be the pepper.
  [[nodiscard]] bool is_dish(const TermRecord& record) const {
    if (record.n_ingredients < 2) return false;
    const auto share = tables_.ingredients[record.first_ingredient] >> share_shift & share_mask;
    return static_cast<Share>(share) != Share::sometimes;
  }

  void finish_chunk() {
    in_unknown_ = false;
    take_tastes();
    if (negated_here_.size() > 1 && n_negators_ < 2 && drafts_.items.size() == chunk_begin_)
      spare_dish();
    if (drafts_.items.size() > chunk_begin_ && !carries_on_) carried_ = {};
    else if (pending_modifiers_ && alone_ == nothing && target() == nullptr)
      carried_ = pending_.removes;
    if (pending_modifiers_ && alone_ != nothing && target() == nullptr)
      add_draft(alone_).is_maker = true;
    if (Draft* draft = target()) {
      const Measure& known = draft->measure;
      if (measure_.amount && (!known.amount || known.unit == nothing)) draft->measure = measure_;
      if (pending_modifiers_) {
        draft->changes.adds |= pending_.adds;
        draft->changes.take(pending_);
        // `buttermilk pancakes, vegan`: both.
        for (Draft& beside : drafts_.items)
          if (beside.chunk == draft->chunk) beside.changes.take(pending_);
      }
    }
    for (const TermId term : negated_here_)
      drafts_.not_eaten.emplace_back(tables_.string(tables_.terms[term].name));
    if (!negated_here_.empty()) negations_.push_back({negated_here_, chunk_begin_});
    negated_here_.clear();
    settle_negations(false);
  }

  /// `no cheese pizza` is a pizza: the last of several names in a row, if it is a dish.
  void spare_dish() {
    const TermId dish = negated_here_.back();
    if (tables_.terms[dish].n_ingredients == 0) return;
    negated_here_.pop_back();
    add_draft(dish);
  }

  /// `no cheese pizza`, though cheese pizza is a name: a pizza without the cheese that is in it.
  bool split_dish(const Element& element) {
    std::vector<std::uint32_t> words;
    for (auto i = element.first; i < element.last; ++i) words.push_back(scan_.tokens[i].word);
    if (words.size() != 2) return false;
    const auto part = find_term(tables_, {words[0]});
    const auto dish = find_term(tables_, {words[1]});
    if (part == nothing || dish == nothing || tables_.terms[dish].n_ingredients == 0) return false;
    const auto& record = tables_.terms[dish];
    const GroupSet shared = (tables_.set(record.sure) | tables_.set(record.maybe)) &
                            tables_.set(tables_.terms[part].sure);
    if (tables_.terms[part].kind != TermKind::food || shared.empty()) return false;
    negated_here_ = {part, dish};
    return true;
  }

  /// A negated food is missing from the foods of its chunk, else from those before it in the
  /// sentence, else from those after it. Other foods before it lose it where it is an ingredient.
  void settle_negations(bool at_end) {
    std::vector<Negation> waiting;
    for (auto& negation : negations_) {
      std::size_t from = negation.chunk_begin;
      std::size_t to = drafts_.items.size();
      if (from == to && from > sentence_begin_) from = sentence_begin_;
      if (from == to) {
        if (!at_end) waiting.push_back(std::move(negation));
        continue;
      }
      for (std::size_t i = sentence_begin_; i < to; ++i) {
        auto& changes = drafts_.items[i].changes;
        auto& without = i < from ? changes.perhaps_without : changes.without;
        without.insert(without.end(), negation.foods.begin(), negation.foods.end());
      }
    }
    negations_ = std::move(waiting);
  }

  const Tables& tables_;
  const Scan& scan_;
  Drafts drafts_;
  std::size_t begin_ = 0;
  std::size_t chunk_begin_ = 0;     ///< first draft of the chunk
  std::size_t sentence_begin_ = 0;  ///< first draft of the sentence
  std::uint32_t chunk_ = 0;
  std::uint32_t section_ = 0;
  std::uint32_t sentence_ = 0;
  std::uint32_t depth_ = 0;
  std::optional<std::size_t> parent_;
  bool negating_ = false;
  std::size_t n_negators_ = 0;  ///< of the chunk
  bool is_plain_no_ = false;    ///< `no` or `without`, not `skipped`
  bool in_unknown_ = false;
  bool last_of_chunk_ = false;
  Changes pending_;  ///< modifiers that wait for their food
  bool pending_modifiers_ = false;
  TermId alone_ = nothing;                ///< what such a modifier means without a food: `decaf`
  Measure measure_;                       ///< that waits for its food
  bool is_doubting_ = false;              ///< behind `may contain`
  bool has_comma_ = false;                ///< a comma has been passed
  bool end_of_name_ = false;              ///< behind the first comma or full stop: other foods
  std::optional<std::size_t> brand_end_;  ///< first draft behind the first lone hyphen
  bool carries_on_ = false;               ///< to the end of the sentence: `vegan: pancakes, cake`
  GroupSet carried_;  ///< what modifiers without a food take from the next one: `(vegan) pancakes`
  GroupSet free_of_name_;         ///< what modifiers before that take away
  std::size_t clause_begin_ = 0;  ///< first draft behind `suitable for`
  std::vector<TermId> negated_here_;
  std::vector<Negation> negations_;
};

}  // namespace

Drafts draft(const Tables& tables, const Scan& scan) { return Drafter{tables, scan}.run(); }

}  // namespace culprit::foods
