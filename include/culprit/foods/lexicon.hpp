/// The lexicon: names of foods with their ingredients and groups, embedded in the program.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/word_table.hpp"
#include "culprit/foods/groups.hpp"

namespace culprit::foods {

struct Tables;

/// A group of the closed list. Texts live as long as the lexicon.
struct Group {
  std::string_view id;     ///< `tree-nut`
  std::string_view label;  ///< `tree nuts`
  std::string_view basis;  ///< the list or literature it is taken from
  Layer layer = Layer::identity;
  GroupSet implies;  ///< all that it belongs to, without itself
};

/// Position of an entry in the lexicon.
using TermId = std::uint32_t;

/// What an entry of a diary is, by its name.
enum class Role : std::uint8_t {
  food,        ///< eaten or drunk
  supplement,  ///< taken for its effect: analysed like a food, in the family of helpers
  factor,      ///< stress, sun, sleep …
  treatment,   ///< creams, tablets, light
  symptom,     ///< a rating of the disease or of a complaint
};

/// `food`, `supplement`, ….
inline constexpr Word<Role> role_words[] = {{Role::food, "food"}, {Role::supplement, "supplement"},
    {Role::factor, "factor"}, {Role::treatment, "treatment"}, {Role::symptom, "symptom"}};
constexpr const auto& word_table(Role /*of*/) noexcept { return role_words; }

/// How much of an ingredient there is, and whether it is there at all.
enum class Share : std::uint8_t {
  usual,      ///< a main ingredient
  minor,      ///< always there, but little of it
  sometimes,  ///< in some recipes or brands
  given,      ///< named by the diary itself: `sandwich (ham, butter)`
};

/// `usual`, `minor`, `sometimes`, `given`.
inline constexpr Word<Share> share_words[] = {{Share::usual, "usual"}, {Share::minor, "minor"},
    {Share::sometimes, "sometimes"}, {Share::given, "given"}};
constexpr const auto& word_table(Share /*of*/) noexcept { return share_words; }

struct Ingredient {
  TermId term = 0;
  Share share = Share::usual;
  bool is_default = false;  ///< gives way to another kind named beside it: oat milk in a latte

  friend bool operator==(const Ingredient&, const Ingredient&) = default;
};

/// The groups of a food by how sure they are.
struct Memberships {
  GroupSet sure;   ///< identity of every usual ingredient, dose and benefit of main ingredients
  GroupSet maybe;  ///< in some recipes or brands; never in `sure`
  /// Through minor ingredients only; of these the identity groups are in `sure` too.
  GroupSet minor;

  friend bool operator==(const Memberships&, const Memberships&) = default;
};

/// An immutable set of entries. Copies share their tables.
class Lexicon {
 public:
  /// The lexicon of the program. Costs nothing: its tables are constants of the binary.
  [[nodiscard]] static const Lexicon& built_in();

  /// The built-in lexicon with the entries of a text in the same notation, which go first: a name
  /// that is there already gets the new meaning, also as an ingredient of dishes.
  /// @param file          its name, for messages.
  /// @param shown_errors  how many of each kind the InputError holds; the rest are counted.
  /// @throws InputError  with the defects of the text: unknown groups and ingredients, names
  ///   without a meaning, names given twice, foods that contain themselves.
  [[nodiscard]] static Lexicon extended(
      std::string_view text, const std::string& file, std::size_t shown_errors = 20);

  [[nodiscard]] std::span<const Group> groups() const noexcept { return groups_; }
  [[nodiscard]] std::optional<GroupId> find_group(std::string_view id) const noexcept;
  /// All groups of a layer.
  [[nodiscard]] GroupSet layer(Layer layer) const noexcept;

  [[nodiscard]] std::size_t size() const noexcept;  ///< entries; a TermId is below it
  [[nodiscard]] std::string_view name(TermId term) const noexcept;
  /// Nothing for words that are no entry of a diary: modifiers, units, `and`.
  [[nodiscard]] std::optional<Role> role(TermId term) const noexcept;
  /// Of a factor, treatment or symptom: what it is a case of (`sun-uv`); else empty.
  [[nodiscard]] std::string_view family(TermId term) const noexcept;
  [[nodiscard]] std::vector<Ingredient> ingredients(TermId term) const;
  [[nodiscard]] Memberships memberships(TermId term) const noexcept;
  /// The entry of exactly that name, in any spelling that folds to it.
  [[nodiscard]] std::optional<TermId> find(std::string_view name) const;

  [[nodiscard]] const Tables& tables() const noexcept { return *tables_; }

 private:
  Lexicon(const Tables* tables, std::shared_ptr<const void> owner);

  const Tables* tables_;
  std::shared_ptr<const void> owner_;  ///< of the tables, unless they are built in
  std::vector<Group> groups_;
};

}  // namespace culprit::foods
