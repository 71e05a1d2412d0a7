/// A set of days as bits: a diary's days lie close together.
#pragma once

#include <cstddef>
#include <vector>

#include "culprit/core/day.hpp"

namespace culprit::diary {

class DaySet {
 public:
  void insert(Day day) {
    if (bits_.empty()) first_ = day;
    if (day < first_) {
      const Days before = first_ - day + spare;
      bits_.insert(bits_.begin(), static_cast<std::size_t>(before.count()), false);
      first_ -= before;
    }
    const std::size_t at = place_of(day);
    if (at >= bits_.size()) bits_.resize(at + static_cast<std::size_t>(spare.count()));
    bits_[at] = true;
  }

  [[nodiscard]] bool contains(Day day) const {
    return day >= first_ && place_of(day) < bits_.size() && bits_[place_of(day)];
  }

  /// In order.
  [[nodiscard]] std::vector<Day> days() const {
    std::vector<Day> days;
    Day day = first_;
    for (const bool is_in : bits_) {
      if (is_in) days.push_back(day);
      day += Days{1};
    }
    return days;
  }

 private:
  static constexpr Days spare{512};  ///< beyond the day that asked for room

  [[nodiscard]] std::size_t place_of(Day day) const {
    return static_cast<std::size_t>((day - first_).count());
  }

  Day first_{};  ///< of the first bit
  std::vector<bool> bits_;
};

}  // namespace culprit::diary
