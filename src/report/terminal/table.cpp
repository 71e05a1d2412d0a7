#include "culprit/report/terminal/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "culprit/core/text.hpp"
#include "report/terminal/terminal.hpp"
#include "report/words/analysis_words.hpp"
#include "report/words/paper.hpp"
#include "report/words/sentence_texts.hpp"
#include "report/words/summary.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

using engine::Analysis;
using engine::Direction;
using engine::RankedFood;
using engine::Verdict;

/// Lines of the default table, unless there are more findings than fit.
constexpr std::size_t usual_lines = 25;
/// Of one that can say nothing.
constexpr std::size_t least_lines = 14;
/// A narrower terminal gets no intervals.
constexpr std::size_t usual_width = 80;
/// Food names are cut to this many columns before other columns are left out …
constexpr std::size_t tight_name = 12;
/// … never to fewer than this, and never wider than that.
constexpr std::size_t least_name = 8;
constexpr std::size_t widest_name = 40;

struct Column {
  std::string title;
  Side side = Side::left;
  std::vector<std::string> cells = {};

  [[nodiscard]] std::size_t width() const {
    std::size_t widest = display_width(title);
    for (const auto& cell : cells) widest = std::max(widest, display_width(cell));
    return widest;
  }
};
using Grid = std::vector<Column>;

/// Columns that a narrow terminal leaves out, in this order.
constexpr std::array<std::string_view, 5> optional_columns{
    "days", "certainty", "p", "probability", "after"};

/// Gives the food, which is the second column, the room that the others leave.
/// @param optional  titles of columns that may be left out
void fit(Grid& grid, const Terminal& terminal, std::span<const std::string_view> optional) {
  const std::size_t longest = grid[1].width();
  const auto room = [&] {
    std::size_t others = grid.size() - 1;  // a blank between them
    for (const auto& column : grid) others += column.width();
    others -= longest;
    return terminal.width() > others ? terminal.width() - others : 0;
  };
  const auto drop = [&](std::string_view title) {
    std::erase_if(grid, [&](const Column& column) { return column.title == title; });
  };
  if (room() < std::min(longest, tight_name) && grid.back().title.starts_with("lag"))
    grid.pop_back();
  for (const auto title : optional)
    if (room() < std::min(longest, tight_name)) drop(title);
  const std::size_t width = std::min({longest, std::max(room(), least_name), widest_name});
  for (auto& name : grid[1].cells) name = terminal.name(name, width);
}

/// The column whose cells stand out.
struct Toned {
  std::string_view title;
  Tone tone;
};

/// A line of the grid; without a row that of its titles.
std::string line_of(const Grid& grid, const Terminal& terminal, std::optional<std::size_t> row = {},
    const Toned& toned = {}) {
  std::string line;
  for (const auto& column : grid) {
    const auto tone = !row ? Tone::bold : column.title == toned.title ? toned.tone : Tone::plain;
    const auto& cell = row ? column.cells[*row] : column.title;
    line += terminal.paint(pad(cell, column.width(), column.side), tone) + ' ';
  }
  return trim_end(std::move(line)) + '\n';
}

/// Rows are numbered as they are shown: 1, 2, 3.
Column numbers(std::size_t rows) {
  Column column{"#", Side::right};
  for (std::size_t i = 1; i <= rows; ++i) column.cells.push_back(std::to_string(i));
  return column;
}

std::vector<FoodColumn> all_columns(
    const Analysis& analysis, const ShowName& show, const Terminal& terminal, Length length) {
  auto columns = food_columns({analysis, show, terminal.words()}, length);
  columns.push_back({profile_title(analysis), false,
      [&analysis, ascii = terminal.is_ascii()](
          const engine::RankedFood& f) { return profile_signs(f, analysis, ascii); }});
  return columns;
}

Tone tone_of(engine::Verdict verdict) {
  using enum Tone;
  static constexpr Tone tones[] = {red, green, yellow, plain, dim, plain};
  return tones[static_cast<std::size_t>(verdict)];
}

