#include "report/words/paper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "culprit/core/number.hpp"
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
  if (form == "points") return points_words(number);
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

}  // namespace culprit::report
