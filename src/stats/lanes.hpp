/// Four neighbouring numbers at a time, in loops that are compiled for several processors.
#pragma once

namespace culprit::stats {

using Four = double __attribute__((vector_size(32)));

/// Four numbers at any address: packed, so that no compiler takes it to be a multiple of 32.
struct [[gnu::packed, gnu::may_alias]] LooseFour {
  Four v;
};

[[gnu::always_inline]] inline const LooseFour& four(const double* values) {
  return *reinterpret_cast<const LooseFour*>(values);
}
// The numbers are written through the reference, which the check does not see.
// NOLINTNEXTLINE(readability-non-const-parameter)
[[gnu::always_inline]] inline LooseFour& four(double* values) {
  return *reinterpret_cast<LooseFour*>(values);
}
[[gnu::always_inline]] inline double sum_of(const Four& values) {
  return (values[0] + values[1]) + (values[2] + values[3]);
}

}  // namespace culprit::stats
