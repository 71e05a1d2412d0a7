#include "report/figures/figure_days.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string_view>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "report/terminal/terminal.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr std::array<std::string_view, 12> month_names{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::chrono::year_month_day date_of(Day day) {
  return std::chrono::year_month_day{std::chrono::sys_days{day}};
}

constexpr int timeline_longest_strip = 1100;  ///< days
constexpr double timeline_left = 8;           ///< percent
constexpr double timeline_right = 99;
constexpr double readings_height = 88;
constexpr double lane_height = 28;
constexpr double timeline_months_height = 22;
constexpr double timeline_strip_gap = 14;

/// Days on which something was eaten or used.
struct DayLane {
  std::string label;
  std::string_view tone;
  std::string_view attribute;  ///< of the name in the figure
  std::string name;
  const std::vector<Day>* days;
};

struct Drawing {
  const engine::Timeline& timeline;
  const engine::Analysis& analysis;
  std::vector<DayLane> lanes;
};

double strip_height(const Drawing& drawing) {
  return 10 + readings_height + lane_height * static_cast<double>(drawing.lanes.size() + 1) +
         timeline_months_height + timeline_strip_gap;
}

/// Days across and pixels down: a coordinate system of its own that is stretched to the width.
void open_days(Markup& svg, const Strip& strip, double y, double height) {
  svg.open("svg",
      {{"x", percent(timeline_left)}, {"y", y}, {"width", percent(timeline_right - timeline_left)},
          {"height", height}, {"viewBox", fmt::format("0 0 {} {}", strip.days, coordinate(height))},
          {"preserveAspectRatio", "none"}, {"overflow", "visible"}});
}

constexpr int week_days = 7;

/// Means of the ratings week by week from the strip's first day; nothing for a week without.
std::vector<std::optional<double>> weekly_means(
    const engine::Timeline& timeline, const Strip& strip) {
  const auto weeks = static_cast<std::size_t>((strip.days + week_days - 1) / week_days);
  std::vector<double> sums(weeks);
  std::vector<int> counts(weeks);
  for (const auto& reading : timeline.readings) {
    if (!strip.holds(reading.day)) continue;
    const auto i = static_cast<std::size_t>(strip.offset(reading.day) / week_days);
    sums[i] += reading.value;
    ++counts[i];
  }
  std::vector<std::optional<double>> means(weeks);
  for (std::size_t i = 0; i < weeks; ++i)
    if (counts[i] > 0) means[i] = sums[i] / counts[i];
  return means;
}

