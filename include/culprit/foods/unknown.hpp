/// What the lexicon does not know of a diary, and the file in which people say what it is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/foods/resolve.hpp"
#include "culprit/foods/resolver.hpp"

namespace culprit::foods {

/// The unknown words of the foods and supplements of a diary, with the number of entries they stand
/// in; by count, then bytes.
[[nodiscard]] std::vector<Phrase> unknown_foods(const diary::Diary& diary, Resolver& resolver);

/// A misspelling and what it was taken for.
struct Reading {
  std::string written;      ///< the folded words
  std::string name;         ///< the lexicon's name
  std::uint64_t count = 0;  ///< entries

  friend bool operator==(const Reading&, const Reading&) = default;
};

/// The misspellings among the foods and supplements of a diary; by count, then bytes.
[[nodiscard]] std::vector<Reading> read_foods(const diary::Diary& diary, Resolver& resolver);

/// Unknown foods as text in the lexicon's notation: a line `words =` for each, with its count and
/// its nearest names in a comment above. Given back as it is, the words are foods without any
/// group.
[[nodiscard]] std::string to_lexicon_text(
    const std::vector<Phrase>& unknown, const Lexicon& lexicon);

}  // namespace culprit::foods
