/// A severity made of several: `mean(itch, redness)`, `sum(itch, redness)`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/diary/diary.hpp"

namespace culprit::diary {

struct Composite {
  enum class How { mean, sum };

  How how = How::mean;
  std::vector<std::string> parts;  ///< names of severities or symptoms, at least two

  /// As it is shown and compared: `mean(itch, redness)`.
  [[nodiscard]] std::string name() const;
};

/// Nothing if the text is the name of one rating.
[[nodiscard]] std::optional<Composite> composite_from_text(std::string_view text);

/// Adds a severity of that name wherever all its parts were rated: at the same minute, or on the
/// same day without a time. Ratings of one part at one instant are averaged first; an instant that
/// lacks a part gives none.
/// @throws InputError  `unknown_severity` for every part that the diary does not rate;
///   `no_common_rating` if the parts are never rated together.
void add_composite(Diary& diary, const Composite& composite);

}  // namespace culprit::diary
