/// The foods of a phrase while it is read: what belongs to which, before groups are worked out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "foods/scanner.hpp"

namespace culprit::foods {

/// What a phrase changes about one of its foods.
struct Changes {
  GroupSet removes;             ///< by modifiers
  GroupSet adds;                ///< by modifiers
  GroupSet doubts;              ///< may not be there: sure ones are maybe
  std::vector<TermId> without;  ///< foods that are not in it
  /// The same, said of another food: only ingredients go, no groups.
  std::vector<TermId> perhaps_without;
  std::vector<TermId> replaced;  ///< default ingredients that gave way

  /// Leaves out what modifiers of another food leave out.
  void take(const Changes& others) noexcept {
    removes |= others.removes;
    doubts |= others.doubts;
  }
  [[nodiscard]] bool any() const noexcept {
    return !(removes | adds | doubts).empty() || !without.empty() || !perhaps_without.empty() ||
           !replaced.empty();
  }
};

struct Measure {
  std::optional<double> amount;
  std::uint32_t unit = nothing;  ///< offset of its symbol
  bool is_liquid = false;        ///< the unit is one of what is drunk
};

struct Draft {
  std::uint32_t term = nothing;       ///< nothing = unknown
  std::string text;                   ///< of unknown words
  std::uint32_t sentence = 0;         ///< what separates hard begins a new one
  std::uint32_t section = 0;          ///< a food and what is with, on or in it
  std::uint32_t chunk = 0;            ///< words without any separator between them
  std::optional<std::size_t> parent;  ///< the food whose brackets it stands in
  bool is_flavour = false;            ///< may or may not be there
  bool is_maker = false;              ///< named by a word that modifies what follows: `Oatly`
  bool is_of_name = false;            ///< before the first comma or full stop of the phrase
  bool is_doubtful = false;           ///< `may contain`: is not said to be there
  std::string written;                ///< of a misspelt name: its words
  Changes changes;
  Measure measure;
};

struct Drafts {
  std::vector<Draft> items;
  std::vector<std::string> not_eaten;
};

[[nodiscard]] Drafts draft(const Tables& tables, const Scan& scan);

}  // namespace culprit::foods