/// Each reading as a faint dot, the weekly means as a line, and the weeks of a flare shaded.
void draw_readings(Markup& svg, const Drawing& drawing, const Strip& strip, const Axis& values) {
  std::string dots;
  std::string line;
  std::string flares;
  for (const auto& reading : drawing.timeline.readings) {
    if (!strip.holds(reading.day)) continue;
    dots += fmt::format("M{} {}h0", coordinate(strip.offset(reading.day) + reading.clock / 1440.0),
        coordinate(values.at(reading.value)));
  }
  const double flare = usual_level(drawing.timeline) + drawing.analysis.outcome.important_change;
  bool is_joined = false;
  int day = 0;
  for (const auto& mean : weekly_means(drawing.timeline, strip)) {
    const int end = std::min(day + week_days, strip.days);
    if (mean) {
      line += fmt::format("{}{} {}", is_joined ? "L" : "M", coordinate((day + end) / 2.0),
          coordinate(values.at(*mean)));
      if (!is_joined) line += "h0";
      if (*mean >= flare)
        flares += fmt::format("M{} {}H{}V{}H{}z", day, values.to, end, values.from, day);
    }
    is_joined = mean.has_value();
    day = end;
  }
  svg.empty("path", {{"class", "e"}, {"d", flares}});
  svg.empty("path", {{"class", "p k s"}, {"stroke-width", "3"}, {"d", dots}});
  svg.empty("path", {{"class", "p i s"}, {"stroke-width", "2"}, {"d", line}});
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

void draw_lane(Markup& svg, const DayLane& lane, const Strip& strip, double y) {
  draw_label(svg, {timeline_left, y + 11}, Anchor::start, lane.label);
  open_days(svg, strip, y + 16, 10);
  svg.open("g", {{"class", lane.tone}, {lane.attribute, lane.name},
                    {"data-days", std::to_string(lane.days->size())}});
  svg.empty("path", {{"class", "p s"}, {"stroke-width", strip.days > 250 ? "1.5" : "2.5"},
                        {"stroke-linecap", "butt"}, {"d", ticks_of(*lane.days, strip)}});
  svg.close().close();
}

std::vector<DayLane> lanes_of(const engine::Timeline& timeline, const engine::Analysis& analysis) {
  constexpr std::size_t columns = 40;
  std::vector<DayLane> lanes;
  for (const auto& food : timeline.foods) {
    if (lanes.size() == most_timeline_foods) break;
    const auto name = foods::name_in_words(food.name.name, food.name.level);
    lanes.push_back({elide(printable(name), columns, "…") + ": days eaten", tone_of(food, analysis),
        "data-food", food.name.name, &food.eaten_on});
  }
  for (const auto& treatment : timeline.treatments) {
    if (&treatment - timeline.treatments.data() == most_timeline_treatments) break;
    lanes.push_back({elide(printable(treatment.name), columns, "…") + ": days used", "cleared",
        "data-treatment", treatment.name, &treatment.days});
  }
  return lanes;
}

/// The diary's days with foods as a bar; gaps are days not logged.
void draw_log(Markup& svg, const Drawing& drawing, const Strip& strip, double y) {
  draw_label(svg, {timeline_left, y + 11}, Anchor::start, "foods logged (gaps: not logged)");
  open_days(svg, strip, y + 16, 8);
  svg.open("g", {{"class", "k"}});
  svg.empty(
      "path", {{"class", "p s"}, {"stroke-width", "1"}, {"d", fmt::format("M0 4H{}", strip.days)}});
  svg.close().open("g", {{"class", "d"}});
  svg.empty("path", {{"class", "p s"}, {"stroke-width", "7"}, {"style", "stroke-linecap:butt"},
                        {"d", runs_of(drawing.timeline.logged_days, strip, 4)}});
  svg.close().close();
}

void draw_frame(Markup& svg, const Drawing& drawing, const Strip& strip, const Axis& values) {
  for (const double tick : values.ticks(4)) {
    draw_across(svg, "g", {timeline_left, timeline_right}, values.at(tick));
    draw_label(svg, {timeline_left - 1, values.at(tick) + 4}, Anchor::end, format_number(tick));
  }
  const double bottom = values.from + lane_height * static_cast<double>(drawing.lanes.size() + 1);
  constexpr std::size_t most_months = 6;
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
  std::string text = fmt::format("{} of {} from {} to {}; foods were logged on {}.",
      count_words(timeline.readings.size(), "rating"), drawing.analysis.outcome.name,
      to_iso(timeline.first_day), to_iso(timeline.last_day),
      count_words(timeline.logged_days.size(), "day"));
  for (const auto& lane : drawing.lanes)
    text += fmt::format(" {}: {}.", lane.label, lane.days->size());
  return text;
}

constexpr int coverage_longest_strip = 27 * 7;  ///< days
constexpr double coverage_left = 9;             ///< percent
constexpr double coverage_right = 99;
constexpr double coverage_cell = 14;  ///< pixels down
constexpr double coverage_months_height = 18;
constexpr double coverage_strip_gap = 12;
constexpr double legend_height = 80;

/// What a day holds. The order is the order of the legend.
enum class Coverage { both, foods_only, rating_only, neither };
constexpr std::array<std::string_view, 4> coverage_words{
    "foods and rating", "foods only", "rating only", "neither"};
/// Whole days in one colour, what is missing in the other.
constexpr std::array<std::string_view, 4> coverage_tones{"d", "possible", "possible", "k"};
constexpr std::array<std::string_view, 4> coverage_ids{"both", "foods", "rating", "neither"};

/// Within a cell one wide and 14 high: all of it, its lower part, a narrow bar, a dash.
std::string shape_of(Coverage coverage, double x, double y) {
  switch (coverage) {
    case Coverage::both:
      return fmt::format("M{} {}h.84v12h-.84z", coordinate(x + 0.08), coordinate(y + 1));
    case Coverage::foods_only:
      return fmt::format("M{} {}h.84v5h-.84z", coordinate(x + 0.08), coordinate(y + 8));
    case Coverage::rating_only:
      return fmt::format("M{} {}h.24v12h-.24z", coordinate(x + 0.38), coordinate(y + 1));
    case Coverage::neither: break;
  }
  return fmt::format("M{} {}h.36v2h-.36z", coordinate(x + 0.32), coordinate(y + 6));
}

struct DayMarks {
  std::vector<Coverage> all;  ///< from the timeline's first day
  std::array<int, 4> count{};
};

DayMarks cover(const engine::Timeline& timeline) {
  DayMarks days;
  const int n = std::max((timeline.last_day - timeline.first_day).count() + 1, 1);
  std::vector<bool> is_rated(static_cast<std::size_t>(n));
  std::vector<bool> is_logged(static_cast<std::size_t>(n));
  const auto mark = [&](std::vector<bool>& marks, Day day) {
    const int i = (day - timeline.first_day).count();
    if (i >= 0 && i < n) marks[static_cast<std::size_t>(i)] = true;
  };
  for (const auto& reading : timeline.readings) mark(is_rated, reading.day);
  for (const Day day : timeline.logged_days) mark(is_logged, day);
  for (std::size_t i = 0; i < is_rated.size(); ++i) {
    const Coverage coverage = is_logged[i] && is_rated[i] ? Coverage::both
                              : is_logged[i]              ? Coverage::foods_only
                              : is_rated[i]               ? Coverage::rating_only
                                                          : Coverage::neither;
    days.all.push_back(coverage);
    ++days.count[static_cast<std::size_t>(coverage)];
  }
  return days;
}

void draw_cells(Markup& svg, const std::array<std::string, 4>& paths) {
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (paths[i].empty()) continue;
    svg.open("g", {{"class", coverage_tones[i]}});
    svg.empty("path", {{"class", "f"}, {"d", paths[i]}}).close();
  }
}

