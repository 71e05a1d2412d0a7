/// A share of the people, for one of several machines.
#pragma once

#include <cstdint>
#include <string_view>

namespace culprit::batch {

/// XXH3 of a text.
[[nodiscard]] std::uint64_t hash_of(std::string_view text) noexcept;

/// More shards than any batch has.
inline constexpr std::uint64_t most_shards = std::uint64_t{1} << 20;

/// Share `index` of `count`. The default is everybody.
struct Shard {
  std::uint64_t index = 1;  ///< from 1
  std::uint64_t count = 1;  ///< up to `most_shards`

  friend bool operator==(const Shard&, const Shard&) = default;

  /// Whether the person is of this share: by a hash (XXH3) of the subject, or of the file where
  /// it names nobody. Never splits a person.
  [[nodiscard]] bool holds(std::string_view key) const noexcept;
};

}  // namespace culprit::batch
