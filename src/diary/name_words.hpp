/// What the words of a column's or rating's name say about it.
#pragma once

#include <string_view>

namespace culprit::diary {

/// The name holds eczema, dermatitis, skin, itch or flare (also itching, flares, neurodermatitis;
/// not skinless), or an instrument that rates eczema (SCORAD, EASI, POEM). @param folded  as
/// `fold_name` gives it; so for all of these.
[[nodiscard]] bool names_skin(std::string_view folded);

/// A rating of how one is: names_skin, an instrument (POEM, SCORAD), or rash, redness, pain, …; or
/// nothing but where: `face`, `hands`, `overall`.
[[nodiscard]] bool names_rating(std::string_view folded);

/// Nothing but words of factors (stress, sleep, weather, …), qualifiers (`hours`, `max`, `quality`)
/// and digits: `sleep hours`, `weather max temperature`; not `energy drink`, not `hot dog`.
[[nodiscard]] bool names_factor(std::string_view folded);

/// Likewise for treatments: `hydrocortisone 1%`, `steroid cream`; not `ice cream`.
[[nodiscard]] bool names_treatment(std::string_view folded);

/// Measures of the body or of whole meals and numbers of days and weeks, which are neither foods
/// nor to be adjusted for: `age`, `weight (kg)`, `calories`, `protein`; `fat (g)`, but not `fat` or
/// `protein bar`.
[[nodiscard]] bool names_measure(std::string_view folded);

/// Ends in what a food is counted in: `milk (ml)`, `bread [slices]`.
[[nodiscard]] bool names_serving(std::string_view folded);

}  // namespace culprit::diary
