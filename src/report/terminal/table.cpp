#include "culprit/report/terminal/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "culprit/core/text.hpp"
#include "report/terminal/terminal.hpp"
#include "report/terminal/text_figures.hpp"
#include "report/words/sentences.hpp"
#include "report/words/summary.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

/// Rows shown without `verbose`; all findings are.
constexpr std::size_t usual_rows = 20;

/// Food names are cut to this many columns before words elsewhere are abbreviated …
constexpr std::size_t roomy_name = 24;
/// … and to this many before columns are left out.
constexpr std::size_t tight_name = 12;
/// The food column is never narrower.
constexpr std::size_t least_name = 8;

struct Column {
  std::string title;
  Side side = Side::left;
  std::vector<std::string> cells;

  [[nodiscard]] std::size_t width() const {
    std::size_t widest = display_width(title);
    for (const auto& cell : cells) widest = std::max(widest, display_width(cell));
    return widest;
  }
};

/// What gives way where the terminal is narrow, in this order.
struct Plan {
  Length words = Length::full;
  bool has_profile = true;
  bool has_days = true;
  bool has_lag_and_certainty = true;
  std::size_t name_columns = tight_name;
  Words certainty = Words::plain;
};
constexpr std::array<Plan, 5> plans{{{Length::full, true, true, true, roomy_name},
    {Length::abbreviated, true, true, true, tight_name},
    {Length::abbreviated, false, true, true, tight_name},
    {Length::abbreviated, false, false, true, least_name},
    {Length::abbreviated, false, false, false, 0}}};

std::string shown_name(const engine::RankedFood& food) {
  return foods::name_in_words(food.name, food.level);
}

using Foods = std::vector<const engine::RankedFood*>;

Foods choose_rows(const engine::Analysis& analysis, bool all) {
  Foods rows;
  const bool has_foods = std::any_of(analysis.foods.begin(), analysis.foods.end(),
      [](const engine::RankedFood& food) { return food.level == foods::Level::food; });
  for (std::size_t i = 0; i < analysis.foods.size(); ++i) {
    const auto& food = analysis.foods[i];
    // Of coarser names without a sign of anything the families speak.
    const bool is_quiet = food.level != foods::Level::food && !food.finding &&
                          food.verdict != engine::Verdict::possible;
    const bool has_room = rows.size() < usual_rows && !food.part_of && !(is_quiet && has_foods);
    if (all || has_room || food.finding) rows.push_back(&food);
  }
  return rows;
}

template <typename Words>
Column make_column(std::string title, Side side, const Foods& rows, const Words& words) {
  Column column{std::move(title), side, {}};
  column.cells.reserve(rows.size());
  for (const auto* food : rows) column.cells.push_back(words(*food));
  return column;
}

/// In words, or as the numbers behind them.
void add_certainty(std::vector<Column>& columns, const engine::Analysis& analysis,
    const Foods& rows, const Plan& plan) {
  using Food = engine::RankedFood;
  if (plan.certainty == Words::plain) {
    columns.push_back(make_column("certainty", Side::left, rows, [&](const Food& f) {
      return certainty_words(shown_probability(f, analysis), plan.words);
    }));
    return;
  }
  columns.push_back(make_column("probability", Side::right, rows,
      [&](const Food& f) { return probability_words(shown_probability(f, analysis)); }));
  columns.push_back(make_column("p", Side::right, rows, [](const Food& f) {
    return f.p_conditional ? p_words(*f.p_conditional) : std::string{"-"};
  }));
}

