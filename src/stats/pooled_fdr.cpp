#include "culprit/stats/pooled_fdr.hpp"

#include <algorithm>
#include <cmath>

#include "culprit/core/math.hpp"

namespace culprit::stats {
namespace {

/// Classes per unit of the natural logarithm: a class is 1 % wide.
constexpr double classes_per_unit = 100;
/// Of the smallest p-value that has a class of its own (a double's smallest is e^-745).
constexpr double deepest = 745;
constexpr auto n_classes = static_cast<std::size_t>(classes_per_unit * deepest) + 2;

std::size_t class_of(double p_value) noexcept {
  if (!(p_value > 0)) return n_classes - 1;
  const double depth = std::max(0.0, -math::log(p_value)) * classes_per_unit;
  return std::min(static_cast<std::size_t>(depth), n_classes - 2);
}

/// The largest p-value of a class. Slightly more, as its members' logarithms are rounded.
double upper_end(std::size_t number) noexcept {
  constexpr double rounding = 1e-9;
  if (number == n_classes - 1) return 0;
  return std::min(1.0, math::exp(-static_cast<double>(number) / classes_per_unit) * (1 + rounding));
}

}  // namespace

PooledFdr::PooledFdr() : counts_(n_classes) {}

void PooledFdr::add_candidate(double p_value) noexcept {
  if (!std::isnan(p_value)) ++counts_[class_of(p_value)];
}

double PooledFdr::cutoff(double fdr) const noexcept {
  double found = 0;
  std::uint64_t up_to_here = 0;
  for (std::size_t i = n_classes; i-- > 0;) {
    up_to_here += counts_[i];
    const double end = upper_end(i);
    const bool holds =
        end * static_cast<double>(hypotheses_) <= fdr * static_cast<double>(up_to_here);
    if (counts_[i] > 0 && holds) found = end;
  }
  return found;
}

}  // namespace culprit::stats
