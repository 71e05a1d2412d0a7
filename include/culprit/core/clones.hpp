/// Functions compiled for several processors.
#pragma once

/// Before a function of plain loops: it is compiled for AVX2, too, and the program takes what the
/// processor has. Both round alike, because nothing is fused or reordered (test `same_bits`).
///
/// Not under sanitizers, which are not up yet when the loader chooses.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define CULPRIT_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define CULPRIT_CLONES
#endif