/// What the columns and verdicts mean.
std::vector<std::string> legend_of(const Analysis& analysis, Words words, std::string profile) {
  auto legend = column_sentences(analysis, words);
  if (!profile.empty()) legend.push_back(std::move(profile));
  for (auto& sentence : verdict_sentences(analysis)) legend.push_back(std::move(sentence));
  return legend;
}

/// Every row; below it what it may be confused with, and why.
std::string draw_rows(const Analysis& analysis, const Terminal& terminal) {
  const auto& rows = analysis.foods;
  if (rows.empty()) return {};
  const ShowName whole = [](std::string_view name) { return printable(name); };
  Grid grid{numbers(rows.size())};
  for (const auto& from : all_columns(analysis, whole, terminal, Length::abbreviated)) {
    grid.push_back({from.title, from.is_number ? Side::right : Side::left});
    for (const auto& food : rows) grid.back().cells.push_back(from.cell(food));
  }
  fit(grid, terminal, optional_columns);
  std::string out = '\n' + terminal.paragraph(table_title(terminal.voice(analysis)));
  out += line_of(grid, terminal);
  const std::size_t start = grid[0].width() + 1;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    out += line_of(grid, terminal, r, {"verdict", tone_of(rows[r].verdict)});
    for (const auto& note : row_notes(rows[r], terminal.voice(analysis)))
      out += terminal.paint(terminal.paragraph(note, {start, start + 2}), Tone::dim);
  }
  const bool has_signs = grid.back().title == profile_title(analysis);
  const auto profile = has_signs ? profile_sentence(analysis, terminal.is_ascii()) : "";
  out += '\n';
  for (const auto& sentence : legend_of(analysis, terminal.words(), profile))
    out += terminal.paint(terminal.paragraph(sentence, {0, 2}), Tone::dim);
  return out;
}

/// How much on each day, when, in few words; the interval where there is room.
std::string afterwards(
    const engine::Finding& finding, const Analysis& analysis, const Terminal& terminal) {
  const double change = analysis.outcome.important_change;
  const int decimals = effect_decimals(change);
  const std::string_view way = finding.direction == Direction::worse ? "worse" : "better";
  const auto when = lag_words(finding.lag, analysis.settings.align, Length::full);
  if (!is_sign_known(finding.effect)) return fmt::format("{}, {}", way, when);
  auto daily = daily_effect(finding.effect, finding.lag);
  if (way == "better") daily = {-daily.estimate, -daily.high, -daily.low};
  const auto whole = effect_words(daily, decimals);
  const auto limits = terminal.width() < usual_width
                          ? ""
                          : fmt::format("{}{}", is_small(finding, change) ? " (small)" : "",
                                whole.substr(whole.find(" [")));
  return fmt::format("{} {}{}, {}", size_words(daily.estimate, decimals), way, limits, when);
}

/// The findings with worse ratings as a table: food, what followed, how sure.
std::string draw_findings(const Analysis& analysis, const Terminal& terminal) {
  const auto heading = went_words(Direction::worse, terminal.voice(analysis));
  Grid grid{{"#", Side::right}, {"food"}, {heading + ", each day"}, {"certainty"}};
  for (const auto& finding : analysis.findings) {
    if (finding.direction != Direction::worse) continue;
    const std::string cells[] = {std::to_string(grid[0].cells.size() + 1),
        printable(join_or(names_in_words(finding), as_it_is)),
        afterwards(finding, analysis, terminal), sureness_words(finding, terminal.words())};
    for (std::size_t i = 0; i < grid.size(); ++i) grid[i].cells.push_back(cells[i]);
  }
  if (grid[0].cells.empty()) return {};
  fit(grid, terminal, {});
  std::string out = line_of(grid, terminal);
  for (std::size_t r = 0; r < grid[0].cells.size(); ++r)
    out += line_of(grid, terminal, r, {"food", Tone::red});
  return out;
}

/// The findings with better ratings in a line.
std::string better_line(const Analysis& analysis, const Terminal& terminal) {
  std::vector<std::string> found;
  for (const auto& finding : analysis.findings) {
    if (finding.direction != Direction::better) continue;
    found.push_back(say("better_item", join_or(names_in_words(finding), terminal.show_name()),
        afterwards(finding, analysis, terminal), sureness_words(finding, terminal.words())));
  }
  return found.empty() ? "" : say("better_line", fmt::join(found, "; "));
}

