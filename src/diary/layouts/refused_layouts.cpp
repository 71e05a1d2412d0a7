/// Exports without foods or names: recognised, so that the refusal can say what to ask the app for.
#include <algorithm>
#include <iterator>

#include "culprit/core/number.hpp"
#include "diary/cells/dates.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/layouts/layout.hpp"

namespace culprit::diary {
namespace {

struct Refusal {
  const char* code;
  bool (*fits)(const Head& head);
  const char* reason;
  const char* text;
};

bool is_my_fitness_pal(const Head& head) {
  const auto names_food = [](const std::string& name) {
    return name == "name" || (name != "meal" && role_of_phrase(header_phrase(name)) == Role::foods);
  };
  return head.find("date") && head.find("meal") && head.find("calories") &&
         std::none_of(head.folded.begin(), head.folded.end(), names_food);
}

bool is_cronometer_summary(const Head& head) {
  return (head.find("date") || head.find("day")) && head.find("energy (kcal)") &&
         head.find("protein (g)") && !head.find("food name");
}

/// Blocks of tables, each with a title of its own.
bool is_fitbit(const Head& head) {
  constexpr std::string_view titles[] = {"foods", "body", "activities", "sleep"};
  if (head.folded[0].starts_with("food log ") || head.title.starts_with("food log ")) return true;
  const bool is_titled =
      std::find(std::begin(titles), std::end(titles), head.title) != std::end(titles);
  return is_titled && head.names.size() > 1 && head.folded[0] == "date";
}

/// `0.0519` or `1.0000`: a score of Loop Habit Tracker.
bool is_score(std::string_view cell) {
  constexpr std::size_t length = 6;
  return cell.size() == length && (cell.starts_with("0.") || cell == "1.0000") &&
         cell.find_first_not_of("0123456789", 2) == cell.npos;
}

/// A score, or `-1`, `2`, `5000` for what was ticked.
bool is_day_and_number(const std::vector<std::string>& row) {
  return row.size() == 2 && parse_iso_day(row[0]) &&
         (is_score(row[1]) || (parse_number(row[1]) && row[1].find('.') == row[1].npos));
}

/// One habit's Checkmarks.csv or Scores.csv: no header, so that a day stands in its place.
bool is_loop_single_habit(const Head& head) {
  return is_day_and_number(head.names) &&
         std::all_of(head.sample.begin(), head.sample.end(), is_day_and_number);
}

bool is_row_of_scores(const std::vector<std::string>& row) {
  if (row.size() < 2 || !parse_iso_day(row[0])) return false;
  const auto end = row.back().empty() ? row.end() - 1 : row.end();
  return end - row.begin() > 1 && std::all_of(row.begin() + 1, end, is_score);
}

bool is_loop_scores(const Head& head) {
  return head.folded[0] == "date" && !head.sample.empty() &&
         std::all_of(head.sample.begin(), head.sample.end(), is_row_of_scores);
}

constexpr Refusal my_fitness_pal_summary{"totals_only", is_my_fitness_pal,
    "the header names Meal and Calories but no food, as MyFitnessPal's nutrition summary does",
    "the file holds totals of meals and names no food; expected the foods themselves: "
    "MyFitnessPal "
    "shows them in its printable diary (Food, then View Full Report), or another app's food log"};
constexpr Refusal cronometer_summary{"totals_only", is_cronometer_summary,
    "the header names nutrients but no food, as Cronometer's dailysummary.csv does",
    "the file holds totals of days and names no food; expected servings.csv, which Cronometer "
    "exports as Food & Recipe Entries"};
constexpr Refusal fitbit{"totals_only", is_fitbit,
    "the file is a series of titled tables, as Fitbit's export is",
    "the file holds several tables with totals and names no food; expected the foods themselves: "
    "Fitbit's account archive has them, or another app's food log"};
constexpr Refusal loop_scores{"scores_only", is_loop_scores,
    "every cell is a score of four decimals, as in Loop Habit Tracker's Scores.csv",
    "the file holds scores of habits and not what was entered; expected the Checkmarks.csv of the "
    "top folder of Loop Habit Tracker's export"};
constexpr Refusal loop_single_habit{"no_habit_name", is_loop_single_habit,
    "the file has no header, only days and numbers, as Loop Habit Tracker's files of one habit",
    "the file has no header and names no habit; expected the Checkmarks.csv of the top folder of "
    "Loop Habit Tracker's export, which names all habits"};

template <const Refusal& refusal> constexpr Layout refused(std::string_view name) {
  return {.name = name,
      .recognise = [](const Head& head) -> Recognition {
        if (!refusal.fits(head)) return {};
        return {1.0, refusal.reason};
      },
      .open = [](FileContext& context) -> std::unique_ptr<RowReader> {
        throw InputError(
            {refusal.code, refusal.text, {context.head.input->name(), context.head.line, 0}});
      }};
}

}  // namespace

constinit const Layout my_fitness_pal_summary_layout =
    refused<my_fitness_pal_summary>("myfitnesspal-summary");
constinit const Layout cronometer_summary_layout =
    refused<cronometer_summary>("cronometer-summary");
constinit const Layout fitbit_layout = refused<fitbit>("fitbit");
constinit const Layout loop_scores_layout = refused<loop_scores>("loop-scores");
constinit const Layout loop_single_habit_layout = refused<loop_single_habit>("loop-single-habit");

}  // namespace culprit::diary