/// Weeks across, weekdays down, Monday first.
void draw_strip(Markup& svg, const DayMarks& days, const Strip& strip, const Strip& all) {
  const int before = weekday_index(strip.first);
  const int weeks = (before + strip.days + 6) / 7;
  std::array<std::string, 4> paths;
  for (int i = 0; i < strip.days; ++i) {
    const int index = all.offset(strip.first) + i;
    if (index >= all.days) break;
    const Coverage coverage = days.all[static_cast<std::size_t>(index)];
    const int place = before + i;
    const int week = place / 7;
    paths[static_cast<std::size_t>(coverage)] +=
        shape_of(coverage, week, coverage_months_height + coverage_cell * (place % 7));
  }
  svg.open("svg", {{"x", percent(coverage_left)}, {"y", "0"},
                      {"width", percent(coverage_right - coverage_left)},
                      {"height", coverage_months_height + 7 * coverage_cell},
                      {"viewBox", fmt::format("0 0 {} {}", std::max(weeks, 12),
                                      coordinate(coverage_months_height + 7 * coverage_cell))},
                      {"preserveAspectRatio", "none"}});
  draw_cells(svg, paths);
  svg.close();
  constexpr std::size_t most_months = 7;
  for (const Day month : months_of(strip, most_months)) {
    const int week = (before + strip.offset(month)) / 7;
    const double x = coverage_left + (coverage_right - coverage_left) * week / std::max(weeks, 12);
    draw_label(svg, {x, 11}, x > 90 ? Anchor::end : Anchor::start, month_words(month));
  }
  constexpr std::array<std::pair<int, std::string_view>, 3> weekdays{
      {{0, "Mon"}, {2, "Wed"}, {4, "Fri"}}};
  for (const auto& [row, word] : weekdays)
    draw_label(svg, {0, coverage_months_height + coverage_cell * row + 11}, Anchor::start, word);
}

