/// Names as databases write them: `Cheese, cheddar, reduced fat`.
#pragma once

#include <string_view>

#include "foods/scanner.hpp"

namespace culprit::foods {

/// Turns such names round, where a phrase is one: its first part is a food, exactly one further
/// part makes it another name of the lexicon when put before it, and the others only describe.
/// A list of foods is left alone. `phrase` is the text as written: `Milk, rice` with a capital is a
/// name, `milk, rice` are two foods, as rice is eaten alone.
void turn_round(const Tables& tables, Scan& scan, std::string_view phrase);

}  // namespace culprit::foods