/// Sets of that direction, which this diary cannot tell apart.
std::string set_notes(const Analysis& analysis, const Terminal& terminal, Direction direction) {
  std::string out;
  for (const auto& finding : analysis.findings)
    if (finding.direction == direction && finding.foods.size() > 1)
      out += terminal.paragraph(together_sentence(finding, terminal.voice(analysis)), {0, 2});
  return out;
}

/// `[####........] 17 of about 90 ratings`.
std::string progress_bar(const Analysis& analysis, const Terminal& terminal) {
  constexpr int cells = 20;
  const auto progress = progress_of(analysis);
  if (progress.ratings >= progress.needed) return {};
  const int full = cells * progress.ratings / progress.needed;
  std::string bar;
  for (int i = 0; i < cells; ++i)
    bar += i < full ? terminal.sign("█", "#") : terminal.sign("░", ".");
  return terminal.paragraph(bar + ' ' + say("ratings_bar", progress.ratings, progress.needed));
}

/// The command that says more: of the first food that went with worse ratings, else of any.
std::string next_command(const Analysis& analysis) {
  std::string what = analysis.foods.empty() ? "check" : name_of(analysis.foods.front());
  const auto worse =
      std::ranges::find(analysis.findings, Direction::worse, &engine::Finding::direction);
  if (worse != analysis.findings.end()) what = names_in_words(*worse).front();
  if (!analysis.foods.empty()) what = "explain " + shell_word(what);
  return say("next_command", command_on(analysis, what));
}

/// Foods that were not tested, adjustments, rejected rows.
std::vector<std::string> notes_of(const Voice& voice) {
  auto notes = skipped_sentences(voice);
  for (auto& sentence : {adjusted_sentence(voice), rejected_sentence(voice.analysis)})
    if (sentence) notes.push_back(*sentence);
  return notes;
}

/// All that the short answer leaves out.
std::string draw_details(const Analysis& analysis, const Terminal& terminal) {
  const auto voice = terminal.voice(analysis);
  std::string out = draw_rows(analysis, terminal) + '\n' + terminal.paragraphs(notes_of(voice));
  if (const auto caution = alternating_sentence(analysis))
    out += terminal.paragraph(*caution, {0, 2});
  const auto families = family_lines(voice);
  if (!families.empty()) out += fmt::format("\n{}:\n", text_of("families"));
  out += terminal.paragraphs(families, {2, 4}) + '\n';
  return out + terminal.paragraphs(full_cautions(analysis));
}

/// People's words as plain text in any place of a document: HTML, markup and cell borders inert.
std::string escape(std::string_view text) {
  std::string out;
  for (const char c : with_backslashes(text, "\\`*_{}[]#~$|")) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else out += c;
  }
  return out;
}

/// A section of paragraphs or items, if there are any.
std::string section(
    std::string_view heading, const std::vector<std::string>& texts, std::string_view before) {
  std::string out;
  for (const auto& text : texts)
    if (!text.empty()) out += fmt::format("{}{}\n", before, text);
  return out.empty()
             ? out
             : fmt::format("\n## {}\n{}{}", heading, before.starts_with('-') ? "\n" : "", out);
}

std::string foods_section(const Analysis& analysis, const Terminal& terminal) {
  if (analysis.foods.empty()) return {};
  const auto columns = all_columns(analysis, as_it_is, terminal, Length::full);
  const auto line = [&](std::string_view first, const auto& cell) {
    return fmt::format("| {} | {} |\n", first, joined(columns, " | ", cell));
  };
  std::string out = "\n## Foods\n\n" + table_title({analysis, escape}) + "\n\n";
  out += line("#", [](const FoodColumn& column) { return column.title; });
  out += line("---:", [](const FoodColumn& column) { return column.is_number ? "---:" : ":---"; });
  for (std::size_t i = 0; i < analysis.foods.size(); ++i) {
    out += line(std::to_string(i + 1), [&](const FoodColumn& column) {
      const auto cell = column.cell(analysis.foods[i]);
      return &column == &columns.front() ? escape(cell) : cell;
    });
  }
  out += '\n';
  for (const auto& sentence :
      legend_of(analysis, terminal.words(), profile_sentence(analysis, false)))
    out += fmt::format("- {}\n", sentence);
  return out;
}

