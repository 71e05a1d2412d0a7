#include "report/figures/figure_lags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "culprit/core/text.hpp"
#include "report/terminal/lag_profile.hpp"
#include "report/terminal/text_layout.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr double lags_left = 9;  ///< percent
constexpr double lags_right = 99;
constexpr double lags_top = 24;
constexpr double lags_bottom = 190;
constexpr double lags_height = 244;

/// Below the lag: days, or the hours of a window in two lines.
void draw_lag_label(Markup& svg, const TimeWindow& lag, double x) {
  const auto* hours = lag.hours();
  draw_label(
      svg, {x, lags_bottom + 18}, Anchor::middle,
      hours != nullptr ? fmt::format("{}-", hours->from()) : std::to_string(lag.days()->first()));
  if (hours == nullptr) return;
  draw_label(svg, {x, lags_bottom + 31}, Anchor::middle, std::to_string(hours->to()));
}

std::string_view lags_title(const engine::Analysis& analysis) {
  const auto& settings = analysis.settings;
  if (std::holds_alternative<HourWindows>(settings.options.lags))
    return "hours from eating to rating";
  return settings.align == engine::Align::clock ? "days from eating to rating (0: within 24 h)"
                                                : "days from eating to rating (0: same day)";
}

/// Whether the lag is part of the window that the row tells.
bool is_within(const TimeWindow& lag, const TimeWindow& window) {
  if (lag.days() != nullptr && window.days() != nullptr) {
    return lag.days()->first() >= window.days()->first() &&
           lag.days()->last() <= window.days()->last();
  }
  return lag == window;
}

Axis axis_of(const engine::RankedFood& food, double important_change) {
  double low = -1.2 * important_change;
  double high = 1.2 * important_change;
  for (const auto& one : food.profile) {
    if (!one.effect) continue;
    for (const double value : {one.effect->low, one.effect->high, one.effect->estimate}) {
      if (std::isfinite(value)) {
        low = std::min(low, value);
        high = std::max(high, value);
      }
    }
  }
  return {low, high, lags_bottom, lags_top};
}

struct Place {
  double x = 0;      ///< percent, the middle
  double width = 0;  ///< percent
};

void draw_lag(Markup& svg, const engine::LagProfile& one, const Axis& axis, const Place& place) {
  const auto& effect = *one.effect;
  svg.open("g",
           {{"data-lag", one.lag.days() != nullptr ? std::to_string(one.lag.days()->first())
                                                   : fmt::format("{}-{}h", one.lag.hours()->from(),
                                                                 one.lag.hours()->to())},
            {"data-effect", exact(effect.estimate)},
            {"data-low", exact(effect.low)},
            {"data-high", exact(effect.high)}});
  const double low = std::isfinite(effect.low) ? effect.low : axis.low;
  const double high = std::isfinite(effect.high) ? effect.high : axis.high;
  draw_down(svg, "s c", place.x, {axis.at(high), axis.at(low)});
  svg.empty(
      "circle",
      {{"class", "f"}, {"cx", percent(place.x)}, {"cy", axis.at(effect.estimate)}, {"r", "5"}});
  svg.close();
}

void draw_scale(Markup& svg, const Axis& axis, double important_change) {
  const double high = axis.at(important_change);
  svg.empty("rect", {{"class", "b"},
                     {"x", percent(lags_left)},
                     {"y", high},
                     {"width", percent(lags_right - lags_left)},
                     {"height", axis.at(-important_change) - high}});
  for (const double tick : axis.ticks(4)) {
    draw_across(svg, tick == 0 ? "z" : "g", {lags_left, lags_right}, axis.at(tick));
    draw_label(svg, {lags_left - 1, axis.at(tick) + 4}, Anchor::end, signed_number(tick));
  }
  draw_label(svg, {lags_left, 12}, Anchor::start, "points, higher ratings upwards");
}

std::string describe(const engine::RankedFood& food, const engine::Analysis& analysis) {
  const int decimals = effect_decimals(analysis.outcome.important_change);
  std::string text = "Effect of each lag alone in points, with 95 % intervals.";
  for (const auto& one : food.profile) {
    const std::string lag = lag_words(one.lag, analysis.settings.align, Length::full);
    text += fmt::format(" {}: {}.", lag,
                        one.effect && !is_order_unknown(one, analysis)
                            ? effect_words(*one.effect, decimals)
                            : "not usable");
  }
  return text;
}

}  // namespace

Figure lags_figure(const engine::RankedFood& food, const engine::Analysis& analysis) {
  const double change = analysis.outcome.important_change;
  const Axis axis = axis_of(food, change);
  Markup svg;
  draw_scale(svg, axis, change);
  const double width =
      (lags_right - lags_left) / static_cast<double>(std::max<std::size_t>(food.profile.size(), 1));
  Place place{lags_left + width / 2, width};
  for (const auto& one : food.profile) {
    const bool is_marked = is_within(one.lag, food.lag);
    svg.open("g", {{"class", is_marked ? tone_class(food.verdict) : "m"}});
    const bool is_usable =
        one.effect && std::isfinite(one.effect->estimate) && !is_order_unknown(one, analysis);
    if (is_usable) draw_lag(svg, one, axis, place);
    if (!is_usable) draw_label(svg, {place.x, axis.at(0) - 5}, Anchor::middle, "×");
    if (is_marked)
      draw_across(svg, "s c", {place.x - width * 0.42, place.x + width * 0.42}, lags_bottom + 3);
    draw_lag_label(svg, one.lag, place.x);
    svg.close();
    place.x += width;
  }
  draw_label(svg, {(lags_left + lags_right) / 2, lags_bottom + 48}, Anchor::middle,
             lags_title(analysis));
  const std::string name = foods::name_in_words(food.name, food.level);
  return {.id = fmt::format("lags-{}", food.rank),
          .title = fmt::format("{}: when ratings differ", elide(printable(name), 40, "…")),
          .description = describe(food, analysis),
          .height = lags_height,
          .body = svg.take(),
          .data = {{"food", food.name},
                   {"level", std::string{foods::to_word(food.level)}},
                   {"important-change", exact(change)}}};
}

}  // namespace culprit::report
