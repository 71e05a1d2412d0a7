#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "cli/options/option_table.hpp"
#include "cli/options/values.hpp"
#include "culprit/core/text.hpp"

namespace culprit::cli {
namespace {

using Read = diary::ReadOptions;

/// The two sides of `COLUMN=ROLE`; the left one may hold `=` itself.
std::optional<std::pair<std::string, std::string>> split_pair(std::string_view pair) {
  const auto at = pair.rfind('=');
  if (at == pair.npos || trim(pair.substr(0, at)).empty()) return std::nullopt;
  return std::pair{std::string{trim(pair.substr(0, at))}, std::string{trim(pair.substr(at + 1))}};
}

Taken take_severity(Options& options, const std::string& value) {
  if (value.empty()) return wrong(value, "is empty", "the name of a severity or symptom");
  options.pipeline.read.severity = value;
  options.pipeline.engine.severity = value;
  return fine;
}

Taken take_map(Options& options, const std::string& value) {
  constexpr std::string_view rule = "COLUMN=ROLE,...";
  static const std::vector<std::string_view> roles{"date", "time", "severity", "symptom", "food",
      "foods", "factor", "treatment", "supplement", "amount", "unit", "name", "type", "note",
      "subject", "ignore"};
  const auto pairs = names_from_text(value);
  if (!pairs) return wrong(value, "has an empty part", rule);
  std::vector<diary::MappedColumn> map;
  for (const auto& pair : *pairs) {
    const auto sides = split_pair(pair);
    if (!sides) return wrong(value, "is not a map", rule);
    const auto role = diary::role_from_word(lower_case(sides->second));
    if (!role) return unknown_word("role of " + sides->first, sides->second, roles);
    map.push_back({sides->first, *role});
  }
  options.pipeline.read.map = std::move(map);
  return fine;
}

Taken take_mood_map(Options& options, const std::string& value) {
  constexpr std::string_view rule = "WORD=NUMBER,... with numbers from -1e9 to 1e9";
  const auto pairs = names_from_text(value);
  if (!pairs) return wrong(value, "has an empty part", rule);
  std::map<std::string, double> map;
  for (const auto& pair : *pairs) {
    const auto sides = split_pair(pair);
    const auto mood = sides ? parse_number(sides->second) : std::nullopt;
    if (!mood || std::abs(*mood) > largest_number)
      return wrong(value, "is not a map of words", rule);
    map[fold_name(sides->first)] = *mood;
  }
  options.pipeline.read.mood_map = std::move(map);
  return fine;
}

Taken take_time_zone(Options& options, const std::string& value) {
  const auto zone = time_zone_from_text(value);
  if (!zone) return wrong(value, "is not a known time zone", "a name such as Europe/Berlin");
  options.pipeline.read.time_zone = *zone;
  options.pipeline.engine.time_zone = *zone;
  return fine;
}

ValueType layout() {
  static const std::vector<std::string> known = diary::layout_names();
  const std::vector<std::string_view> choices{known.begin(), known.end()};
  return {[choices](Options& options, const std::string& value) -> Taken {
            const auto found = std::ranges::find(choices, lower_case(value));
            if (found == choices.end()) return unknown_word("layout", value, choices);
            options.pipeline.read.format_in = std::string{*found};
            return fine;
          },
      Completion::choice};
}

}  // namespace

void add_diary_options(std::vector<Option>& table) {
  constexpr std::string_view group = "The diary";
  add(table, group, reading,
      {{"severity", "NAME", "the outcome, or mean(A,B), sum(A,B) (default: by name)",
           take_severity},
          {"foods", "COL,...", "columns that are foods (a column per food)", names(&Read::foods)},
          {"factors", "COL,...", "columns that are factors, such as stress", names(&Read::factors)},
          {"lexicon", "FILE", "foods that override the built-in ones", file(&Options::lexicon), "",
              reading & ~only(Command::convert)},
          {"unknown", "", "list what the lexicon does not know", flag(&Options::unknown), "",
              only(Command::foods)},
          {"map", "COL=ROLE,...", "what columns are: Skin=severity,Ate=foods", take_map},
          {"mood-map", "WORD=N,...", "numbers of mood words: great=1,ok=3,awful=5", take_mood_map},
          {"format-in", "NAME", "layout of the files (default: found in them)", layout()},
          {"subject", "ID", "the person, if the files hold several",
              text(&Read::subject, "a subject of the diary"), "", one_person},
          {"date-order", "ORDER", "order of dates (default: found)",
              choice("order of dates", diary::date_order_words, &Read::date_order)},
          {"time-zone", "ZONE", "IANA zone of the clock times, e.g. Europe/Berlin", take_time_zone},
          {"day-starts", "HH:MM", "what is earlier belongs to the day before",
              parsed(&Read::day_starts, time_of_day_from_text, "is not a time of day", "HH:MM"),
              "00:00"},
          {"strict", "", "a row that cannot be understood is an error", flag(&Options::strict), "",
              reading & ~only(Command::pool)}});
}

}  // namespace culprit::cli
