/// Whole rows that were there before: most are new, so that adding one has to be cheap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace culprit::diary {

/// Texts, compared byte by byte. Open addressing, at most half full; the bytes are copied one
/// behind the other, so that a row costs no allocation. The table is larger than the caches, and
/// waiting for it would be most of the cost: a filter, which is not, knows nearly all new rows, and
/// they go to the table many at a time.
class RowSet {
 public:
  /// True if the text is new.
  bool insert(std::string_view text);

 private:
  struct Slot {
    std::uint64_t hash = 0;
    const char* row = nullptr;  ///< its size, then its bytes; null = free
  };

  [[nodiscard]] static std::string_view text_of(const char* row) noexcept;
  [[nodiscard]] const char* keep(std::string_view text);
  /// True if a row of that hash may have been marked before.
  bool mark(std::uint64_t hash) noexcept;
  void grow_filter();
  [[nodiscard]] bool contains(std::uint64_t hash, std::string_view text) const noexcept;
  /// By the highest bits, so that growing keeps the order of the slots and runs through memory.
  [[nodiscard]] std::size_t place_of(std::uint64_t hash) const noexcept {
    return static_cast<std::size_t>(hash >> shift_);
  }
  void place(const Slot& slot) noexcept;
  void place_waiting();
  void grow_table(std::size_t rows);

  std::vector<std::uint64_t> filter_;  ///< two bits a row, both in one word
  std::vector<Slot> waiting_;          ///< new rows that are not in the table yet
  std::vector<Slot> slots_;
  int shift_ = 0;         ///< 64 - the binary logarithm of the number of slots
  std::size_t used_ = 0;  ///< slots
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;  ///< in the last block
  std::size_t left_ = 0;
};

}  // namespace culprit::diary
