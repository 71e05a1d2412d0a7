#include "foods/vocabulary.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "foods/fold.hpp"

namespace culprit::foods {
namespace {

constexpr std::size_t shortest_misspelt = 4;

/// Slots for `n` entries: a power of two, at most half full.
std::size_t slots_for(std::size_t n) { return std::bit_ceil(2 * n + 1); }

}  // namespace

std::uint32_t TextPool::add(std::string_view text) {
  const auto [at, is_new] =
      offsets_.try_emplace(std::string{text}, static_cast<std::uint32_t>(text_.size()));
  if (is_new) {
    text_ += text;
    text_ += '\0';
  }
  return at->second;
}

std::vector<std::string> words_of(std::string_view name) {
  const std::string folded = fold_phrase(name);
  std::vector<std::string> words;
  for (const Token& token : tokenise(folded, [](std::string_view) { return true; }))
    if (token.kind == TokenKind::word) words.emplace_back(token.text);
  return words;
}

std::uint32_t Vocabulary::find(std::string_view text) const {
  const auto found = numbers_.find(std::string{text});
  return found == numbers_.end() ? nothing : found->second;
}

std::uint32_t Vocabulary::add_word(std::string_view text, bool is_target) {
  const auto number = static_cast<std::uint32_t>(words_.size());
  const auto [at, is_new] = numbers_.try_emplace(std::string{text}, number);
  if (is_new) words_.push_back({std::string{text}, number, false});
  words_[at->second].is_target = words_[at->second].is_target || is_target;
  return at->second;
}

void Vocabulary::add_name(std::string_view name, Target target) {
  // Short rare words are too near to others: saba, Sabra.
  constexpr std::size_t shortest_rare = 6;
  for (const auto& word : words_of(name)) {
    const bool is_long = word.size() >= shortest_rare;
    (void)add_word(word, target == Target::always || (target == Target::if_long && is_long));
  }
}

void Vocabulary::add_spelling(std::string_view spelling, std::string_view word) {
  const auto from = words_of(spelling);
  const auto to = words_of(word);
  if (from.size() != 1 || to.size() != 1) return;
  const auto target = add_word(to.front(), true);
  // Short words of other tongues are too near to English ones: wurst, worst.
  constexpr std::size_t shortest_target = 6;
  const bool is_target = from.front().size() >= shortest_target;
  spellings_.emplace_back(add_word(from.front(), is_target), target);
}

void Vocabulary::settle() {
  for (auto& word : words_) {
    const auto singular =
        first_singular(word.text, [this](std::string_view text) { return find(text); });
    if (singular != nothing) word.canonical = singular;
  }
  for (const auto& [spelling, word] : spellings_) words_[spelling].canonical = word;
  // A plural of a spelling of a word: at most a few steps, and never in a circle.
  for (auto& word : words_)
    for (int step = 0; step < 4; ++step) word.canonical = words_[word.canonical].canonical;
}

NameKey Vocabulary::key_of(std::string_view name) const {
  NameKey key;
  for (const auto& word : words_of(name)) {
    auto number = find(word);
    if (number == nothing)
      number = first_singular(word, [this](std::string_view text) { return find(text); });
    if (number == nothing) return {};
    key.push_back(words_[number].canonical);
  }
  return key;
}

bool Vocabulary::add_joined(const std::string& word, Target target) {
  if (find(word) != nothing) return false;
  (void)add_word(word, target == Target::always);
  return true;
}

void Vocabulary::write_sounds(TableData& data) const {
  constexpr std::size_t fewest_consonants = 3;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> sounds;
  for (const std::uint32_t i : data.by_length) {
    const Sound sound = sound_of(words_[i].text);
    if (sound.length >= fewest_consonants) sounds.emplace_back(sound.hash, i);
  }
  std::sort(sounds.begin(), sounds.end());
  for (const auto& [hash, word] : sounds) {
    data.sounds.push_back(hash);
    data.by_sound.push_back(word);
  }
}

void Vocabulary::write(TextPool& pool, TableData& data) const {
  data.word_slots.assign(slots_for(words_.size()), nothing);
  const auto last = static_cast<std::uint32_t>(data.word_slots.size() - 1);
  for (std::uint32_t i = 0; i < words_.size(); ++i) {
    data.words.push_back({pool.add(words_[i].text), words_[i].canonical});
    std::uint32_t slot = hash_text(words_[i].text) & last;
    while (data.word_slots[slot] != nothing) slot = (slot + 1) & last;
    data.word_slots[slot] = i;
  }
  data.lengths.assign(longest_word + 2, 0);
  for (std::size_t length = 0; length <= longest_word; ++length) {
    data.lengths[length] = static_cast<std::uint32_t>(data.by_length.size());
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
      const auto& word = words_[i];
      if (!word.is_target || word.text.size() != length || length < shortest_misspelt) continue;
      data.by_length.push_back(i);
      data.masks.push_back(letters_of(word.text));
    }
  }
  data.lengths[longest_word + 1] = static_cast<std::uint32_t>(data.by_length.size());
  write_sounds(data);
}

void write_tree(const std::map<NameKey, std::uint32_t>& names, TableData& data) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> edges;
  data.node_terms.push_back(nothing);
  for (const auto& [key, term] : names) {
    std::uint32_t node = 0;
    for (const auto word : key) {
      const auto next = static_cast<std::uint32_t>(data.node_terms.size());
      const auto [edge, is_new] = edges.try_emplace({node, word}, next);
      if (is_new) data.node_terms.push_back(nothing);
      node = edge->second;
    }
    data.node_terms[node] = term;
  }
  data.edge_slots.assign(slots_for(edges.size()), EdgeRecord{});
  const auto last = static_cast<std::uint32_t>(data.edge_slots.size() - 1);
  for (const auto& [from, child] : edges) {
    std::uint32_t slot = hash_edge(from.first, from.second) & last;
    while (data.edge_slots[slot].node != nothing) slot = (slot + 1) & last;
    data.edge_slots[slot] = {from.first, from.second, child};
  }
}

}  // namespace culprit::foods
