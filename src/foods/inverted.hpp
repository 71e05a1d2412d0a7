/// Names as databases and labels write them: `Cheese, cheddar, reduced fat`, `Acme - Pancake Mix`.
#pragma once

#include <string_view>

#include "foods/drafts.hpp"

namespace culprit::foods {

/// Turns such names round, where a phrase is one: its first part is a food, exactly one further
/// part makes it another name of the lexicon when put before it, and the others only describe.
/// A list of foods is left alone. `phrase` is the text as written: `Milk, rice` with a capital is a
/// name, `milk, rice` are two foods, as rice is eaten alone.
void turn_round(const Tables& tables, Scan& scan, std::string_view phrase);

/// Reads the foods before the first comma as one product: what the name is free of, all of them
/// are; beside what is put on the skin they are scents; what stands before the first lone hyphen is
/// a brand if it holds an unknown word, or a maker, and a food follows.
/// @param brand_end  first food behind that hyphen.
/// @param free       what modifiers of the name take away.
void read_as_product(
    const Tables& tables, std::size_t brand_end, GroupSet free, std::vector<Draft>& items);

}  // namespace culprit::foods
