#include "support/diary_builder.hpp"

#include <algorithm>
#include <tuple>

namespace culprit::testing {

using diary::Entry;
using diary::Kind;

DiaryBuilder& DiaryBuilder::add(
    Kind kind, int number, std::string_view name, double amount, std::optional<int> minute) {
  if (diary_.units.empty()) diary_.units.emplace_back();
  const auto known = std::find(diary_.names.begin(), diary_.names.end(), name);
  const auto index = static_cast<std::uint32_t>(known - diary_.names.begin());
  if (known == diary_.names.end()) diary_.names.emplace_back(name);
  diary_.entries.push_back({.day = day(number),
      .time = minute ? ClockTime{*minute} : ClockTime{},
      .kind = kind,
      .name = index,
      .unit = 0,
      .amount = amount});
  if (kind == Kind::food) logged(number);
  return *this;
}

DiaryBuilder& DiaryBuilder::food(int number, std::string_view name, std::optional<int> minute) {
  return add(Kind::food, number, name, no_amount, minute);
}

DiaryBuilder& DiaryBuilder::severity(int number, double value, std::optional<int> minute) {
  return add(Kind::severity, number, "eczema", value, minute);
}

DiaryBuilder& DiaryBuilder::logged(int number) {
  diary_.logged_days.push_back(day(number));
  return *this;
}

diary::Diary DiaryBuilder::build() const {
  diary::Diary diary = diary_;
  std::stable_sort(diary.entries.begin(), diary.entries.end(), [&](const Entry& a, const Entry& b) {
    return std::tie(a.day, a.time, a.kind, diary.names[a.name]) <
           std::tie(b.day, b.time, b.kind, diary.names[b.name]);
  });
  std::sort(diary.logged_days.begin(), diary.logged_days.end());
  diary.logged_days.erase(
      std::unique(diary.logged_days.begin(), diary.logged_days.end()), diary.logged_days.end());
  return diary;
}

Day DiaryBuilder::day(int number) { return *make_day(2024, 1, 1) + Days{number}; }

}  // namespace culprit::testing
