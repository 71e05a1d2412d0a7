/// A set of days as bits: a diary's days lie close together.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "culprit/core/day.hpp"

namespace culprit::diary {

class DaySet {
 public:
  void insert(Day day) {
    const std::int64_t at = number(day) - first_;
    if (at < 0 || at >= static_cast<std::int64_t>(words_.size()) * bits) {
      reach(day);
      return insert(day);
    }
    words_[static_cast<std::size_t>(at / bits)] |= std::uint64_t{1} << (at % bits);
  }

  [[nodiscard]] bool contains(Day day) const noexcept {
    const std::int64_t at = number(day) - first_;
    if (at < 0 || at >= static_cast<std::int64_t>(words_.size()) * bits) return false;
    return (words_[static_cast<std::size_t>(at / bits)] >> (at % bits) & 1) != 0;
  }

  /// In order.
  [[nodiscard]] std::vector<Day> days() const {
    std::vector<Day> days;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) {
        const std::int64_t at = first_ + static_cast<std::int64_t>(i) * bits;
        days.push_back(Day{Days{static_cast<std::int32_t>(at + std::countr_zero(rest))}});
      }
    }
    return days;
  }

 private:
  static constexpr std::int64_t bits = 64;  ///< of a word
  static constexpr std::int64_t spare = 8;  ///< words beyond the day that asked for room

  static std::int64_t number(Day day) noexcept { return day.time_since_epoch().count(); }

  /// Makes room for the day. Words move as a whole, because `first_` is a multiple of their bits.
  void reach(Day day) {
    const std::int64_t word = number(day) / bits - (number(day) % bits < 0 ? 1 : 0);
    if (words_.empty()) first_ = word * bits;
    const std::int64_t before = first_ / bits - word;
    if (before > 0) {
      words_.insert(words_.begin(), static_cast<std::size_t>(before + spare), 0);
      first_ -= (before + spare) * bits;
    } else {
      words_.resize(static_cast<std::size_t>(1 - before + spare));
    }
  }

  std::int64_t first_ = 0;  ///< the day of the first bit
  std::vector<std::uint64_t> words_;
};

}  // namespace culprit::diary
