#include "foods/tables.hpp"

namespace culprit::foods {

Tables TableData::view() const {
  return {text, groups, sets, terms, ingredients, words, word_slots, edge_slots, node_terms,
      by_length, masks, lengths, sounds, by_sound, substitutes, {}};
}

GroupSet Tables::groups_with(std::uint32_t flag) const noexcept {
  GroupSet set;
  for (GroupId group = 0; group < groups.size(); ++group)
    if ((groups[group].flags & flag) != 0) set.insert(group);
  return set;
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

void add_ingredient(Memberships& whole, const Memberships& part, Share share, GroupSet identity) {
  switch (share) {
    case Share::usual:
    case Share::given:
      whole.sure |= part.sure;
      whole.maybe |= part.maybe;
      whole.minor |= part.minor;
      return;
    case Share::minor:
      whole.sure |= part.sure & identity;
      whole.minor |= part.sure | part.minor;
      whole.maybe |= part.maybe & identity;
      return;
    case Share::sometimes: whole.maybe |= (part.sure | part.maybe) & identity; return;
  }
}

void settle(Memberships& whole) noexcept { whole.maybe -= whole.sure; }

}  // namespace culprit::foods
