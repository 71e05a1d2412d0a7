/// The file of `--lexicon`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "culprit/foods/lexicon.hpp"

namespace culprit::cli {

struct LexiconFile {
  foods::Lexicon lexicon = foods::Lexicon::built_in();
  std::optional<std::uint64_t> hash;  ///< of the file's text; nothing = no file
};

/// The built-in lexicon, with the names of a file if one is given (`path` not empty).
/// @param shown_errors  how many defects of each kind are named; the rest are counted.
/// @throws NoInputError (also for a named pipe, which might be waited for without end), IoError,
///   InputError
[[nodiscard]] LexiconFile read_lexicon(const std::string& path, std::size_t shown_errors);

}  // namespace culprit::cli
