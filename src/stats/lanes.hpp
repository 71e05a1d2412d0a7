/// Four neighbouring numbers at a time, in loops that are compiled for several processors.
#pragma once

namespace culprit::stats {

/// At any address.
using Four = double __attribute__((vector_size(32), aligned(8), may_alias));

[[gnu::always_inline]] inline const Four& four(const double* values) {
  return *reinterpret_cast<const Four*>(values);
}
// The numbers are written through the reference, which the check does not see.
// NOLINTNEXTLINE(readability-non-const-parameter)
[[gnu::always_inline]] inline Four& four(double* values) {
  return *reinterpret_cast<Four*>(values);
}
[[gnu::always_inline]] inline double sum_of(const Four& values) {
  return (values[0] + values[1]) + (values[2] + values[3]);
}

}  // namespace culprit::stats
