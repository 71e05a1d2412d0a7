#include "report/terminal/terminal.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"
#include "report/figures/figure_days.hpp"
#include "report/words/sentence_texts.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr std::size_t narrowest = 60;
constexpr std::size_t widest_screen = 200;
constexpr std::size_t widest_prose = 90;

/// Longest name within a sentence.
constexpr std::size_t name_columns = 30;

std::string_view code_of(Tone tone) {
  constexpr Word<Tone> words[] = {{Tone::bold, "1"}, {Tone::dim, "2"}, {Tone::red, "1;31"},
      {Tone::green, "32"}, {Tone::yellow, "33"}, {Tone::plain, ""}};
  return word_of(words, tone);
}

/// Characters as a reader sees them: a letter with its marks, an emoji with its modifiers.
std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> parts;
  utf8proc_int32_t before = 0;
  utf8proc_int32_t state = 0;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = first_code_point(text.substr(at));
    if (at > 0 && utf8proc_grapheme_break_stateful(before, next.value, &state)) {
      parts.push_back(text.substr(start, at - start));
      start = at;
    }
    before = next.value;
    at += next.bytes;
  }
  if (start < text.size()) parts.push_back(text.substr(start));
  return parts;
}

/// As many of the characters as fit into `width` columns, from the front.
template <typename Characters>
std::size_t count_fitting(const Characters& parts, std::size_t width) {
  std::size_t used = 0;
  std::size_t count = 0;
  for (const auto part : parts) {
    used += display_width(part);
    if (used > width) break;
    ++count;
  }
  return count;
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

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

std::string_view sign(double share, bool ascii) {
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

bool holds(const std::vector<Day>& days, Day day) { return std::ranges::binary_search(days, day); }

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

Terminal::Terminal(const TableOptions& options) : options_(options) {
  options_.width = std::clamp(options.width, narrowest, widest_screen);
}

std::string Terminal::paint(std::string_view text, Tone tone) const {
  const std::string_view code = code_of(tone);
  const std::size_t end = text.find_last_not_of(" \n") + 1;
  if (!options_.color || code.empty() || end == 0) return std::string{text};
  std::string out = "\x1b[";
  out.append(code).append("m").append(text.substr(0, end)).append("\x1b[0m");
  return out.append(text.substr(end));
}

std::string Terminal::name(std::string_view text, std::size_t columns) const {
  return elide(printable(text), columns, sign("…", "..."));
}

ShowName Terminal::show_name() const {
  return [*this](std::string_view text) { return name(text, name_columns); };
}

std::string Terminal::paragraph(std::string_view text, Indent indent) const {
  return wrap(printable(text), std::min(options_.width, widest_prose), indent);
}

std::string Terminal::paragraphs(std::span<const std::string> texts, Indent indent) const {
  return joined(texts, "", [&](const auto& text) { return paragraph(text, indent); });
}

std::string warning_paragraphs(
    const engine::Analysis& analysis, const Terminal& terminal, bool urgent, std::size_t lines) {
  const Tone tone = urgent ? Tone::red : Tone::yellow;
  std::string out;
  std::size_t hidden = 0;
  // What was read in another way than it was meant makes all the rest wrong: it is never left out.
  for (const bool of_reading : {true, false}) {
    for (const auto& warning : analysis.warnings) {
      if (is_urgent(warning) != urgent || warning.is_of_reading != of_reading) continue;
      const auto paragraph = terminal.paragraph(warning_words(warning), {0, 2});
      // A line is kept for how many there are beyond.
      const bool has_room = count_lines(out) + count_lines(paragraph) < lines;
      if (!of_reading && (hidden > 0 || !has_room)) ++hidden;
      else out += terminal.paint(paragraph, tone);
    }
  }
  return hidden == 0 ? out : out + terminal.paragraph(say("more_warnings", hidden));
}

std::size_t count_lines(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

std::string elide(std::string_view text, std::size_t width, std::string_view ellipsis) {
  if (display_width(text) <= width) return std::string{text};
  const std::size_t mark = display_width(ellipsis);
  if (width <= mark) return std::string(ellipsis.substr(0, mark == width ? ellipsis.size() : 0));
  const auto parts = characters(text);
  const std::size_t room = width - mark;
  const std::size_t tail_room = width < 9 ? 0 : room / 2;
  const std::vector<std::string_view> reversed{parts.rbegin(), parts.rend()};
  const std::size_t head = count_fitting(parts, room - tail_room);
  const std::size_t tail = count_fitting(reversed, tail_room);
  std::string out;
  for (std::size_t i = 0; i < head; ++i) out += parts[i];
  out += ellipsis;
  for (std::size_t i = parts.size() - tail; i < parts.size(); ++i) out += parts[i];
  return out;
}

std::string pad(std::string_view text, std::size_t width, Side side) {
  const std::size_t used = display_width(text);
  const std::string blanks(width > used ? width - used : 0, ' ');
  return side == Side::left ? std::string{text} + blanks : blanks + std::string{text};
}

std::string trim_end(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::string wrap(std::string_view text, std::size_t width, Indent indent) {
  std::string out(indent.first, ' ');
  std::size_t used = indent.first;
  bool is_start = true;
  const auto new_line = [&] {
    out += '\n' + std::string(indent.rest, ' ');
    used = indent.rest;
    is_start = true;
  };
  for (const auto word : split_words(text)) {
    if (!is_start && used + 1 + display_width(word) > width) new_line();
    if (!is_start) out += ' ', ++used;
    is_start = false;
    for (const auto part : characters(word)) {
      const std::size_t columns = display_width(part);
      if (used + columns > width) new_line(), is_start = false;
      out += part;
      used += columns;
    }
  }
  return out + '\n';
}

std::string with_backslashes(std::string_view text, std::string_view marks) {
  std::string out;
  for (const char c : printable(text)) {
    if (marks.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string shell_word(std::string_view text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '.' ||
           c == '/' || c == '_' || (c == '-') || static_cast<unsigned char>(c) >= 0x80;
  };
  if (!text.empty() && text.front() != '-' && std::ranges::all_of(text, is_plain))
    return std::string{text};
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string{c};
  return quoted + '\'';
}

std::string command_on(const engine::Analysis& analysis, std::string_view what) {
  const auto& files = analysis.diary.files;
  const bool has_names = !files.empty() && std::ranges::find(files, "-") == files.end();
  return fmt::format("culprit {} {}", what, has_names ? joined(files, " ", shell_word) : "DIARY");
}

std::string test_paragraph(
    const engine::RankedFood& food, const engine::Analysis& analysis, const Terminal& terminal) {
  if (food.verdict != engine::Verdict::suspect) return {};
  const std::string command =
      command_on(analysis, fmt::format("plan --about adult --food {}", shell_word(food.name)));
  const bool is_safe = food.may_be_planned &&
                       std::ranges::none_of(analysis.warnings, [](const engine::Warning& warning) {
                         return is_urgent(warning) || warning.code == "immediate_symptoms";
                       });
  return terminal.paragraph(
      is_safe ? say("test_at_home", command) : say("test_with_clinician"), {0, 2});
}

bool is_order_unknown(const engine::LagProfile& profile, const engine::Analysis& analysis) {
  const auto* days = profile.lag.days();
  return days != nullptr && days->first() == 0 && !analysis.settings.lag_zero_used;
}

std::string profile_title(const engine::Analysis& analysis) {
  const auto* days = std::get_if<LagWindow>(&analysis.settings.options.lags);
  return days ? fmt::format("lag {}-{}", days->first(), days->last()) : "windows";
}

std::string profile_signs(
    const engine::RankedFood& food, const engine::Analysis& analysis, bool ascii) {
  std::string text;
  for (const auto& lag : food.profile) {
    const bool order_unknown = is_order_unknown(lag, analysis);
    if (order_unknown || !lag.effect || !std::isfinite(lag.effect->estimate)) text += 'x';
    else text += sign(lag.effect->estimate / full_points(analysis), ascii);
  }
  return text;
}

std::string profile_sentence(const engine::Analysis& analysis, bool ascii) {
  const std::string points = points_words(full_points(analysis));
  const std::string key =
      ascii ? fmt::format("1 to 8 higher (8: {} or more), - = lower, . about none", points)
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
