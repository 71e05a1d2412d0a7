/// mySymptoms' diary report: ragged rows `date, time, type, item, item, …`; a food is followed by
/// its ingredients and a quantity in brackets, a symptom by its intensity and duration.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "diary/cells/cells.hpp"
#include "diary/cells/word_lists.hpp"
#include "diary/layouts/layout.hpp"
#include "diary/store/memo.hpp"

namespace culprit::diary {
namespace {

constexpr std::size_t date_at = 0;
constexpr std::size_t time_at = 1;
constexpr std::size_t type_at = 2;
constexpr std::size_t first_item = 3;

std::optional<Kind> kind_of_type(std::string_view cell) {
  const std::string folded = fold_name(cell);
  if (folded == "medication") return Kind::treatment;
  if (folded == "supplements") return Kind::supplement;
  if (is_listed<"mySymptoms foods">(folded)) return Kind::food;
  if (is_listed<"mySymptoms symptoms">(folded)) return Kind::symptom;
  if (is_listed<"mySymptoms factors">(folded)) return Kind::factor;
  return std::nullopt;
}

/// What stands before a colon and makes the cell no item of its own.
enum class Label { none, intensity, duration };

Label label_of(std::string_view text) {
  const std::string folded = fold_name(text);
  if (folded == "intensity") return Label::intensity;
  return folded == "duration" ? Label::duration : Label::none;
}

bool is_quantity(std::string_view cell) { return cell.front() == '[' && cell.back() == ']'; }

class DiaryReportReader final : public RowReader {
 public:
  explicit DiaryReportReader(FileContext& context) : RowReader{context} {}

  Fate consume(const csv::Record& record) override {
    const auto stamp = read_stamp(record, date_at, time_at);
    if (!stamp.is_right()) return reject_stamp(record, stamp.problem(), date_at);
    const auto kind = kinds_.of(cell_of(record, type_at));
    if (!kind) {
      return reject_quoting(record, type_at, "bad_type",
          "event type '{}' is not known; expected a meal, Drink, Medication, Supplements, Symptom, "
          "Bowel Movement, Exercise, Stress, Energy or Sleep");
    }
    if (is_repeated_row(record, stamp)) return Fate::merged;
    const bool is_rating = *kind == Kind::symptom || *kind == Kind::factor;
    return is_rating ? consume_ratings(record, stamp, *kind) : consume_items(record, stamp, *kind);
  }

 private:
  [[nodiscard]] Label label(std::string_view cell) {
    const auto colon = cell.find(':');
    return colon == std::string_view::npos ? Label::none : labels_.of(cell.substr(0, colon));
  }

  [[nodiscard]] bool is_detail(std::string_view cell) {
    return is_quantity(cell) || label(cell) != Label::none;
  }

  /// A food and its ingredients are all eaten; a medicine is one thing, whatever it holds.
  Fate consume_items(const csv::Record& record, const Stamp& stamp, Kind kind) {
    bool any = false;
    for (std::size_t i = first_item; i < record.size(); ++i) {
      const auto cell = cell_of(record, i);
      if (is_missing(cell) || is_detail(cell)) continue;
      add_entry(stamp, kind, cell);
      any = true;
    }
    return any ? Fate::used : skip("nothing_recorded");
  }

  Fate consume_ratings(const csv::Record& record, const Stamp& stamp, Kind kind) {
    bool any = false;
    for (std::size_t i = first_item; i < record.size(); ++i) {
      const auto name = cell_of(record, i);
      if (is_missing(name) || is_detail(name)) continue;
      std::optional<std::string_view> intensity;
      std::size_t at = i + 1;
      for (; at < record.size() && (cell_of(record, at).empty() || is_detail(cell_of(record, at)));
           ++at) {
        const auto cell = cell_of(record, at);
        if (label(cell) != Label::intensity) continue;
        intensity = clean(cell.substr(cell.find(':') + 1));
        break;
      }
      any = add_rating(record, {stamp, kind, i, at}, intensity) || any;
    }
    return any ? Fate::used : skip("missing_value");
  }

  struct Rated {
    const Stamp& stamp;
    Kind kind;
    std::size_t name;
    std::size_t intensity;
  };

  bool add_rating(
      const csv::Record& record, const Rated& rated, std::optional<std::string_view> intensity) {
    if (!intensity) return false;
    const auto value = parse_number(*intensity);
    if (!value) {
      reject_cell(record, rated.intensity, "bad_amount",
          fmt::format("intensity '{}' is not a number; expected 0 to 10", quotable(*intensity)));
      return true;
    }
    EntryTable& entries = file().shared.entries;
    Entry& entry = add_entry(rated.stamp, rated.kind, cell_of(record, rated.name));
    entry.amount = *value;
    if (rated.kind == Kind::symptom) entry.unit = entries.unit("0..10");
    return true;
  }

  TextMemo<std::optional<Kind>> kinds_{kind_of_type};
  TextMemo<Label> labels_{label_of};
};

bool looks_like_event(const std::vector<std::string>& row) {
  if (row.size() <= type_at) return false;
  return split_date(row[date_at]) && (row[time_at].empty() || parse_clock(row[time_at])) &&
         kind_of_type(row[type_at]);
}

/// `[ x 2 ]`, `Intensity: 3`: as no table has it.
bool has_detail(const std::vector<std::string>& row) {
  return std::any_of(row.begin(), row.end(), [](std::string_view cell) {
    return (!cell.empty() && is_quantity(cell)) ||
           (cell.find(':') != cell.npos && label_of(cell.substr(0, cell.find(':'))) != Label::none);
  });
}

/// A table of meals may hold date, time and meal too, but names every column, and what it says
/// beside foods: a rating, a note, an amount.
bool names_columns(const Head& head) {
  const auto is_ragged = [n = head.names.size()](const auto& row) {
    return looks_like_event(row) && row.size() > n && !row[n].empty();
  };
  if (head.names.size() <= first_item ||
      std::any_of(head.sample.begin(), head.sample.end(), is_ragged))
    return false;
  const auto first = head.folded.begin() + first_item;
  if (std::any_of(first, head.folded.end(), [](const auto& name) { return name.empty(); }))
    return false;
  const auto is_meal = [](const auto& row) {
    return !looks_like_event(row) || kind_of_type(row[type_at]) == Kind::food;
  };
  return std::distance(first, head.folded.end()) > 1 ||
         std::all_of(head.sample.begin(), head.sample.end(), is_meal);
}

}  // namespace

bool is_event(const Head& head) { return looks_like_event(head.names); }

/// The header's words are the app's own affair: the rows tell.
bool are_events(const Head& head) {
  if (head.sample.empty() && !is_event(head)) return false;
  const auto events = std::ranges::count_if(head.sample, looks_like_event);
  return events * 10 >= std::ssize(head.sample) * 8 &&
         (is_event(head) || !names_columns(head) || std::ranges::any_of(head.sample, has_detail));
}

std::unique_ptr<RowReader> open_my_symptoms(const Layout& /*layout*/, FileContext& context) {
  constexpr std::array roles{"date", "time", "type"};
  report_columns(context, [&](std::size_t i) {
    return i < roles.size() ? roles[i] : "foods, ingredients, ratings 0-10";
  });
  return std::make_unique<DiaryReportReader>(context);
}

}  // namespace culprit::diary
