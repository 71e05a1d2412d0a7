/// Where the special characters of 64 bytes stand, as bit masks: bit i is byte i.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace culprit::csv {

inline constexpr std::uint32_t block_bytes = 64;

struct BlockMasks {
  std::uint64_t delimiter = 0;
  std::uint64_t quote = 0;
  std::uint64_t line_feed = 0;
  std::uint64_t carriage_return = 0;

  friend bool operator==(const BlockMasks&, const BlockMasks&) = default;
};

/// Eight bytes at a time in a plain integer: every machine can do it.
class SwarMasks {
 public:
  [[nodiscard]] static BlockMasks of(const char* block, char delimiter) noexcept {
    BlockMasks masks;
    for (std::uint32_t byte = 0; byte < block_bytes; byte += 8) {
      const auto word = load(block + byte);
      masks.delimiter |= equal(word, delimiter) << byte;
      masks.quote |= equal(word, '"') << byte;
      masks.line_feed |= equal(word, '\n') << byte;
      masks.carriage_return |= equal(word, '\r') << byte;
    }
    return masks;
  }

 private:
  static constexpr std::uint64_t low_bits = 0x0101010101010101;
  static constexpr std::uint64_t seven_bits = 0x7F7F7F7F7F7F7F7F;

  static std::uint64_t load(const char* from) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, from, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    return word;
  }

  /// Bit i set if byte i of `word` is `wanted`. No carry runs between bytes, so it is exact.
  static std::uint64_t equal(std::uint64_t word, char wanted) noexcept {
    const auto difference = word ^ (low_bits * static_cast<unsigned char>(wanted));
    const auto differs = ((difference & seven_bits) + seven_bits) | difference;
    const auto high = ~differs & ~seven_bits;
    return ((high >> 7) * 0x0102040810204080) >> 56;
  }
};

#if defined(__SSE2__)
/// Sixteen bytes at a time: part of every x86-64.
class Sse2Masks {
 public:
  [[nodiscard]] static BlockMasks of(const char* block, char delimiter) noexcept {
    const auto load = [&](std::size_t byte) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + byte));
    };
    const Lanes lanes{load(0), load(16), load(32), load(48)};
    return {.delimiter = gather(equal(lanes, delimiter)),
        .quote = gather_rare(equal(lanes, '"')),
        .line_feed = gather(equal(lanes, '\n')),
        .carriage_return = gather_rare(equal(lanes, '\r'))};
  }

 private:
  // Written out instead of loops, which the compiler leaves as loops at -O2.
  struct Lanes {
    __m128i a;
    __m128i b;
    __m128i c;
    __m128i d;
  };

  static Lanes equal(const Lanes& lanes, char wanted) noexcept {
    const auto pattern = _mm_set1_epi8(wanted);
    return {_mm_cmpeq_epi8(lanes.a, pattern), _mm_cmpeq_epi8(lanes.b, pattern),
        _mm_cmpeq_epi8(lanes.c, pattern), _mm_cmpeq_epi8(lanes.d, pattern)};
  }

  static std::uint64_t gather(const Lanes& lanes) noexcept {
    const auto bits = [](__m128i lane) {
      return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(lane))};
    };
    return bits(lanes.a) | (bits(lanes.b) << 16) | (bits(lanes.c) << 32) | (bits(lanes.d) << 48);
  }

  /// As `gather`, but cheaper when no bit is set, which is what most files have of quotes and CR.
  static std::uint64_t gather_rare(const Lanes& lanes) noexcept {
    const auto any = _mm_or_si128(_mm_or_si128(lanes.a, lanes.b), _mm_or_si128(lanes.c, lanes.d));
    return _mm_movemask_epi8(any) == 0 ? 0 : gather(lanes);
  }
};
using FastMasks = Sse2Masks;
#else
using FastMasks = SwarMasks;
#endif

}  // namespace culprit::csv
