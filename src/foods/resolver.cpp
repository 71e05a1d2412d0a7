#include "culprit/foods/resolver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "culprit/core/text.hpp"
#include "foods/drafts.hpp"
#include "foods/fold.hpp"
#include "foods/inverted.hpp"
#include "foods/lists.hpp"
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

/// A cheddar is a cheese, so is a vegan cheese.
bool is_kind(const Lexicon& lexicon, TermId food, TermId kind) {
  if (food == kind || lexicon.tables().terms[food].kin == kind) return true;
  const auto name = lexicon.name(food);
  const auto ending = lexicon.name(kind);
  return name.size() > ending.size() && name.ends_with(ending) &&
         name[name.size() - ending.size() - 1] == ' ';
}

/// What a food holds when a phrase changes it: `vegan`, `no cheese`, `with oat milk`.
struct Derived {
  Memberships groups;
  std::vector<Ingredient> ingredients;  ///< direct ones that stay
};

/// The groups of a food itself, without its ingredients.
Memberships own_groups(const Tables& tables, const TermRecord& record) noexcept {
  return {tables.set(record.own_sure), tables.set(record.own_maybe), tables.set(record.own_minor)};
}

class Deriver {
 public:
  Deriver(const Lexicon& lexicon, const Changes& changes)
      : lexicon_{lexicon}, tables_{lexicon.tables()}, changes_{changes} {}

  Derived derive(TermId term) {
    removes_ = changes_.removes;
    for (const TermId without : changes_.without) remove_food(term, without);
    Derived derived{groups_of(term), {}};
    derived.groups.sure |= changes_.adds;
    derived.groups.maybe |= derived.groups.sure & changes_.doubts;
    derived.groups.sure -= changes_.doubts;
    settle(derived.groups);
    for (const auto& ingredient : lexicon_.ingredients(term))
      if (!is_gone(ingredient)) derived.ingredients.push_back(ingredient);
    return derived;
  }

 private:
  /// `no tomato` means the group; `no mayo` an ingredient; of a food that is neither, what it is
  /// made of goes by its groups.
  void remove_food(TermId whole, TermId without) {
    const auto named = tables_.terms[without].group_named;
    if (named > 0) return remove_group(static_cast<GroupId>(named - 1));
    const bool is_category = tables_.has_flag(without, flag_listed) &&
                             (lexicon_.memberships(without).sure & identity_).empty();
    if (!is_category && (contains(whole, without) || remove_only_ingredient(without))) return;
    constexpr std::size_t most = 2;
    const auto& [sure, maybe, minor] = lexicon_.memberships(without);
    const GroupSet specific = without_parents((is_category ? sure | maybe : sure) & identity_);
    if (specific.size() > most && !is_category) return;
    // Groups of many unlike foods stay: a carbonara without cream still has its cheese, tamari
    // instead of soy sauce is soya.
    const bool is_plain = is_category || tables_.has_flag(without, flag_plain);
    (is_plain ? specific : specific - tables_.groups_with(flag_staple))
        .for_each([&](GroupId group) { remove_group(group); });
  }

  /// `no batter`: a preparation of one thing goes with that thing; one of several things leaves
  /// theirs. False of what has no ingredients for sure: `no nuts`.
  bool remove_only_ingredient(TermId without) {
    std::vector<TermId> usual;
    for (const auto& ingredient : lexicon_.ingredients(without))
      if (ingredient.share == Share::usual) usual.push_back(ingredient.term);
    if (usual.size() == 1) more_without_.push_back(usual.front());
    return !usual.empty();
  }

  void remove_group(GroupId group) {
    negated_.insert(group);
    for (GroupId i = 0; i < lexicon_.groups().size(); ++i)
      if (lexicon_.groups()[i].implies.has(group)) negated_.insert(i);
    removes_ |= negated_;
  }

  [[nodiscard]] GroupSet without_parents(GroupSet set) const {
    GroupSet parents;
    set.for_each([&](GroupId group) { parents |= lexicon_.groups()[group].implies; });
    return set - parents;
  }

  [[nodiscard]] bool contains(TermId whole, TermId without) const {
    for (const auto& ingredient : lexicon_.ingredients(whole))
      if (is_kind(lexicon_, ingredient.term, without) || contains(ingredient.term, without))
        return true;
    return false;
  }

