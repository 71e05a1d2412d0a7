#include "culprit/foods/lexicon.hpp"

#include <algorithm>
#include <utility>

#include "foods/compile.hpp"
#include "foods/embedded.hpp"
#include "foods/fold.hpp"
#include "foods/tables.hpp"
#include "foods/tokens.hpp"

namespace culprit::foods {
namespace {

GroupSet set_at(const Tables& tables, std::uint16_t position) noexcept {
  return {tables.sets[position].low, tables.sets[position].high};
}

}  // namespace

Lexicon::Lexicon(const Tables* tables, std::shared_ptr<const void> owner)
    : tables_{tables}, owner_{std::move(owner)} {
  groups_.reserve(tables->groups.size());
  for (const auto& record : tables->groups) {
    groups_.push_back({tables->string(record.id).data(), tables->string(record.label).data(),
                       tables->string(record.basis).data(), static_cast<Layer>(record.layer),
                       GroupSet{record.implies_low, record.implies_high}});
  }
}

const Lexicon& Lexicon::built_in() {
  static const Lexicon lexicon{&embedded_tables(), nullptr};
  return lexicon;
}

Lexicon Lexicon::extended(std::string_view text, const std::string& file,
                          std::size_t shown_errors) {
  const auto embedded = embedded_texts();
  Sources sources{{std::string{embedded.front().file}, embedded.front().text}, {}, {}};
  for (const auto& source : embedded.subspan(1))
    sources.lexicon.push_back({std::string{source.file}, source.text});
  sources.users.push_back({file, text});
  struct Owned {
    TableData data;
    Tables tables;
  };
  auto owned = std::make_shared<Owned>();
  owned->data = compile(sources, shown_errors);
  owned->tables = owned->data.view();
  owned->tables.dictionary = embedded_tables().dictionary;
  const Tables* tables = &owned->tables;
  return Lexicon{tables, std::move(owned)};
}

std::optional<GroupId> Lexicon::find_group(std::string_view id) const noexcept {
  const auto found = std::find_if(groups_.begin(), groups_.end(),
                                  [&](const Group& group) { return group.id == id; });
  if (found == groups_.end()) return std::nullopt;
  return static_cast<GroupId>(found - groups_.begin());
}

GroupSet Lexicon::layer(Layer layer) const noexcept {
  GroupSet set;
  for (GroupId i = 0; i < groups_.size(); ++i)
    if (groups_[i].layer == layer) set.insert(i);
  return set;
}

std::size_t Lexicon::size() const noexcept { return tables_->terms.size(); }

std::string_view Lexicon::name(TermId term) const noexcept {
  return tables_->string(tables_->terms[term].name).data();
}

std::optional<Role> Lexicon::role(TermId term) const noexcept {
  const auto& record = tables_->terms[term];
  if (record.kind != TermKind::food && record.kind != TermKind::entry) return std::nullopt;
  return static_cast<Role>(record.role);
}

std::string_view Lexicon::family(TermId term) const noexcept {
  const auto& record = tables_->terms[term];
  if (record.kind != TermKind::entry || record.family == nothing) return {};
  return tables_->string(record.family).data();
}

std::vector<Ingredient> Lexicon::ingredients(TermId term) const {
  const auto& record = tables_->terms[term];
  std::vector<Ingredient> ingredients;
  for (const auto packed :
       tables_->ingredients.subspan(record.first_ingredient, record.n_ingredients)) {
    ingredients.push_back({packed & term_mask,
                           static_cast<Share>(packed >> share_shift & share_mask),
                           (packed & default_bit) != 0});
  }
  return ingredients;
}

Memberships Lexicon::memberships(TermId term) const noexcept {
  const auto& record = tables_->terms[term];
  return {set_at(*tables_, record.sure), set_at(*tables_, record.maybe),
          set_at(*tables_, record.minor)};
}

std::optional<TermId> Lexicon::find(std::string_view name) const {
  const std::string folded = fold_phrase(name);
  std::uint32_t node = 0;
  for (const Token& token : tokenise(folded, [](std::string_view) { return true; })) {
    if (token.kind != TokenKind::word) return std::nullopt;
    const auto word = find_singular(*tables_, token.text);
    node = word == nothing ? nothing : follow(*tables_, node, word);
    if (node == nothing) return std::nullopt;
  }
  const auto term = tables_->node_terms[node];
  return term == nothing ? std::nullopt : std::optional{term};
}

}  // namespace culprit::foods