void draw_legend(Markup& svg, const DayMarks& days, double y) {
  for (std::size_t i = 0; i < coverage_words.size(); ++i) {
    const double top = y + 19 * static_cast<double>(i);
    svg.open(
        "svg", {{"class", coverage_tones[i]}, {"x", "0"}, {"y", top}, {"width", "14"},
                   {"height", "14"}, {"viewBox", "0 0 1 14"}, {"preserveAspectRatio", "none"}});
    svg.empty("path", {{"class", "f"}, {"d", shape_of(static_cast<Coverage>(i), 0, 0)}}).close();
    svg.text("text", {{"class", "l"}, {"x", "20"}, {"y", top + 11}},
        fmt::format("{}: {}", coverage_words[i],
            count_words(static_cast<std::uint64_t>(days.count[i]), "day")));
  }
}

}  // namespace

std::vector<Strip> strips_of(Day first, Day last, int longest) {
  const int days = std::max((last - first).count() + 1, 1);
  const int count = (days + longest - 1) / longest;
  const int each = (days + count - 1) / count;
  std::vector<Strip> strips;
  strips.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) strips.push_back({first + Days{i * each}, each});
  return strips;
}

std::vector<Day> months_of(const Strip& strip, std::size_t most) {
  std::vector<Day> starts;
  for (int i = 0; i < strip.days; ++i) {
    const Day day = strip.first + Days{i};
    if (static_cast<unsigned>(date_of(day).day()) == 1) starts.push_back(day);
  }
  const std::size_t step = (starts.size() + most - 1) / std::max<std::size_t>(most, 1);
  std::vector<Day> chosen;
  for (std::size_t i = 0; i < starts.size(); i += step) chosen.push_back(starts[i]);
  return chosen;
}

std::string month_words(Day day) {
  const auto date = date_of(day);
  const auto month = static_cast<unsigned>(date.month());
  const std::string_view name = month_names[month - 1];
  return month == 1 ? fmt::format("{} ’{:02}", name, static_cast<int>(date.year()) % 100)
                    : std::string{name};
}

double usual_level(const engine::Timeline& timeline) {
  std::vector<double> values;
  for (const auto& reading : timeline.readings) values.push_back(reading.value);
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

Figure timeline_figure(const engine::Timeline& timeline, const engine::Analysis& analysis) {
  const Drawing drawing{timeline, analysis, lanes_of(timeline, analysis)};
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
    double at = values.from + 4;
    for (const auto& lane : drawing.lanes) {
      draw_lane(svg, lane, strip, at);
      at += lane_height;
    }
    draw_log(svg, drawing, strip, at);
    y += strip_height(drawing);
  }
  return {.id = "timeline",
      .title = fmt::format(
          "Ratings of {}, week by week", elide(printable(analysis.outcome.name), 60, "…")),
      .description = describe(drawing),
      .height = y,
      .body = svg.take(),
      .data = {{"readings", std::to_string(timeline.readings.size())},
          {"logged-days", std::to_string(timeline.logged_days.size())},
          {"first-day", to_iso(timeline.first_day)}, {"last-day", to_iso(timeline.last_day)}}};
}

Figure coverage_figure(const engine::Timeline& timeline) {
  const DayMarks days = cover(timeline);
  const Strip all{timeline.first_day, static_cast<int>(days.all.size())};
  Markup svg;
  double y = 0;
  for (const auto& strip :
      strips_of(timeline.first_day, timeline.last_day, coverage_longest_strip)) {
    svg.open("svg", {{"y", y}, {"width", "100%"}, {"overflow", "visible"}});
    draw_strip(svg, days, strip, all);
    svg.close();
    y += coverage_months_height + 7 * coverage_cell + coverage_strip_gap;
  }
  draw_legend(svg, days, y);
  Figure figure{.id = "coverage",
      .title = "What was written down on which day",
      .description = {},
      .height = y + legend_height,
      .body = svg.take(),
      .data = {}};
  for (std::size_t i = 0; i < coverage_words.size(); ++i) {
    const std::string count = std::to_string(days.count[i]);
    figure.description += fmt::format("{}{}: {}", i == 0 ? "" : ", ", coverage_words[i],
        count_words(static_cast<std::uint64_t>(days.count[i]), "day"));
    figure.data.emplace_back(coverage_ids[i], count);
  }
  figure.description += '.';
  return figure;
}

}  // namespace culprit::report
