/// Texts in the lexicon's notation to tables. Used by the generator at build time and by
/// `--lexicon` at run time: what the program ships and what people write pass the same checks.
#pragma once

#include <cstddef>
#include <vector>

#include "foods/notation.hpp"
#include "foods/tables.hpp"

namespace culprit::foods {

struct Sources {
  Source groups;
  std::vector<Source> lexicon;  ///< of equal rank: a name may be defined once
  std::vector<Source> users;    ///< each beats what stands before it
};

/// @param shown_errors  how many of each kind the InputError holds; the rest are counted.
/// @throws InputError   with the defects of all texts.
[[nodiscard]] TableData compile(const Sources& sources, std::size_t shown_errors = 20);

}  // namespace culprit::foods
