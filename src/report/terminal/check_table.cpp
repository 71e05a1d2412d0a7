#include "culprit/report/terminal/check_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"
#include "report/terminal/terminal.hpp"
#include "report/terminal/text_figures.hpp"
#include "report/words/sentences.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr Indent detail{2, 4};

constexpr Word<char> delimiter_words[] = {
    {',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "bar"}};
constexpr Word<diary::DateOrder> order_words[] = {{diary::DateOrder::dmy, "day-month-year"},
    {diary::DateOrder::mdy, "month-day-year"}, {diary::DateOrder::ymd, "year-month-day"}};

std::string rule_words(const diary::FileReport& file) {
  const auto words = joined(file.skipped_by_rule, ", ",
      [](const auto& skipped) { return fmt::format("{} {}", skipped.first, skipped.second); });
  return words.empty() ? words : " (" + words + ')';
}

std::string rows_line(const diary::FileReport& file) {
  std::string text =
      fmt::format("{} = {} used + {} merged (duplicates) + {} skipped{} + {} rejected",
          count_words(file.rows, "row"), file.used, file.merged, file.skipped, rule_words(file),
          file.rejected);
  if (file.rejected_cells > 0)
    text += fmt::format("; {} rejected in used rows", count_words(file.rejected_cells, "cell"));
  return text;
}

std::size_t list_columns(const Terminal& terminal) {
  return terminal.is_verbose() ? std::string::npos : 3 * terminal.width() - 60;
}

/// Of an app, which says itself what its columns are.
std::string columns_line(const diary::FileReport& file, const Terminal& terminal) {
  const ShowName show = terminal.show_name();
  return "columns: " + joined(file.columns, ", ", [&](const auto& column) {
    return fmt::format("{} = {}{}", show(column.name), column.role,
        column.how.empty() ? "" : " (" + column.how + ')');
  });
}

/// Every column with its role and why.
std::string columns_part(const diary::FileReport& file, const Terminal& terminal) {
  const bool has_reasons = std::any_of(file.columns.begin(), file.columns.end(),
      [](const auto& column) { return !column.reason.empty(); });
  if (!has_reasons) return terminal.paragraph(columns_line(file, terminal), detail);
  std::string lines = terminal.paragraph("columns:", detail);
  const ShowName show = terminal.show_name();
  for (const auto& column : file.columns) {
    std::string line = fmt::format("{} = {}", show(column.name), column.role);
    if (!column.how.empty()) line += " (" + column.how + ')';
    if (!column.reason.empty()) line += ": " + column.reason;
    if (!column.offer.empty())
      line += fmt::format("; --map '{}={}' uses it", column.name, column.offer);
    lines += terminal.paragraph(line, {4, 6});
  }
  return lines;
}

std::string file_part(const diary::FileReport& file, const Terminal& terminal) {
  std::string out = terminal.paint(terminal.paragraph(file.path), Tone::bold);
  out += terminal.paragraph(
      fmt::format("{} layout (confidence {:.2f}): {}", file.format, file.confidence, file.reason),
      detail);
  out += terminal.paragraph(fmt::format("separated by {}, decimal {}, dates {} ({})",
                                word_of(delimiter_words, file.delimiter),
                                file.decimal_mark == DecimalMark::comma ? "comma" : "point",
                                word_of(order_words, file.date_order), file.date_order_reason),
      detail);
  out += terminal.paragraph(rows_line(file), detail);
  return out + columns_part(file, terminal) + '\n';
}

std::string rejections_part(const Check& check, const Terminal& terminal) {
  if (check.rejections.empty()) return {};
  std::string out = terminal.paint("rejected, by reason\n", Tone::bold);
  for (const auto& rejection : check.rejections) {
    std::string text = fmt::format("{}: {}", rejection.code, rejection.count);
    Message first = rejection.first;
    first.excerpt.clear();
    first.hint.clear();
    if (!first.text.empty()) text += "; first: " + to_text(first);
    out += terminal.paragraph(text, detail);
  }
  return out + '\n';
}

std::string coverage_line(const Check& check) {
  const auto& diary = check.diary;
  if (diary.days == 0) return "no entries";
  std::string text = fmt::format("{} to {}, {}, foods logged on {}", to_iso(diary.first_day),
      to_iso(diary.last_day), count_words(static_cast<std::uint64_t>(diary.days), "day"),
      diary.logged_days);
  if (const auto& gap = check.longest_gap) {
    text += fmt::format(", longest gap {} from {}",
        count_words(static_cast<std::uint64_t>(gap->days), "day"), to_iso(gap->first));
  }
  return text;
}

/// As many of the phrases as there is room for, each with its entries.
std::string list_of(const std::vector<foods::Phrase>& phrases, const Terminal& terminal) {
  std::vector<std::string> names;
  const ShowName show = terminal.show_name();
  for (const auto& phrase : phrases)
    names.push_back(fmt::format("{} {}", show(phrase.text), phrase.count));
  return join_names(names, list_columns(terminal));
}

std::string foods_line(const Check& check, const Terminal& terminal) {
  const std::string list = list_of(check.foods, terminal);
  return fmt::format("{} in {}{}{}", count_words(check.foods.size(), "food"),
      check.diary.food_entries, check.diary.food_entries == 1 ? " entry" : " entries",
      list.empty() ? "" : ": " + list);
}

std::string readings_line(const Check& check, const Terminal& terminal) {
  std::vector<std::string> readings;
  const ShowName show = terminal.show_name();
  for (const auto& reading : check.read_foods)
    readings.push_back(
        fmt::format("{} as {} {}", show(reading.written), show(reading.name), reading.count));
  return fmt::format("read as, if misspelt: {}", join_names(readings, list_columns(terminal)));
}

std::string severity_line(const CheckedSeverity& severity, const Terminal& terminal) {
  const auto& candidate = severity.candidate;
  return fmt::format("{}: {} from {} to {}, scale {}{}", terminal.show_name()(candidate.name),
      count_words(candidate.readings, "rating"), format_number(candidate.minimum),
      format_number(candidate.maximum), severity.scale.name, severity.is_used ? " (used)" : "");
}

std::string diary_part(const Check& check, const Terminal& terminal) {
  std::string out = terminal.paint("diary\n", Tone::bold);
  out += terminal.paragraph(coverage_line(check), detail);
  if (check.diary.days > 0) {
    out += coverage_calendar({.first = check.diary.first_day,
                                 .last = check.diary.last_day,
                                 .logged = check.logged_days,
                                 .rated = check.rated_days},
        terminal);
  }
  out += terminal.paragraph(foods_line(check, terminal), detail);
  if (!check.unknown_foods.empty())
    out +=
        terminal.paragraph("not in the lexicon: " + list_of(check.unknown_foods, terminal), detail);
  if (!check.read_foods.empty()) out += terminal.paragraph(readings_line(check, terminal), detail);
  for (const auto& severity : check.severities)
    out += terminal.paragraph(severity_line(severity, terminal), detail);
  if (check.severities.empty()) out += terminal.paragraph("no ratings", detail);
  if (!check.examples.empty()) out += terminal.paragraph("entries as understood:", detail);
  for (const auto& example : check.examples) out += terminal.paragraph(example, {4, 6});
  return out + '\n';
}

std::string outlook_words(const Check& check) {
  if (check.rank_message) return *check.rank_message;
  if (check.rank_exit == 0) return "there is enough to rank";
  return check.rank_exit == 3 ? "there is not enough data to say anything about any food"
                              : "the data cannot be used";
}

}  // namespace

std::string to_table(const Check& check, const TableOptions& options) {
  const Terminal terminal{options};
  std::string out;
  for (const auto& file : check.files) out += file_part(file, terminal);
  out += rejections_part(check, terminal) + diary_part(check, terminal);
  for (const auto& warning : check.warnings)
    out += terminal.paint(terminal.paragraph("warning: " + warning.text, {0, 2}), Tone::yellow);
  const std::string outlook =
      fmt::format("rank would exit with {}: {}", check.rank_exit, outlook_words(check));
  return out + terminal.paint(terminal.paragraph(outlook, {0, 2}), Tone::bold);
}

}  // namespace culprit::report
