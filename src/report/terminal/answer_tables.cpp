#include "culprit/report/terminal/answer_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"
#include "report/terminal/terminal.hpp"
#include "report/words/analysis_words.hpp"
#include "report/words/sentence_texts.hpp"
#include "report/words/summary.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

using engine::Analysis;
using engine::Explanation;

std::string bar(double share, const Terminal& terminal) {
  constexpr double longest = 20;
  const auto length = static_cast<int>(std::lround(std::min(std::abs(share), 1.0) * longest));
  const auto sign = share < 0 ? terminal.sign("▒", "-") : terminal.sign("█", "#");
  std::string text;
  for (int i = 0; i < length; ++i) text += sign;
  return text;
}

/// A line for each lag: when, effect, bar.
std::string lag_plot(
    const Explanation& explanation, const Analysis& analysis, const Terminal& terminal) {
  const double change = analysis.outcome.important_change;
  const double full = std::isfinite(change) && change > 0 ? 2 * change : 2;
  const bool in_days = std::holds_alternative<LagWindow>(analysis.settings.options.lags);
  std::string out = terminal.paragraph(
      say("lag_plot", in_days ? "lag" : "window", points_words(full), terminal.sign("▒", "-")));
  for (const auto& lag : explanation.row->profile) {
    const std::string when = is_order_unknown(lag, analysis)
                                 ? "same day, order unknown"
                                 : lag_words(lag.lag, analysis.settings.align, Length::full);
    const std::string effect =
        lag.effect ? effect_words(*lag.effect, effect_decimals(change)) : "-";
    const bool has_bar = lag.effect && std::isfinite(lag.effect->estimate);
    const std::string line = fmt::format("  {} {} {}", pad(when, 23, Side::left),
        pad(effect, 20, Side::right), has_bar ? bar(lag.effect->estimate / full, terminal) : "");
    out += elide(trim_end(line), terminal.width(), terminal.sign("…", "...")) + '\n';
  }
  return out;
}

constexpr Indent item_indent{2, 4};
constexpr Indent phrase_detail{4, 12};
constexpr std::size_t n_nearest_shown = 3;

/// `dairy, wheat; dose: sugar; benefit: probiotic`.
std::string group_words(foods::GroupSet set, const foods::Lexicon& lexicon) {
  std::string text;
  for (const auto layer : {foods::Layer::identity, foods::Layer::dose, foods::Layer::benefit}) {
    std::string names;
    (set & lexicon.layer(layer)).for_each([&](foods::GroupId group) {
      names += fmt::format("{}{}", names.empty() ? "" : ", ", lexicon.groups()[group].id);
    });
    if (names.empty()) continue;
    if (!text.empty()) text += "; ";
    if (layer != foods::Layer::identity) text += fmt::format("{}: ", to_word(layer));
    text += names;
  }
  return text;
}

std::string_view share_words(foods::Share share) {
  constexpr Word<foods::Share> words[] = {{foods::Share::minor, " (little)"},
      {foods::Share::sometimes, " (sometimes)"}, {foods::Share::given, " (as written)"},
      {foods::Share::usual, ""}};
  return word_of(words, share);
}

std::string ingredient_words(const foods::Item& item, const foods::Lexicon& lexicon) {
  return joined(item.ingredients, ", ", [&](const auto& ingredient) {
    return fmt::format("{}{}", lexicon.name(ingredient.term), share_words(ingredient.share));
  });
}

std::string heading(const foods::Item& item) {
  std::string text = item.written.empty() ? item.name : item.written + " read as " + item.name;
  if (item.amount) text += ", " + format_number(*item.amount);
  if (!item.unit.empty()) text += (item.amount ? " " : ", ") + item.unit;
  if (item.role != foods::Role::food) text += fmt::format(" ({})", to_word(item.role));
  return text;
}

std::string nearest_words(const foods::Item& item, const foods::Lexicon& lexicon) {
  const auto nearest = foods::nearest_names(lexicon, item.name, n_nearest_shown);
  return nearest.empty() ? "not known"
                         : fmt::format("not known; nearest: {}", fmt::join(nearest, ", "));
}

