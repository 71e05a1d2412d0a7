#include "report/figures/figure_coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "report/figures/calendar.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr int coverage_longest_strip = 27 * 7;  ///< days
constexpr double coverage_left = 9;             ///< percent
constexpr double coverage_right = 99;
constexpr double coverage_cell = 14;  ///< pixels down
constexpr double coverage_months_height = 18;
constexpr double coverage_strip_gap = 12;
constexpr double legend_height = 80;

/// What a day holds. The order is the order of the legend.
enum class Coverage { both, foods_only, rating_only, neither };
constexpr std::array<std::string_view, 4> coverage_words{"foods and rating", "foods only",
                                                         "rating only", "neither"};
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
    svg.open("g", {{"class", i < 3 ? "d" : "m"}});
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
  svg.open("svg", {{"x", percent(coverage_left)},
                   {"y", "0"},
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
    svg.open("svg", {{"class", i < 3 ? "d" : "m"},
                     {"x", "0"},
                     {"y", top},
                     {"width", "14"},
                     {"height", "14"},
                     {"viewBox", "0 0 1 14"},
                     {"preserveAspectRatio", "none"}});
    svg.empty("path", {{"class", "f"}, {"d", shape_of(static_cast<Coverage>(i), 0, 0)}}).close();
    svg.text("text", {{"class", "l"}, {"x", "20"}, {"y", top + 11}},
             fmt::format("{}: {}", coverage_words[i],
                         count_words(static_cast<std::uint64_t>(days.count[i]), "day")));
  }
}

}  // namespace

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
    figure.description +=
        fmt::format("{}{}: {}", i == 0 ? "" : ", ", coverage_words[i],
                    count_words(static_cast<std::uint64_t>(days.count[i]), "day"));
    figure.data.emplace_back(coverage_ids[i], count);
  }
  figure.description += '.';
  return figure;
}

}  // namespace culprit::report
