/// Daylio's export, of every year: `full_date,date,weekday,time,mood,activities[,scales],…`, before
/// 2018 with the year in a column of its own.
#include <utility>

#include "diary/column_reader.hpp"

namespace culprit::diary {
namespace {

/// The app's own words, 5 = worst, in English and German.
constexpr Word<double> own_words[] = {{1, "rad"},      {2, "good"},  {3, "meh"}, {4, "bad"},
                                      {5, "awful"},    {1, "super"}, {2, "gut"}, {3, "ok"},
                                      {4, "schlecht"}, {5, "lausig"}};

Recognition recognise_daylio(const Head& head) {
  const bool dated = head.find("full date") || (head.find("year") && head.find("date"));
  if (!dated || !head.find("mood") || !head.find("activities")) return {};
  return {1.0, "the header names a date, mood and activities, as Daylio's export does"};
}

std::size_t daylio_date(const Head& head) {
  return head.find("full date") ? head.column("full date") : head.column("date");
}

std::unique_ptr<RowReader> open_daylio(FileContext& context) {
  const Head& head = context.head;
  using enum CellUse;
  const bool is_own = context.shared.options.mood_map.empty();
  ColumnPlan plan{.date = daylio_date(head),
                  .time = head.column("time"),
                  .columns = {{.field = head.column("mood"),
                               .use = mood,
                               .name = "mood",
                               .scale = is_own ? "1..5" : "",
                               .words = own_words},
                              {.field = head.column("scales"), .use = scales},
                              {.field = head.column("activities"), .use = tags, .joiner = "|"}}};
  if (!head.find("full date")) plan.year = head.column("year");
  return make_column_reader(context, std::move(plan));
}

}  // namespace

constinit const Layout daylio_layout{.name = "daylio",
                                     .recognise = recognise_daylio,
                                     .open = open_daylio,
                                     .date_column = daylio_date};

}  // namespace culprit::diary
