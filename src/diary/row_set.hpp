/// Whole rows that were there before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace culprit::diary {

/// Texts by their 128-bit hashes (XXH3), which are the same for different rows less often than a
/// memory errs. Open addressing, at most half full, because nearly all rows are new.
class RowSet {
 public:
  /// True if the text is new.
  bool insert(std::string_view text);

 private:
  struct Slot {
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    friend bool operator==(const Slot&, const Slot&) = default;
  };

  /// The slot that holds the hash, or the free one where it belongs.
  [[nodiscard]] Slot& slot_of(const Slot& hash) noexcept;
  void grow();

  std::vector<Slot> slots_;  ///< all 0 = free
  std::size_t used_ = 0;
};

}  // namespace culprit::diary
