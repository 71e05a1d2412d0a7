#include "culprit/core/lag.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace culprit {

LagWindow::LagWindow(int first, int last) : first_{first}, last_{last} {
  if (first < 0 || last < first || last > longest)
    throw std::invalid_argument(
        fmt::format("LagWindow: [{}, {}] is not a window, but must be 0 <= first <= last <= {}!",
            first, last, longest));
}

HourWindow::HourWindow(int from, int to) : from_{from}, to_{to} {
  if (from < 0 || to <= from || to > longest)
    throw std::invalid_argument(
        fmt::format("HourWindow: [{}, {}) is not a window, but must be 0 <= from < to <= {}!", from,
            to, longest));
}

std::string to_string(const HourWindow& window) {
  return fmt::format("{}-{}h", window.from(), window.to());
}

HourWindows::HourWindows(std::vector<HourWindow> windows) : windows_{std::move(windows)} {
  std::sort(windows_.begin(), windows_.end());
  const bool are_different = std::adjacent_find(windows_.begin(), windows_.end()) == windows_.end();
  if (windows_.empty() || windows_.size() > most || !are_different)
    throw std::invalid_argument(
        fmt::format("HourWindows: {} windows given, but must be 1 to {}, all different!",
            windows_.size(), most));
}

HourWindow HourWindows::span() const {
  const auto last = std::max_element(windows_.begin(), windows_.end(),
      [](const auto& a, const auto& b) { return a.to() < b.to(); });
  return {windows_.front().from(), last->to()};
}

std::string to_string(const Lags& lags) {
  if (const auto* days = std::get_if<LagWindow>(&lags))
    return fmt::format("{}..{}", days->first(), days->last());
  std::string text;
  for (const HourWindow& window : std::get<HourWindows>(lags).all())
    text += (text.empty() ? "" : ",") + to_string(window);
  return text;
}

}  // namespace culprit
