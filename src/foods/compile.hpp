/// Texts in the lexicon's notation to tables. Used by the generator at build time and by
/// `--lexicon` at run time: what the program ships and what people write pass the same checks.
#pragma once

#include <span>

#include "foods/notation.hpp"
#include "foods/tables.hpp"

namespace culprit::foods {

struct Sources {
  Source groups;
  std::vector<Source> lexicon;  ///< of equal rank: a name may be defined once
  std::vector<Source> users;    ///< each beats what stands before it
};

/// @throws InputError  with every defect of every text.
[[nodiscard]] TableData compile(const Sources& sources);

}  // namespace culprit::foods
