#include "foods/tables.hpp"

namespace culprit::foods {

Tables TableData::view() const {
  return {text, groups, sets, terms, ingredients, words, word_slots, edge_slots, node_terms,
      by_length, masks, lengths, sounds, by_sound, substitutes, {}};
}

std::uint32_t find_word(const Tables& tables, std::string_view text) noexcept {
  const auto last = static_cast<std::uint32_t>(tables.word_slots.size() - 1);
  for (std::uint32_t slot = hash_text(text) & last;; slot = (slot + 1) & last) {
    const std::uint32_t word = tables.word_slots[slot];
    if (word == nothing) return nothing;
    const char* known = tables.text.data() + tables.words[word].text;
    if (std::string_view{known}.compare(text) == 0) return word;
  }
}

std::uint32_t follow(const Tables& tables, std::uint32_t node, std::uint32_t word) noexcept {
  const auto last = static_cast<std::uint32_t>(tables.edge_slots.size() - 1);
  for (std::uint32_t slot = hash_edge(node, word) & last;; slot = (slot + 1) & last) {
    const EdgeRecord& edge = tables.edge_slots[slot];
    if (edge.node == nothing) return nothing;
    if (edge.node == node && edge.word == word) return edge.child;
  }
}

std::uint32_t find_singular(const Tables& tables, std::string_view text) {
  const std::uint32_t word = find_word(tables, text);
  if (word != nothing) return tables.words[word].canonical;
  const std::uint32_t singular = first_singular(
      text, [&](std::string_view candidate) { return find_word(tables, candidate); });
  return singular == nothing ? nothing : tables.words[singular].canonical;
}

}  // namespace culprit::foods
