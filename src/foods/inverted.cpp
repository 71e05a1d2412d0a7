#include "foods/inverted.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "culprit/foods/groups.hpp"

namespace culprit::foods {
namespace {

struct Part {
  std::size_t first = 0;  ///< elements [first, last)
  std::size_t last = 0;
};

bool describes(TermKind kind) noexcept {
  return kind == TermKind::describe || kind == TermKind::modifier || kind == TermKind::number ||
         kind == TermKind::unit;
}
bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }

class Turner {
 public:
  Turner(const Tables& tables, Scan& scan, std::string_view phrase)
      : tables_{tables}, scan_{scan}, phrase_{phrase}, none_{scan.elements.size()} {}

  void turn() {
    const auto is_other = [](const Element& element) {
      return element.kind != TermKind::comma && element.kind != TermKind::food &&
             element.kind != TermKind::plain && !describes(element.kind);
    };
    split();
    if (parts_.size() < 2) return;
    head_ = only_name(parts_.front());
    if (head_ == none_) return;
    if (is_of_table()) turn_table();
    else if (is_taste()) erase({parts_[0].last, parts_[1].first});
    else if (std::none_of(scan_.elements.begin(), scan_.elements.end(), is_other)) turn_name();
  }

 private:
  void split() {
    Part part;
    for (std::size_t i = 0; i <= none_; ++i) {
      if (i < none_ && scan_.elements[i].kind != TermKind::comma) continue;
      part.last = i;
      parts_.push_back(part);
      part.first = i + 1;
    }
  }

  /// `Yogurt, Greek`: exactly one part makes a name with the first, the others only describe.
  void turn_name() {
    std::size_t qualifier = none_;
    std::uint32_t term = nothing;
    for (std::size_t i = 1; i < parts_.size(); ++i) {
      const bool is_optional = only_describes(parts_[i]);
      if (is_optional && term != nothing) continue;
      if (term != nothing) return;
      qualifier = i;
      term = compound(parts_[i]);
      if (term == nothing && !is_optional) return;
    }
    if (term == nothing || !is_name(parts_[qualifier])) return;
    scan_.elements[head_].term = term;
    erase(parts_[qualifier]);
  }

  /// `Beef, rib, boneless, raw`: a capital, two commas, and a part that only describes, as tables
  /// do.
  [[nodiscard]] bool is_of_table() const {
    constexpr std::size_t fewest = 3;
    if (phrase_.empty() || !is_capital(phrase_.front()) || parts_.size() < fewest) return false;
    return std::any_of(parts_.begin() + 1, parts_.end(), [&](const Part& part) {
      return only_describes(part) && std::ranges::any_of(of(part), [&](const Element& element) {
        return tables_.has_flag(element.term, flag_table);
      });
    });
  }

  /// `Coffee Creamer, Pumpkin Pie`: of two parts, the second says what the first tastes of.
  [[nodiscard]] bool is_taste() const {
    return parts_.size() == 2 && is_capital(phrase_.front()) && compound(parts_[1]) == nothing &&
           tables_.has_flag(scan_.elements[head_].term, flag_taste);
  }

  /// The parts of a table's name say which of the first it is: they make a name with it, are a kind
  /// of it (fish, salmon) or a cut or share of it (beef, rib; milk, milkfat). What is none of that
  /// is a food of its own.
  void turn_table() {
    std::vector<Part> gone;
    for (std::size_t i = 1; i < parts_.size(); ++i) {
      const Part& part = parts_[i];
      std::uint32_t term = compound(part);
      if (term == nothing && !only_describes(part)) term = compound(part, true);
      if (term != nothing && (!only_describes(part) || gone.empty())) {
        scan_.elements[head_].term = term;
        gone.push_back(part);
        continue;
      }
      const std::size_t food = only_name(part);
      if (food == none_) continue;
      const GroupSet whole = identity(scan_.elements[head_].term);
      const GroupSet named = identity(scan_.elements[food].term);
      const bool is_kind = !whole.empty() && (whole - named).empty();
      const bool is_share = !named.empty() && (named - whole).empty();
      const bool is_cut = is_meat(whole) && is_meat(named);
      if (!is_kind && !is_share && !is_cut) continue;
      if (is_kind && !is_share) {
        scan_.elements[head_].term = scan_.elements[food].term;
        scan_.elements[head_].is_guess |= scan_.elements[food].is_guess;
      }
      gone.push_back(part);
    }
    for (std::size_t i = gone.size(); i > 0; --i) erase(gone[i - 1]);
    if (tables_.terms[scan_.elements[head_].term].n_ingredients == 0) drop_synonyms();
    if (is_meat(identity(scan_.elements[head_].term))) drop_cuts();
  }

  /// `Pokeberry shoots, (poke), raw`: what is no dish is none by another name.
  void drop_synonyms() {
    int depth = 0;
    for (Element& element : scan_.elements) {
      if (element.kind == TermKind::open) ++depth;
      if (element.kind == TermKind::close) --depth;
      if (depth > 0 && element.kind == TermKind::food &&
          tables_.terms[element.term].n_ingredients > 0)
        element.kind = TermKind::describe;
    }
  }

