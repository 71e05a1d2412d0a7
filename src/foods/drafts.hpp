/// The foods of a phrase while it is read: what belongs to which, before groups are worked out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "foods/derive.hpp"
#include "foods/scanner.hpp"

namespace culprit::foods {

struct Draft {
  std::uint32_t term = nothing;       ///< nothing = unknown
  std::string text;                   ///< of unknown words
  std::uint32_t sentence = 0;         ///< what separates hard begins a new one
  std::uint32_t chunk = 0;            ///< words without any separator between them
  std::optional<std::size_t> parent;  ///< the food whose brackets it stands in
  bool is_flavour = false;            ///< may or may not be there
  Changes changes;
  std::optional<double> amount;
  std::uint32_t unit = nothing;  ///< offset of its symbol
};

struct Drafts {
  std::vector<Draft> items;
  std::vector<std::string> not_eaten;
};

[[nodiscard]] Drafts draft(const Tables& tables, const Scan& scan);

}  // namespace culprit::foods