/// What a finding may be confused with, and the reasons given for rows.
std::vector<std::string> notes_of_foods(const Analysis& analysis) {
  std::vector<std::string> notes;
  for (const auto& food : analysis.foods)
    for (const auto& note :
        row_notes(food, {.analysis = analysis, .show = escape, .show_text = escape}))
      notes.push_back(fmt::format("{}: {}", escape(name_of(food)), note));
  if (const auto caution = alternating_sentence(analysis)) notes.push_back(*caution);
  return notes;
}

/// A head without the `#` that says that its column is of numbers.
std::string_view bare(std::string_view head) { return head.substr(head.starts_with('#')); }

/// Columns as wide as their widest cell, two blanks between them; numbers stand on the right.
std::string columns_of(const PaperTable& table, const Terminal& terminal) {
  auto rows = table.rows;
  rows.insert(rows.begin(), table.heads);
  for (auto& head : rows.front()) head = bare(head);
  std::vector<std::string> lines(rows.size());
  for (std::size_t c = 0; c < table.heads.size(); ++c) {
    std::size_t width = 0;
    for (const auto& row : rows) width = std::max(width, display_width(row[c]));
    width = std::min(width, terminal.width() / 2);
    const Side side = table.heads[c].starts_with('#') ? Side::right : Side::left;
    for (std::size_t r = 0; r < rows.size(); ++r)
      lines[r] += (c > 0 ? "  " : "") + pad(terminal.name(rows[r][c], width), width, side);
  }
  std::string text;
  for (const auto& line : lines)
    text += terminal.paint(trim_end(line), text.empty() ? Tone::dim : Tone::plain) + '\n';
  return text;
}

std::string on_terminal(const Paper& paper, const TableOptions& options) {
  const Terminal terminal{options};
  std::string text = terminal.paint(terminal.paragraph(paper.title), Tone::bold);
  text += terminal.paragraph(paper.read);
  for (const auto& section : paper.sections) {
    text += '\n';
    if (!section.heading.empty()) text += terminal.heading(section.heading);
    text += terminal.paragraphs(section.paragraphs, {});
    if (!section.table.rows.empty()) text += columns_of(section.table, terminal);
    for (const auto& words : section.items) text += terminal.paragraph("- " + words, {0, 2});
  }
  return text;
}

std::string markdown_text(std::string_view text) { return with_backslashes(text, "\\`*_[]<>|#"); }

std::string in_markdown(const Paper& paper) {
  std::string text =
      fmt::format("# {}\n\n{}\n", markdown_text(paper.title), markdown_text(paper.read));
  const auto row_of = [](const std::vector<std::string>& cells, const auto& words) {
    return "| " + joined(cells, " | ", words) + " |\n";
  };
  for (const auto& section : paper.sections) {
    if (!section.heading.empty()) text += fmt::format("\n## {}\n", section.heading);
    for (const auto& words : section.paragraphs) text += '\n' + markdown_text(words) + '\n';
    const auto& heads = section.table.heads;
    if (!section.table.rows.empty()) {
      text += '\n' + row_of(heads, [](const auto& head) { return markdown_text(bare(head)); });
      text += row_of(heads, [](const auto& head) { return head[0] == '#' ? "---:" : "---"; });
    }
    for (const auto& row : section.table.rows) text += row_of(row, markdown_text);
    if (!section.items.empty()) text += '\n';
    for (const auto& words : section.items) text += "- " + markdown_text(words) + '\n';
  }
  return text;
}

}  // namespace