  [[nodiscard]] bool is_gone(const Ingredient& ingredient) const {
    const auto has = [&](const std::vector<TermId>& terms, const auto& test) {
      return std::any_of(terms.begin(), terms.end(), test);
    };
    const auto is_it = [&](TermId food) { return is_kind(lexicon_, ingredient.term, food); };
    return has(changes_.without, is_it) || has(more_without_, is_it) ||
           has(changes_.perhaps_without, is_it) ||
           (ingredient.is_default &&
               has(changes_.replaced, [&](TermId food) { return food == ingredient.term; }));
  }

  /// What is left of a food's own groups: a parent goes with the last of its children that goes.
  [[nodiscard]] GroupSet reduced(GroupSet set) const {
    const GroupSet gone = set & removes_;
    if (gone.empty()) return set;
    GroupSet left = set - gone;
    GroupSet orphans;
    gone.for_each([&](GroupId group) { orphans |= lexicon_.groups()[group].implies; });
    left.for_each([&](GroupId group) { orphans -= lexicon_.groups()[group].implies; });
    left -= orphans;
    // What is negated is not there at all: `lactose` goes with the milk.
    const bool is_absent = (left & identity_).empty() && !(gone & negated_).empty();
    return is_absent ? GroupSet{} : left;
  }

  [[nodiscard]] Memberships groups_of(TermId term) const {
    const auto own = own_groups(tables_, tables_.terms[term]);
    Memberships whole{reduced(own.sure), reduced(own.maybe), reduced(own.minor)};
    whole.sure |= whole.minor & identity_;
    for (const auto& ingredient : lexicon_.ingredients(term))
      if (!is_gone(ingredient))
        add_ingredient(whole, groups_of(ingredient.term), ingredient.share, identity_);
    settle(whole);
    return whole;
  }

  const Lexicon& lexicon_;
  const Tables& tables_;
  const Changes& changes_;
  GroupSet identity_ = lexicon_.layer(Layer::identity);
  GroupSet removes_;
  std::vector<TermId> more_without_;
  GroupSet negated_;  ///< of `removes_`, those of foods that are not there
};

/// Turns the foods of one phrase into items.
class Finisher {
 public:
  Finisher(const Lexicon& lexicon, Drafts drafts)
      : lexicon_{lexicon}, tables_{lexicon.tables()}, drafts_{std::move(drafts)} {}