std::string item_part(
    const foods::Item& item, const foods::Lexicon& lexicon, const Terminal& terminal) {
  std::string out = terminal.paragraph(heading(item), item_indent);
  if (!item.term) return out + terminal.paragraph(nearest_words(item, lexicon), phrase_detail);
  const auto add = [&](std::string_view label, const std::string& text) {
    if (!text.empty()) out += terminal.paragraph(fmt::format("{}: {}", label, text), phrase_detail);
  };
  add("made of", ingredient_words(item, lexicon));
  add("groups", group_words(item.groups.sure, lexicon));
  add("maybe", group_words(item.groups.maybe, lexicon));
  add("little", group_words(item.groups.minor, lexicon));
  return out;
}

constexpr std::size_t shown_rows = 20;
/// A row of a pool: name, people, average, its interval, a new person, p, differ.
constexpr std::string_view pool_row = "{}  {:>6}  {:>6}  {:>14}  {:>14}  {:>6}  {:>6}";
constexpr std::size_t numbers_width = 64;  ///< of all behind the name

std::string section_text(
    const PoolSection& section, const PoolSource& source, const Terminal& terminal) {
  const std::size_t name_width = std::max<std::size_t>(terminal.width(), 80) - numbers_width;
  const std::string heads = fmt::format(pool_row, pad("", name_width, Side::left), "people",
      "on avg", "95 %", "new person", "p", "differ");
  std::string text = '\n' + terminal.heading(heading_of(section));
  text += terminal.paint(heads, Tone::dim) + '\n';
  const std::size_t all = section.rows.size();
  const std::size_t shown = terminal.is_verbose() ? all : std::min(all, shown_rows);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& food = *section.rows[i];
    const auto& pooled = food.pooled;
    const auto name = terminal.name(foods::name_in_words(food.name, food.level), name_width);
    const auto line = fmt::format(pool_row, pad(name, name_width, Side::left), food.persons.size(),
        percent_words(pooled.estimate), percent_words(pooled.interval),
        percent_words(pooled.prediction), p_words(food.p_adjusted),
        fmt::format("{:.0f} %", 100 * pooled.i2));
    const Tone tone = !stands_out(food, source.fdr) ? Tone::plain
                      : pooled.estimate > 0         ? Tone::red
                                                    : Tone::green;
    text += terminal.paint(line, tone) + '\n';
  }
  if (shown < all) text += fmt::format("and {} more; -v shows all\n", all - shown);
  return text;
}

constexpr Indent detail{2, 4};

