/// Lags and lag windows, in days. Lag = how long before the reading the food was eaten.
#pragma once

#include <string>

namespace culprit {

/// An inclusive range of lags [first, last], in days, 0 <= first <= last <= 60.
class LagWindow {
 public:
  /// Longest lag that any option may ask for [days].
  static constexpr int longest = 60;

  /// @throws std::invalid_argument  unless 0 <= first <= last <= `longest`.
  LagWindow(int first, int last);

  [[nodiscard]] constexpr int first() const noexcept { return first_; }
  [[nodiscard]] constexpr int last() const noexcept { return last_; }
  /// Days covered.
  [[nodiscard]] constexpr int length() const noexcept { return last_ - first_ + 1; }

  friend constexpr auto operator<=>(const LagWindow&, const LagWindow&) noexcept = default;

 private:
  int first_;
  int last_;
};

}  // namespace culprit
