#include "report/figures/figure_days.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <map>
#include <set>
#include <string_view>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "report/terminal/terminal.hpp"
#include "report/words/paper.hpp"
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

void open_days(std::string& svg, const Strip& strip, double y, double height) {
  open_scaled(svg, {timeline_left, timeline_right}, y, {strip.days, height});
}

constexpr int week_days = 7;

/// Each reading as a faint dot, the weekly means as a line, and the weeks of a flare shaded.
void draw_readings(
    std::string& svg, const Drawing& drawing, const Strip& strip, const Axis& values) {
  std::string dots;
  std::map<int, std::pair<double, int>> weeks;  // sum and number of ratings
  for (const auto& reading : drawing.timeline.readings) {
    if (!strip.holds(reading.day)) continue;
    const int day = strip.offset(reading.day);
    dots += fmt::format(
        "M{} {}h0", coordinate(day + reading.clock / 1440.0), coordinate(values.at(reading.value)));
    auto& [sum, n] = weeks[day / week_days];
    sum += reading.value;
    ++n;
  }
  const double flare = usual_level(drawing.timeline) + drawing.analysis.outcome.important_change;
  std::string line;
  std::string flares;
  int before = -2;
  for (const auto& [week, total] : weeks) {
    const double mean = total.first / total.second;
    const int day = week * week_days;
    const int end = std::min(day + week_days, strip.days);
    line += fmt::format("{}{} {}", week == before + 1 ? "L" : "M", coordinate((day + end) / 2.0),
        coordinate(values.at(mean)));
    if (week != before + 1) line += "h0";
    if (mean >= flare)
      flares += fmt::format("M{} {}H{}V{}H{}z", day, values.to, end, values.from, day);
    before = week;
  }
  svg += markup(R"(<path class="e" d="{}"/><path class="p k s" stroke-width="3" d="{}"/>)"
                R"(<path class="p i s" stroke-width="2" d="{}"/>)",
      flares, dots, line);
}

void draw_lane(std::string& svg, const DayLane& lane, const Strip& strip, double y) {
  // A day of the log is as long as a day, and a little more so that neighbours touch.
  const bool is_log = lane.tone == "d";
  std::string path;
  for (const Day day : *lane.days)
    if (strip.holds(day))
      path += fmt::format("M{}{}", strip.offset(day), is_log ? " 4h1.1" : ".5 0v10");
  draw_label(svg, {timeline_left, y + 11}, "start", lane.label);
  open_days(svg, strip, y + 16, 10);
  svg += markup(R"(<g class="{}" {}="{}" data-days="{}"><path class="p s" )"
                R"(style="stroke-linecap:butt" stroke-width="{}" d="{}"/></g></svg>)",
      lane.tone, lane.attribute, lane.name, lane.days->size(),
      is_log             ? 7
      : strip.days > 250 ? 1.5
                         : 2.5,
      path);
}

std::vector<DayLane> lanes_of(const engine::Timeline& timeline, const engine::Analysis& analysis) {
  constexpr std::size_t columns = 40;
  std::vector<DayLane> lanes;
  std::set<int> shown;
  for (const auto& food : timeline.foods) {
    const auto* row = tested_row(food.name, analysis);
    // The first food of a set is enough: they are eaten together.
    const bool is_next = row == nullptr || !row->finding || shown.insert(*row->finding).second;
    if (!is_next || lanes.size() == most_timeline_foods) continue;
    lanes.push_back(
        {elide(printable(foods::name_in_words(food.name.name, food.name.level)), columns, "…") +
                ": days eaten",
            row == nullptr ? "m" : tone_class(row->verdict), "data-food", food.name.name,
            &food.eaten_on});
  }
  for (const auto& treatment : timeline.treatments) {
    if (&treatment - timeline.treatments.data() == most_timeline_treatments) break;
    lanes.push_back({elide(printable(treatment.name), columns, "…") + ": days used", "cleared",
        "data-treatment", treatment.name, &treatment.days});
  }
  lanes.push_back(
      {"foods logged (gaps: not logged)", "d", "data-lane", "logged", &timeline.logged_days});
  return lanes;
}

void draw_frame(std::string& svg, const Drawing& drawing, const Strip& strip, const Axis& values) {
  for (const double tick : values.ticks(4)) {
    draw_across(svg, "g", {timeline_left, timeline_right}, values.at(tick));
    draw_label(svg, {timeline_left - 1, values.at(tick) + 4}, "end", format_number(tick));
  }
  const double bottom = values.from + lane_height * static_cast<double>(drawing.lanes.size());
  constexpr std::size_t most_months = 6;
  const auto months = months_of(strip, most_months);
  if (months.empty()) draw_label(svg, {timeline_left, bottom + 18}, "start", to_iso(strip.first));
  for (const Day month : months) {
    const double x =
        timeline_left + (timeline_right - timeline_left) * strip.offset(month) / strip.days;
    draw_down(svg, "g", x, {values.to, values.from});
    draw_down(svg, "g", x, {bottom, bottom + 6});
    draw_label(svg, {x, bottom + 18}, x > 90 ? "end" : "start", month_words(month));
  }
}

