#include "foods/derive.hpp"

#include <algorithm>

#include "foods/group_list.hpp"
#include "foods/tables.hpp"

namespace culprit::foods {
namespace {

/// The groups of a food itself, without its ingredients.
Memberships own_groups(const Tables& tables, const TermRecord& record) noexcept {
  return {tables.set(record.own_sure), tables.set(record.own_maybe), tables.set(record.own_minor)};
}

class Deriver {
 public:
  Deriver(const Lexicon& lexicon, const Changes& changes, GroupSet identity)
      : lexicon_{lexicon}, tables_{lexicon.tables()}, changes_{changes}, identity_{identity} {}

  Derived derive(TermId term) {
    removes_ = changes_.removes;
    for (const TermId without : changes_.without) remove_food(term, without);
    Derived derived{groups_of(term), {}};
    derived.groups.sure |= changes_.adds;
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
    if (contains(whole, without)) return;
    if (remove_only_ingredient(without)) return;
    constexpr std::size_t most = 2;
    const GroupSet specific = without_parents(lexicon_.memberships(without).sure & identity_);
    if (specific.size() > most) return;
    specific.for_each([&](GroupId group) {
      if (!is_staple(group) || tables_.has_flag(without, flag_plain)) remove_group(group);
    });
  }

  /// Groups of many unlike foods: a carbonara without cream still has its cheese, tamari instead of
  /// soy sauce is soya.
  [[nodiscard]] bool is_staple(GroupId group) const {
    return (tables_.groups[group].flags & flag_staple) != 0;
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

  [[nodiscard]] bool is(TermId food, TermId without) const {
    if (food == without || tables_.terms[food].kin == without) return true;
    const auto name = lexicon_.name(food);
    const auto ending = lexicon_.name(without);
    return name.size() > ending.size() && name.ends_with(ending) &&
           name[name.size() - ending.size() - 1] == ' ';
  }

  [[nodiscard]] bool contains(TermId whole, TermId without) const {
    for (const auto& ingredient : lexicon_.ingredients(whole))
      if (is(ingredient.term, without) || contains(ingredient.term, without)) return true;
    return false;
  }

  [[nodiscard]] bool is_gone(const Ingredient& ingredient) const {
    const auto has = [&](const std::vector<TermId>& terms, const auto& test) {
      return std::any_of(terms.begin(), terms.end(), test);
    };
    const auto is_it = [&](TermId food) { return is(ingredient.term, food); };
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
  GroupSet identity_;
  GroupSet removes_;
  std::vector<TermId> more_without_;
  GroupSet negated_;  ///< of `removes_`, those of foods that are not there
};

}  // namespace

Derived derive(const Lexicon& lexicon, TermId term, const Changes& changes, GroupSet identity) {
  return Deriver{lexicon, changes, identity}.derive(term);
}

}  // namespace culprit::foods
