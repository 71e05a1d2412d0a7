#include <algorithm>
#include <string>

#include "culprit/foods/resolver.hpp"
#include "foods/fold.hpp"
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

std::string_view text_of(const Tables& tables, std::uint32_t word) {
  return tables.text.data() + tables.words[word].text;
}

bool has_word(std::string_view name, std::string_view word) {
  for (auto at = name.find(word); at != std::string_view::npos; at = name.find(word, at + 1)) {
    const bool begins = at == 0 || name[at - 1] == ' ';
    const auto end = at + word.size();
    if (begins && (end == name.size() || name[end] == ' ' || name[end] == 's')) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> nearest_names(const Lexicon& lexicon, std::string_view text,
                                       std::size_t n) {
  const Tables& tables = lexicon.tables();
  const std::string folded = fold_phrase(text);
  const auto tokens = tokenise(folded, [](std::string_view) { return false; });
  std::vector<std::string_view> wanted;
  for (const auto& token : tokens) {
    constexpr std::size_t shortest = 3;
    if (token.kind != TokenKind::word || token.text.size() < shortest) continue;
    const auto word = find_singular(tables, token.text);
    if (word != nothing) wanted.push_back(text_of(tables, word));
    const std::size_t distance = std::min(widest_distance, token.text.size() / 3);
    for (const auto near : find_near(tables, token.text, distance, words_tried))
      if (word == nothing) wanted.push_back(text_of(tables, tables.words[near].canonical));
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
