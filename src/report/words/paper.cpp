#include "report/words/paper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>

#include "culprit/core/number.hpp"
#include "report/machine/facts.hpp"
#include "report/words/analysis_words.hpp"
#include "report/words/texts.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

Facts value_at(const Facts& facts, std::string_view place) {
  const Facts::json_pointer pointer{place.empty() ? "" : '/' + std::string{place}};
  return facts.contains(pointer) ? facts.at(pointer) : Facts{};
}

bool holds(const Facts& facts, std::string_view condition) {
  const auto equal = std::min(condition.find('='), condition.size());
  const Facts value = value_at(facts, condition.substr(0, equal));
  if (equal < condition.size())
    return value.is_string() && value.get<std::string>() == condition.substr(equal + 1);
  if (value.is_string()) return !value.get_ref<const std::string&>().empty();
  return !value.empty() && value != false && value != 0;
}

/// Takes the conditions off the line. @return  whether all of them hold
bool takes_conditions(std::string_view& line, const Facts& facts) {
  bool are_met = true;
  while (line.starts_with("{?") || line.starts_with("{!")) {
    const auto end = line.find('}');
    are_met = are_met && holds(facts, line.substr(2, end - 2)) == (line[1] == '?');
    line.remove_prefix(end + 1);
  }
  return are_met;
}

std::string shown(const Facts& value, std::string_view form) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer() && form.empty()) return value.dump();
  const double number = value.get<double>();
  if (form.empty()) return format_number(number);
  if (form == "share") return share_words(number);
  if (form == "short") {
    if (number > 0.995) return ">99 in 100";
    return number < 0.005 ? "<1 in 100" : share_words(number);
  }
  if (form == "points") return points_words(number);
  if (form == "days") return count_words(value.get<int>(), "day");
  if (form == "p") return p_words(number);
  if (form == "certainty") return certainty_words(number, Length::full);
  return fmt::format("{:.{}f}", number, form.front() - '0');
}

/// The line with its gaps filled; nothing if one stays open.
std::optional<std::string> filled(std::string_view line, const Facts& facts) {
  std::string out;
  while (true) {
    const auto open = line.find('{');
    out += line.substr(0, open);
    if (open == line.npos) return out;
    const auto close = line.find('}', open);
    const std::string_view gap = line.substr(open + 1, close - open - 1);
    const auto bar = std::min(gap.find('|'), gap.size());
    const Facts value = value_at(facts, gap.substr(0, bar));
    if (value.is_null()) return std::nullopt;
    out += shown(value, gap.substr(std::min(bar + 1, gap.size())));
    line.remove_prefix(close + 1);
  }
}

/// @param columns  `head=cell | head=cell`
PaperTable table_of(std::string_view columns, const Facts& rows, const Facts& facts) {
  PaperTable table;
  table.rows.resize(rows.size());
  while (!columns.empty()) {
    const auto column = columns.substr(0, columns.find(" | "));
    const auto equal = column.find('=');
    columns.remove_prefix(std::min(column.size() + 3, columns.size()));
    table.heads.push_back(filled(column.substr(0, equal), facts).value_or(""));
    for (std::size_t row = 0; row < rows.size(); ++row)
      table.rows[row].push_back(filled(column.substr(equal + 1), rows[row]).value_or("-"));
  }
  return table;
}

void add_line(PaperSection& section, std::string_view line, const Facts& facts) {
  const auto rest = line.substr(std::min<std::size_t>(2, line.size()));
  const auto colon = rest.find(": ");
  if (line.starts_with("| ")) {
    section.table = table_of(rest.substr(colon + 2), value_at(facts, rest.substr(0, colon)), facts);
  } else if (line.starts_with("* ")) {
    for (const Facts& each : value_at(facts, rest.substr(0, colon)))
      if (auto item = filled(rest.substr(colon + 2), each)) section.items.push_back(*item);
  } else if (auto text = filled(line.starts_with("- ") ? rest : line, facts)) {
    (line.starts_with("- ") ? section.items : section.paragraphs).push_back(*text);
  }
}

