#include "report/figures/figure_timeline.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "report/figures/calendar.hpp"
#include "report/terminal/text_layout.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr int timeline_longest_strip = 190;  ///< days
constexpr double timeline_left = 8;          ///< percent
constexpr double timeline_right = 99;
constexpr double readings_height = 110;
constexpr double lane_height = 30;
constexpr double timeline_months_height = 22;
constexpr double timeline_strip_gap = 18;

struct Drawing {
  const engine::Timeline& timeline;
  const engine::Analysis& analysis;
  std::size_t foods = 0;
};

double strip_height(const Drawing& drawing) {
  return 10 + readings_height + lane_height * static_cast<double>(drawing.foods + 1) +
         timeline_months_height + timeline_strip_gap;
}

/// Days across and pixels down: a coordinate system of its own that is stretched to the width.
void open_days(Markup& svg, const Strip& strip, double y, double height) {
  svg.open("svg", {{"x", percent(timeline_left)},
                   {"y", y},
                   {"width", percent(timeline_right - timeline_left)},
                   {"height", height},
                   {"viewBox", fmt::format("0 0 {} {}", strip.days, coordinate(height))},
                   {"preserveAspectRatio", "none"},
                   {"overflow", "visible"}});
}

/// Readings as dots; a line joins those of neighbouring days, so that gaps are gaps.
void draw_readings(Markup& svg, const Drawing& drawing, const Strip& strip, const Axis& values) {
  std::string dots;
  std::string lines;
  const engine::TimelineReading* before = nullptr;
  for (const auto& reading : drawing.timeline.readings) {
    if (!strip.holds(reading.day)) continue;
    const std::string point =
        fmt::format("{} {}", coordinate(strip.offset(reading.day) + reading.clock / 1440.0),
                    coordinate(values.at(reading.value)));
    dots += fmt::format("M{}h0", point);
    const bool is_next = before != nullptr && (reading.day - before->day).count() <= 1;
    lines += (is_next ? "L" : "M") + point;
    before = &reading;
  }
  svg.empty("path", {{"class", "p m s"}, {"stroke-width", "1"}, {"d", lines}});
  svg.empty("path", {{"class", "p i s"}, {"stroke-width", "4"}, {"d", dots}});
}

/// A bar for each run of consecutive days.
std::string runs_of(const std::vector<Day>& days, const Strip& strip, double y) {
  std::string path;
  for (std::size_t i = 0; i < days.size();) {
    std::size_t end = i + 1;
    while (end < days.size() && (days[end] - days[end - 1]).count() == 1) ++end;
    const int from = std::max(strip.offset(days[i]), 0);
    const int to = std::min(strip.offset(days[end - 1]) + 1, strip.days);
    if (to > from) path += fmt::format("M{} {}H{}", from, coordinate(y), to);
    i = end;
  }
  return path;
}

std::string ticks_of(const std::vector<Day>& days, const Strip& strip) {
  std::string path;
  for (const Day day : days)
    if (strip.holds(day)) path += fmt::format("M{} 0v10", strip.offset(day) + 0.5);
  return path;
}

std::string_view tone_of(const engine::TimelineFood& food, const engine::Analysis& analysis) {
  for (const auto& row : analysis.foods)
    if (row.name == food.name.name && row.level == food.name.level) return tone_class(row.verdict);
  return "m";
}

void draw_food(Markup& svg, const Drawing& drawing, const Strip& strip, std::size_t index,
               double y) {
  const auto& food = drawing.timeline.foods[index];
  const std::string name = foods::name_in_words(food.name.name, food.name.level);
  draw_label(svg, {timeline_left, y + 11}, Anchor::start,
             elide(printable(name), 24, "…") + ", days eaten");
  open_days(svg, strip, y + 15, 10);
  svg.open("g", {{"class", tone_of(food, drawing.analysis)},
                 {"data-food", food.name.name},
                 {"data-days-eaten", std::to_string(food.eaten_on.size())}});
  svg.empty("path", {{"class", "p s"},
                     {"stroke-width", "2.5"},
                     {"stroke-linecap", "butt"},
                     {"d", ticks_of(food.eaten_on, strip)}});
  svg.close().close();
}

