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

}  // namespace culprit::report
