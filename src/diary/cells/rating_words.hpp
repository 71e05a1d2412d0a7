/// Words that people and apps rate by, as numbers; and which end of a rating is the good one, as
/// its name says.
#pragma once

#include <optional>
#include <string_view>

namespace culprit::diary {

/// The range of `severity_from_word`, as the unit of a rating states it.
inline constexpr std::string_view severity_word_scale = "0..4";
/// The unit of a rating in a word that `--mood-map` gives a number, in which higher is worse.
inline constexpr std::string_view numbered_word = "mood";

/// 0 none, 1 mild, 2 moderate, 3 severe, 4 unbearable: those words and their like in English,
/// German, French, Spanish, Italian, Dutch and Portuguese. Nothing for any other text.
/// In any case.
[[nodiscard]] std::optional<double> severity_from_word(std::string_view text);

/// The sum of both ends of the scale if the name says that high is good: a rating v is as bad as
/// that sum - v. `Skin quality (10 = best)`, `how good was my skin (1 bad - 10 great)`, `skin
/// health`. The upper end is the largest number of the name, else the end of a usual scale that
/// holds `largest`; the lower one is 1 if the name says so, else 0. Nothing if high is bad or the
/// name leaves it open. @param folded  as `fold_name` gives it
[[nodiscard]] std::optional<double> turning_point(std::string_view folded, double largest);

}  // namespace culprit::diary
