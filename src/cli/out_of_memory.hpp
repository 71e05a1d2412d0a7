/// What the program does where there is no memory left, not even for a message.
#pragma once

#include <string_view>

namespace culprit::cli {

inline constexpr std::string_view out_of_memory_text =
    "out of memory; expected more of it, or a smaller diary";

/// Lets the program end cleanly (exit code 74) where an allocation fails in a function that must
/// not throw, as in destructors of JSON values: `std::terminate` says so and removes files that are
/// not complete. Called before anything is allocated; calling it again does no harm.
void end_cleanly_without_memory() noexcept;

}  // namespace culprit::cli