/// All columns but the food, which takes what they leave (it stands second).
std::vector<Column> make_columns(const engine::Analysis& analysis, const Foods& rows,
    const Plan& plan, const Terminal& terminal) {
  using Food = engine::RankedFood;
  const int decimals = effect_decimals(analysis.outcome.important_change);
  const Signs signs = terminal.is_ascii() ? Signs::ascii : Signs::blocks;
  std::vector<Column> columns;
  const auto add = [&](std::string title, Side side, const auto& words) {
    columns.push_back(make_column(std::move(title), side, rows, words));
  };
  add("#", Side::right, [](const Food& f) { return std::to_string(f.rank); });
  add("verdict", Side::left, [&](const Food& f) { return verdict_words(f.verdict, plan.words); });
  if (plan.has_lag_and_certainty) {
    add("after", Side::left,
        [&](const Food& f) { return lag_words(f.lag, analysis.settings.align, plan.words); });
  }
  add("points [95 %]", Side::right,
      [&](const Food& f) { return effect_words(f.effect, decimals); });
  if (plan.has_lag_and_certainty) add_certainty(columns, analysis, rows, plan);
  if (plan.has_days)
    add("days", Side::right, [](const Food& f) { return std::to_string(f.exposed_days); });
  if (plan.has_profile) {
    add(profile_title(analysis), Side::left,
        [&](const Food& f) { return profile_signs(f, analysis, signs); });
  }
  return columns;
}

struct Grid {
  std::vector<Column> columns;
  Plan plan;
};

/// The first plan that leaves the food column enough room, with that column in its place.
Grid lay_out(const engine::Analysis& analysis, const Foods& rows, const Terminal& terminal) {
  std::size_t longest = display_width("food");
  for (const auto* food : rows)
    longest = std::max(longest, display_width(printable(shown_name(*food))));
  for (Plan plan : plans) {
    const bool is_last = plan.name_columns == plans.back().name_columns;
    plan.certainty = terminal.words();
    Grid grid{make_columns(analysis, rows, plan, terminal), plan};
    std::size_t used = grid.columns.size();  // one blank before each but the first, and the food's
    for (const auto& column : grid.columns) used += column.width();
    const std::size_t room = terminal.width() > used ? terminal.width() - used : 0;
    if (room < std::min(longest, plan.name_columns) && !is_last) continue;
    const std::size_t width = std::min(longest, std::max(room, least_name));
    grid.columns.insert(grid.columns.begin() + 1,
        make_column("food", Side::left, rows,
            [&](const engine::RankedFood& f) { return terminal.name(shown_name(f), width); }));
    return grid;
  }
  return {};
}

Tone tone_of(engine::Verdict verdict) {
  using enum Tone;
  static constexpr Tone tones[] = {red, green, yellow, plain, dim, plain};
  return tones[static_cast<std::size_t>(verdict)];
}

/// Titles, a rule, and the rows; below a row what it may be confused with, and why.
std::string draw(const Grid& grid, const Foods& rows, const engine::Analysis& analysis,
    const Terminal& terminal) {
  std::vector<std::size_t> widths;
  std::string titles;
  for (const auto& column : grid.columns) {
    widths.push_back(column.width());
    titles += (titles.empty() ? "" : " ") + pad(column.title, widths.back(), column.side);
  }
  std::string rule;
  for (std::size_t i = 0; i < display_width(titles); ++i) rule += terminal.is_ascii() ? "-" : "─";
  std::string out = terminal.paint(trim_end(titles), Tone::bold) + '\n' + rule + '\n';
  const NoteStyle style{terminal.show_name(), [](std::string_view t) { return std::string{t}; },
      terminal.is_verbose()};
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (std::size_t c = 0; c < grid.columns.size(); ++c) {
      const auto& column = grid.columns[c];
      const std::string cell = pad(column.cells[r], widths[c], column.side);
      const Tone tone = column.title == "verdict" ? tone_of(rows[r]->verdict) : Tone::plain;
      line += (c == 0 ? "" : " ") + terminal.paint(cell, tone);
    }
    out += trim_end(std::move(line)) + '\n';
    const auto below = [&](const std::string& text) {
      const std::size_t start = widths[0] + 1;
      out += terminal.paint(terminal.paragraph(text, {start, start + 2}), Tone::dim);
    };
    for (const auto& note : row_notes(*rows[r], analysis, style)) below(note);
  }
  return out;
}

std::string count_hidden(const engine::Analysis& analysis, const Foods& rows) {
  const std::size_t hidden = analysis.foods.size() - rows.size();
  return hidden == 0 ? ""
                     : fmt::format("... and {} more without a finding (-v shows all)\n", hidden);
}

