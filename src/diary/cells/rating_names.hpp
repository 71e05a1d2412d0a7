/// What the name of a rating says of its ends: is high good or bad?
#pragma once

#include <cstdint>
#include <string_view>

namespace culprit::diary {

enum class GoodEnd : std::uint8_t { low, high, unsaid };

struct EndsOfRating {
  GoodEnd good = GoodEnd::unsaid;
  double sum = 0;  ///< of both ends of the scale: a rating v is as bad as that sum - v
};

/// `Skin quality (10 = best)`, `skin (10 = no eczema)`, `eczema control` and `itch-free hours` say
/// that high is good; `itch`, `skin (0 = all good)` and `skin problems` that it is bad; `skin` and
/// whatever holds a word that is not known say nothing, and so do words that contradict each other.
/// The upper end is the largest number of the scale that the name holds, else the end of a usual
/// scale that holds `largest`; the lower one is 1 if the name says so, else 0.
/// @param folded  as `fold_name` gives it
[[nodiscard]] EndsOfRating ends_of_rating(std::string_view folded, double largest);

/// Nothing but words for the skin, for symptoms, places, times of day and scales: `itch (0-10)`,
/// `eczema left hand`; not `itch minutes`, `eczema average`, `skin oiliness`, `itch after bath`.
[[nodiscard]] bool is_plain_rating(std::string_view folded);

}  // namespace culprit::diary