constexpr Word<char> delimiter_words[] = {
    {',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "bar"}};
constexpr Word<diary::DateOrder> order_words[] = {{diary::DateOrder::dmy, "day-month-year"},
    {diary::DateOrder::mdy, "month-day-year"}, {diary::DateOrder::ymd, "year-month-day"}};

std::string rows_line(const diary::FileReport& file) {
  const auto rules = joined(file.skipped_by_rule, ", ",
      [](const auto& skipped) { return fmt::format("{} {}", skipped.first, skipped.second); });
  const auto text = say("check_rows", count_words(file.rows, "row"), file.used, file.merged,
      file.skipped, rules.empty() ? "" : " (" + rules + ')', file.rejected);
  return file.rejected_cells == 0
             ? text
             : text + say("check_cells", count_words(file.rejected_cells, "cell"));
}

std::size_t list_columns(const Terminal& terminal) {
  return terminal.is_verbose() ? std::string::npos : 3 * terminal.width() - 60;
}

/// What a column is, and by what it was told.
std::string column_words(const diary::Column& column, const Terminal& terminal) {
  return fmt::format("{} = {}{}", terminal.show_name()(column.name), column.role,
      column.how.empty() ? "" : " (" + column.how + ')');
}

/// Every column with its role and why; in a line those of an app, which says itself what they are.
std::string columns_part(const diary::FileReport& file, const Terminal& terminal) {
  const auto words = [&](const auto& column) { return column_words(column, terminal); };
  const bool has_reasons =
      std::ranges::any_of(file.columns, [](const auto& column) { return !column.reason.empty(); });
  if (!has_reasons)
    return terminal.paragraph("columns: " + joined(file.columns, ", ", words), detail);
  std::string lines = terminal.paragraph("columns:", detail);
  for (const auto& column : file.columns) {
    std::string line = words(column);
    if (!column.reason.empty()) line += ": " + column.reason;
    if (!column.offer.empty())
      line += fmt::format("; --map '{}={}' uses it", column.name, column.offer);
    lines += terminal.paragraph(line, {4, 6});
  }
  return lines;
}

std::string file_part(const diary::FileReport& file, const Terminal& terminal) {
  const std::vector<std::string> lines{
      say("check_layout", file.format, file.confidence, file.reason),
      say("check_marks", word_of(delimiter_words, file.delimiter),
          file.decimal_mark == DecimalMark::comma ? "comma" : "point",
          word_of(order_words, file.date_order), file.date_order_reason),
      rows_line(file)};
  return terminal.paint(terminal.paragraph(file.path), Tone::bold) +
         terminal.paragraphs(lines, detail) + columns_part(file, terminal) + '\n';
}

std::string rejections_part(const Check& check, const Terminal& terminal) {
  if (check.rejections.empty()) return {};
  std::vector<std::string> lines;
  for (auto [code, count, first] : check.rejections) {
    first.excerpt.clear();
    first.hint.clear();
    lines.push_back(fmt::format("{}: {}{}", code, count,
        first.text.empty() ? std::string{} : "; first: " + to_text(first)));
  }
  return terminal.heading("rejected, by reason") + terminal.paragraphs(lines, detail) + '\n';
}

std::string coverage_line(const Check& check) {
  const auto& diary = check.diary;
  if (diary.days == 0) return "no entries";
  const auto text = say("check_days", to_iso(diary.first_day), to_iso(diary.last_day),
      count_words(diary.days, "day"), diary.logged_days);
  const auto& gap = check.longest_gap;
  return gap ? text + say("check_gap", count_words(gap->days, "day"), to_iso(gap->first)) : text;
}

/// As many of the items as there is room for.
template <typename Items, typename InWords>
std::string list_of(const Items& items, const Terminal& terminal, const InWords& in_words) {
  std::vector<std::string> names;
  names.reserve(items.size());
  for (const auto& item : items) names.push_back(in_words(item));
  return join_names(names, list_columns(terminal));
}

std::string diary_part(const Check& check, const Terminal& terminal) {
  const ShowName show = terminal.show_name();
  const auto phrase_words = [&](const foods::Phrase& phrase) {
    return fmt::format("{} {}", show(phrase.text), phrase.count);
  };
  const auto list = list_of(check.foods, terminal, phrase_words);
  const auto entries = check.diary.food_entries;
  std::vector<std::string> lines{
      fmt::format("{} in {}{}{}", count_words(check.foods.size(), "food"), entries,
          entries == 1 ? " entry" : " entries", list.empty() ? "" : ": " + list)};
  if (!check.unknown_foods.empty())
    lines.push_back("not in the lexicon: " + list_of(check.unknown_foods, terminal, phrase_words));
  if (!check.read_foods.empty())
    lines.push_back("read as, if misspelt: " +
                    list_of(check.read_foods, terminal, [&](const foods::Reading& reading) {
                      return fmt::format(
                          "{} as {} {}", show(reading.written), show(reading.name), reading.count);
                    }));
  for (const auto& [candidate, scale, is_used] : check.severities)
    lines.push_back(fmt::format("{}: {} from {} to {}, scale {}{}", show(candidate.name),
        count_words(candidate.readings, "rating"), format_number(candidate.minimum),
        format_number(candidate.maximum), scale.name, is_used ? " (used)" : ""));
  if (check.severities.empty()) lines.emplace_back("no ratings");
  if (!check.examples.empty()) lines.emplace_back("entries as understood:");
  std::string out = terminal.heading("diary") + terminal.paragraph(coverage_line(check), detail);
  if (check.diary.days > 0)
    out += coverage_calendar({.first = check.diary.first_day,
                                 .last = check.diary.last_day,
                                 .logged = check.logged_days,
                                 .rated = check.rated_days},
        terminal);
  return out + terminal.paragraphs(lines, detail) + terminal.paragraphs(check.examples, {4, 6}) +
         '\n';
}

std::string outlook_words(const Check& check) {
  if (check.rank_message) return say("check_refused", *check.rank_message);
  if (check.rank_exit == 0) return say("check_ready");
  return check.rank_exit == 3 ? say("check_early") : say("check_unusable");
}

/// The answer about one food: of a finding its sentence, else the verdict's.
std::string answer_words(const Explanation& explanation, const Voice& voice) {
  if (explanation.finding) return finding_sentence(*explanation.finding, voice);
  return capital(
      fmt::format("{}: {}.", voice.show(foods::name_in_words(explanation.name, explanation.level)),
          verdict_sentence(explanation, voice.analysis)));
}

}  // namespace

std::string to_table(const Explanation& explanation, const engine::Timeline& timeline,
    const Analysis& analysis, const TableOptions& options) {
  const Terminal terminal{options};
  const Voice voice = terminal.voice(analysis);
  std::string out = warning_paragraphs(analysis, terminal, true);
  out += terminal.paint(terminal.paragraph(answer_words(explanation, voice)), Tone::bold);
  out += terminal.paragraphs(explain_sentences(explanation, voice));
  out += warning_paragraphs(analysis, terminal, false);
  if (explanation.row) out += '\n' + lag_plot(explanation, analysis, terminal);
  for (const auto& food : timeline.foods)
    out += '\n' + rating_strips(timeline, food, analysis, terminal);
  auto details = explain_details(explanation, voice);
  details.push_back(capital(read_sentence(voice)) + '.');
  if (const auto sentence = adjusted_sentence(voice)) details.push_back(*sentence);
  out += '\n' + terminal.paragraphs(details);
  out += '\n' + terminal.paragraph(explanation.finding ? certainty_note(analysis)
                                                       : coincidence(analysis.settings.options.fdr),
                    {0, 2});
  out += terminal.paragraphs(cautions());
  if (!explanation.row) return out;
  out += terminal.paragraphs(cautions_in_full(explanation.row->verdict));
  out += test_paragraph(*explanation.row, analysis, terminal);
  return out;
}

std::string to_table(std::span<const ResolvedPhrase> phrases, const foods::Lexicon& lexicon,
    const TableOptions& options) {
  const Terminal terminal{options};
  std::string out;
  for (const auto& phrase : phrases) {
    if (!out.empty()) out += '\n';
    out += terminal.paint(terminal.paragraph(phrase.text), Tone::bold);
    for (const auto& item : phrase.resolved.items) out += item_part(item, lexicon, terminal);
    for (const auto& name : phrase.resolved.not_eaten)
      out += terminal.paragraph("not eaten: " + name, item_indent);
    const auto groups = group_words(phrase.resolved.sure(), lexicon);
    if (phrase.resolved.items.size() > 1 && !groups.empty())
      out += terminal.paragraph("in all: " + groups, item_indent);
  }
  return out;
}

std::string to_table(const PoolSource& source, const TableOptions& options) {
  const Terminal terminal{options};
  constexpr std::size_t names_shown = 20;
  std::string text = terminal.paragraphs(answer_of(source, terminal.show_name()).sentences, {});
  if (!source.table.foods.empty())
    text += terminal.paragraph(say("pool_chance", std::lround(100 * source.fdr)), {0, 2});
  text += terminal.paragraph(people_of(source.table));
  for (const auto& section : sections_of(source.table))
    text += section_text(section, source, terminal);
  text += '\n';
  const auto too_few = too_few_of(source.table, terminal.show_name(),
      terminal.is_verbose() ? source.table.too_few.size() : names_shown);
  if (!too_few.empty()) text += terminal.paragraph(too_few);
  if (!source.table.foods.empty()) text += terminal.paragraphs(reading_of(source));
  return text + terminal.paragraphs(cautions(), {});
}

std::string to_table(const Check& check, const TableOptions& options) {
  const Terminal terminal{options};
  std::string out;
  for (const auto& file : check.files) out += file_part(file, terminal);
  out += rejections_part(check, terminal) + diary_part(check, terminal);
  for (const auto& warning : check.warnings)
    out += terminal.paint(terminal.paragraph(warning_words(warning), {0, 2}), Tone::yellow);
  return out + terminal.paint(terminal.paragraph(outlook_words(check), {0, 2}), Tone::bold);
}

}  // namespace culprit::report
