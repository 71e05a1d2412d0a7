#include "culprit/report/html/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "report/figures/figure_days.hpp"
#include "report/figures/figure_foods.hpp"
#include "report/html/page.hpp"
#include "report/html/texts.hpp"
#include "report/words/analysis_words.hpp"
#include "report/words/paper.hpp"
#include "report/words/sentence_texts.hpp"
#include "report/words/summary.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

using engine::Analysis;
using engine::Direction;
using engine::Verdict;

constexpr int most_cards = 5;
constexpr std::size_t most_people_shown = 30;

Voice voice_of(const PageSource& source) { return {source.analysis, short_name, source.words}; }

const engine::TimelineFood* days_of(const engine::RankedFood& row, const PageSource& source) {
  for (const auto& food : source.timeline.foods)
    if (food.name.name == row.name && food.name.level == row.level) return &food;
  return nullptr;
}

/// The rows of a finding, likeliest first.
std::vector<const engine::RankedFood*> rows_of(
    const engine::Finding& finding, const Analysis& analysis) {
  std::vector<const engine::RankedFood*> rows;
  for (const auto& row : analysis.foods)
    if (row.finding == finding.id) rows.push_back(&row);
  return rows;
}

/// What a card shows of what stands out; texts but `icons` and `figure` are not escaped.
struct Card {
  std::string_view tone;
  std::string name;
  std::string sentence;
  std::string icons = {};
  std::vector<std::pair<std::string_view, std::string>> facts = {};
  std::string figure = {};
  std::vector<std::string> notes = {};
};

std::string to_html(const Card& card) {
  const auto facts = joined(card.facts, "", [](const auto& fact) {
    return markup("<div><dt>{}</dt><dd>{}</dd></div>\n", fact.first, fact.second);
  });
  return fmt::format(fmt::runtime(texts::card_html), fmt::arg("tone", card.tone),
      fmt::arg("lead", card.icons.empty() ? "" : " lead"),
      fmt::arg("name", escape_markup(capital(card.name))),
      fmt::arg("sentence", escape_markup(capital(card.sentence))), fmt::arg("icons", card.icons),
      fmt::arg("facts", facts), fmt::arg("figure", card.figure),
      fmt::arg("notes", joined(card.notes, "", html_note)));
}

std::string card(const engine::Finding& finding, const PageSource& source, bool is_first) {
  const auto& analysis = source.analysis;
  const auto daily = daily_effect(finding.effect, finding.lag);
  const auto certainty = certainty_words(finding.probability, Length::full);
  const auto daily_size =
      size_words(daily.estimate, effect_decimals(analysis.outcome.important_change));
  Card card{tone_class(finding.verdict), join_or(names_in_words(finding), short_name),
      finding_fact(finding, voice_of(source)) + '.'};
  card.notes = finding_remarks(finding, voice_of(source));
  if (finding.note) card.notes.push_back(capital(*finding.note) + '.');
  const auto chances = chances_in_100(finding.probability);
  if (is_first && chances)
    card.icons = fmt::format(
        "<div class=\"icons\">{}</div>\n", in_page(certainty_figure(*chances, certainty)));
  const auto rows = rows_of(finding, analysis);
  if (!rows.empty())
    card.figure =
        fmt::format("<figure>{}</figure>\n", in_page(lags_figure(*rows.front(), analysis)));
  card.facts = {{"Certainty", sureness_words(finding, source.words)},
      {finding.lag.days() == nullptr ? "Size" : "Size a day",
          is_sign_known(finding.effect) ? daily_size : "not clear"},
      {"When", lag_words(finding.lag, analysis.settings.align, Length::full)}};
  return to_html(card);
}

