/// What a column of a table can be: found by the reader, or given by `--map`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "culprit/diary/diary.hpp"

namespace culprit::diary {

enum class Role : std::uint8_t {
  date,        ///< the day, perhaps with a clock
  time,        ///< the clock
  subject,     ///< whose row it is
  note,        ///< words for people; not read
  severity,    ///< a rating of the disease; in a table of symptoms that of the symptom named
  symptom,     ///< a rating of anything else, or a list of symptoms
  food,        ///< one food: a number, or yes and no
  foods,       ///< the names of foods
  factor,      ///< a value to adjust for, or a list of what was there
  treatment,   ///< one treatment, or a list of them
  supplement,  ///< likewise
  amount,      ///< how much of what the row names
  unit,        ///< its unit
  name,        ///< what the row is about
  type,        ///< what kind of entry the row is
  ignored,
};

/// `date`, …, `ignored`.
[[nodiscard]] std::string_view to_word(Role role) noexcept;

/// The role of that word; `ignore` and `ignored` are one. Nothing for any other text.
[[nodiscard]] std::optional<Role> role_from_word(std::string_view word) noexcept;

/// What the entries of a column of that role are; nothing if it gives none of its own.
[[nodiscard]] std::optional<Kind> kind_of(Role role) noexcept;

/// A column and what it is, as a person says so.
struct MappedColumn {
  std::string column;  ///< compared folded
  Role role = Role::ignored;
};

}  // namespace culprit::diary
