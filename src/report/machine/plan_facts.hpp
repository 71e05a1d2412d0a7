/// Plans and trials as trees of fields: what their json format holds, and what their words are
/// filled from.
#pragma once

#include <string>

#include "culprit/trial/trial.hpp"
#include "report/words/paper.hpp"

namespace culprit::report {

/// Without schema, version and sentences.
[[nodiscard]] Facts facts_of(const trial::Plan& plan);
[[nodiscard]] Facts facts_of(const trial::Result& result);

/// The plan of a file. @param facts  discarded = the file is no JSON
/// @throws InputError  as `plan_from_json`.
[[nodiscard]] trial::Plan plan_of(const Facts& facts, const std::string& file);

}  // namespace culprit::report