using trial::Arm;
using trial::Plan;

constexpr double hardly_ever = 0.10;  ///< chances below are said first

constexpr Word<trial::Source> source_phrases[] = {{trial::Source::plan, "a plan"},
    {trial::Source::phase, "phases of the diary"},
    {trial::Source::foods, "the foods of the diary"}};

/// `AVOID`, `EAT`, or `as usual` of what is never assigned.
std::string arm_title(const Plan& plan, Arm arm) {
  return arm == Arm::avoid ? "AVOID" : plan.food.is_only_allowed ? "as usual" : "EAT";
}

std::string portion_words(const trial::TestedFood& food) {
  if (!food.portion) return "a usual portion";
  std::string words =
      fmt::format("a usual portion ({} {})", format_number(*food.portion), food.unit);
  if (food.most && *food.most > *food.portion)
    words += fmt::format(", never more than {} {}", format_number(*food.most), food.unit);
  return words;
}

/// The names of one kind in a line; nothing if there are none.
Facts names_of(const std::vector<trial::Holder>& phrases, bool sure) {
  constexpr std::size_t columns = 400;
  std::vector<std::string> names;
  for (const auto& holder : phrases)
    if (holder.sure == sure)
      names.push_back(sure ? fmt::format("{} ({})", holder.text, holder.count) : holder.text);
  return names.empty() ? Facts{} : Facts(join_names(names, columns));
}

/// `1 day`, `1 to 3 days`.
std::string lag_days(trial::Lag lag) {
  return lag.first == lag.last ? count_words(lag.first, "day")
                               : fmt::format("{} to {} days", lag.first, lag.last);
}

/// How long an effect may take that is seen: `days`, `two weeks`.
std::string span_words(trial::Lag wide) {
  constexpr int week = 7;
  return wide.last <= week ? "days" : count_words(wide.last, "day");
}

std::string interval_words(const trial::Outcome& outcome, int decimals) {
  if (!std::isfinite(outcome.estimate)) return "an amount that cannot be told";
  const auto& [low, high] = std::tie(outcome.low, outcome.high);
  const std::string limits =
      low && high ? fmt::format("{} to {}", fixed(*low, decimals), fixed(*high, decimals))
      : low       ? fmt::format("from {} up", fixed(*low, decimals))
      : high      ? fmt::format("up to {}", fixed(*high, decimals))
                  : "without an end";
  return fmt::format("{} points ({:.0f} % interval {})", signed_words(outcome.estimate, decimals),
      100 * outcome.level, limits);
}

/// `1 of 20`: how often chance alone decides at a level.
std::string odds_words(double alpha) {
  for (const int of : {20, 100, 1000})
    if (const double n = alpha * of; std::abs(n - std::round(n)) < 1e-6 && n > 0.5)
      return fmt::format("{:.0f} of {}", n, of);
  return fmt::format("{:.2g} of 100", 100 * alpha);
}

/// `on three days in a row`: of three ratings, or as many as a block has.
std::string in_a_row(const Plan& plan) {
  const int every = plan.model.rated_every.value_or(1);
  const int n = plan.block_days / every;
  return n < 2        ? "within the days"
         : n == 2     ? "twice in a row"
         : every == 1 ? "on three days in a row"
                      : "three times in a row";
}

/// What the texts of plans and of trials have in common.
Facts common_facts(Facts facts, const Plan& plan) {
  facts["lags"] = lag_days(plan.model.window);
  facts["within"] = span_words(plan.model.wide_window);
  facts["odds"] = odds_words(plan.alpha);
  return facts;
}

}  // namespace

