/// Names of products as apps write them: `Acme - Pancake Mix - Gluten Free`.
#pragma once

#include <cstddef>
#include <vector>

#include "foods/drafts.hpp"

namespace culprit::foods {

/// Reads the foods before the first comma as one product: what the name is free of, all of them
/// are; beside what is put on the skin they are scents; what stands before the first lone hyphen is
/// a brand if it holds an unknown word, or a maker, and a food follows.
/// @param brand_end  first food behind that hyphen.
/// @param free       what modifiers of the name take away.
void read_as_product(const Tables& tables, std::size_t brand_end, GroupSet free,
                     std::vector<Draft>& items);

}  // namespace culprit::foods
