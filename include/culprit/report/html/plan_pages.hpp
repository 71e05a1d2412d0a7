/// Plans and trials as pages for people and their clinicians.
#pragma once

#include <string>
#include <string_view>

#include "culprit/trial/trial.hpp"

namespace culprit::report {

/// One page, as `to_html` of an analysis; on paper two sheets, the second for the clinician.
[[nodiscard]] std::string to_html(const trial::Plan& plan, std::string_view version);
[[nodiscard]] std::string to_html(const trial::Result& result, std::string_view version);

}  // namespace culprit::report
