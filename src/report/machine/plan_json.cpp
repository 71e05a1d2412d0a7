#include "culprit/report/machine/plan_json.hpp"

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "culprit/core/text.hpp"
#include "report/machine/facts.hpp"
#include "report/machine/fields.hpp"
#include "report/terminal/terminal.hpp"
#include "report/words/paper.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

/// A content line: at most 75 bytes, the further ones begin with a blank, characters whole.
void add_line(std::string& text, std::string_view line) {
  std::size_t room = 75;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
    text += std::string{line.substr(0, cut)} + "\r\n ";
    line.remove_prefix(cut);
    room = 74;
  }
  text += std::string{line} + "\r\n";
}

std::string calendar_text(std::string_view words) { return with_backslashes(words, "\\;,"); }

/// An event over whole days. Its end is the day after the last.
struct Event {
  Day first{};
  Day last{};
  std::string title;
  std::string words;
};

void add_event(std::string& text, const trial::Plan& plan, const Event& event) {
  const auto compact = [](Day day) {
    std::string digits = to_iso(day);
    std::erase(digits, '-');
    return digits;
  };
  const std::string id = fmt::format("{:016x}\n{}\n{}\n{}", plan.diary.fingerprint, plan.food.name,
      plan.seed, to_iso(event.first));
  for (const std::string& line : {std::string{"BEGIN:VEVENT"},
           fmt::format("UID:{:016x}@culprit", XXH3_64bits(id.data(), id.size())),
           fmt::format("DTSTAMP:{}T000000Z", compact(plan.first_day)),
           "DTSTART;VALUE=DATE:" + compact(event.first),
           "DTEND;VALUE=DATE:" + compact(event.last + Days{1}),
           "SUMMARY:" + calendar_text(event.title), "DESCRIPTION:" + calendar_text(event.words),
           std::string{"TRANSP:TRANSPARENT"}, std::string{"END:VEVENT"}})
    add_line(text, line);
}

std::size_t skip_blanks(std::string_view json, std::size_t at) {
  return std::min(json.find_first_not_of(" \t\r\n", at), json.size());
}

/// Behind the string that begins here.
std::size_t skip_string(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at)
    if (json[at] == '\\') ++at;
  return at + 1;
}

/// At the comma or bracket behind the value that begins here.
std::size_t skip_value(std::string_view json, std::size_t at) {
  for (int depth = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '"') at = skip_string(json, at) - 1;
    else if (c == '{' || c == '[') ++depth;
    else if (depth == 0 && (c == ',' || c == '}' || c == ']')) return at;
    else if (c == '}' || c == ']') --depth;
  }
  return at;
}

}  // namespace

std::string to_json(const trial::Plan& plan, std::string_view version) {
  Facts file{{"schema", "culprit.plan/1"}, {"version", version}};
  file.update(facts_of(plan));
  const Paper paper = plan_paper(plan);
  for (const auto& [key, id] :
      {std::pair{"every_day", "every-day"}, {"stop", "stop"}, {"cautions", "cautions"}})
    file[key] = items_of(paper, id);
  return dump(file, 1);
}

std::string to_json(const trial::Result& result, std::string_view version, int indent) {
  Facts file{{"schema", "culprit.trial/1"}, {"version", version}};
  file.update(facts_of(result));
  file["cautions"] = items_of(trial_paper(result), "cautions");
  return dump(file, indent);
}

std::string to_csv(const trial::Plan& plan) {
  std::string text =
      head_of({{"date", 0}, {"day", 0}, {"block", 0}, {"arm", 0}, {"portion", 0}, {"note", 0}});
  const Facts facts = facts_of(plan);
  for (const Facts& day : facts["calendar"]) text += line_of(day);
  return text;
}

