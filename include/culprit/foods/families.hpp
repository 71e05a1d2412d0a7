/// Families of foods that articles on eczema name: suspects, and what is said to help.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace culprit::foods {

/// In the order in which they are reported.
enum class Family : std::uint8_t {
  gluten,
  dairy,
  soy,
  corn,
  egg,
  nuts,
  alcohol,
  sugar,
  processed,
  caffeine,
  fermented,
  probiotic,
  prebiotic,
  omega_3,
  quercetin,
  vitamin_d,
  zinc,
  glutamine,
  enzymes,
  herbs,
};
inline constexpr std::size_t n_families = 20;

/// What is expected of a family.
enum class Reputation : std::uint8_t {
  suspect,  ///< said to make eczema worse
  helper,   ///< said to help; the evidence is weak
};

struct FamilyRecord {
  Family family = Family::gluten;
  std::string_view id;     ///< `omega-3`
  std::string_view label;  ///< `gluten (wheat, rye, barley)`
  Reputation reputation = Reputation::suspect;
  std::array<std::string_view, 4> groups;  ///< identifiers of its groups; the last ones blank
};

/// All families, in order.
[[nodiscard]] std::span<const FamilyRecord> families() noexcept;

}  // namespace culprit::foods
