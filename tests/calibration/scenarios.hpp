/// The situations in which the stated rates are measured.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/engine/options.hpp"
#include "culprit/simulate/simulate.hpp"

namespace culprit::calibration {

enum class Truth {
  nothing,         ///< no food does anything
  nothing_hidden,  ///< as above, and what moves skin and food is in no diary: not in the mean
  culprits,        ///< three foods harm, one helps
};

struct Scenario {
  std::string name;         ///< lower case, no commas
  std::string description;  ///< what differs from the first of its kind
  Truth truth = Truth::nothing;
  simulate::Options options;  ///< the seed is set for each diary
  engine::Options analysis;   ///< what `rank` is asked for; the threads are set by the measurement
};

/// All of them: first those with nothing to find.
[[nodiscard]] const std::vector<Scenario>& scenarios();

}  // namespace culprit::calibration