/// Cards of the first findings of a direction, and a line for each of the others.
std::string findings(const PageSource& source, Direction direction) {
  std::string cards;
  std::vector<std::string> lines;
  for (const auto& finding : source.analysis.findings) {
    const bool is_first = &finding == source.analysis.findings.data();
    if (finding.direction != direction) continue;
    if (finding.id <= most_cards) cards += card(finding, source, is_first);
    else lines.push_back(finding_sentence(finding, voice_of(source)));
  }
  return cards + html_list(lines);
}

std::string progress_bar(const Analysis& analysis) {
  const auto [ratings, needed] = progress_of(analysis);
  return markup(
      R"(<p class="bar"><progress value="{0}" max="{1}" aria-label="{2}"></progress>{2}</p>)"
      "\n",
      ratings, needed, say("ratings_bar", ratings, needed));
}

void add_cautions(Page& page, std::string_view note) {
  page.section("cautions", "Before you act on this",
      joined(cautions(), "", html_paragraph) + html_paragraph(note), "cautions");
}

/// What a clinician asks for first.
std::string level_sentence(const engine::Timeline& timeline) {
  if (timeline.readings.empty()) return {};
  const auto treatments = joined(timeline.treatments, ", ", [](const auto& treatment) {
    return fmt::format(
        "{} ({})", short_name(treatment.name), count_words(treatment.days.size(), "day"));
  });
  return ' ' + say("level", format_number(usual_level(timeline)),
                   treatments.empty() ? "none written down" : treatments);
}

/// Cautions and the course of the ratings: after the answer.
void add_course(Page& page, const PageSource& source) {
  const auto& [analysis, timeline] = std::tie(source.analysis, source.timeline);
  add_cautions(page, certainty_note(analysis));
  if (timeline.readings.empty()) return;
  page.section("course", "Your diary, week by week",
      in_page(timeline_figure(timeline, analysis)) +
          html_note(say("course", points_words(analysis.outcome.important_change))));
}

/// Shapes and colours of the verdicts.
std::string legend(const Analysis& analysis) {
  std::string marks;
  for (const auto verdict : all_verdicts) {
    if (!any_with(analysis.foods, verdict)) continue;
    marks += R"(<li><svg class="fig" aria-hidden="true">)";
    draw_mark(marks, {50, 8}, verdict);
    marks += markup("</svg>{}</li>", verdict_words(verdict));
  }
  return fmt::format(R"(<ul class="legend">{}</ul>)", marks);
}

std::string compared_foods(const Analysis& analysis) {
  if (analysis.foods.empty()) return {};
  return html_figure(forest_figure(analysis),
             say("forest", points_words(analysis.outcome.important_change))) +
         legend(analysis);
}

/// Ratings with and without the foods of findings, and what was eaten with them.
std::string ratings_of_findings(const PageSource& source) {
  const auto& analysis = source.analysis;
  std::string body;
  for (const auto& finding : analysis.findings) {
    const auto rows = rows_of(finding, analysis);
    if (rows.empty()) continue;
    if (const auto* days = days_of(*rows.front(), source))
      body += html_figure(readings_figure(*days, source.timeline, analysis),
          body.empty() ? text_of("averages") : "");
    std::vector<std::string> notes;
    for (const auto* row : rows)
      for (const auto& note : row_notes(*row, voice_of(source)))
        notes.push_back(fmt::format("{}: {}", foods::name_in_words(row->name, row->level), note));
    body += html_list(notes);
  }
  return body;
}

std::string table_of_foods(const PageSource& source) {
  const auto& analysis = source.analysis;
  if (analysis.foods.empty()) return {};
  const auto columns = food_columns(voice_of(source));
  std::vector<PageHead> heads;
  heads.reserve(columns.size() + 1);
  for (const auto& column : columns) heads.push_back({column.title, column.is_number ? "n" : "w"});
  heads.push_back({"days needed", "n"});
  std::vector<PageRow> rows;
  for (const auto& food : analysis.foods) {
    auto& row = rows.emplace_back();
    for (const auto& column : columns) row.cells.push_back(column.cell(food));
    row.cells.push_back(days_needed_words(food).value_or(""));
    row.remark = food.reason.value_or("");
    row.tone = fmt::format("v {}", tone_class(food.verdict));
  }
  auto legend = column_sentences(analysis, source.words);
  for (auto& words : verdict_sentences(analysis)) legend.push_back(std::move(words));
  legend.push_back(say("days_needed"));
  return html_table(table_title(voice_of(source)), heads, rows) + html_list(legend);
}

