#include "culprit/report/machine/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "culprit/core/number.hpp"

namespace culprit::report {
namespace {

constexpr std::size_t example_count = 3;

/// Every food with its entries, most first, equals in byte order.
std::vector<foods::Phrase> count_foods(
    const diary::Diary& diary, const foods::Resolution& resolution) {
  std::vector<foods::Phrase> counted;
  for (const auto& food : resolution.foods) counted.push_back({food.name, 0});
  for (const auto& entry : diary.entries) {
    if (!entry.is_eaten()) continue;
    for (const foods::Use& use : resolution.uses_of_name.at(entry.name))
      ++counted.at(use.food).count;
  }
  std::ranges::sort(counted, [](const auto& a, const auto& b) {
    return std::pair{b.count, std::string_view{a.text}} <
           std::pair{a.count, std::string_view{b.text}};
  });
  return counted;
}

std::optional<LoggingGap> find_longest_gap(const diary::Diary& diary) {
  if (diary.entries.empty()) return std::nullopt;
  LoggingGap longest{};
  Day next = diary.entries.front().day;
  const Day end = diary.entries.back().day + Days{1};
  const auto close_gap = [&](Day logged) {
    const int days = (logged - next).count();
    if (days > longest.days) longest = {next, days};
    next = std::max(next, logged + Days{1});
  };
  for (const Day logged : diary.logged_days) close_gap(std::min(logged, end));
  close_gap(end);
  return longest.days > 0 ? std::optional{longest} : std::nullopt;
}

/// An entry with the date and clock time that stand in the file: the diary counts both from the
/// start of its days.
std::string describe(const diary::Diary& diary, const diary::Entry& entry) {
  constexpr int day_minutes = 24 * 60;
  const auto starts = static_cast<int>(diary.day_starts.count());
  const int minute = entry.time.is_known() ? entry.time.minute() + starts : 0;
  std::string text = to_iso(entry.day + Days{minute / day_minutes});
  if (entry.time.is_known())
    text += fmt::format(" {:02}:{:02}", minute % day_minutes / 60, minute % 60);
  if (entry.part != diary::DayPart::unknown) text += fmt::format(" {}", to_word(entry.part));
  text += fmt::format(" {} {}", to_word(entry.kind), diary.name_of(entry));
  if (entry.has_amount()) text += ' ' + format_number(entry.amount);
  if (entry.unit > 0) text += ' ' + diary.units.at(entry.unit);
  return text;
}

/// The first entry of each kind, then the next entries: what a reader checks a file by.
std::vector<std::string> choose_examples(const diary::Diary& diary) {
  std::vector<std::string> examples;
  std::set<diary::Kind> seen;
  std::vector<const diary::Entry*> others;
  for (const auto& entry : diary.entries) {
    if (examples.size() == example_count) return examples;
    if (seen.insert(entry.kind).second) examples.push_back(describe(diary, entry));
    else if (others.size() < example_count) others.push_back(&entry);
  }
  for (const auto* entry : others)
    if (examples.size() < example_count) examples.push_back(describe(diary, *entry));
  return examples;
}

std::vector<Day> find_rated_days(const diary::Diary& diary) {
  std::vector<Day> days;
  for (const auto& entry : diary.entries) {
    const bool is_rating =
        entry.kind == diary::Kind::severity || entry.kind == diary::Kind::symptom;
    if (is_rating && (days.empty() || days.back() != entry.day)) days.push_back(entry.day);
  }
  return days;
}

std::vector<CheckedRejection> sort_rejections(const diary::ReadResult& input) {
  std::vector<CheckedRejection> sorted;
  for (const auto& [code, group] : input.rejections)
    sorted.push_back({code, group.count, group.first.empty() ? Message{} : group.first.front()});
  std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.count > b.count; });
  return sorted;
}

engine::DiarySummary summarise(const diary::ReadResult& input, const Check& check) {
  const auto& diary = input.diary;
  engine::DiarySummary summary;
  for (const auto& file : input.files) {
    summary.files.push_back(file.path);
    summary.rejected_rows += file.rejected;
    summary.rejected_cells += file.rejected_cells;
    summary.rejected_readings += file.rejected_readings;
  }
  summary.fingerprint = input.fingerprint;
  summary.subject = diary.subject;
  if (!input.files.empty()) summary.format = input.files.front().format;
  if (!diary.entries.empty()) {
    std::tie(summary.first_day, summary.last_day) = diary::days_of(diary);
    summary.days = (summary.last_day - summary.first_day).count() + 1;
  }
  summary.logged_days = static_cast<int>(diary.logged_days.size());
  for (const auto& severity : check.severities)
    if (severity.is_used) summary.readings = static_cast<int>(severity.candidate.readings);
  summary.foods = static_cast<int>(check.foods.size());
  for (const auto& food : check.foods) summary.food_entries += food.count;
  return summary;
}

}  // namespace

Check make_check(
    const diary::ReadResult& input, const foods::Resolution& resolution, CheckDetails details) {
  Check check;
  static_cast<CheckDetails&>(check) = std::move(details);
  check.files = input.files;
  check.foods = count_foods(input.diary, resolution);
  check.rejections = sort_rejections(input);
  check.longest_gap = find_longest_gap(input.diary);
  check.logged_days = input.diary.logged_days;
  check.rated_days = find_rated_days(input.diary);
  check.examples = choose_examples(input.diary);
  check.diary = summarise(input, check);
  return check;
}

}  // namespace culprit::report
