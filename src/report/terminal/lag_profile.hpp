/// The effect of each lag, or hour window, as one sign: a lag profile that fits into a table cell.
#pragma once

#include <string>

#include "culprit/engine/analysis.hpp"

namespace culprit::report {

/// Signs of the profile. Each takes one column.
enum class Signs {
  blocks,  ///< `▁`–`█` higher ratings, `▔` `▀` lower, `·` about none
  ascii,   ///< `1`–`8` higher ratings, `-` `=` lower, `.` about none
};

/// One sign for each lag of the profile. The full block is twice the important change or more, so
/// that signs compare between rows and diaries. `x` where the lag cannot be used: no estimate, or
/// the same day when it is not known which came first.
[[nodiscard]] std::string profile_signs(const engine::RankedFood& food,
                                        const engine::Analysis& analysis, Signs signs);

/// True of the same day when it is not known which came first, meal or rating.
[[nodiscard]] bool is_order_unknown(const engine::LagProfile& profile,
                                    const engine::Analysis& analysis);

/// Heading of the signs: `lag 0-6`; `windows` where the lags are hour windows.
[[nodiscard]] std::string profile_title(const engine::Analysis& analysis);

/// What the signs mean, in one sentence.
[[nodiscard]] std::string profile_sentence(const engine::Analysis& analysis, Signs signs);

}  // namespace culprit::report