std::string adjustments(const PageSource& source) {
  std::vector<std::string> items;
  if (const auto words = adjusted_sentence(voice_of(source))) items.push_back(*words);
  for (auto& words : skipped_sentences(voice_of(source))) items.push_back(std::move(words));
  for (const auto& warning : source.analysis.warnings)
    if (!is_urgent(warning)) items.push_back(warning_words(warning));
  return html_list(items);
}

std::string fate_of_rows(std::span<const diary::FileReport> files) {
  if (files.empty()) return {};
  std::vector<PageRow> rows;
  for (const auto& file : files) {
    auto skipped = joined(file.skipped_by_rule, ", ",
        [](const auto& rule) { return fmt::format("{} ({})", rule.first, rule.second); });
    std::ranges::replace(skipped, '_', ' ');
    rows.push_back({{file.path, file.format, std::to_string(file.rows), std::to_string(file.used),
        std::to_string(file.merged), skipped.empty() ? "-" : skipped,
        std::to_string(file.rejected)}});
  }
  return html_table("Rows of the files; merged are exact repetitions",
      {{"file"}, {"read as"}, {"rows", "n"}, {"used", "n"}, {"merged", "n"}, {"skipped"},
          {"rejected", "n"}},
      rows);
}

/// What every page of a diary ends with.
std::string finish(Page& page, const PageSource& source) {
  const auto& analysis = source.analysis;
  page.detail("coverage-days", "Which days were written down",
      html_figure(coverage_figure(source.timeline)));
  page.detail("notes", "Adjustments and untested foods", adjustments(source));
  page.detail("rows", "How your file was read", fate_of_rows(source.files));
  page.detail("method", "How it was worked out",
      markup(texts::method_html, exact(analysis.settings.options.fdr)));
  return page.whole(
      say("made_by", source.version, analysis.settings.seed, analysis.diary.fingerprint));
}

Page begin(std::string title, const PageSource& source) {
  Page page{
      std::move(title), read_sentence(voice_of(source)) + '.' + level_sentence(source.timeline)};
  for (const auto& warning : source.analysis.warnings)
    if (is_urgent(warning)) page.urgent(warning_words(warning));
  return page;
}

std::string pooled_rows(const PoolSection& section) {
  std::vector<PageRow> rows;
  for (const auto* food : section.rows) {
    const auto& pooled = food->pooled;
    rows.push_back(
        {{foods::name_in_words(food->name, food->level), std::to_string(food->persons.size()),
            fmt::format("{} [{}]", percent_words(pooled.estimate), percent_words(pooled.interval)),
            percent_words(pooled.prediction), p_words(food->p_adjusted),
            fmt::format("{:.0f} %", 100 * pooled.i2)}});
  }
  return html_table(
      fmt::format("{}: {}", heading_of(section), count_words(section.rows.size(), "row")),
      {{"name"}, {"people", "n"}, {"on average [95 %]", "n"}, {"new person [95 %]", "n"},
          {"p", "n"}, {"differ", "n"}},
      rows);
}

std::string pool_card(const engine::PooledFood& food, const engine::PooledTable& table) {
  const auto& pooled = food.pooled;
  const auto when =
      food.window == engine::PresetWindow::late ? text_of("pool_when_late") : text_of("pool_when");
  const bool is_worse = pooled.estimate > 0;
  const auto size = percent_words(std::abs(pooled.estimate)).substr(1);
  const auto name = foods::name_in_words(short_name(food.name), food.level);
  return to_html(Card{.tone = tone_class(is_worse ? Verdict::suspect : Verdict::protective),
      .name = name,
      .sentence = say("pool_fact", name, food.persons.size(), table.persons.size(), size,
          is_worse ? "higher" : "lower", when),
      .facts = {{"On average", fmt::format("{} % ({})", percent_words(pooled.estimate),
                                   percent_words(pooled.interval))},
          {"New person", percent_words(pooled.prediction) + " %"}}});
}