Paper fill(std::string_view text, const Facts& facts) {
  Paper paper;
  bool is_left_out = false;
  for (int number = 0; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const bool are_met = takes_conditions(line, facts);
    if (number < 2) {
      (number == 0 ? paper.title : paper.read) = filled(line, facts).value_or("");
    } else if (line.starts_with("##")) {
      is_left_out = !are_met;
      const auto bar = line.find('|');
      const auto name = line.find(' ') + 1;
      if (are_met)
        paper.sections.push_back({std::string{line.substr(name, bar - name)},
            std::string{line.substr(bar + 1)}, line.starts_with("##!")});
    } else if (are_met && !is_left_out) {
      add_line(paper.sections.back(), line, facts);
    }
  }
  std::erase_if(paper.sections, [](const PaperSection& section) {
    return section.paragraphs.empty() && section.table.rows.empty() && section.items.empty();
  });
  return paper;
}

std::vector<std::string> items_of(const Paper& paper, std::string_view id) {
  const auto found = std::ranges::find(paper.sections, id, &PaperSection::id);
  return found == paper.sections.end() ? std::vector<std::string>{} : found->items;
}

std::string share_words(double share) {
  if (share > 0.995) return "more than 99 in 100";
  if (share < 0.005) return "less than 1 in 100";
  return fmt::format("{:.0f} in 100", 100 * share);
}

std::string arm_words(const Plan& plan, Arm arm) {
  const auto& food = plan.food;
  if (arm == Arm::avoid) return "none of it, not in dishes either.";
  if (food.is_only_allowed && food.most)
    return fmt::format(
        "as often as you usually do, never more than {} {}.", format_number(*food.most), food.unit);
  if (food.is_only_allowed) return "as often as you usually do, and not more.";
  if (food.days_a_week >= 7) return fmt::format("{} every day.", portion_words(food));
  return fmt::format("{} on {} days a week, as in your busiest weeks; --format csv has the days.",
      portion_words(food), food.days_a_week);
}

std::string block_title(const Plan& plan, std::size_t block) {
  const Arm arm = plan.blocks[block].arm;
  const auto title = arm_title(plan, arm);
  const bool is_assigned = arm == Arm::avoid || !plan.food.is_only_allowed;
  return fmt::format("{} {} (block {} of {})", is_assigned ? title : plan.food.name,
      is_assigned ? plan.food.name : title, block + 1, plan.blocks.size());
}

std::string block_words(const Plan& plan, std::size_t block) {
  std::string words = arm_words(plan, plan.blocks[block].arm);
  for (const auto& day : calendar_of(plan))
    if (day.is_first_portion && day.block == block + 1)
      words = fmt::format("On {}: {}. {}", to_iso(day.date), day.note, capital(words));
  return words;
}

