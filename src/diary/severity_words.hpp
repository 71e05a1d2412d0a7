/// Words that people and apps rate by, as numbers.
#pragma once

#include <optional>
#include <string_view>

#include "culprit/core/text.hpp"
#include "diary/memo.hpp"

namespace culprit::diary {

/// The range of `severity_from_word`, as the unit of a rating states it.
inline constexpr std::string_view severity_word_scale = "0..4";

/// 0 none, 1 mild, 2 moderate, 3 severe, 4 unbearable: those words and their like in English,
/// German, French, Spanish, Italian, Dutch and Portuguese. Nothing for any other text.
/// @param folded  as `fold_name` gives it
[[nodiscard]] std::optional<double> severity_from_word(std::string_view folded) noexcept;

/// `severity_from_word` of texts as they were written, asked once for each.
class SeverityMemo {
 public:
  [[nodiscard]] std::optional<double> of(std::string_view text) {
    return known_.get(
        text, [](std::string_view written) { return severity_from_word(fold_name(written)); });
  }

 private:
  TextMemo<std::optional<double>> known_;
};

}  // namespace culprit::diary
