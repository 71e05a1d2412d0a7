/// How a word stood in a phrase before folding: what tells brands from misspellings.
#pragma once

#include <string_view>

namespace culprit::foods {

struct Written {
  bool is_capital = false;      ///< begins with a capital letter
  bool is_possessive = false;   ///< `Brad's`
  bool is_before_dash = false;  ///< before ` - `
  bool is_in_head = false;      ///< before the first comma, which is not the last sign
};

/// The first word of `phrase` that folds to `word`; nothing of that if there is none.
[[nodiscard]] Written find_written(std::string_view phrase, std::string_view word);

}  // namespace culprit::foods
