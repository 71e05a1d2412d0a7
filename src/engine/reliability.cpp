#include "engine/reliability.hpp"

#include <algorithm>
#include <array>

namespace culprit::engine {
namespace {

struct Knot {
  double stated;
  double came_true;
};

// A probability of several foods together must not exceed the sum of theirs: hence the straight
// line from 0, which states about twice what came true below .02.
constexpr std::array<Knot, 10> knots{{{0, 0},
                                      {0.12, 0.34},
                                      {0.22, 0.50},
                                      {0.32, 0.61},
                                      {0.45, 0.71},
                                      {0.65, 0.79},
                                      {0.85, 0.88},
                                      {0.93, 0.91},
                                      {0.97, 0.95},
                                      {1, 1}}};

}  // namespace

double share_that_came_true(double posterior) {
  const double stated = std::clamp(posterior, 0.0, 1.0);
  const auto* above = std::find_if(knots.begin() + 1, knots.end() - 1,
                                   [&](const Knot& knot) { return stated <= knot.stated; });
  const Knot& low = above[-1];
  return std::lerp(low.came_true, above->came_true,
                   (stated - low.stated) / (above->stated - low.stated));
}

}  // namespace culprit::engine
