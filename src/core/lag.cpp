#include "culprit/core/lag.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace culprit {

LagWindow::LagWindow(int first, int last) : first_{first}, last_{last} {
  if (first < 0 || last < first || last > longest) {
    throw std::invalid_argument(
        fmt::format("LagWindow: [{}, {}] is no window, but must be 0 <= first <= last <= {}!",
                    first, last, longest));
  }
}

}  // namespace culprit