std::string to_table(const Analysis& analysis, const TableOptions& options) {
  const Terminal terminal{options};
  const Voice voice = terminal.voice(analysis);
  const Summary summary = summarise(voice);
  const auto labelled = [&](std::string_view label, const std::string& words) {
    return words.empty() ? "" : terminal.paragraph(fmt::format("{}: {}", label, words), {0, 2});
  };
  std::string top = terminal.paint(terminal.paragraph(summary.headline + '.'), Tone::bold);
  top += terminal.paragraph(read_sentence(voice) + '.');
  top += warning_paragraphs(analysis, terminal, true);
  if (analysis.says_nothing()) top += progress_bar(analysis, terminal);
  std::string findings = draw_findings(analysis, terminal);
  findings += set_notes(analysis, terminal, Direction::worse);
  std::string rest =
      labelled(went_words(Direction::better, voice), better_line(analysis, terminal));
  rest += set_notes(analysis, terminal, Direction::better);
  rest += labelled("Small", small_line(terminal.voice(analysis)));
  rest += labelled(text_of("probably_not"), summary.probably_not);
  rest += labelled(text_of("too_early"), summary.too_early);
  std::string end = terminal.paragraph(certainty_note(analysis), {0, 2});
  end += terminal.paragraphs(cautions());
  end += terminal.paragraph(next_command(analysis), {0, 2});
  const auto suspect = std::ranges::find(analysis.foods, Verdict::suspect, &RankedFood::verdict);
  if (suspect != analysis.foods.end()) end += test_paragraph(*suspect, analysis, terminal);

  const std::size_t most = terminal.is_verbose()     ? std::string::npos
                           : analysis.says_nothing() ? least_lines
                                                     : usual_lines;
  const std::size_t used = count_lines(top + findings + rest + end);
  const auto warnings =
      warning_paragraphs(analysis, terminal, false, used < most ? most - used : 0);
  // Blank lines around the findings, where there is room for them.
  const bool is_airy = !findings.empty() && used + count_lines(warnings) + 2 <= most;
  const std::string gap = is_airy ? "\n" : "";
  const std::string details = terminal.is_verbose() ? draw_details(analysis, terminal) : "";
  return top + gap + findings + gap + rest + warnings + details + end;
}

std::string to_markdown(const Analysis& analysis, Words words) {
  const Terminal terminal{{.words = words}};
  const Voice voice{analysis, escape, words};
  const Summary summary = summarise(voice);
  std::string out = fmt::format("# {}\n\n{}.\n", summary.headline, read_sentence(voice));
  for (const auto& warning : analysis.warnings)
    if (is_urgent(warning)) out += fmt::format("\n**{}**\n", escape(warning_words(warning)));
  out += section(went_words(Direction::worse, voice), summary.worse, "\n");
  auto better = summary.better;
  if (!better.empty()) better.push_back(say("better_caution"));
  out += section(went_words(Direction::better, voice), better, "\n");
  out += section(text_of("probably_not"), {summary.probably_not}, "\n");
  out += section(text_of("too_early"), {summary.too_early}, "\n");
  out += section(text_of("what_next"), summary.next, "- ");
  out += foods_section(analysis, terminal);
  out += section(text_of("single_foods"), notes_of_foods(analysis), "- ");
  auto notes = notes_of(voice);
  for (const auto& warning : analysis.warnings)
    if (!is_urgent(warning)) notes.push_back(escape(warning_words(warning)));
  out += section(text_of("notes"), notes, "- ");
  out += section(text_of("families"), family_lines(voice), "- ");
  auto last = cautions();
  last.insert(last.begin(), certainty_note(analysis));
  for (auto& caution : full_cautions(analysis)) last.push_back(std::move(caution));
  return out + section(text_of("please_note"), last, "- ");
}

std::string to_table(const trial::Plan& plan, const TableOptions& options) {
  return on_terminal(plan_paper(plan), options);
}
std::string to_markdown(const trial::Plan& plan) { return in_markdown(plan_paper(plan)); }

std::string to_table(const trial::Result& result, const TableOptions& options) {
  return on_terminal(trial_paper(result), options);
}
std::string to_markdown(const trial::Result& result) { return in_markdown(trial_paper(result)); }

}  // namespace culprit::report
