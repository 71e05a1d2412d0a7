/// The rows of the option table, a function for each part of the help.
#pragma once

#include <string_view>
#include <vector>

#include "cli/options/option_table.hpp"

namespace culprit::cli {

template <typename... Each> [[nodiscard]] constexpr Commands any_of(Each... commands) noexcept {
  return (only(commands) | ...);
}

inline constexpr Commands one_person = any_of(Command::rank, Command::check, Command::explain,
                                              Command::convert, Command::foods, Command::plot);
inline constexpr Commands reading = one_person | any_of(Command::batch, Command::pool);
inline constexpr Commands analysing = reading & ~any_of(Command::convert, Command::foods);
/// A pool holds no verdicts, and its windows are fixed.
inline constexpr Commands judging = analysing & ~only(Command::pool);
/// Commands that may have a configuration.
inline constexpr Commands configured = reading | only(Command::merge);

/// Adds rows of a group; those that name no commands are for `commands`.
void add(std::vector<Option>& table, std::string_view group, Commands commands,
         std::vector<Option> rows);

void add_diary_options(std::vector<Option>& table);
void add_analysis_options(std::vector<Option>& table);
void add_batch_options(std::vector<Option>& table);
void add_simulate_options(std::vector<Option>& table);
void add_result_options(std::vector<Option>& table);

}  // namespace culprit::cli
