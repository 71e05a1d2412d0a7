/// Spellings to foods: the variables the engine tests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "culprit/diary/diary.hpp"

namespace culprit::foods {

/// A spelling of the diary behind a food.
struct Phrase {
  std::string text;
  std::uint64_t count = 0;  ///< entries

  friend bool operator==(const Phrase&, const Phrase&) = default;
};

/// One food (or supplement): every spelling that folds to the same name.
struct Food {
  std::string name;             ///< the commonest spelling; of equals the first in byte order
  bool is_supplement = false;   ///< only ever entered as a supplement
  std::vector<Phrase> phrases;  ///< by count, then bytes
};

/// The foods of a diary.
struct Resolution {
  std::vector<Food> foods;  ///< sorted by folded name: independent of the order of rows
  /// [diary.names] the food of each name; nothing = that name is no food.
  std::vector<std::optional<std::uint32_t>> food_of_name;
};

/// Groups the food and supplement entries by folded name (`fold_name`).
[[nodiscard]] Resolution resolve(const diary::Diary& diary);

}  // namespace culprit::foods