  /// `Pork, shoulder (steaks), raw`: cuts that stand in brackets or beside other words.
  void drop_cuts() {
    auto& elements = scan_.elements;
    bool is_joined = false;
    for (std::size_t i = head_ + 1; i < elements.size(); ++i) {
      const TermKind kind = elements[i].kind;
      if (kind == TermKind::comma || kind == TermKind::joiner) is_joined = kind == TermKind::joiner;
      if (kind == TermKind::food && !is_joined && is_meat(identity(elements[i].term)))
        elements[i].kind = TermKind::describe;
    }
  }

  void erase(const Part& part) {
    scan_.elements.erase(scan_.elements.begin() + static_cast<std::ptrdiff_t>(part.first),
        scan_.elements.begin() + static_cast<std::ptrdiff_t>(part.last));
  }

  [[nodiscard]] std::span<const Element> of(const Part& part) const {
    return std::span<const Element>{scan_.elements}.subspan(part.first, part.last - part.first);
  }

  [[nodiscard]] GroupSet identity(std::uint32_t term) const {
    GroupSet identity;
    tables_.set(tables_.terms[term].sure).for_each([&](GroupId group) {
      if (static_cast<Layer>(tables_.groups[group].layer) == Layer::identity)
        identity.insert(group);
    });
    return identity;
  }

  /// Groups of mammals and birds only.
  [[nodiscard]] bool is_meat(GroupSet set) const {
    return !set.empty() && (set - tables_.groups_with(flag_meat)).empty();
  }

  /// The one food among elements that only describe, or `none_`.
  [[nodiscard]] std::size_t only_name(const Part& part) const {
    std::size_t found = none_;
    for (std::size_t i = part.first; i < part.last; ++i) {
      const auto& element = scan_.elements[i];
      if (describes(element.kind)) continue;
      if (element.kind != TermKind::food || found != none_) return none_;
      found = i;
    }
    return found;
  }

  [[nodiscard]] bool only_describes(const Part& part) const {
    return std::ranges::all_of(
        of(part), [](const Element& element) { return describes(element.kind); });
  }

  /// The name made of the part's words and the head's; `or_behind`: or of the head's and the
  /// part's, as in `Coconut, cream, raw`.
  [[nodiscard]] std::uint32_t compound(const Part& part, bool or_behind = false) const {
    std::vector<std::uint32_t> words;
    const auto add = [&](const Element& element) {
      for (auto token = element.first; token < element.last; ++token)
        words.push_back(scan_.tokens[token].word);
    };
    if (or_behind) add(scan_.elements[head_]);
    for (std::size_t i = part.first; i < part.last; ++i) {
      if (scan_.elements[i].kind == TermKind::open) break;  // `cranberry (roman)`
      add(scan_.elements[i]);
    }
    if (!or_behind) add(scan_.elements[head_]);
    const auto term = find_term(tables_, words);
    return tables_.is_food(term) ? term : nothing;
  }

  /// A plural (`milk, almonds`) and what is eaten alone (`milk, rice`) are foods of a list, unless
  /// the first word alone has a capital.
  [[nodiscard]] bool is_name(const Part& part) const {
    const Element& last = scan_.elements[part.last - 1];
    if (last.kind != TermKind::food) return true;  // `greek`, `green`: no food alone
    const Token& token = scan_.tokens[last.last - 1];
    if (is_plural(tables_, token)) return false;
    return !tables_.has_flag(find_term(tables_, {token.word}), flag_alone) || is_capitalised();
  }

  [[nodiscard]] bool is_capitalised() const noexcept {
    return !phrase_.empty() && is_capital(phrase_.front()) &&
           std::count_if(phrase_.begin(), phrase_.end(), is_capital) == 1;
  }

  const Tables& tables_;
  Scan& scan_;
  std::string_view phrase_;
  std::size_t none_;
  std::size_t head_ = 0;
  std::vector<Part> parts_;
};

}  // namespace

void turn_round(const Tables& tables, Scan& scan, std::string_view phrase) {
  if (phrase.find(',') != std::string_view::npos) Turner{tables, scan, phrase}.turn();
}

void read_as_product(
    const Tables& tables, std::size_t brand_end, GroupSet free, std::vector<Draft>& items) {
  brand_end = std::min(brand_end, items.size());
  for (Draft& draft : items)
    if (draft.term != nothing && draft.is_of_name) draft.changes.removes |= free;
  const auto end = items.begin() + static_cast<std::ptrdiff_t>(brand_end);
  const auto is_scented = [&](const Draft& draft) {
    return draft.is_of_name && tables.has_flag(draft.term, flag_skin);
  };
  if (std::any_of(items.begin(), items.end(), is_scented)) {
    std::erase_if(items, [&](const Draft& draft) {
      return draft.is_of_name && !draft.parent && !is_scented(draft);
    });
    for (Draft& draft : items) draft.parent.reset();
    return;
  }
  const auto is_known = [](const Draft& draft) { return draft.term != nothing; };
  const auto is_food = [](const Draft& draft) { return draft.term != nothing && !draft.is_maker; };
  if (std::all_of(items.begin(), end, is_food) || std::none_of(end, items.end(), is_known)) return;
  items.erase(items.begin(), end);
  for (Draft& draft : items) {
    if (!draft.parent) continue;
    if (*draft.parent < brand_end) draft.parent.reset();
    else *draft.parent -= brand_end;
  }
}

}  // namespace culprit::foods
