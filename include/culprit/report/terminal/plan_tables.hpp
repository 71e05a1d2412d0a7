/// Plans and trials as texts for people.
#pragma once

#include <string>

#include "culprit/report/report.hpp"
#include "culprit/trial/trial.hpp"

namespace culprit::report {

/// What a plan can decide, its calendar, what to leave out, when to stop. Without dates why there
/// are none.
[[nodiscard]] std::string to_table(const trial::Plan& plan, const TableOptions& options);
[[nodiscard]] std::string to_markdown(const trial::Plan& plan);

/// What a trial showed; of one that runs how it is kept, and no number that depends on ratings.
[[nodiscard]] std::string to_table(const trial::Result& result, const TableOptions& options);
[[nodiscard]] std::string to_markdown(const trial::Result& result);

}  // namespace culprit::report