  Resolved finish() {
    if (drafts_.items.size() > 1) {
      replace_defaults();
      replace_groups();
      doubt_replaced();
    }
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

  /// `almond milk yogurt`, `carrot bacon`: a group of the food right behind gives way.
  void replace_groups() {
    for (std::size_t i = 1; i < drafts_.items.size(); ++i) {
      Draft& first = drafts_.items[i - 1];
      Draft& second = drafts_.items[i];
      if (first.term == nothing || second.term == nothing || first.chunk != second.chunk) continue;
      for (const auto& substitute : tables_.substitutes) {
        if (substitute.left_group == nothing) continue;
        GroupSet group;
        group.insert(static_cast<GroupId>(substitute.left_group));
        if (is_kind(lexicon_, first.term, substitute.term))
          (substitute.is_doubtful != 0 ? second.changes.doubts : second.changes.removes) |= group;
        else if (substitute.is_beside != 0 && is_kind(lexicon_, second.term, substitute.term))
          first.changes.doubts |= group;
      }
    }
  }

  /// `pizza with vegan cheese`, `BLT with turkey bacon`: what the dish usually holds of that kind
  /// may be this one. Of a part that is not changed by a modifier, only meats tell.
  void doubt_replaced() {
    for (std::size_t i = 1; i < drafts_.items.size(); ++i) {
      const Draft& part = drafts_.items[i];
      if (part.term == nothing) continue;
      const GroupSet kept = lexicon_.memberships(part.term).sure - part.changes.removes;
      const bool is_changed = !part.changes.removes.empty() || begins_with_modifier(part.term);
      for (std::size_t j = 0; j < i; ++j) {
        Draft& whole = drafts_.items[j];
        const bool is_part = whole.section == part.section || is_inside(part, whole);
        if (!is_part || whole.term == nothing) continue;
        const GroupSet lost = groups_of_kind(whole.term, part.term) - kept;
        whole.changes.doubts |= is_changed ? lost : lost & tables_.groups_with(flag_meat);
      }
    }
  }

  [[nodiscard]] bool begins_with_modifier(TermId food) const {
    const auto name = lexicon_.name(food);
    const auto first = lexicon_.find(name.substr(0, name.find(' ')));
    return first && tables_.terms[*first].kind == TermKind::modifier;
  }

  /// The identity groups that `whole` has by ingredients of the kind of `part`.
  [[nodiscard]] GroupSet groups_of_kind(TermId whole, TermId part) const {
    GroupSet groups;
    for (const auto& ingredient : lexicon_.ingredients(whole)) {
      if (ingredient.share == Share::sometimes) continue;
      const auto kin = tables_.terms[ingredient.term].kin;
      if (is_kind(lexicon_, part, kin == nothing ? ingredient.term : kin))
        groups |= lexicon_.memberships(ingredient.term).sure & lexicon_.layer(Layer::identity);
      groups |= groups_of_kind(ingredient.term, part);
    }
    return groups;
  }

  /// Whether the phrase names what `draft`'s default gives way to.
  [[nodiscard]] bool is_named(const SubstituteRecord& substitute, const Draft& draft) const {
    return std::any_of(drafts_.items.begin(), drafts_.items.end(), [&](const Draft& other) {
      if (&other == &draft || other.term == nothing || other.sentence != draft.sentence)
        return false;
      const bool is_beside =
          other.chunk == draft.chunk || is_inside(other, draft) || is_poured(other, draft);
      if (substitute.is_beside != 0 && !is_beside) return false;
      if (substitute.term != nothing) return other.term == substitute.term;
      return lexicon_.memberships(other.term).sure.has(substitute.group);
    });
  }

  /// `latte with oat`, `flat white on soy`: alone behind a drink, but no food of its own.
  [[nodiscard]] bool is_poured(const Draft& part, const Draft& drink) const {
    const GroupSet sure = lexicon_.memberships(drink.term).sure;
    const bool is_drink = tables_.has_flag(drink.term, flag_liquid) ||
                          !(sure & tables_.groups_with(flag_liquid)).empty();
    return is_drink && part.section == drink.section && part.chunk == drink.chunk + 1 &&
           std::count_if(drafts_.items.begin(), drafts_.items.end(),
               [&](const Draft& other) { return other.chunk == part.chunk; }) == 1;
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
      auto derived = Deriver{lexicon_, draft.changes}.derive(term);
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
  join_lists(tables, words);
  turn_round(tables, words, phrase);
  Resolved resolved = Finisher{lexicon, draft(tables, words)}.finish();
  if (resolved.items.empty() && resolved.not_eaten.empty()) {
    Item item;
    item.name = fmt::format("{}", fmt::join(words_of(phrase), " "));
    if (!item.name.empty()) resolved.items.push_back(std::move(item));
  }
  return resolved;
}

namespace {

bool is_food(const Lexicon& lexicon, std::string_view phrase, bool in_its_spelling) {
  if (const auto term = lexicon.find(phrase)) return lexicon.role(*term) == Role::food;
  constexpr std::size_t longest_alike = 5;
  const auto items = resolve_phrase(lexicon, phrase).items;
  return !items.empty() && phrase.size() > longest_alike &&
         std::all_of(items.begin(), items.end(), [=](const Item& item) {
           return item.term && item.role == Role::food &&
                  (item.written.empty() || !in_its_spelling);
         });
}

}  // namespace

bool names_food(const Lexicon& lexicon, std::string_view phrase) {
  return is_food(lexicon, phrase, false);
}

bool spells_food(const Lexicon& lexicon, std::string_view phrase) {
  return is_food(lexicon, phrase, true);
}

const Resolved& Resolver::resolve(std::string_view phrase) {
  const auto found = known_.find(phrase);
  if (found != known_.end()) return found->second;
  return known_.emplace(std::string{phrase}, resolve_phrase(*lexicon_, phrase)).first->second;
}

}  // namespace culprit::foods
