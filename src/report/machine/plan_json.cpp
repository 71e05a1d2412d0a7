#include "culprit/report/machine/plan_json.hpp"

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <nlohmann/json.hpp>

#include "culprit/core/text.hpp"
#include "report/machine/plan_facts.hpp"
#include "report/machine/row_cells.hpp"
#include "report/words/plan_words.hpp"

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

std::string calendar_text(std::string_view words) {
  std::string text;
  for (const char c : printable(words)) {
    if (c == '\\' || c == ';' || c == ',') text += '\\';
    text += c;
  }
  return text;
}

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
  return head_of(row) + line_of(row);
}

std::string to_ics(const trial::Plan& plan) {
  std::string text;
  for (const auto* line :
      {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//culprit//plan//EN", "CALSCALE:GREGORIAN"})
    add_line(text, line);
  const auto daily = " Rate every evening; write down all foods.";
  if (plan.has_dates() && plan.lead_in > 0)
    add_event(text, plan,
        {plan.first_day - Days{plan.lead_in}, plan.first_day - Days{1},
            "AVOID " + plan.food.name + " (before the blocks)",
            arm_words(plan, trial::Arm::avoid) + daily});
  for (std::size_t k = 0; k < plan.blocks.size(); ++k) {
    const auto& block = plan.blocks[k];
    add_event(text, plan,
        {block.first_day, block.last_day, block_title(plan, k),
            arm_words(plan, block.arm) + daily});
  }
  if (plan.has_dates()) {
    const Day end = plan.blocks.back().last_day + Days{1};
    add_event(text, plan,
        {end, end, "Run culprit trial", "The trial is over: culprit trial --plan FILE DIARY"});
  }
  add_line(text, "END:VCALENDAR");
  return text;
}

}  // namespace culprit::report