std::string draw_table(const engine::Analysis& analysis, const Terminal& terminal) {
  const Foods rows = choose_rows(analysis, terminal.is_verbose());
  if (rows.empty()) return {};
  const Grid grid = lay_out(analysis, rows, terminal);
  std::string out = '\n' + terminal.paragraph(table_title(analysis, terminal.show_name()));
  out += draw(grid, rows, analysis, terminal) + count_hidden(analysis, rows) + '\n';
  std::string legend;
  for (const auto& sentence : column_sentences(analysis, terminal.words()))
    legend += sentence + ' ';
  if (grid.plan.has_profile)
    legend += profile_sentence(analysis, terminal.is_ascii() ? Signs::ascii : Signs::blocks);
  out += terminal.paint(terminal.paragraph(legend), Tone::dim);
  for (const auto& sentence :
      verdict_sentences(analysis, static_cast<std::size_t>(rows.back()->rank)))
    out += terminal.paint(terminal.paragraph(sentence, {0, 2}), Tone::dim);
  const auto caution = terminal.is_verbose() ? alternating_sentence(analysis) : std::nullopt;
  if (caution) out += terminal.paragraph(*caution, {0, 2});
  return out;
}

/// The families of foods that articles name.
std::string draw_families(const engine::Analysis& analysis, const Terminal& terminal) {
  const auto lines = family_lines(analysis, terminal.show_name());
  if (lines.empty()) return {};
  std::string out = "\nWhat is often suspected, in this diary:\n";
  for (const auto& line : lines) out += terminal.paragraph(line.label + ": " + line.words, {2, 4});
  return out;
}

/// What stands beside the rows: foods not tested, adjustments, rejected rows, warnings.
std::string draw_notes(const engine::Analysis& analysis, const Terminal& terminal) {
  std::string out;
  const ShowName show = terminal.show_name();
  // Two lines for each reason, of which the reason itself takes up to 70 columns.
  const std::size_t columns = terminal.is_verbose() ? std::string::npos : 2 * terminal.width() - 84;
  for (const auto& sentence : skipped_sentences(analysis, show, columns))
    out += terminal.paragraph(sentence, {0, 2});
  if (const auto sentence = adjusted_sentence(analysis, show))
    out += terminal.paragraph(*sentence, {0, 2});
  if (const auto sentence = rejected_sentence(analysis))
    out += terminal.paragraph(*sentence, {0, 2});
  out += warning_paragraphs(analysis, terminal, false);
  return out.empty() ? out : '\n' + out;
}

