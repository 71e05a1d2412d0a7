#include "report/figures/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

namespace culprit::report {
namespace {

constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::chrono::year_month_day date_of(Day day) {
  return std::chrono::year_month_day{std::chrono::sys_days{day}};
}

}  // namespace

std::vector<Strip> strips_of(Day first, Day last, int longest) {
  const int days = std::max((last - first).count() + 1, 1);
  const int count = (days + longest - 1) / longest;
  const int each = (days + count - 1) / count;
  std::vector<Strip> strips;
  strips.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) strips.push_back({first + Days{i * each}, each});
  return strips;
}

std::vector<Day> months_of(const Strip& strip, std::size_t most) {
  std::vector<Day> starts;
  for (int i = 0; i < strip.days; ++i) {
    const Day day = strip.first + Days{i};
    if (static_cast<unsigned>(date_of(day).day()) == 1) starts.push_back(day);
  }
  const std::size_t step = (starts.size() + most - 1) / std::max<std::size_t>(most, 1);
  std::vector<Day> chosen;
  for (std::size_t i = 0; i < starts.size(); i += step) chosen.push_back(starts[i]);
  return chosen;
}

std::string month_words(Day day) {
  const auto date = date_of(day);
  const auto month = static_cast<unsigned>(date.month());
  const std::string_view name = month_names[month - 1];
  return month == 1 ? fmt::format("{} ’{:02}", name, static_cast<int>(date.year()) % 100)
                    : std::string{name};
}

}  // namespace culprit::report
