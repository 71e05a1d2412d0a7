/// Whole rows that were there before: most are new, so that adding one has to be cheap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace culprit::diary {

/// Texts, compared byte by byte. Open addressing, at most half full; the bytes are copied one
/// behind the other, so that a row costs no allocation.
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
  void grow();

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;  ///< in the last block
  std::size_t left_ = 0;
};

}  // namespace culprit::diary
