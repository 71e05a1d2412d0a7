/// What the words of a column's or rating's name say about it, in English; and words that people
/// head columns with, also in German, French, Spanish, Italian, Dutch and Portuguese.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "culprit/diary/read.hpp"

namespace culprit::diary {

/// The name holds eczema, dermatitis, skin, itch or flare (also itching, flares, neurodermatitis;
/// not skinless), an instrument that rates eczema (SCORAD, EASI, POEM), or nothing but where:
/// `face`, `hands`, `overall`. Not `skin temp`, `rash guard`. @param folded  as
/// `fold_name` gives it; so for all of these.
[[nodiscard]] bool names_skin(std::string_view folded);

/// A rating of how one is: names_skin, or rash, redness, pain, ….
[[nodiscard]] bool names_rating(std::string_view folded);

/// `itch`, `Juckreiz`, `eczema`, `pain`: one word for what is bad.
[[nodiscard]] bool is_trouble(std::string_view word) noexcept;

/// Nothing but words of factors (stress, sleep, weather, …), qualifiers (`hours`, `max`, `quality`)
/// and digits: `sleep hours`, `weather max temperature`; not `energy drink`, not `hot dog`.
[[nodiscard]] bool names_factor(std::string_view folded);

/// Likewise for treatments: `hydrocortisone 1%`, `steroid cream`; not `ice cream`.
[[nodiscard]] bool names_treatment(std::string_view folded);

/// Measures of the body or of whole meals and numbers of days and weeks, which are neither foods
/// nor to be adjusted for: `age`, `weight (kg)`, `calories`, `protein`; `fat (g)`, but not `fat` or
/// `protein bar`.
[[nodiscard]] bool names_measure(std::string_view folded);

/// What a food holds: a nutrient or an amount of energy, perhaps by weight or portion: `fat (g)`,
/// `saturated fat per 100g`, `energy-kcal`.
[[nodiscard]] bool names_nutrient(std::string_view folded);

/// Nothing but words of symptoms, places and qualifiers: `stomach ache`, `brain fog`, `Bristol
/// stool`.
[[nodiscard]] bool names_symptom(std::string_view folded);

/// `olive itch`, `egg rash`, `honey on skin`: not eaten, whatever food it names.
[[nodiscard]] bool names_no_food(std::string_view folded);

/// The name without a word for the skin: what is left may be a food (`apple skin`).
[[nodiscard]] std::string without_skin(std::string_view folded);

/// `g`, `slices`, `[cup]`: one word for what food is counted in.
[[nodiscard]] bool is_serving_word(std::string_view unit);

/// Ends in what a food is counted in: `milk (ml)`, `bread [slices]`.
[[nodiscard]] bool names_serving(std::string_view folded);

/// Letters of `fold_plain` and single spaces for everything between them: `Date/Time (UTC)` is
/// `date time utc`.
[[nodiscard]] std::string header_phrase(std::string_view name);

/// What a column of texts is by its name. A name that is a known phrase goes before one that only
/// holds a known word: `food consumed`, `what did you eat`. @param phrase  of `header_phrase`
[[nodiscard]] std::optional<Role> role_of_phrase(std::string_view phrase);

/// `severity`, `intensity`, `score` and their like: a rating of what another column names.
[[nodiscard]] bool is_plain_severity(std::string_view phrase);

/// Brands, sources, barcodes, portions, ids: a word of the name says that the column is about a
/// food that another one names.
[[nodiscard]] bool is_about_foods(std::string_view phrase);

/// Foods that were avoided, wished for, planned or suspected, or that somebody else ate: `food to
/// avoid`, `niet gegeten`, `repas du mari`; not `meal my husband cooked`.
[[nodiscard]] bool names_uneaten(std::string_view phrase);

/// Holds a word for a person: `patient name`, `which child`.
[[nodiscard]] bool names_person(std::string_view phrase);

/// Nothing but words for how much: `grams`, `serving qty`, `amount eaten`.
[[nodiscard]] bool names_amount(std::string_view phrase);

/// `breakfast`, `Mittagessen`, `snack`: when something was eaten, not what.
[[nodiscard]] bool is_meal_word(std::string_view phrase);

/// Nothing but words for when something was eaten beside meals: `Abends`, `between meals`, `other`.
[[nodiscard]] bool names_mealtime(std::string_view phrase);

/// `none`, `nichts gegessen`, `skipped breakfast`, `fasting` in a list: there was nothing.
[[nodiscard]] bool is_nothing(std::string_view phrase);

/// `forgot to log`, `no entry`, `keine Angabe`: nothing was written down, whatever there was.
[[nodiscard]] bool is_unrecorded(std::string_view phrase);

/// `same as yesterday`, `wie gestern`, `leftovers`, `"` in a list: what another cell names.
[[nodiscard]] bool is_ditto(std::string_view name);

/// -1 of a column of foods or ratings whose name tells of the day before (`eaten yesterday`), 1 of
/// ratings `next day`, else 0: also `worse than yesterday`, which compares.
[[nodiscard]] int day_shift_of(std::string_view phrase, Role role);

/// What the entries of a column of that role are; nothing if it gives none of its own.
[[nodiscard]] std::optional<Kind> kind_of(Role role) noexcept;

/// `Essen`, `Symptom`, `medication`: the kind that a cell of a type column names.
[[nodiscard]] std::optional<Kind> kind_of_phrase(std::string_view phrase);

}  // namespace culprit::diary
