#include "culprit/foods/lexicon.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "culprit/foods/resolver.hpp"
#include "foods/fold.hpp"
#include "foods/notation.hpp"
#include "foods/scanner.hpp"
#include "foods/tables.hpp"
#include "foods/typos.hpp"

namespace culprit::foods {
namespace {

constexpr std::size_t widest_distance = 3;
constexpr std::size_t words_tried = 6;

/// How a name compares with the text: fewer words missing, then fewer letters.
struct Candidate {
  std::size_t missing = 0;
  std::size_t length = 0;
  std::string_view name;

  friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

bool has_word(std::string_view name, std::string_view word) {
  for (auto at = name.find(word); at != std::string_view::npos; at = name.find(word, at + 1)) {
    const bool begins = at == 0 || name[at - 1] == ' ';
    const auto end = at + word.size();
    if (begins && (end == name.size() || name[end] == ' ' || name[end] == 's')) return true;
  }
  return false;
}

}  // namespace

Lexicon::Lexicon(const Tables* tables, std::shared_ptr<const void> owner)
    : tables_{tables}, owner_{std::move(owner)} {
  groups_.reserve(tables->groups.size());
  for (const auto& record : tables->groups)
    groups_.push_back({tables->string(record.id).data(), tables->string(record.label).data(),
        tables->string(record.basis).data(), static_cast<Layer>(record.layer), record.implies});
}

const Lexicon& Lexicon::built_in() {
  static const Lexicon lexicon{&embedded_tables(), nullptr};
  return lexicon;
}

Lexicon Lexicon::extended(
    std::string_view text, const std::string& file, std::size_t shown_errors) {
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
  const auto found = std::find_if(
      groups_.begin(), groups_.end(), [&](const Group& group) { return group.id == id; });
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
        static_cast<Share>(packed >> share_shift & share_mask), (packed & default_bit) != 0});
  }
  return ingredients;
}

Memberships Lexicon::memberships(TermId term) const noexcept {
  const auto& record = tables_->terms[term];
  return {tables_->set(record.sure), tables_->set(record.maybe), tables_->set(record.minor)};
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

std::vector<std::string> nearest_names(
    const Lexicon& lexicon, std::string_view text, std::size_t n) {
  const Tables& tables = lexicon.tables();
  const std::string folded = fold_phrase(text);
  const auto tokens = tokenise(folded, [](std::string_view) { return false; });
  std::vector<std::string_view> wanted;
  for (const auto& token : tokens) {
    constexpr std::size_t shortest = 3;
    if (token.kind != TokenKind::word || token.text.size() < shortest) continue;
    const auto word = find_singular(tables, token.text);
    if (word != nothing) wanted.push_back(tables.word(word));
    const std::size_t distance = std::min(widest_distance, token.text.size() / 3);
    for (const auto near : find_near(tables, token.text, distance, words_tried))
      if (word == nothing) wanted.push_back(tables.word(tables.words[near].canonical));
  }
  std::vector<Candidate> found;
  for (TermId term = 0; term < lexicon.size(); ++term) {
    const auto role = lexicon.role(term);
    if (!role) continue;
    const auto name = lexicon.name(term);
    const auto shared = static_cast<std::size_t>(std::count_if(
        wanted.begin(), wanted.end(), [&](std::string_view word) { return has_word(name, word); }));
    if (shared > 0) found.push_back({wanted.size() - shared, name.size(), name});
  }
  const auto kept = std::min(n, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kept; ++i) names.emplace_back(found[i].name);
  return names;
}

}  // namespace culprit::foods
