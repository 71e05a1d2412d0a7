/// Words, their usual forms, and the tree of names: the part of the tables that is made of text.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "foods/tables.hpp"

namespace culprit::foods {

/// Strings one after another, each once, each ending in NUL.
class TextPool {
 public:
  [[nodiscard]] std::uint32_t add(std::string_view text);
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::unordered_map<std::string, std::uint32_t> offsets_;
};

/// A name as numbers of canonical words.
using NameKey = std::vector<std::uint32_t>;

/// Whether a misspelling may mean a word.
enum class Target { never, if_long, always };

class Vocabulary {
 public:
  /// Registers the words of a name.
  void add_name(std::string_view name, Target target);
  void add_spelling(std::string_view spelling, std::string_view word);
  /// To be called once, when all names are there: finds the singulars.
  void settle();

  /// Of a name whose words are all registered; empty if one is not, or there is none.
  [[nodiscard]] NameKey key_of(std::string_view name) const;

  /// Registers a word made of two, so that `icecream` is a name; nothing if it is a word already.
  bool add_joined(const std::string& word, Target target);

  void write(TextPool& pool, TableData& data) const;

 private:
  struct Word {
    std::string text;
    std::uint32_t canonical = 0;
    bool is_target = false;
  };
  void write_sounds(TableData& data) const;
  std::uint32_t add_word(std::string_view text, bool is_target);
  [[nodiscard]] std::uint32_t find(std::string_view text) const;

  std::vector<Word> words_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> spellings_;
};

/// Writes the tree of names.
void write_tree(const std::map<NameKey, std::uint32_t>& names, TableData& data);

/// The words of a name: what `tokenise` makes of it, without separators.
[[nodiscard]] std::vector<std::string> words_of(std::string_view name);

}  // namespace culprit::foods
