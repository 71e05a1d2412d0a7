#include "diary/off_scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "culprit/core/number.hpp"
#include "culprit/diary/outcome.hpp"
#include "diary/cells/cells.hpp"
#include "diary/cells/rating_names.hpp"
#include "diary/cells/table_cells.hpp"

namespace culprit::diary {

const OffScale::Range& OffScale::range_of(const Entry& entry) {
  if (ranges_.size() <= entry.name) ranges_.resize(entry.name + std::size_t{1});
  auto& range = ranges_[entry.name];
  if (!range) range.emplace(instrument_range(fold_name(file_.shared.entries.name_of(entry))));
  return *range;
}

/// The column of that name, else the one of amounts, else the first cell that holds the number.
std::size_t OffScale::field_of(const csv::Record& record, const Entry& entry) const {
  const Head& head = file_.head;
  if (const auto column = head.find(fold_name(file_.shared.entries.name_of(entry)))) return *column;
  if (const auto column = head.find("amount")) return *column;
  const std::string number = format_number(entry.amount);
  for (std::size_t i = 0; i < record.size(); ++i)
    if (record[i].find(number) != std::string_view::npos) return i;
  return 0;
}

void OffScale::remember(const csv::Record& record, const Entry& entry) {
  constexpr std::size_t most = 64;
  if (largest_.size() <= entry.name) largest_.resize(entry.name + std::size_t{1});
  double& largest = largest_[entry.name];
  const bool is_far = entry.amount > std::max(10.0, 2 * largest);
  if (largest == 0 || !is_far) largest = std::max(largest, entry.amount);
  auto& highest = file_.shared.highest;
  if (!is_far || highest.size() >= most) return;
  highest.emplace(std::pair{fold_name(file_.shared.entries.name_of(entry)), entry.amount},
      record.message(file_.head.input->name(), field_of(record, entry), {}, {}));
}

bool OffScale::take_back(const csv::Record& record, std::size_t at) {
  EntryTable& entries = file_.shared.entries;
  const Entry entry = entries.since(at).front();
  const Range& range = range_of(entry);
  if (!range || range->holds(entry.amount)) return false;
  if (entry.unit != 0 && scale_from_text(entries.unit_of(entry))) return false;
  file_.shared.reject(record.message(file_.head.input->name(), field_of(record, entry), "off_scale",
      fmt::format("{} '{}' is not on the scale of {}; expected 0 to {}, unless the name states "
                  "another scale, as in '{} (0-500)'",
          quotable(entries.name_of(entry)), format_number(entry.amount), range->name,
          format_number(range->maximum), range->name)));
  entries.erase(at);
  return true;
}

namespace {

/// The ratings of one name from `minimum` to `maximum` stay.
struct Ends {
  double minimum = 0;
  double maximum = 0;
  bool is_unsure = false;  ///< some stay that are beyond
};

/// What the ratings themselves say. @param values  ascending
std::optional<Ends> usual_ends(const std::vector<double>& values) {
  const std::size_t n = values.size();
  for (std::size_t beyond = 1; beyond <= std::max<std::size_t>(1, n / 20); ++beyond) {
    const double most = values[n - beyond - 1];
    const double end = most <= 10 ? 10 : 100;
    if (most > 100 || most <= 0 || values[n - beyond] <= end) continue;
    const bool is_few = beyond <= std::max<std::size_t>(1, n / 50);
    const bool is_far = values[n - beyond] > 2 * most;
    const bool is_known = std::any_of(
        values.end() - static_cast<std::ptrdiff_t>(beyond), values.end(), is_end_of_scale);
    if (is_few && is_far && !is_known) return Ends{values[0], end};
    return Ends{values[0], values[n - 1], true};
  }
  return std::nullopt;
}

std::optional<Ends> ends_of(const Diary& diary, const OutcomeCandidate& outcome,
    const ReadOptions& options, bool is_outcome) {
  if (is_outcome && options.scale) return Ends{options.scale->first, options.scale->second};
  if (instrument_range(fold_name(outcome.name))) return {};
  std::vector<double> values;
  for (const Entry& entry : diary.entries) {
    if (!outcome.holds(entry)) continue;
    if (entry.unit != 0 && scale_from_text(diary.units[entry.unit])) return std::nullopt;
    values.push_back(entry.amount);
  }
  constexpr std::size_t fewest = 10;
  if (values.size() < fewest) return std::nullopt;
  if (const auto stated = scale_from_text(scale_in_name(outcome.name))) {
    const auto beyond = std::count_if(values.begin(), values.end(),
        [&](double value) { return value < stated->minimum || value > stated->maximum; });
    const bool is_few = beyond <= std::max<std::ptrdiff_t>(1, std::ssize(values) / 20);
    return is_few ? std::optional{Ends{stated->minimum, stated->maximum}} : std::nullopt;
  }
  std::sort(values.begin(), values.end());
  return usual_ends(values);
}

/// `Skin`, from 1 to 5, may be better or worse the higher it is: in tables of people's own, since
/// the layouts of apps know.
void ask_for_end(ReadResult& result, const OutcomeCandidate& outcome) {
  const auto is_worded = [&](const Entry& entry) {
    const std::string_view unit = result.diary.units[entry.unit];
    return outcome.holds(entry) && (unit == severity_word_scale || unit == numbered_word);
  };
  const auto is_table = [](const FileReport& file) {
    return file.format == "table" || file.format == "wide";
  };
  if (!outcome.names_skin || outcome.maximum <= 1 || !std::ranges::all_of(result.files, is_table) ||
      std::ranges::any_of(result.diary.entries, is_worded))
    return;
  result.files.front().notes.push_back({"end_unsaid",
      fmt::format("'{}' does not say which end is good: higher is taken to be worse; if it is "
                  "better, --scale HIGH..LOW turns it round",
          quotable(outcome.name)),
      {}});
}

/// A rating whose name says that high is good becomes one of which higher is worse; words say
/// themselves which end is bad. @param sum  of both ends of its scale
void turn_good_end(ReadResult& result, const OutcomeCandidate& outcome, double sum) {
  Diary& diary = result.diary;
  bool any = false;
  for (Entry& entry : diary.entries) {
    const std::string_view unit = diary.units[entry.unit];
    if (!outcome.holds(entry) || unit == severity_word_scale || unit == numbered_word) continue;
    entry.amount = sum - entry.amount;
    any = true;
  }
  if (!any) return;
  result.files.front().notes.push_back({"scale_turned",
      fmt::format("'{}' names high as the good end, and is turned round ({} - v): higher is worse "
                  "here; --scale LOW..HIGH keeps it as it is",
          quotable(outcome.name), format_number(sum)),
      {}});
}

/// Takes back and reports the ratings beyond the ends.
void reject_outside(
    ReadResult& result, SharedState& shared, const OutcomeCandidate& outcome, const Ends& ends) {
  FileReport& report = result.files.front();
  if (ends.is_unsure)
    report.notes.push_back({"scale_unsure",
        fmt::format("hardly any rating of {} is as high as {}: the scale may end below it, and "
                    "--scale MIN..MAX says where",
            quotable(outcome.name), format_number(ends.maximum)),
        {}});
  std::erase_if(result.diary.entries, [&](const Entry& entry) {
    const bool is_inside = entry.amount >= ends.minimum && entry.amount <= ends.maximum;
    if (!outcome.holds(entry) || is_inside) return false;
    auto places = shared.highest.extract({fold_name(outcome.name), entry.amount});
    Message message = places ? std::move(places.mapped()) : Message{{}, {}, {report.path, 0, 0}};
    message.code = "off_scale";
    message.text = fmt::format("{} '{}' of {} is not on the scale of the others; expected {} to {}",
        quotable(outcome.name), format_number(entry.amount), to_iso(entry.day),
        format_number(ends.minimum), format_number(ends.maximum));
    shared.reject(message);
    ++report.rejected_cells;
    ++report.rejected_readings;
    return true;
  });
}

}  // namespace

void settle_ratings(ReadResult& result, SharedState& shared) {
  const auto& wanted = shared.options.severity;
  const auto candidates = outcome_candidates(result.diary);
  for (const auto& outcome : candidates) {
    const bool is_outcome = wanted ? fold_name(outcome.name) == fold_name(*wanted)
                                   : outcome.name == candidates.front().name;
    const auto ends = ends_of(result.diary, outcome, shared.options, is_outcome);
    if (ends) reject_outside(result, shared, outcome, *ends);
    if (shared.options.scale) continue;
    const double end = ends ? ends->maximum : outcome.maximum;
    const auto ends_said = ends_of_rating(fold_name(outcome.name), std::min(outcome.maximum, end));
    if (ends_said.good == GoodEnd::high) turn_good_end(result, outcome, ends_said.sum);
    if (ends_said.good == GoodEnd::unsaid && is_outcome) ask_for_end(result, outcome);
  }
}

}  // namespace culprit::diary
