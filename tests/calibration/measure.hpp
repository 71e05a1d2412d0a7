/// Many simulated diaries of one scenario through the methods.
#pragma once

#include <cstdint>
#include <vector>

#include "calibration/methods.hpp"
#include "calibration/scenarios.hpp"
#include "calibration/score.hpp"

namespace culprit::calibration {

/// Seeds first … last.
struct Seeds {
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  [[nodiscard]] std::size_t count() const noexcept { return last - first + 1; }
};

struct Measured {
  std::vector<Score> scores;  ///< [methods]
  Reliability rows;           ///< probabilities of foods, nobody's finding or not
  Reliability findings;       ///< probabilities of findings
  Mean possible;              ///< power of an oracle; of diaries with culprits

  void add(const Measured& other);
};

/// The same figures for any number of threads. The oracle is asked only where a method needs
/// whitened data.
[[nodiscard]] Measured measure(const Scenario& scenario, const Seeds& seeds,
    const std::vector<Method>& methods, unsigned threads);

}  // namespace culprit::calibration