std::string to_csv(const trial::Result& result) {
  const Facts facts = facts_of(result);
  const auto& food = result.plan.food;
  Facts row{{"food", food.name}, {"level", word_of(foods::level_words, food.level)}};
  for (const std::string_view place :
      {"/source", "/randomised", "/verdict", "/reason", "/effect/estimate", "/effect/low",
          "/effect/high", "/p_harm", "/p_equivalence", "/p_equivalence_wide",
          "/compliance/eat_days", "/compliance/eaten", "/compliance/avoid_days",
          "/compliance/slips", "/evidence/before", "/evidence/bayes_factor", "/evidence/after"})
    row[std::string{place.substr(place.rfind('/') + 1)}] =
        facts.value(Facts::json_pointer{std::string{place}}, Facts(nullptr));
  row["reactions"] = result.reactions.size();
  return head_of(row) + line_of(row);
}

std::string to_ics(const trial::Plan& plan) {
  std::string text;
  for (const auto* line :
      {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//culprit//plan//EN", "CALSCALE:GREGORIAN"})
    add_line(text, line);
  const int every = plan.model.rated_every.value_or(1);
  const auto daily = fmt::format(" Rate every {} at the same hour; write down all foods every day.",
      every == 1 ? "day" : count_words(every, "day"));
  if (plan.has_dates() && plan.lead_in > 0)
    add_event(text, plan,
        {plan.first_day - Days{plan.lead_in}, plan.first_day - Days{1},
            "AVOID " + plan.food.name + " (before the blocks)",
            arm_words(plan, trial::Arm::avoid) + daily});
  for (std::size_t k = 0; k < plan.blocks.size(); ++k) {
    const auto& block = plan.blocks[k];
    add_event(text, plan,
        {block.first_day, block.last_day, block_title(plan, k), block_words(plan, k) + daily});
  }
  if (plan.has_dates()) {
    const Day end = plan.blocks.back().last_day + Days{1};
    add_event(text, plan,
        {end, end, "Run culprit trial", "The trial is over: culprit trial --plan FILE DIARY"});
  }
  add_line(text, "END:VCALENDAR");
  return text;
}

Place FieldFile::at(std::size_t offset) const {
  const std::string_view before = std::string_view{text}.substr(0, offset);
  const auto line = before.substr(before.rfind('\n') + 1);
  const auto is_first_byte = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  };
  return {name, static_cast<std::uint64_t>(std::ranges::count(before, '\n')) + 1,
      static_cast<std::uint64_t>(std::ranges::count_if(line, is_first_byte)) + 1};
}

Place FieldFile::place_of(std::string_view place) const {
  std::size_t value = skip_blanks(text, 0);
  while (!place.empty()) {
    place.remove_prefix(1);
    const auto key = place.substr(0, place.find('/'));
    place.remove_prefix(key.size());
    const bool is_list = text[value] == '[';
    std::size_t number = 0;
    std::size_t member = value;
    do {
      member = skip_blanks(text, member + 1);
      std::string own = std::to_string(number++);
      if (!is_list && member < text.size() && text[member] == '"') {
        const auto end = skip_string(text, member);
        own = text.substr(member + 1, end - member - 2);
        member = skip_blanks(text, skip_blanks(text, end) + 1);
      }
      if (own == key) break;
      member = skip_value(text, member);
    } while (member < text.size() && text[member] == ',');
    if (member >= text.size() || text[member] == '}' || text[member] == ']') break;
    value = member;
  }
  return at(value);
}

/// `Value` as it is held: const while it is written.
template <typename Value, typename T>
concept Is = std::is_same_v<std::remove_const_t<Value>, T>;

void describe(auto& f, Is<engine::Warning> auto& it) { f("code", it.code, "text", it.text); }
void describe(auto& f, Is<trial::Holder> auto& it) {
  f("text", it.text, "count", it.count, "sure", it.sure);
}
void describe(auto& f, Is<trial::TestedFood> auto& it) {
  f("name", it.name, "level", it.level, "direction", it.direction, "members", it.members, "phrases",
      it.phrases, "hidden", it.hidden, "replace_as", it.replace_as, "only_allowed",
      it.is_only_allowed, "days_a_week", it.days_a_week, "exposure", it.exposure, "portion",
      it.portion, "most", it.most, "unit", it.unit, "last_eaten", it.last_eaten);
}
void describe(auto& f, Is<trial::DiaryMark> auto& it) {
  f.hex("fingerprint", it.fingerprint);
  f("created_last_day", it.created_last_day, "subject", it.subject, "outcome", it.outcome);
}
void describe(auto& f, Is<trial::Prior> auto& it) {
  f("probability", it.probability, "estimate", it.estimate, "low", it.low, "high", it.high,
      "credence", it.credence, "finding", it.finding);
}
void describe(auto& f, Is<trial::Block> auto& it) {
  f("block", it.number, "arm", it.arm, "first_day", it.first_day, "last_day", it.last_day);
}
void describe(auto& f, Is<trial::Lot> auto& it) {
  f("blocks", it.blocks, "max_run", it.max_run, "count", it.count, "index", it.index);
}
void describe(auto& f, Is<trial::Model> auto& it) {
  f("window", it.window, "wide_window", it.wide_window, "lag_known", it.is_lag_known,
      "autocorrelation", it.autocorrelation, "noise_share", it.noise_share, "sd", it.sd,
      "noise_source", it.noise_source, "rows_before", it.rows_before, "rated", it.rated,
      "rated_every", it.rated_every, "adjust", it.adjust);
}
void describe(auto& f, Is<trial::Power> auto& it) {
  f("target", it.effect, "confirmed", it.confirmed, "confirmed_at_estimate", it.confirmed_at_half,
      "tolerated_if_none", it.tolerated, "decides", it.decides, "smallest_effect",
      it.smallest_effect, "enough", it.is_enough, "decisive_blocks", it.decisive_blocks);
}
void describe(auto& f, Is<trial::Outlook> auto& it) {
  f("blocks", it.blocks, "block_days", it.block_days, "confirmed", it.confirmed, "tolerated",
      it.tolerated);
}
void describe(auto& f, Is<trial::Alternative> auto& it) {
  f("design", it.design, "days", it.days, "power", it.power);
}
void describe(auto& f, Is<trial::NextSuspect> auto& it) {
  f("name", it.name, "days", it.days, "needs_clinician", it.needs_clinician);
}
void describe(auto& f, Is<trial::Plan> auto& it) {
  f("seed", it.seed, "status", it.status, "reasons", it.reasons, "warnings", it.warnings, "food",
      it.food, "diary", it.diary, "prior", it.prior, "design", it.design, "lead_in_days",
      it.lead_in, "first_day", it.first_day, "block_days", it.block_days, "blocks", it.blocks,
      "randomised", it.randomised, "admissible", it.lot, "model", it.model, "alpha", it.alpha,
      "alpha_first", it.alpha_first, "extension_of", it.extension_of, "important_change",
      it.important_change, "power", it.power, "outlook", it.outlooks, "alternatives",
      it.alternatives, "next", it.next, "severe_rating", it.severe_rating);
}
void describe(auto& f, const trial::PlanDay& it) {
  f("date", it.date, "day", it.number, "block", it.block, "arm", it.arm, "portion", it.portion,
      "note", it.note);
}
void describe(auto& f, const trial::BlockResult& it) {
  describe(f, it.block);
  f("days", it.days, "eaten", it.eaten, "rated", it.rated, "mean", it.mean);
}
void describe(auto& f, const trial::Compliance& it) {
  f("eat_days", it.eat_days, "eaten", it.eaten, "avoid_days", it.avoid_days, "slips", it.slips,
      "maybe_slips", it.maybe_slips, "unlogged", it.unlogged, "unrated", it.unrated);
}
void describe(auto& f, const trial::Reaction& it) {
  f("date", it.day, "symptom", it.symptom, "within_hours", it.is_within_hours);
}
void describe(auto& f, const trial::TreatmentDays& it) {
  f("name", it.name, "eat_days", it.eat_days, "avoid_days", it.avoid_days);
}
void describe(auto& f, const trial::Evidence& it) {
  f("before", it.before, "bayes_factor", it.bayes_factor, "after", it.after, "after_sceptical",
      it.after_sceptical);
}
struct PrintedEffect {
  const trial::Outcome& outcome;
};
void describe(auto& f, const PrintedEffect& it) {
  f("estimate", it.outcome.estimate, "low", it.outcome.low, "high", it.outcome.high, "level",
      it.outcome.level, "unit", effect_unit);
}
void describe(auto& f, const trial::Outcome& it) {
  f("verdict", it.verdict, "reason", it.reason, "relevance", it.relevance, "p_harm", it.p_harm,
      "p_benefit", it.p_benefit, "p_equivalence", it.p_equivalence, "p_equivalence_wide",
      it.p_equivalence_wide);
  f("basis", it.is_exact ? "randomisation" : "model", "effect", PrintedEffect{it}, "se",
      it.standard_error, "realised_power", it.realised_power);
  const bool is_open =
      it.verdict == trial::Verdict::inconclusive && it.more_blocks <= trial::most_more_blocks;
  f("more_blocks", is_open ? std::optional{it.more_blocks} : std::nullopt, "evidence", it.evidence);
}

Facts facts_of(const trial::Plan& plan) {
  FieldWriter writer;
  describe(writer, plan);
  writer("calendar", calendar_of(plan));
  const auto dated = [&](Day day) { return plan.has_dates() ? std::optional{day} : std::nullopt; };
  writer("first_day", dated(plan.first_day));
  writer("last_day", dated(plan.first_day + Days{plan.lot.blocks * plan.block_days - 1}));
  return writer.take();
}

Facts facts_of(const trial::Result& result) {
  const auto& plan = result.plan;
  FieldWriter writer;
  writer("food", plan.food, "rated", plan.diary.outcome, "source", result.source);
  writer.hex("plan_fingerprint", plan.diary.fingerprint);
  writer("randomised", plan.randomised, "status", result.is_running ? "running" : "done", "stage",
      result.stage, "important_change", plan.important_change, "blocks", result.blocks,
      "compliance", result.compliance, "treatments", result.treatments);
  if (result.outcome) {
    writer("rows", result.rows, "admissible", plan.lot.count);
    describe(writer, *result.outcome);
  }
  writer("reactions", result.reactions, "warnings", result.warnings);
  return writer.take();
}

trial::Plan plan_from_json(const std::string& text, const std::string& file) {
  const FieldFile source{file, text};
  Facts facts;
  try {
    facts = Facts::parse(text);
  } catch (const Facts::parse_error& error) {
    throw InputError{Message{.code = "plan_malformed",
        .text = "plan: the file is not JSON; expected what culprit plan -f json writes",
        .place = source.at(std::max<std::size_t>(error.byte, 1) - 1)}};
  }
  const FieldReader reader{facts, source, ""};
  reader.require(facts.is_object(), "", "an object");
  std::string schema;
  reader("schema", schema);
  reader.require(schema == "culprit.plan/1", "/schema", "culprit.plan/1");
  reader.require(
      facts.contains("blocks") && !facts["blocks"].empty(), "/blocks", "blocks with dates");
  trial::Plan plan;
  describe(reader, plan);
  std::string place;
  for (const trial::Plan* each = &plan; each != nullptr; each = each->extension_of.get()) {
    const auto field = each->unsound_field();
    reader.require(field.empty(), fmt::format("{}/{}", place, field),
        "numbers within their ranges, and blocks in the order that the lot drew");
    place += "/extension_of";
  }
  return plan;
}

}  // namespace culprit::report