/// Each person's estimate of what stands out.
std::string people(const PoolSource& source) {
  std::string body;
  if (source.table.persons.size() > most_people_shown) return body;
  for (const auto& food : source.table.foods) {
    if (!stands_out(food, source.fdr)) continue;
    std::vector<PageRow> rows;
    for (const auto& person : food.persons)
      rows.push_back({{short_name(source.table.persons[person.person]), percent_words(person.own),
          percent_words(person.shrunken.estimate), percent_words(person.shrunken.interval)}});
    body +=
        html_table(fmt::format("{}, person by person", foods::name_in_words(food.name, food.level)),
            {{"person"}, {"own diary alone", "n"}, {"with the others", "n"}, {"95 %", "n"}}, rows);
  }
  return body;
}

std::string table_of(const PaperSection& section) {
  std::vector<PageHead> heads;
  for (const auto& head : section.table.heads)
    heads.push_back(head.starts_with('#') ? PageHead{head.substr(1), "n"} : PageHead{head, "w"});
  std::vector<PageRow> rows;
  for (const auto& cells : section.table.rows) rows.push_back({cells});
  return html_bare_table(section.heading, heads, rows);
}

/// @param figure  in the first section
std::string page_of(const Paper& paper, const std::string& figure, const trial::Plan& plan,
    std::string_view version) {
  Page page{paper.title, paper.read};
  for (const auto& section : paper.sections) {
    const bool is_answer = section.heading.empty();
    if (section.id == "urgent") {
      for (const auto& words : section.paragraphs) page.urgent(words);
      continue;
    }
    std::string body = section.begins_sheet ? "<div style=\"break-before:page\"></div>" : "";
    for (const auto& words : section.paragraphs) body += html_paragraph(words);
    if (!section.table.rows.empty()) body += table_of(section);
    if (!section.items.empty()) body += html_list(section.items);
    page.section(section.id, is_answer ? "The answer" : section.heading,
        body + (is_answer ? figure : std::string{}));
  }
  return page.whole(say("made_by", version, plan.seed, plan.diary.fingerprint));
}

}  // namespace

std::string to_html(const PageSource& source) {
  const auto& analysis = source.analysis;
  const Summary summary = summarise(voice_of(source));
  Page page = begin(summary.headline, source);
  for (const auto direction : {Direction::worse, Direction::better}) {
    auto body = findings(source, direction);
    const bool is_worse = direction == Direction::worse;
    if (!is_worse && !body.empty()) body += html_paragraph(text_of("better_caution"));
    page.section(to_word(direction), went_words(direction, voice_of(source)), body,
        is_worse ? "suspect" : "protective");
  }
  page.section("probably-not", text_of("probably_not"), html_paragraph(summary.probably_not));
  page.section("too-early", text_of("too_early"),
      html_paragraph(summary.too_early) + (analysis.says_nothing() ? progress_bar(analysis) : ""));
  page.section("next", text_of("what_next"), html_list(summary.next));
  add_course(page, source);
  if (any_with(analysis.findings, Verdict::suspect))
    page.detail("testing", "Testing a food safely", html_list(cautions_in_full(Verdict::suspect)));
  page.detail("ratings", "Ratings with and without", ratings_of_findings(source));
  page.detail("comparison", "All foods side by side", compared_foods(analysis));
  page.detail("foods", "All foods that were tested", table_of_foods(source));
  page.detail("families", text_of("families"), html_list(family_lines(voice_of(source))));
  return finish(page, source);
}

