/// The pooled table of many people as a page.
#pragma once

#include <string>

#include "culprit/report/machine/pool_json.hpp"

namespace culprit::report {

/// A self-contained page with a forest plot of each level; for at most 30 people also the
/// estimates of each of them.
[[nodiscard]] std::string to_html(const PoolSource& source);

}  // namespace culprit::report
