#include "engine/likely_window.hpp"

#include <cstddef>

namespace culprit::engine {

TimeWindow most_probable_window(const stats::NormalMixture& mixture,
                                const std::vector<TimeWindow>& windows) {
  std::size_t best = 0;
  double largest = -1;
  for (std::size_t w = 0; w < windows.size(); ++w) {
    double weight = 0;
    for (std::size_t same = w; same < windows.size(); ++same)
      if (windows[same] == windows[w]) weight += mixture.weight[static_cast<Eigen::Index>(same)];
    if (weight <= largest) continue;
    largest = weight;
    best = w;
  }
  return windows[best];
}

}  // namespace culprit::engine
