/// Random numbers that are the same on every platform.
#pragma once

#include <cstdint>
#include <random>

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

/// The generator is fixed by the C++ standard; its transforms are here, because the standard's
/// differ between libraries.
class Random {
 public:
  Random(std::uint64_t seed, Stream stream);

  /// Uniform on [0, 1), 53 bits.
  [[nodiscard]] double uniform();
  /// Uniform on {0, …, n − 1}, n >= 1.
  [[nodiscard]] int below(int n);
  /// Standard normal (Box & Muller 1958), rounded to multiples of 2^-20: the last bits of log and
  /// cos, which differ between mathematical libraries, are cut off.
  [[nodiscard]] double normal();

 private:
  std::mt19937_64 bits_;
};

}  // namespace culprit::simulate
