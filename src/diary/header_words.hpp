/// Words that people head columns with, in English, German, French, Spanish, Italian, Dutch and
/// Portuguese.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "culprit/diary/read.hpp"

namespace culprit::diary {

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

/// Holds a word for a person: `patient name`, `which child`.
[[nodiscard]] bool names_person(std::string_view phrase);

/// Nothing but words for how much: `grams`, `serving qty`, `amount eaten`.
[[nodiscard]] bool names_amount(std::string_view phrase);

/// `breakfast`, `Mittagessen`, `snack`: when something was eaten, not what.
[[nodiscard]] bool is_meal_word(std::string_view phrase);

/// `none`, `nothing`, `nichts`, `fasting` in a list: there was nothing.
[[nodiscard]] bool is_nothing(std::string_view phrase);

/// `Essen`, `Symptom`, `medication`: the kind that a cell of a type column names.
[[nodiscard]] std::optional<Kind> kind_of_phrase(std::string_view phrase);

}  // namespace culprit::diary
