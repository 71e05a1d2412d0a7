#include "report/terminal/text_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "culprit/core/text.hpp"
#include "report/figures/figure_days.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr int levels = 8;

/// The sign of a level from 0 to 7.
std::string_view level_sign(int level, bool ascii) {
  constexpr std::array<std::string_view, levels> blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr std::array<std::string_view, levels> digits{"1", "2", "3", "4", "5", "6", "7", "8"};
  return (ascii ? digits : blocks)[static_cast<std::size_t>(level)];
}

/// Points of the full block. A change of no known size counts as one point.
double full_points(const engine::Analysis& analysis) {
  const double change = analysis.outcome.important_change;
  return std::isfinite(change) && change > 0 ? 2 * change : 2;
}

std::string_view sign(double share, Signs signs) {
  const bool ascii = signs == Signs::ascii;
  const auto level = static_cast<int>(std::lround(std::clamp(share, -1.0, 1.0) * levels));
  if (level == 0) return ascii ? "." : "·";
  if (level > 0) return level_sign(level - 1, ascii);
  const bool is_large = level < -levels / 2;
  if (ascii) return is_large ? "=" : "-";
  return is_large ? "▀" : "▔";
}

/// `0-2, 2-6`
std::string window_list(const HourWindows& windows) {
  return joined(windows.all(), ", ",
      [](const HourWindow& window) { return fmt::format("{}-{}", window.from(), window.to()); });
}

constexpr std::size_t calendar_margin = 9;  ///< columns before the signs

bool holds(const std::vector<Day>& days, Day day) {
  return std::binary_search(days.begin(), days.end(), day);
}

std::string_view coverage_sign(bool is_logged, bool is_rated, bool ascii) {
  if (is_logged && is_rated) return ascii ? "#" : "█";
  if (is_logged) return ascii ? "f" : "▄";
  if (is_rated) return ascii ? "r" : "▀";
  return ascii ? "." : "·";
}

/// A week's column begins on Monday.
std::string weeks_of(const CoveredDays& days, const Strip& strip, const Terminal& terminal) {
  constexpr std::array<std::string_view, 7> weekdays{
      "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  std::string out = fmt::format("  weeks from {}\n", to_iso(std::max(strip.first, days.first)));
  for (int row = 0; row < 7; ++row) {
    std::string line = fmt::format("    {}  ", weekdays[static_cast<std::size_t>(row)]);
    for (int i = row; i < strip.days; i += 7) {
      const Day day = strip.first + Days{i};
      if (day > days.last) break;
      if (day < days.first) {
        line += ' ';
        continue;
      }
      line += coverage_sign(holds(days.logged, day), holds(days.rated, day), terminal.is_ascii());
    }
    out += trim_end(line) + '\n';
  }
  return out;
}

std::string_view height_sign(double share, bool ascii) {
  return level_sign(static_cast<int>(std::clamp(std::floor(share * levels), 0.0, 7.0)), ascii);
}

/// The mean rating of each day; nothing = not rated.
std::vector<std::optional<double>> means_of(const engine::Timeline& timeline) {
  const int n = std::max((timeline.last_day - timeline.first_day).count() + 1, 1);
  std::vector<std::pair<double, int>> sums(static_cast<std::size_t>(n));
  for (const auto& reading : timeline.readings) {
    const int i = (reading.day - timeline.first_day).count();
    if (i < 0 || i >= n) continue;
    auto& [sum, count] = sums[static_cast<std::size_t>(i)];
    sum += reading.value;
    ++count;
  }
  std::vector<std::optional<double>> means;
  means.reserve(sums.size());
  for (const auto& [sum, count] : sums)
    means.push_back(count > 0 ? std::optional{sum / count} : std::nullopt);
  return means;
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

std::string profile_signs(
    const engine::RankedFood& food, const engine::Analysis& analysis, Signs signs) {
  std::string text;
  for (const auto& lag : food.profile) {
    const bool order_unknown = is_order_unknown(lag, analysis);
    if (order_unknown || !lag.effect || !std::isfinite(lag.effect->estimate)) text += 'x';
    else text += sign(lag.effect->estimate / full_points(analysis), signs);
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
  return fmt::format(
      "{}: effect of each {}: {}, x not usable.", profile_title(analysis), what, key);
}

std::string coverage_calendar(const CoveredDays& days, const Terminal& terminal) {
  const Day monday = days.first - Days{weekday_index(days.first)};
  const auto weeks = static_cast<int>(terminal.width() - calendar_margin);
  std::string out;
  for (Day first = monday; first <= days.last; first += Days{7 * weeks}) {
    const int length = std::min((days.last - first).count() + 1, 7 * weeks);
    out += weeks_of(days, {first, length}, terminal);
  }
  const bool ascii = terminal.is_ascii();
  return out + terminal.paragraph(
                   fmt::format("{} foods and a rating, {} foods only, {} a rating only, {} neither",
                       coverage_sign(true, true, ascii), coverage_sign(true, false, ascii),
                       coverage_sign(false, true, ascii), coverage_sign(false, false, ascii)),
                   {2, 4});
}

std::string rating_strips(const engine::Timeline& timeline, const engine::TimelineFood& food,
    const engine::Analysis& analysis, const Terminal& terminal) {
  const auto& scale = analysis.outcome.scale;
  const bool ascii = terminal.is_ascii();
  const auto means = means_of(timeline);
  const double span = scale.maximum > scale.minimum ? scale.maximum - scale.minimum : 1;
  std::string out = terminal.paragraph(fmt::format(
      "Ratings by day ({}: the top of the scale), days eaten ({}), days not logged ({}):",
      height_sign(1, ascii), ascii ? "|" : "╵", ascii ? "." : "·"));
  const auto longest = static_cast<int>(terminal.width() - calendar_margin);
  for (const auto& strip : strips_of(timeline.first_day, timeline.last_day, longest)) {
    std::string ratings = "  rated  ";
    std::string eaten = "  eaten  ";
    for (int i = 0; i < strip.days; ++i) {
      const Day day = strip.first + Days{i};
      if (day > timeline.last_day) break;
      const auto& mean = means[static_cast<std::size_t>((day - timeline.first_day).count())];
      ratings += mean ? height_sign((*mean - scale.minimum) / span, ascii) : " ";
      eaten += holds(food.eaten_on, day)          ? (ascii ? "|" : "╵")
               : holds(timeline.logged_days, day) ? " "
                                                  : (ascii ? "." : "·");
    }
    out += fmt::format("  from {}\n", to_iso(strip.first)) + trim_end(ratings) + '\n' +
           trim_end(eaten) + '\n';
  }
  return out;
}

}  // namespace culprit::report
