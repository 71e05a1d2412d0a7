/// Who is eaten with whom.
#pragma once

#include <cstddef>
#include <vector>

#include "culprit/engine/analysis.hpp"
#include "culprit/foods/resolve.hpp"
#include "engine/study.hpp"

namespace culprit::engine {

/// Which foods share days with a food, over logged days within reach of a reading.
class CompanionFinder {
 public:
  CompanionFinder(const Study& study, const foods::Resolution& resolution);

  /// At most 3 foods eaten on at least half of the food's days, most often first, then by name; not
  /// those that belong to it.
  [[nodiscard]] std::vector<Companion> companions_of(std::size_t food) const;

 private:
  const foods::Resolution& resolution_;
  std::vector<std::vector<std::uint64_t>> days_;  // [foods] a bit for each day
};

}  // namespace culprit::engine
