#include "culprit/batch/shard.hpp"

#include <xxhash.h>

namespace culprit::batch {

std::uint64_t hash_of(std::string_view text) noexcept {
  return XXH3_64bits(text.data(), text.size());
}

bool Shard::holds(std::string_view key) const noexcept {
  return count == 1 || hash_of(key) % count == index - 1;
}

}  // namespace culprit::batch
