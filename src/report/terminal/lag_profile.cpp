#include "report/terminal/lag_profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "culprit/core/text.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr int levels = 8;

constexpr std::array<std::string_view, levels> higher_blocks{"▁", "▂", "▃", "▄",
                                                             "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, levels> higher_ascii{"1", "2", "3", "4", "5", "6", "7", "8"};

/// Points of the full block. A change of no known size counts as one point.
double full_points(const engine::Analysis& analysis) {
  const double change = analysis.outcome.important_change;
  return std::isfinite(change) && change > 0 ? 2 * change : 2;
}

std::string_view sign(double share, Signs signs) {
  const bool ascii = signs == Signs::ascii;
  const auto level = static_cast<int>(std::lround(std::clamp(share, -1.0, 1.0) * levels));
  if (level == 0) return ascii ? "." : "·";
  if (level > 0) {
    const auto index = static_cast<std::size_t>(level - 1);
    return ascii ? higher_ascii[index] : higher_blocks[index];
  }
  const bool is_large = level < -levels / 2;
  if (ascii) return is_large ? "=" : "-";
  return is_large ? "▀" : "▔";
}

/// `0-2, 2-6`
std::string window_list(const HourWindows& windows) {
  return joined(windows.all(), ", ", [](const HourWindow& window) {
    return fmt::format("{}-{}", window.from(), window.to());
  });
}

}  // namespace

bool is_order_unknown(const engine::LagProfile& profile, const engine::Analysis& analysis) {
  const auto* days = profile.lag.days();
  return days != nullptr && days->first() == 0 && !analysis.settings.lag_zero_used;
}

std::string profile_title(const engine::Analysis& analysis) {
  const auto* days = std::get_if<LagWindow>(&analysis.settings.options.lags);
  return days ? fmt::format("lag {}-{}", days->first(), days->last()) : "windows";
}

std::string profile_signs(const engine::RankedFood& food, const engine::Analysis& analysis,
                          Signs signs) {
  std::string text;
  for (const auto& lag : food.profile) {
    const bool order_unknown = is_order_unknown(lag, analysis);
    if (order_unknown || !lag.effect || !std::isfinite(lag.effect->estimate))
      text += 'x';
    else
      text += sign(lag.effect->estimate / full_points(analysis), signs);
  }
  return text;
}

std::string profile_sentence(const engine::Analysis& analysis, Signs signs) {
  const std::string points = points_words(full_points(analysis));
  const std::string key =
      signs == Signs::ascii
          ? fmt::format("1 to 8 higher (8: {} or more), - = lower, . about none", points)
          : fmt::format("▁ to █ higher (█: {} or more), ▔ ▀ lower, · about none", points);
  const auto& lags = analysis.settings.options.lags;
  const std::string what = std::holds_alternative<LagWindow>(lags)
                               ? "lag alone, in days after eating"
                               : "window alone, in this order (hours after eating): " +
                                     window_list(std::get<HourWindows>(lags));
  return fmt::format("{}: effect of each {}: {}, x not usable.", profile_title(analysis), what,
                     key);
}

}  // namespace culprit::report
