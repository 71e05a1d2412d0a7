/// Numbers of cells, remembered: a diary holds few different amounts, and looking one up is quicker
/// than reading its digits.
#pragma once

#include <limits>
#include <string_view>

#include "culprit/core/number.hpp"
#include "diary/text_memo.hpp"

namespace culprit::diary {

/// NaN: a text that is no number.
inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

class NumberMemo {
 public:
  explicit NumberMemo(DecimalMark mark) : mark_{mark} {}

  /// `parse_number` of the text, or `no_number`.
  [[nodiscard]] double parse(std::string_view text) {
    if (text.size() == 1 && text[0] >= '0' && text[0] <= '9') return text[0] - '0';
    return known_.get(text, [this](std::string_view number) {
      return parse_number(number, mark_).value_or(no_number);
    });
  }

 private:
  DecimalMark mark_;
  TextMemo<double> known_;
};

}  // namespace culprit::diary