/// The diary's days with foods as a bar; gaps are days not logged.
void draw_log(Markup& svg, const Drawing& drawing, const Strip& strip, double y) {
  draw_label(svg, {timeline_left, y + 11}, Anchor::start, "foods logged (gaps: not logged)");
  open_days(svg, strip, y + 15, 8);
  svg.open("g", {{"class", "k"}});
  svg.empty("path",
            {{"class", "p s"}, {"stroke-width", "1"}, {"d", fmt::format("M0 4H{}", strip.days)}});
  svg.close().open("g", {{"class", "d"}});
  svg.empty("path", {{"class", "p s"},
                     {"stroke-width", "7"},
                     {"style", "stroke-linecap:butt"},
                     {"d", runs_of(drawing.timeline.logged_days, strip, 4)}});
  svg.close().close();
}

void draw_frame(Markup& svg, const Drawing& drawing, const Strip& strip, const Axis& values) {
  for (const double tick : values.ticks(4)) {
    draw_across(svg, "g", {timeline_left, timeline_right}, values.at(tick));
    draw_label(svg, {timeline_left - 1, values.at(tick) + 4}, Anchor::end, format_number(tick));
  }
  const double bottom = values.from + lane_height * static_cast<double>(drawing.foods + 1);
  constexpr std::size_t most_months = 7;
  const auto months = months_of(strip, most_months);
  if (months.empty()) {
    draw_label(svg, {timeline_left, bottom + 18}, Anchor::start, to_iso(strip.first));
    draw_label(svg, {timeline_right, bottom + 18}, Anchor::end,
               to_iso(strip.first + Days{strip.days - 1}));
  }
  for (const Day month : months) {
    const double x =
        timeline_left + (timeline_right - timeline_left) * strip.offset(month) / strip.days;
    draw_down(svg, "g", x, {values.to, values.from});
    draw_down(svg, "g", x, {bottom, bottom + 6});
    draw_label(svg, {x, bottom + 18}, x > 90 ? Anchor::end : Anchor::start, month_words(month));
  }
}

std::string describe(const Drawing& drawing) {
  const auto& timeline = drawing.timeline;
  std::string text =
      fmt::format("{} of {} from {} to {}; foods were logged on {}.",
                  count_words(timeline.readings.size(), "rating"), drawing.analysis.outcome.name,
                  to_iso(timeline.first_day), to_iso(timeline.last_day),
                  count_words(timeline.logged_days.size(), "day"));
  for (std::size_t i = 0; i < drawing.foods; ++i) {
    const auto& food = timeline.foods[i];
    text +=
        fmt::format(" {} was eaten on {}.", foods::name_in_words(food.name.name, food.name.level),
                    count_words(food.eaten_on.size(), "day"));
  }
  return text;
}

}  // namespace

Figure timeline_figure(const engine::Timeline& timeline, const engine::Analysis& analysis) {
  const Drawing drawing{timeline, analysis, std::min(timeline.foods.size(), most_timeline_foods)};
  const auto& scale = analysis.outcome.scale;
  Markup svg;
  double y = 0;
  for (const auto& strip :
       strips_of(timeline.first_day, timeline.last_day, timeline_longest_strip)) {
    const Axis values{scale.minimum, scale.maximum, y + 8 + readings_height, y + 8};
    draw_frame(svg, drawing, strip, values);
    open_days(svg, strip, 0, y + 8 + readings_height);
    draw_readings(svg, drawing, strip, values);
    svg.close();
    double lane = values.from + 4;
    for (std::size_t i = 0; i < drawing.foods; ++i, lane += lane_height)
      draw_food(svg, drawing, strip, i, lane);
    draw_log(svg, drawing, strip, lane);
    y += strip_height(drawing);
  }
  return {.id = "timeline",
          .title = fmt::format("Ratings of {} over time",
                               elide(printable(analysis.outcome.name), 40, "…")),
          .description = describe(drawing),
          .height = y,
          .body = svg.take(),
          .data = {{"readings", std::to_string(timeline.readings.size())},
                   {"logged-days", std::to_string(timeline.logged_days.size())},
                   {"first-day", to_iso(timeline.first_day)},
                   {"last-day", to_iso(timeline.last_day)}}};
}

}  // namespace culprit::report