/// People's words as plain text in any place of a document: HTML, markup and cell borders inert.
std::string escape(std::string_view text) {
  constexpr std::string_view marks = "\\`*_{}[]#~$|";
  std::string out;
  for (const char c : printable(text)) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      if (marks.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

/// In words, or as the numbers behind them in two cells.
std::string certainty_cells(
    const engine::RankedFood& food, const engine::Analysis& analysis, Words words) {
  const auto probability = shown_probability(food, analysis);
  if (words == Words::plain) return certainty_words(probability, Length::full);
  const std::string p = food.p_conditional ? p_words(*food.p_conditional) : "-";
  return fmt::format("{} | {}", escape(probability_words(probability)), escape(p));
}

std::string row_of(const engine::RankedFood& food, const engine::Analysis& analysis, Words words) {
  const auto& settings = analysis.settings;
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", food.rank,
      escape(foods::name_in_words(food.name, food.level)),
      verdict_words(food.verdict, Length::full), lag_words(food.lag, settings.align, Length::full),
      effect_words(food.effect, effect_decimals(analysis.outcome.important_change)),
      certainty_cells(food, analysis, words), food.exposed_days,
      profile_signs(food, analysis, Signs::blocks));
}

std::string item(std::string_view text) { return fmt::format("- {}\n", text); }

std::string foods_section(const engine::Analysis& analysis, Words words) {
  if (analysis.foods.empty()) return {};
  std::string out = "\n## Foods\n\n" + table_title(analysis, escape) + "\n\n";
  const bool is_plain = words == Words::plain;
  out += fmt::format("| # | food | verdict | after | points [95 %] | {} | days | {} |\n",
      is_plain ? "certainty" : "probability | p", profile_title(analysis));
  out += fmt::format("| ---: | :--- | :--- | :--- | ---: | {} | ---: | :--- |\n",
      is_plain ? ":---" : "---: | ---:");
  for (const auto& food : analysis.foods) out += row_of(food, analysis, words);
  out += '\n';
  for (const auto& sentence : column_sentences(analysis, words)) out += item(sentence);
  out += item(profile_sentence(analysis, Signs::blocks));
  for (const auto& sentence : verdict_sentences(analysis, analysis.foods.size()))
    out += item(sentence);
  return out;
}

/// What may stand behind a finding, and the reasons given for rows.
std::string reasons_section(const engine::Analysis& analysis) {
  std::string out;
  for (const auto& food : analysis.foods)
    for (const auto& note : row_notes(food, analysis, {escape, escape, true}))
      out += item(fmt::format("{}: {}", escape(foods::name_in_words(food.name, food.level)), note));
  if (const auto caution = alternating_sentence(analysis)) out += item(*caution);
  return out.empty() ? out : "\n## About single foods\n\n" + out;
}

std::string notes_section(const engine::Analysis& analysis) {
  std::string out;
  for (const auto& sentence : skipped_sentences(analysis, escape, std::string::npos))
    out += item(sentence);
  if (const auto sentence = adjusted_sentence(analysis, escape)) out += item(*sentence);
  if (const auto sentence = rejected_sentence(analysis)) out += item(*sentence);
  for (const auto& warning : analysis.warnings)
    if (!is_urgent(warning)) out += item("warning: " + escape(warning.text));
  return out.empty() ? out : "\n## Notes\n\n" + out;
}

std::string families_section(const engine::Analysis& analysis) {
  const auto lines = family_lines(analysis, escape);
  if (lines.empty()) return {};
  std::string out = "\n## What is often suspected\n\n";
  for (const auto& line : lines) out += item(fmt::format("{}: {}", line.label, line.words));
  return out;
}

}  // namespace

std::string to_table(const engine::Analysis& analysis, const TableOptions& options) {
  const Terminal terminal{options};
  const ShowName show = terminal.show_name();
  std::string out = terminal.paragraph(read_sentence(analysis, show));
  out += warning_paragraphs(analysis, terminal, true);
  const Summary summary = summarise(analysis, show, terminal.words());
  out += terminal.paint(terminal.paragraph("Suspected: " + summary.suspected), Tone::bold);
  out += terminal.paragraph("Cleared: " + summary.cleared);
  out += terminal.paragraph("Not known yet: " + summary.unknown);
  if (!analysis.findings.empty())
    out += terminal.paragraph(coincidence(analysis.settings.options.fdr));
  out += draw_table(analysis, terminal) + draw_notes(analysis, terminal);
  out += draw_families(analysis, terminal) + '\n';
  for (const auto& caution : cautions()) out += terminal.paragraph(caution);
  return out;
}

std::string to_markdown(const engine::Analysis& analysis, Words words) {
  std::string out = fmt::format("# Foods and {}\n\n", escape(analysis.outcome.name));
  out += read_sentence(analysis, escape) + "\n\n";
  for (const auto& warning : analysis.warnings)
    if (is_urgent(warning)) out += "**Warning: " + escape(warning.text) + ".**\n\n";
  const Summary summary = summarise(analysis, escape, words);
  out += "**Suspected:** " + summary.suspected + "\n\n";
  out += "**Cleared:** " + summary.cleared + "\n\n";
  out += "**Not known yet:** " + summary.unknown + "\n";
  if (!analysis.findings.empty()) out += '\n' + coincidence(analysis.settings.options.fdr) + '\n';
  out += foods_section(analysis, words) + reasons_section(analysis) + notes_section(analysis) +
         families_section(analysis);
  out += "\n## Please note\n\n";
  for (const auto& caution : cautions()) out += item(caution);
  return out;
}

}  // namespace culprit::report
