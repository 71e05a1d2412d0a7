/// The commands `plan` and `trial`.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options/command_line.hpp"
#include "cli/run.hpp"

namespace culprit::cli {

/// Writes a schedule that can decide whether a food makes the skin worse, or why there is none.
/// @return  `done`; `not_enough_data` if it is refused or needs supervision; `unusable_data` as
///          `with_analysis`. @throws  as `with_analysis` and `trial::make_plan`.
[[nodiscard]] ExitCode plan(const Options& options, const Surroundings& surroundings);

/// Writes what a schedule, carried out, showed.
/// @return  `done` if it is decided; `not_enough_data` if it runs or is inconclusive, before
///          `suspect_found` (`--fail-on confirmed`). @throws  as `trial::judge`.
[[nodiscard]] ExitCode trial(const Options& options, const Surroundings& surroundings);

/// The simulation of a person who keeps a diary for 90 days, follows the plan of `--follow`, and
/// goes on for a week.
/// @throws  as `report::plan_from_json`.
[[nodiscard]] simulate::Options following(const Options& options);

}  // namespace culprit::cli