std::string to_html(const engine::Explanation& explanation, const PageSource& source) {
  const auto& analysis = source.analysis;
  const std::string name = foods::name_in_words(explanation.name, explanation.level);
  const auto& row = explanation.row;
  const Voice voice{analysis, as_it_is, source.words};
  const auto verdict = verdict_sentence(explanation, analysis);
  const bool is_suspect = row && row->verdict == Verdict::suspect;
  Page page = begin(is_suspect ? say("stands_out", capital(name))
                               : fmt::format("{}: {}", capital(name),
                                     row ? verdict_words(row->verdict) : "not tested"),
      source);
  std::string answer;
  if (explanation.finding) answer = card(*explanation.finding, source, true);
  else answer = html_paragraph(capital(verdict) + '.');
  if (row && !explanation.finding) answer += html_figure(lags_figure(*row, analysis));
  page.section(
      "finding", "What this diary says", answer + html_list(explain_sentences(explanation, voice)));
  add_course(page, source);
  if (row)
    page.detail("testing", "Testing a food safely", html_list(cautions_in_full(row->verdict)));
  auto facts = html_list(explain_details(explanation, voice));
  for (const auto& food : source.timeline.foods)
    facts += html_figure(readings_figure(food, source.timeline, analysis));
  page.detail("ratings", "Days, ratings and names behind it", facts);
  return finish(page, source);
}

std::string to_html(const PoolSource& source) {
  constexpr std::size_t names_shown = 200;
  const auto sections = sections_of(source.table);
  const auto answer = answer_of(source, short_name);
  std::vector<std::string> worse;
  std::map<Direction, std::string> cards;
  for (const auto* const& food : answer.foods) {
    const bool is_worse = food->pooled.estimate > 0;
    if (is_worse) worse.push_back(foods::name_in_words(short_name(food->name), food->level));
    if (&food - answer.foods.data() < most_cards)
      cards[is_worse ? Direction::worse : Direction::better] += pool_card(*food, source.table);
  }
  Page page{headline_of(worse, !answer.foods.empty()), people_of(source.table)};
  for (const auto& [direction, body] : cards) {
    const bool is_worse = direction == Direction::worse;
    page.section(to_word(direction), is_worse ? text_of("pool_worse") : text_of("pool_better"),
        body, is_worse ? "suspect" : "protective");
  }
  std::string rows;
  std::string further;
  for (const auto& section : sections) {
    const bool is_first = &section == sections.data();
    (is_first ? rows : further) +=
        html_figure(pooled_figure(section, source.fdr), is_first ? text_of("pool_figure") : "");
  }
  page.section(
      "effects", "Effects on average", joined(answer.sentences, "", html_paragraph) + rows);
  add_cautions(page, sections.empty() ? "" : say("pool_chance", std::lround(100 * source.fdr)));
  page.detail("further", "Ingredients, groups and later days", further);
  std::string tables;
  for (const auto& section : sections) tables += pooled_rows(section);
  page.detail("rows", "All rows", tables.empty() ? tables : tables + html_list(reading_of(source)));
  page.detail("people", "Person by person", people(source));
  page.detail("few", "Eaten by too few people",
      html_paragraph(too_few_of(source.table, short_name, names_shown)));
  return page.whole(say("pool_made_by", source.version, source.fingerprint));
}

std::string to_html(const trial::Plan& plan, std::string_view version) {
  trial::Result planned;
  planned.plan = plan;
  const std::string figure =
      plan.has_dates() ? html_figure(trial_figure(planned), text_of("trial_blocks")) : "";
  return page_of(plan_paper(plan), figure, plan, version);
}

std::string to_html(const trial::Result& result, std::string_view version) {
  const auto figure = html_figure(trial_figure(result), text_of("trial_figure"));
  return page_of(trial_paper(result), figure, result.plan, version);
}

}  // namespace culprit::report