Paper plan_paper(const Plan& plan) {
  Facts facts = common_facts(facts_of(plan), plan);
  const auto& decisive = plan.power.decisive_blocks;
  const bool proposes =
      plan.status != trial::Status::refused && plan.design != trial::Design::observe;
  const bool cannot = proposes && !plan.extension_of && plan.lot.blocks < decisive.value_or(99);
  facts["proposes"] = proposes;
  facts["cannot"] = cannot;
  facts["hardly"] = proposes && !cannot && plan.power.decides < hardly_ever;
  if (decisive) facts["decisive_days"] = *decisive * plan.block_days;
  facts["has_weeks"] = plan.block_days > 7 || plan.lead_in > 0;
  facts["expectation"] = fixed(plan.model.sd / 3, effect_decimals(plan.important_change));
  facts["in_a_row"] = in_a_row(plan);
  const int days = plan.lot.blocks * plan.block_days;
  const int gap = plan.model.window.last + 3;
  facts["days"] = days;
  facts["days_in_all"] = days + plan.lead_in;
  facts["start"] = to_iso(plan.first_day - Days{plan.lead_in});
  facts["with"] = arm_words(plan, Arm::eat);
  facts["twice"] = 2 * plan.important_change;
  facts["usual_percent"] = 100 * plan.food.exposure;
  facts["sure"] = names_of(plan.food.phrases, true);
  facts["maybe"] = names_of(plan.food.phrases, false);
  if (!plan.food.hidden.empty()) facts["hidden"] = join_names(plan.food.hidden, 400);
  for (const auto& group : plan.food.replace_as) facts["replace"][group] = true;
  if (const auto& prior = plan.prior; prior.estimate)
    facts["estimate"] =
        effect_words({*prior.estimate, prior.low.value_or(NAN), prior.high.value_or(NAN)},
            effect_decimals(plan.important_change));
  for (std::size_t k = 0; k < plan.blocks.size(); ++k)
    facts["blocks"][k]["what"] = arm_title(plan, plan.blocks[k].arm);
  for (const auto& day : calendar_of(plan)) {
    if (!day.is_first_portion) continue;
    facts["firsts"].push_back(
        Facts{{"date", to_iso(day.date)}, {"block", day.block}, {"note", day.note}});
    facts["blocks"][day.block - 1]["what"] = arm_title(plan, Arm::eat) + ", little at first";
  }
  facts["wide_lags"] = lag_days(plan.model.wide_window);
  facts["gap"] = gap;
  int next_days = 0;
  for (auto& next : facts["next"]) {
    next["who"] = next["needs_clinician"] ? "with a clinician" : "as this one";
    next_days += next["days"].get<int>() + gap;
  }
  facts["next_days"] = next_days;
  return fill(texts::plan_txt, facts);
}

Paper trial_paper(const trial::Result& result) {
  const Plan& plan = result.plan;
  Facts facts = common_facts(facts_of(result), plan);
  const bool has_begun = result.blocks.front().days > 0;
  facts["begun"] = has_begun;
  facts["title"] = !result.is_running ? "what the trial showed"
                   : has_begun        ? "a trial that runs"
                                      : "a trial that is to begin";
  facts["rated_every"] = plan.model.rated_every.value_or(0);
  if (plan.alpha_first < plan.alpha && !plan.extension_of) facts["extend"] = result.extend_command;
  if (result.source == trial::Source::plan && plan.food.days_a_week < 7)
    facts["asked"] = (result.compliance.eat_days * plan.food.days_a_week + 6) / 7;
  facts["source_words"] = word_of(source_phrases, result.source);
  facts["n_blocks"] = plan.blocks.size();
  facts["second_stage"] = result.stage == 2;
  facts["first"] = to_iso(plan.blocks.front().first_day);
  facts["last"] = to_iso(plan.blocks.back().last_day);
  // Before everything else, and not among the others again.
  const auto urgent = std::ranges::find_if(result.warnings, [](const auto& warning) {
    return is_urgent(warning) || warning.code == "immediate_symptoms";
  });
  if (urgent != result.warnings.end()) {
    facts["urgent"] = capital(urgent->text);
    facts["warnings"].erase(static_cast<std::size_t>(urgent - result.warnings.begin()));
  }
  if (const auto& outcome = result.outcome) {
    facts["interval"] = interval_words(*outcome, effect_decimals(plan.important_change));
    facts["benefit"] = outcome->is_exact &&
                       outcome->p_benefit <= (plan.extension_of ? plan.alpha : plan.alpha_first);
  }
  const auto now = std::ranges::find_if(result.blocks, [](const auto& block) {
    return block.days <= (block.block.last_day - block.block.first_day).count();
  });
  if (now != result.blocks.end())
    facts["now"] = facts["blocks"][static_cast<std::size_t>(now - result.blocks.begin())];
  // Blocks that are still to come say nothing.
  auto& blocks = facts["blocks"];
  while (!blocks.empty() && blocks.back()["days"] == 0) blocks.erase(blocks.size() - 1);
  return fill(texts::trial_txt, facts);
}

}  // namespace culprit::report
