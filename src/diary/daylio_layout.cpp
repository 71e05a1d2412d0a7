/// Daylio's export, of every year: `full_date,date,weekday,time,mood,activities[,scales],…`, before
/// 2018 with the year in a column of its own.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "culprit/core/word_table.hpp"
#include "diary/cell_text.hpp"
#include "diary/cells.hpp"
#include "diary/layout.hpp"
#include "diary/tags.hpp"

namespace culprit::diary {
namespace {

struct DaylioColumns {
  std::size_t full_date;
  std::size_t year;  ///< only of files without a full date
  std::size_t date;
  std::size_t time;
  std::size_t mood;
  std::size_t activities;
  std::size_t scales;
};

/// The app's own words, 5 = worst, in English and German.
constexpr Word<double> own_words[] = {{1, "rad"},      {2, "good"},  {3, "meh"}, {4, "bad"},
                                      {5, "awful"},    {1, "super"}, {2, "gut"}, {3, "ok"},
                                      {4, "schlecht"}, {5, "lausig"}};

class DaylioReader final : public RowReader {
 public:
  DaylioReader(FileContext& context, const DaylioColumns& columns)
      : RowReader{context}, columns_{columns}, tag_kinds_{context.shared} {}

  Fate consume(const csv::Record& record) override {
    const auto stamp = read_stamp(record);
    if (!stamp.is_right()) return reject_stamp(record, stamp.problem(), date_column());
    if (is_repeated_row(record, stamp)) return Fate::merged;
    const bool rated = consume_mood(record, stamp);
    const bool scaled = consume_scales(record, stamp);
    const bool ticked = consume_activities(record, stamp);
    return rated || scaled || ticked ? Fate::used : skip("nothing_recorded");
  }

  void finish() override { factors_.finish(file().shared.entries); }

 private:
  [[nodiscard]] std::size_t date_column() const {
    return columns_.full_date != absent ? columns_.full_date : columns_.date;
  }

  Stamp read_stamp(const csv::Record& record) {
    if (columns_.full_date != absent)
      return RowReader::read_stamp(record, columns_.full_date, columns_.time);
    const auto date = cell_of(record, columns_.date);
    if (date.empty()) return Stamp{StampProblem::no_date};
    const auto whole = fmt::format("{} {}", date, cell_of(record, columns_.year));
    return settled(record, file().stamps.read(whole, cell_of(record, columns_.time)),
                   columns_.time);
  }

  bool consume_mood(const csv::Record& record, const Stamp& stamp) {
    const auto cell = cell_of(record, columns_.mood);
    if (is_missing(cell)) return false;
    const auto& map = file().shared.options.mood_map;
    const auto value = moods_.get(cell, [&map](std::string_view word) {
      const std::string folded = fold_name(word);
      const auto given = map.find(folded);
      return given != map.end() ? std::optional{given->second} : value_of(own_words, folded);
    });
    if (!value) {
      reject_cell(record, columns_.mood, "unknown_mood",
                  fmt::format("mood '{}' has no number; expected rad, good, meh, bad or awful, or "
                              "its number in --mood-map",
                              quotable(cell)));
      return true;
    }
    Entry& entry = add_entry(stamp, Kind::symptom, "mood");
    entry.amount = *value;
    if (map.empty()) entry.unit = file().shared.entries.unit("1..5");
    return true;
  }

  /// `Itch: 3 | Energy: 2`: rated by the person, on scales of their own.
  bool consume_scales(const csv::Record& record, const Stamp& stamp) {
    bool any = false;
    for_each_part(cell_of(record, columns_.scales), "|", [&](std::string_view scale) {
      any = true;
      const auto colon = std::min(scale.rfind(':'), scale.size());
      const auto value = parse_number(clean(scale.substr(std::min(colon + 1, scale.size()))));
      const auto name = clean(scale.substr(0, colon));
      if (!value || name.empty()) {
        reject_cell(
            record, columns_.scales, "bad_cell",
            fmt::format("scale '{}' is not understood; expected NAME: NUMBER", quotable(scale)));
        return;
      }
      add_entry(stamp, Kind::symptom, name).amount = *value;
    });
    return any;
  }

  bool consume_activities(const csv::Record& record, const Stamp& stamp) {
    bool any = false;
    factors_.check_in(stamp.day());
    for_each_part(cell_of(record, columns_.activities), "|", [&](std::string_view activity) {
      any = true;
      const Kind kind = tag_kinds_.of(activity);
      if (kind == Kind::factor)
        factors_.tick(stamp.day(), activity);
      else
        add_entry(stamp, kind, activity);
    });
    return any;
  }

  DaylioColumns columns_;
  TickedFactors factors_;
  TagKinds tag_kinds_;
  TextMemo<std::optional<double>> moods_;
};

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
  const DaylioColumns columns{.full_date = head.column("full date"),
                              .year = head.column("year"),
                              .date = head.column("date"),
                              .time = head.column("time"),
                              .mood = head.column("mood"),
                              .activities = head.column("activities"),
                              .scales = head.column("scales")};
  const bool in_parts = columns.full_date == absent;
  report_roles(context, {},
               {{columns.full_date, "date"},
                {in_parts ? columns.date : absent, "date"},
                {in_parts ? columns.year : absent, "date"},
                {columns.time, "time"},
                {columns.scales, "symptoms"},
                {columns.activities,
                 context.shared.has_food_log ? "factors" : "foods, factors and treatments"},
                {columns.mood, context.shared.options.mood_map.empty()
                                   ? "symptom (rad 1, good 2, meh 3, bad 4, awful 5)"
                                   : "symptom (by --mood-map)"}});
  return std::make_unique<DaylioReader>(context, columns);
}

}  // namespace

constinit const Layout daylio_layout{.name = "daylio",
                                     .recognise = recognise_daylio,
                                     .open = open_daylio,
                                     .date_column = daylio_date};

}  // namespace culprit::diary
