/// Random numbers that are the same on every platform.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

#include "culprit/core/math.hpp"

namespace culprit::simulate {

/// Which part of a diary the numbers are for: each has a stream of its own, so that an option of
/// one part leaves the others as they were.
enum class Stream : std::uint64_t {
  names = 1,
  rates,
  habits,
  effects,
  eating,
  phases,
  amounts,
  times,
  course,
  ratings,
  stress,
  treatment,
  gaps,
  factors,
};

/// Neighbouring seeds to unrelated ones. Source: Steele, Lea & Flood (2014), SplitMix64.
constexpr std::uint64_t mix_seed(std::uint64_t state) noexcept {
  state += 0x9E3779B97F4A7C15U;
  state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9U;
  state = (state ^ (state >> 27)) * 0x94D049BB133111EBU;
  return state ^ (state >> 31);
}

/// The generator is fixed by the C++ standard; its transforms are here, because the standard's
/// differ between libraries.
class Random {
 public:
  Random(std::uint64_t seed, Stream stream)
      : bits_{mix_seed(mix_seed(seed) + static_cast<std::uint64_t>(stream))} {}

  /// Uniform on [0, 1), 53 bits.
  [[nodiscard]] double uniform() { return static_cast<double>(bits_() >> 11) * 0x1p-53; }
  /// Uniform on {0, …, n − 1}, n >= 1.
  [[nodiscard]] int below(int n) { return static_cast<int>(uniform() * n); }
  /// Standard normal (Box & Muller 1958), rounded to multiples of 2^-20: the last bits of log and
  /// cos, which differ between mathematical libraries, are cut off.
  [[nodiscard]] double normal() {
    const double radius = std::sqrt(-2 * math::log(1 - uniform()));
    const double angle = 2 * std::numbers::pi * uniform();
    return std::round(radius * math::cos(angle) * 0x1p20) * 0x1p-20;
  }

 private:
  std::mt19937_64 bits_;
};

}  // namespace culprit::simulate
