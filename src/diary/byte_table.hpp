/// A hash table from the bytes of short texts to small numbers: the inner loop of reading a diary.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace culprit::diary {

/// Two words and the length that together hold every byte of a text of up to 16 bytes, so that
/// equal keys are equal texts. Made without a branch on the length from 4 bytes on, because the
/// lengths of names are hard to predict. Source of the overlapping loads: wyhash (W. Yi, 2019).
struct ByteKey {
  static constexpr std::size_t exact_up_to = 16;

  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  std::uint64_t size = 0;

  explicit ByteKey(std::string_view text) noexcept : size{text.size()} {
    const char* at = text.data();
    const std::size_t n = text.size();
    if (n >= 4 && n <= exact_up_to) {
      const std::size_t step = n >> 3 << 2;
      head = load4(at) << 32 | load4(at + step);
      tail = load4(at + n - 4) << 32 | load4(at + n - 4 - step);
    } else if (n > exact_up_to) {
      for (std::size_t i = 0; i + 8 <= n; i += 8) head = mix(head ^ load8(at + i));
      tail = load8(at + n - 8);
    } else if (n > 0) {
      const auto byte = [at](std::size_t i) {
        return std::uint64_t{static_cast<unsigned char>(at[i])};
      };
      head = byte(0) | byte(n / 2) << 8 | byte(n - 1) << 16;
    }
  }

  [[nodiscard]] std::size_t hash() const noexcept {
    return static_cast<std::size_t>(mix(head ^ mix(tail + size)));
  }

  friend bool operator==(const ByteKey&, const ByteKey&) = default;

 private:
  static std::uint64_t load4(const char* from) noexcept {
    std::uint32_t word = 0;
    std::memcpy(&word, from, sizeof word);
    return word;
  }
  static std::uint64_t load8(const char* from) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, from, sizeof word);
    return word;
  }
  static std::uint64_t mix(std::uint64_t word) noexcept {
    word *= 0x9E3779B97F4A7C15u;  // 2^64 / golden ratio
    return word ^ (word >> 32);
  }
};

/// Texts to numbers. Open addressing, at most half full; texts are copied.
class ByteTable {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFFu;

  ByteTable() : slots_(initial_slots), mask_{initial_slots - 1} {}

  /// The number of `text`, or `none`.
  [[nodiscard]] std::uint32_t find(std::string_view text) const noexcept {
    const ByteKey key{text};
    for (std::size_t at = key.hash() & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.value == none) return none;
      if (slot.key == key && (text.size() <= ByteKey::exact_up_to ||
                              std::memcmp(slot.bytes, text.data(), text.size()) == 0))
        return slot.value;
    }
  }

  /// Adds a text that is not there yet. @param value  not `none`
  void insert(std::string_view text, std::uint32_t value) {
    if ((used_ + 1) * 2 > slots_.size()) grow();
    const char* bytes = nullptr;
    if (text.size() > ByteKey::exact_up_to) bytes = long_texts_.emplace_back(text).data();
    place({ByteKey{text}, bytes, value});
    ++used_;
  }

  [[nodiscard]] std::size_t size() const noexcept { return used_; }

 private:
  static constexpr std::size_t initial_slots = 512;

  struct Slot {
    ByteKey key{{}};
    const char* bytes = nullptr;  ///< of a long text
    std::uint32_t value = none;   ///< none = free
  };

  void place(const Slot& slot) {
    std::size_t at = slot.key.hash() & mask_;
    while (slots_[at].value != none) at = (at + 1) & mask_;
    slots_[at] = slot;
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const Slot& slot : old)
      if (slot.value != none) place(slot);
  }

  std::vector<Slot> slots_;
  std::size_t mask_;
  std::size_t used_ = 0;
  std::deque<std::string> long_texts_;  ///< a deque never moves its elements
};

}  // namespace culprit::diary
