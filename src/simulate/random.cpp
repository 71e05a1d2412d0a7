#include "simulate/random.hpp"

#include <cmath>
#include <numbers>

#include "culprit/core/math.hpp"

namespace culprit::simulate {
namespace {

/// Neighbouring seeds to unrelated ones. Source: Steele, Lea & Flood (2014), SplitMix64.
constexpr std::uint64_t mix(std::uint64_t state) noexcept {
  state += 0x9E3779B97F4A7C15U;
  state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9U;
  state = (state ^ (state >> 27)) * 0x94D049BB133111EBU;
  return state ^ (state >> 31);
}

}  // namespace

Random::Random(std::uint64_t seed, Stream stream)
    : bits_{mix(mix(seed) + static_cast<std::uint64_t>(stream))} {}

double Random::uniform() { return static_cast<double>(bits_() >> 11) * 0x1p-53; }

int Random::below(int n) { return static_cast<int>(uniform() * n); }

double Random::normal() {
  const double radius = std::sqrt(-2 * math::log(1 - uniform()));
  const double angle = 2 * std::numbers::pi * uniform();
  return std::round(radius * math::cos(angle) * 0x1p20) * 0x1p-20;
}

}  // namespace culprit::simulate
