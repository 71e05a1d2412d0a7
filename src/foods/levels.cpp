#include "foods/levels.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "culprit/core/text.hpp"
#include "culprit/foods/on_purpose.hpp"

namespace culprit::foods {
namespace {

/// Terms and groups that are variables, each with its position.
using Positions = std::map<std::uint32_t, std::uint32_t>;

void sort_unique(std::vector<std::uint32_t>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// Adds the ingredients at any depth, but those of a group of `missing`.
void add_ingredients_of(const Lexicon& lexicon, const std::vector<Ingredient>& ingredients,
    GroupSet missing, std::vector<TermId>& found) {
  for (const Ingredient& ingredient : ingredients) {
    if (ingredient.share == Share::sometimes) continue;
    if ((lexicon.memberships(ingredient.term).sure & missing).empty())
      found.push_back(ingredient.term);
    add_ingredients_of(lexicon, lexicon.ingredients(ingredient.term), missing, found);
  }
}

class VariableMaker {
 public:
  VariableMaker(const Lexicon& lexicon, const std::vector<FoodContent>& foods, Levels levels)
      : lexicon_{lexicon}, contents_{foods}, levels_{levels} {
    result_.of_food.resize(foods.size());
  }

  [[nodiscard]] Variables run() && {
    if (has(Levels::food)) add_foods();
    if (has(Levels::ingredient)) add_ingredients();
    if (has(Levels::group)) add_groups();
    for (auto& variables : result_.of_food) sort_unique(variables);
    for (Food& food : result_.foods) sort_unique(food.parents);
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool has(Levels level) const { return levels_ == level || levels_ == Levels::all; }

  std::uint32_t add(Food food) {
    result_.foods.push_back(std::move(food));
    return static_cast<std::uint32_t>(result_.foods.size() - 1);
  }

  void add_foods() {
    for (std::size_t f = 0; f < contents_.size(); ++f)
      result_.of_food[f].push_back(add(contents_[f].food));
  }

  /// The terms that a food is a use of, as an ingredient.
  [[nodiscard]] std::vector<TermId> terms_of(const FoodContent& content) const {
    std::vector<TermId> terms = content.ingredients;
    const bool stands_alone = levels_ == Levels::all || content.item.ingredients.empty();
    if (content.item.term && stands_alone) terms.push_back(*content.item.term);
    sort_unique(terms);
    return terms;
  }

  void add_ingredients() {
    std::map<TermId, std::vector<std::size_t>> foods_of_term;
    for (std::size_t f = 0; f < contents_.size(); ++f) {
      for (const TermId term : terms_of(contents_[f])) foods_of_term[term].push_back(f);
      const bool is_unknown = levels_ == Levels::ingredient && !contents_[f].item.term;
      if (!is_unknown) continue;
      Food food = contents_[f].food;
      food.level = Level::ingredient;
      result_.of_food[f].push_back(add(std::move(food)));
    }
    const std::size_t least = levels_ == Levels::all ? 2 : 1;
    std::vector<std::pair<std::string, TermId>> by_name;
    for (const auto& [term, foods] : foods_of_term) {
      const bool is_food = lexicon_.role(term) == Role::food;
      if (foods.size() >= least && is_food)
        by_name.emplace_back(fold_name(lexicon_.name(term)), term);
    }
    std::sort(by_name.begin(), by_name.end());
    for (const auto& [name, term] : by_name) {
      Food food{.name = std::string{lexicon_.name(term)}, .level = Level::ingredient};
      set_on_purpose(food, lexicon_, lexicon_.memberships(term));
      const std::uint32_t variable = add(std::move(food));
      variable_of_term_[term] = variable;
      for (const std::size_t f : foods_of_term[term]) use(f, variable);
    }
    for (const auto& [term, variable] : variable_of_term_) add_parents_of_term(term, variable);
  }

  /// A food is a use of a coarser variable, which is its parent if foods are variables too.
  void use(std::size_t food, std::uint32_t variable) {
    if (levels_ == Levels::all)
      result_.foods[result_.of_food[food].front()].parents.push_back(variable);
    result_.of_food[food].push_back(variable);
  }

  /// Flour is a parent of bread.
  void add_parents_of_term(TermId term, std::uint32_t variable) {
    Item plain;
    plain.groups = lexicon_.memberships(term);
    plain.ingredients = lexicon_.ingredients(term);
    for (const TermId part : all_ingredients(lexicon_, plain)) {
      const auto coarser = variable_of_term_.find(part);
      if (coarser != variable_of_term_.end() && coarser->second != variable)
        result_.foods[variable].parents.push_back(coarser->second);
    }
  }

  void add_groups() {
    Positions variable_of_group;
    for (GroupId group = 0; group < lexicon_.groups().size(); ++group) {
      for (std::size_t f = 0; f < contents_.size(); ++f) {
        if (!contents_[f].item.groups.sure.has(group)) continue;
        if (!variable_of_group.contains(group)) variable_of_group[group] = add_group(group);
        use(f, variable_of_group[group]);
      }
    }
    for (const auto& item : variable_of_group)
      add_parents(item.second, lexicon_.groups()[item.first].implies, variable_of_group);
    for (const auto& item : variable_of_term_)
      add_parents(item.second, lexicon_.memberships(item.first).sure, variable_of_group);
  }

  void add_parents(std::uint32_t variable, GroupSet groups, const Positions& variable_of_group) {
    groups.for_each([&](GroupId group) {
      const auto coarser = variable_of_group.find(group);
      if (coarser != variable_of_group.end())
        result_.foods[variable].parents.push_back(coarser->second);
    });
  }

  std::uint32_t add_group(GroupId group) {
    const Group& known = lexicon_.groups()[group];
    Food food{.name = std::string{known.id}, .level = Level::group, .layer = known.layer};
    set_on_purpose(food, lexicon_, group);
    return add(std::move(food));
  }

  const Lexicon& lexicon_;
  const std::vector<FoodContent>& contents_;
  Levels levels_;
  Positions variable_of_term_;
  Variables result_;
};

}  // namespace

std::vector<TermId> all_ingredients(const Lexicon& lexicon, const Item& item) {
  std::vector<TermId> found;
  const GroupSet missing = lexicon.layer(Layer::identity) - item.groups.sure;
  add_ingredients_of(lexicon, item.ingredients, missing, found);
  sort_unique(found);
  return found;
}

Variables make_variables(
    const Lexicon& lexicon, const std::vector<FoodContent>& foods, Levels levels) {
  return VariableMaker{lexicon, foods, levels}.run();
}

}  // namespace culprit::foods
