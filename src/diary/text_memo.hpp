/// What was made of a text, remembered: cells come again in nearly every row.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "diary/byte_table.hpp"

namespace culprit::diary {

template <typename Value> class TextMemo {
 public:
  /// `make(text)`, which is asked once for each text.
  template <typename Make> [[nodiscard]] Value get(std::string_view text, const Make& make) {
    const std::uint32_t at = known_.find(text);
    return at != ByteTable::none ? values_[at] : remember(text, make(text));
  }

 private:
  /// Beyond that the memo costs more cache misses than it saves.
  static constexpr std::size_t most_remembered = 2048;
  static constexpr std::size_t longest_remembered = 128;

  Value remember(std::string_view text, Value value) {
    if (known_.size() < most_remembered && text.size() <= longest_remembered) {
      known_.insert(text, static_cast<std::uint32_t>(values_.size()));
      values_.push_back(value);
    }
    return value;
  }

  ByteTable known_;
  std::vector<Value> values_;
};

}  // namespace culprit::diary