std::string describe(const Drawing& drawing) {
  const auto& timeline = drawing.timeline;
  std::string text =
      fmt::format("{} of {} from {} to {}.", count_words(timeline.readings.size(), "rating"),
          drawing.analysis.outcome.name, to_iso(timeline.first_day), to_iso(timeline.last_day));
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

/// What a day may hold: foods and a rating, one of them, neither. Whole days have one colour, what
/// is missing the other; shapes are paths from the corner of a cell one wide and 14 high.
struct CoverageKind {
  std::string_view words;
  std::string_view id;
  std::string_view tone;
  std::string_view shape;
};
constexpr std::array<CoverageKind, 4> coverage_kinds{
    {{"foods and rating", "both", "d", "m.08 1h.84v12h-.84z"},
        {"foods only", "foods", "possible", "m.08 8h.84v5h-.84z"},
        {"rating only", "rating", "possible", "m.38 1h.24v12h-.24z"},
        {"neither", "neither", "k", "m.32 6h.36v2h-.36z"}}};

struct DayMarks {
  std::vector<std::size_t> kinds;  ///< from the timeline's first day
  std::array<int, 4> count{};
};

DayMarks cover(const engine::Timeline& timeline) {
  DayMarks days;
  const auto n =
      static_cast<std::size_t>(std::max((timeline.last_day - timeline.first_day).count() + 1, 1));
  days.kinds.assign(n, 3);
  const auto kind_of = [&](Day day) {
    const auto i = static_cast<std::size_t>((day - timeline.first_day).count());
    return i < n ? &days.kinds[i] : nullptr;
  };
  for (const Day day : timeline.logged_days)
    if (auto* kind = kind_of(day)) *kind = 1;
  for (const auto& reading : timeline.readings)
    if (auto* kind = kind_of(reading.day)) *kind = *kind < 2 ? 0 : 2;
  for (const std::size_t kind : days.kinds) ++days.count[kind];
  return days;
}

void draw_shapes(std::string& svg, std::string_view tone, const std::string& path) {
  svg += markup(R"(<g class="{}"><path class="f" d="{}"/></g>)", tone, path);
}

/// Weeks across, weekdays down, Monday first.
void draw_strip(std::string& svg, const DayMarks& days, const Strip& strip, const Strip& all) {
  const int before = weekday_index(strip.first);
  const int weeks = (before + strip.days + 6) / 7;
  std::array<std::string, 4> paths;
  for (int i = 0; i < strip.days; ++i) {
    const int index = all.offset(strip.first) + i;
    if (index >= all.days) break;
    const auto kind = days.kinds[static_cast<std::size_t>(index)];
    const int place = before + i;
    paths[kind] += fmt::format("M{} {}{}", place / 7,
        coverage_months_height + coverage_cell * (place % 7), coverage_kinds[kind].shape);
  }
  const int units = std::max(weeks, 12);
  open_scaled(
      svg, {coverage_left, coverage_right}, 0, {units, coverage_months_height + 7 * coverage_cell});
  for (std::size_t kind = 0; kind < paths.size(); ++kind)
    if (!paths[kind].empty()) draw_shapes(svg, coverage_kinds[kind].tone, paths[kind]);
  svg += "</svg>";
  constexpr std::size_t most_months = 7;
  for (const Day month : months_of(strip, most_months)) {
    const int week = (before + strip.offset(month)) / 7;
    const double x = coverage_left + (coverage_right - coverage_left) * week / units;
    draw_label(svg, {x, 11}, x > 90 ? "end" : "start", month_words(month));
  }
  constexpr std::array<std::pair<int, std::string_view>, 3> weekdays{
      {{0, "Mon"}, {2, "Wed"}, {4, "Fri"}}};
  for (const auto& [row, word] : weekdays)
    draw_label(svg, {0, coverage_months_height + coverage_cell * row + 11}, "start", word);
}

std::string days_words(const DayMarks& days, std::size_t kind) {
  return fmt::format("{}: {}", coverage_kinds[kind].words, count_words(days.count[kind], "day"));
}

void draw_legend(std::string& svg, const DayMarks& days, double y) {
  for (std::size_t kind = 0; kind < coverage_kinds.size(); ++kind, y += 19) {
    svg += markup(R"(<svg y="{}" width="14" height="14" viewBox="0 0 1 14" )"
                  R"(preserveAspectRatio="none">)",
        y);
    draw_shapes(svg, coverage_kinds[kind].tone, fmt::format("M0 0{}", coverage_kinds[kind].shape));
    svg +=
        markup(R"(</svg><text class="l" x="20" y="{}">{}</text>)", y + 11, days_words(days, kind));
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
  std::string svg;
  double y = 0;
  for (const auto& strip :
      strips_of(timeline.first_day, timeline.last_day, timeline_longest_strip)) {
    const Axis values{scale.minimum, scale.maximum, y + 8 + readings_height, y + 8};
    draw_frame(svg, drawing, strip, values);
    open_days(svg, strip, 0, y + 8 + readings_height);
    draw_readings(svg, drawing, strip, values);
    svg += "</svg>";
    double at = values.from + 4;
    for (const auto& lane : drawing.lanes) {
      draw_lane(svg, lane, strip, at);
      at += lane_height;
    }
    y = at + timeline_months_height + timeline_strip_gap;
  }
  return {.id = "timeline",
      .title = fmt::format(
          "Ratings of {}, week by week", elide(printable(analysis.outcome.name), 60, "…")),
      .description = describe(drawing),
      .height = y,
      .body = std::move(svg),
      .data = {{"readings", std::to_string(timeline.readings.size())},
          {"logged-days", std::to_string(timeline.logged_days.size())},
          {"first-day", to_iso(timeline.first_day)}, {"last-day", to_iso(timeline.last_day)}}};
}

Figure coverage_figure(const engine::Timeline& timeline) {
  const DayMarks days = cover(timeline);
  const Strip all{timeline.first_day, static_cast<int>(days.kinds.size())};
  std::string svg;
  double y = 0;
  for (const auto& strip :
      strips_of(timeline.first_day, timeline.last_day, coverage_longest_strip)) {
    svg += markup(R"(<svg y="{}" width="100%" overflow="visible">)", y);
    draw_strip(svg, days, strip, all);
    svg += "</svg>";
    y += coverage_months_height + 7 * coverage_cell + coverage_strip_gap;
  }
  draw_legend(svg, days, y);
  Figure figure{.id = "coverage",
      .title = "What was written down on which day",
      .height = y + legend_height,
      .body = std::move(svg)};
  for (std::size_t kind = 0; kind < coverage_kinds.size(); ++kind) {
    figure.description += (kind == 0 ? "" : ", ") + days_words(days, kind);
    figure.data.emplace_back(coverage_kinds[kind].id, std::to_string(days.count[kind]));
  }
  figure.description += '.';
  return figure;
}

using trial::Arm;

Figure trial_figure(const trial::Result& result) {
  constexpr double top = 20;
  const double bottom = result.days.empty() ? 60 : 150;
  const auto& plan = result.plan;
  const Day first = plan.blocks.front().first_day;
  const Day last = plan.blocks.back().last_day;
  const Axis days{0, (last - first).count() + 1.0, 4, 99};
  const auto begin_of = [&](Day day) { return days.at((day - first).count()); };
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const auto& day : result.days) {
    low = std::min(low, day.rating.value_or(low));
    high = std::max(high, day.rating.value_or(high));
  }
  const Axis ratings{low, high, bottom - 8, top + 8};
  std::string description;
  std::string svg;
  for (std::size_t k = 0; k < plan.blocks.size(); ++k) {
    const auto& block = plan.blocks[k];
    const std::pair x{begin_of(block.first_day), begin_of(block.last_day + Days{1})};
    const bool is_eating = block.arm == Arm::eat;
    svg +=
        markup(R"(<g data-block="{}" data-arm="{}" data-first-day="{}" data-last-day="{}">)", k + 1,
            word_of(trial::arm_words, block.arm), to_iso(block.first_day), to_iso(block.last_day));
    if (is_eating)
      svg += markup(R"(<rect class="b" x="{}%" y="{}" width="{}%" height="{}"/>)", x.first, top,
          x.second - x.first, bottom - top);
    draw_down(svg, "g", x.first, {top, bottom});
    // A number fits where sixteen blocks share the width of a telephone.
    draw_label(svg, {(x.first + x.second) / 2, top - 4}, "middle", std::to_string(k + 1));
    if (k < result.blocks.size() && result.blocks[k].mean)
      draw_across(svg, "s c i", x, ratings.at(*result.blocks[k].mean));
    svg += "</g>";
    description += fmt::format("{} from {}. ", block_title(plan, k), to_iso(block.first_day));
  }
  if (low <= high)
    for (const double end : {low, high})
      draw_label(svg, {3.5, ratings.at(end) + 4}, "end", exact(end));
  for (const auto& day : result.days) {
    const double x = begin_of(day.day) + (days.at(1) - days.at(0)) / 2;
    svg += markup(R"(<g data-day="{}" data-rating="{}" data-eaten="{}">)", to_iso(day.day),
        day.rating ? exact(*day.rating) : "", day.eaten ? exact(*day.eaten) : "");
    if (day.rating)
      svg +=
          markup(R"(<circle class="f d" cx="{}%" cy="{}" r="2.5"/>)", x, ratings.at(*day.rating));
    if (day.eaten == true)
      draw_down(svg, day.arm == Arm::avoid ? "s c suspect" : "s m", x, {bottom + 4, bottom + 14});
    svg += "</g>";
  }
  draw_label(svg, {4, bottom + 30}, "start", to_iso(first));
  draw_label(svg, {99, bottom + 30}, "end", to_iso(last));
  return {.id = "trial",
      .title = fmt::format("{} in blocks with and without {}", plan.diary.outcome, plan.food.name),
      .description = description,
      .height = bottom + 38,
      .body = std::move(svg)};
}

}  // namespace culprit::report
