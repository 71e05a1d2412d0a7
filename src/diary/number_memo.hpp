/// Numbers of cells, remembered: a diary holds few different amounts, and looking one up is quicker
/// than reading its digits.
#pragma once

#include <limits>
#include <string_view>
#include <vector>

#include "byte_table.hpp"
#include "culprit/core/number.hpp"

namespace culprit::diary {

/// NaN: a text that is no number.
inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

class NumberMemo {
 public:
  explicit NumberMemo(DecimalMark mark) : mark_{mark} {}

  /// `parse_number` of the text, or `no_number`.
  [[nodiscard]] double parse(std::string_view text) {
    const std::uint32_t at = known_.find(text);
    return at != ByteTable::none ? values_[at] : parse_new(text);
  }

 private:
  /// Beyond that the memo costs more cache misses than it saves.
  static constexpr std::size_t most_remembered = 2048;

  double parse_new(std::string_view text) {
    const auto value = parse_number(text, mark_);
    if (!value) return no_number;
    if (known_.size() < most_remembered) {
      known_.insert(text, static_cast<std::uint32_t>(values_.size()));
      values_.push_back(*value);
    }
    return *value;
  }

  DecimalMark mark_;
  ByteTable known_;
  std::vector<double> values_;
};

}  // namespace culprit::diary
