/// Lags and lag windows: how long before the reading the food was eaten, in days or in hours.
#pragma once

#include <compare>
#include <string>
#include <variant>
#include <vector>

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

/// The hours [from, to) before a reading, 0 <= from < to <= 168.
class HourWindow {
 public:
  /// Longest ago that any option may ask for [hours]: a week.
  static constexpr int longest = 168;

  /// @throws std::invalid_argument  unless 0 <= from < to <= `longest`.
  HourWindow(int from, int to);

  [[nodiscard]] constexpr int from() const noexcept { return from_; }
  [[nodiscard]] constexpr int to() const noexcept { return to_; }
  /// Hours covered.
  [[nodiscard]] constexpr int length() const noexcept { return to_ - from_; }

  friend constexpr auto operator<=>(const HourWindow&, const HourWindow&) noexcept = default;

 private:
  int from_;
  int to_;
};

/// `2-6h`, as options and machine formats write it.
[[nodiscard]] std::string to_string(const HourWindow& window);

/// Hour windows that are scanned beside each other: one or more, all different, in rising order,
/// so that the order in which they were asked for leaves no trace. They may overlap.
class HourWindows {
 public:
  /// Most that may be asked for: every further one tests more and finds less.
  static constexpr int most = 24;

  /// @throws std::invalid_argument  unless 1 to `most` windows, all different.
  explicit HourWindows(std::vector<HourWindow> windows);

  [[nodiscard]] const std::vector<HourWindow>& all() const noexcept { return windows_; }
  /// From where the earliest begins to where the furthest ends.
  [[nodiscard]] HourWindow span() const;

  friend bool operator==(const HourWindows&, const HourWindows&) noexcept = default;

 private:
  std::vector<HourWindow> windows_;
};

/// What is scanned: a range of days, whose windows follow from it, or hour windows one by one.
using Lags = std::variant<LagWindow, HourWindows>;

/// `0..6`, or `0-2h,2-6h`.
[[nodiscard]] std::string to_string(const Lags& lags);

/// A window of either unit.
class TimeWindow {
 public:
  // Implicit: a window of days is a window.
  TimeWindow(LagWindow days) noexcept : window_{days} {}     // NOLINT(google-explicit-constructor)
  TimeWindow(HourWindow hours) noexcept : window_{hours} {}  // NOLINT(google-explicit-constructor)

  /// Null if it counts in hours.
  [[nodiscard]] const LagWindow* days() const noexcept { return std::get_if<LagWindow>(&window_); }
  /// Null if it counts in days.
  [[nodiscard]] const HourWindow* hours() const noexcept {
    return std::get_if<HourWindow>(&window_);
  }

  friend bool operator==(const TimeWindow&, const TimeWindow&) noexcept = default;

 private:
  std::variant<LagWindow, HourWindow> window_;
};

}  // namespace culprit
