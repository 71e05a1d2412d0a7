/// What the reports for terminals share: width, colours, names, paragraphs; how wide text is, where
/// it is cut and wrapped; figures in signs: lag profiles, days.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/report/report.hpp"
#include "report/words/analysis_words.hpp"

namespace culprit::report {

/// How a piece of text stands out.
enum class Tone { plain, bold, dim, red, green, yellow };

/// Blanks before the lines of a paragraph.
struct Indent {
  std::size_t first = 0;
  std::size_t rest = 0;
};

/// The terminal that a report is laid out for. Options are made safe once, here.
class Terminal {
 public:
  explicit Terminal(const TableOptions& options);

  [[nodiscard]] std::size_t width() const noexcept { return options_.width; }
  [[nodiscard]] bool is_ascii() const noexcept { return options_.ascii; }
  [[nodiscard]] bool is_verbose() const noexcept { return options_.verbose; }
  [[nodiscard]] Words words() const noexcept { return options_.words; }

  /// The text in that tone, if colours are on. Trailing blanks stay outside it.
  [[nodiscard]] std::string paint(std::string_view text, Tone tone) const;

  /// A name, made printable and at most `columns` wide.
  [[nodiscard]] std::string name(std::string_view text, std::size_t columns) const;

  /// Names within sentences: at most 30 columns each.
  [[nodiscard]] ShowName show_name() const;

  /// Tells as the terminal asks for.
  [[nodiscard]] Voice voice(const engine::Analysis& analysis) const {
    return {analysis, show_name(), options_.words, as_it_is, options_.verbose};
  }

  /// The sign, or what stands for it where there is only ASCII.
  [[nodiscard]] std::string_view sign(
      std::string_view sign, std::string_view ascii) const noexcept {
    return options_.ascii ? ascii : sign;
  }

  /// A line of its own that begins a part.
  [[nodiscard]] std::string heading(std::string_view text) const {
    return paint(text, Tone::bold) + '\n';
  }

  /// A wrapped paragraph, made printable; at most 90 columns wide, however wide the terminal is.
  [[nodiscard]] std::string paragraph(std::string_view text, Indent indent = {}) const;
  [[nodiscard]] std::string paragraphs(
      std::span<const std::string> texts, Indent indent = {0, 2}) const;

 private:
  TableOptions options_;
};

/// Warnings, a paragraph each: those that come before the answer (`is_urgent`), or the others.
/// @param lines  no more than that; the rest is counted in a line
[[nodiscard]] std::string warning_paragraphs(const engine::Analysis& analysis,
    const Terminal& terminal, bool urgent, std::size_t lines = std::string::npos);

/// A word of a command line: quoted where a shell would not leave it as it is.
[[nodiscard]] std::string shell_word(std::string_view text);

/// `culprit explain rice diary.csv`: a command on the files of the analysis.
[[nodiscard]] std::string command_on(const engine::Analysis& analysis, std::string_view what);

/// How a suspected food can be tested: the command of a plan, or who is to be asked where nobody
/// should test it alone. Nothing of any other food.
[[nodiscard]] std::string test_paragraph(
    const engine::RankedFood& food, const engine::Analysis& analysis, const Terminal& terminal);

/// How many lines a text has.
[[nodiscard]] std::size_t count_lines(std::string_view text) noexcept;

/// `text` in at most `width` columns: whole if it fits, else with `ellipsis` in the middle (at the
/// end below 9 columns, where two halves say nothing). Characters and their marks are never split.
[[nodiscard]] std::string elide(
    std::string_view text, std::size_t width, std::string_view ellipsis);

/// Where the blanks go.
enum class Side {
  left,   ///< text on the left
  right,  ///< text on the right
};

/// Filled with blanks to `width` columns; a wider text stays as it is.
[[nodiscard]] std::string pad(std::string_view text, std::size_t width, Side side);

/// Without the blanks at its end.
[[nodiscard]] std::string trim_end(std::string line);

/// Words in lines of at most `width` columns, each line with its LF. A word that is wider than a
/// line is cut. Blanks are where lines may break; an empty text is one empty line.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t width, Indent indent = {});

/// Made printable, with a backslash before each of the `marks`.
[[nodiscard]] std::string with_backslashes(std::string_view text, std::string_view marks);

/// One sign for each lag of the profile: `▁`–`█` higher ratings, `▔` `▀` lower, `·` about none; in
/// ASCII `1`–`8` higher, `-` `=` lower, `.` about none. The full block is twice the important
/// change or more, so that signs compare between rows and diaries. `x` where the lag cannot be
/// used: no estimate, or the same day when it is not known which came first.
[[nodiscard]] std::string profile_signs(
    const engine::RankedFood& food, const engine::Analysis& analysis, bool ascii);

/// True of the same day when it is not known which came first, meal or rating.
[[nodiscard]] bool is_order_unknown(
    const engine::LagProfile& profile, const engine::Analysis& analysis);

/// Heading of the signs: `lag 0-6`; `windows` where the lags are hour windows.
[[nodiscard]] std::string profile_title(const engine::Analysis& analysis);

/// What the signs mean, in one sentence.
[[nodiscard]] std::string profile_sentence(const engine::Analysis& analysis, bool ascii);

/// What was written down on which day. Days rise.
struct CoveredDays {
  Day first{};
  Day last{};
  std::vector<Day> logged;
  std::vector<Day> rated;
};

/// A column for each week, Monday to Sunday downwards, in as many strips as the width asks for, and
/// what the signs mean.
[[nodiscard]] std::string coverage_calendar(const CoveredDays& days, const Terminal& terminal);

/// A column for each day: the mean rating as a block, below it when the food was eaten and which
/// days were not logged; strips as the width asks for.
/// @param food  one of the timeline's.
[[nodiscard]] std::string rating_strips(const engine::Timeline& timeline,
    const engine::TimelineFood& food, const engine::Analysis& analysis, const Terminal& terminal);

}  // namespace culprit::report
