#include "culprit/foods/resolver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "culprit/core/text.hpp"
#include "foods/derive.hpp"
#include "foods/drafts.hpp"
#include "foods/fold.hpp"
#include "foods/inverted.hpp"
#include "foods/scanner.hpp"
#include "foods/vocabulary.hpp"

namespace culprit::foods {
namespace {

bool contains_default(const Lexicon& lexicon, TermId whole, TermId part) {
  const auto& tables = lexicon.tables();
  const auto& record = tables.terms[whole];
  for (const auto packed :
      tables.ingredients.subspan(record.first_ingredient, record.n_ingredients)) {
    if ((packed & default_bit) != 0 && (packed & term_mask) == part) return true;
    if (contains_default(lexicon, packed & term_mask, part)) return true;
  }
  return false;
}

/// Turns the foods of one phrase into items.
class Finisher {
 public:
  Finisher(const Lexicon& lexicon, Drafts drafts)
      : lexicon_{lexicon}, tables_{lexicon.tables()}, drafts_{std::move(drafts)} {}

  Resolved finish() {
    if (drafts_.items.size() > 1) replace_defaults();
    repeat_flavours();
    Resolved resolved;
    resolved.not_eaten = std::move(drafts_.not_eaten);
    std::vector<std::size_t> positions(drafts_.items.size());
    resolved.items.reserve(drafts_.items.size());
    for (std::size_t i = 0; i < drafts_.items.size(); ++i) {
      const Draft& draft = drafts_.items[i];
      Item item = make_item(draft);
      if (draft.is_doubtful && may_hold(resolved, item)) continue;
      const bool belongs =
          draft.parent && item.term && drafts_.items[*draft.parent].term != nothing;
      if (belongs) {
        positions[i] = positions[*draft.parent];
        give(resolved.items[positions[i]], item);
      } else {
        positions[i] = resolved.items.size();
        resolved.items.push_back(std::move(item));
      }
    }
    return resolved;
  }

 private:
  /// `BBQ chicken flavoured crisps, BBQ chicken`: products name their flavour again.
  void repeat_flavours() {
    for (const Draft& draft : drafts_.items) {
      if (!draft.is_flavour || draft.term == nothing) continue;
      for (Draft& other : drafts_.items) other.is_flavour |= other.term == draft.term;
    }
  }

  void replace_defaults() {
    for (auto& draft : drafts_.items) {
      if (draft.term == nothing || tables_.terms[draft.term].n_ingredients == 0) continue;
      for (const auto& substitute : tables_.substitutes)
        if (is_named(substitute, draft) &&
            contains_default(lexicon_, draft.term, substitute.ingredient))
          draft.changes.replaced.push_back(substitute.ingredient);
    }
  }

  /// Whether the phrase names what `draft`'s default gives way to.
  [[nodiscard]] bool is_named(const SubstituteRecord& substitute, const Draft& draft) const {
    return std::any_of(drafts_.items.begin(), drafts_.items.end(), [&](const Draft& other) {
      if (&other == &draft || other.term == nothing || other.sentence != draft.sentence)
        return false;
      const bool is_beside = other.chunk == draft.chunk || is_inside(other, draft);
      if (substitute.is_beside != 0 && !is_beside) return false;
      if (substitute.term != nothing) return other.term == substitute.term;
      return lexicon_.memberships(other.term).sure.has(substitute.group);
    });
  }

  /// Whether `part` stands in the brackets of `whole`.
  [[nodiscard]] bool is_inside(const Draft& part, const Draft& whole) const {
    return part.parent && &drafts_.items[*part.parent] == &whole;
  }

  [[nodiscard]] std::uint32_t as_drink(const Draft& draft) const {
    if (!draft.measure.is_liquid) return draft.term;
    const auto drink = lexicon_.find(std::string{lexicon_.name(draft.term)} + " drink");
    return drink.value_or(draft.term);
  }

  [[nodiscard]] Item make_item(const Draft& draft) const {
    Item item;
    item.amount = draft.measure.amount;
    if (draft.measure.unit != nothing) item.unit = tables_.text.data() + draft.measure.unit;
    if (draft.term == nothing) {
      item.name = draft.text;
      return item;
    }
    const TermId term = as_drink(draft);
    item.term = term;
    item.name = lexicon_.name(term);
    item.role = lexicon_.role(term).value_or(Role::food);
    if (draft.changes.any()) {
      auto derived = derive(lexicon_, term, draft.changes, lexicon_.layer(Layer::identity));
      item.groups = derived.groups;
      item.ingredients = std::move(derived.ingredients);
    } else {
      item.groups = lexicon_.memberships(term);
      item.ingredients = lexicon_.ingredients(term);
    }
    if (draft.is_flavour || draft.is_doubtful || !draft.written.empty()) {
      if (!draft.is_flavour && !draft.is_doubtful) item.doubted = item.groups.sure;
      item.groups.maybe |= item.groups.sure;
      item.groups.sure = {};
    }
    item.written = draft.written;
    return item;
  }

  /// `may contain nuts`: no food of its own behind one that is known. False if there is none.
  static bool may_hold(Resolved& resolved, const Item& part) {
    bool any = false;
    for (Item& item : resolved.items) {
      if (!item.term) continue;
      item.groups.maybe = (item.groups.maybe | part.groups.maybe) - item.groups.sure;
      any = true;
    }
    return any;
  }

  static void give(Item& whole, const Item& part) {
    whole.groups.sure |= part.groups.sure;
    whole.groups.maybe = (whole.groups.maybe | part.groups.maybe) - whole.groups.sure;
    whole.groups.minor |= part.groups.minor;
    whole.ingredients.push_back({*part.term, Share::given, false});
  }

  const Lexicon& lexicon_;
  const Tables& tables_;
  Drafts drafts_;
};

}  // namespace

GroupSet Resolved::sure() const noexcept {
  GroupSet set;
  for (const auto& item : items) set |= item.groups.sure;
  return set;
}

GroupSet Resolved::maybe() const noexcept {
  GroupSet set;
  for (const auto& item : items) set |= item.groups.maybe;
  return set - sure();
}

Resolved resolve_phrase(const Lexicon& lexicon, std::string_view phrase) {
  const std::string folded = fold_phrase(phrase);
  const Tables& tables = lexicon.tables();
  Scan words = scan(tables, folded, phrase);
  turn_round(tables, words, phrase);
  Resolved resolved = Finisher{lexicon, draft(tables, words)}.finish();
  if (resolved.items.empty() && resolved.not_eaten.empty()) {
    Item item;
    item.name = fmt::format("{}", fmt::join(words_of(phrase), " "));
    if (!item.name.empty()) resolved.items.push_back(std::move(item));
  }
  return resolved;
}

bool names_food(const Lexicon& lexicon, std::string_view phrase) {
  if (const auto term = lexicon.find(phrase)) return lexicon.role(*term) == Role::food;
  constexpr std::size_t longest_alike = 5;
  const auto items = resolve_phrase(lexicon, phrase).items;
  return !items.empty() && phrase.size() > longest_alike &&
         std::all_of(items.begin(), items.end(),
             [](const Item& item) { return item.term && item.role == Role::food; });
}

const Resolved& Resolver::resolve(std::string_view phrase) {
  const auto found = known_.find(phrase);
  if (found != known_.end()) return found->second;
  return known_.emplace(std::string{phrase}, resolve_phrase(*lexicon_, phrase)).first->second;
}

}  // namespace culprit::foods
