/// Lines of any bytes as date cells (a TAB parts the time): nothing crashes, a day that is read
/// reads the same in every other form, and the order decided for the column is one that its dates
/// bear out.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diary/cells/dates.hpp"
#include "diary/cells/stamp.hpp"

namespace {

using namespace culprit;
using namespace culprit::diary;

constexpr std::array orders{DateOrder::ymd, DateOrder::dmy, DateOrder::mdy};

void require(bool holds) {
  if (!holds) std::abort();
}

struct Cells {
  std::string_view date;
  std::string_view time;
};

std::vector<Cells> cells_of(std::string_view text) {
  std::vector<Cells> rows;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const auto tab = std::min(line.find('\t'), line.size());
    rows.push_back({line.substr(0, tab), line.substr(std::min(tab + 1, line.size()))});
  }
  return rows;
}

/// `2024-03-05` as `05` / `03` / `2024` under `order`.
std::string written(Day day, DateOrder order) {
  const std::string iso = to_iso(day);
  const std::string year = iso.substr(0, 4);
  const std::string month = iso.substr(5, 2);
  const std::string of_month = iso.substr(8, 2);
  if (order == DateOrder::dmy) return of_month + '/' + month + '/' + year;
  if (order == DateOrder::mdy) return month + '/' + of_month + '/' + year;
  return iso;
}

void check_day(Day day) {
  for (const auto order : orders) {
    const auto parts = split_date(written(day, order));
    require(parts && parts->rest.empty() && to_day(*parts, order) == day);
  }
}

void check_parsers(const Cells& cells) {
  for (const auto text : {cells.date, cells.time}) {
    if (const auto parts = split_date(text)) {
      for (const auto order : orders) {
        const auto day = to_day(*parts, order);
        if (day) check_day(*day);
        require(!parts->year_first || day == to_day(*parts, DateOrder::ymd));
      }
    }
    if (const auto parts = split_worded_date(text)) require(parts->year_first);
    if (const auto clock = parse_clock(text)) require(clock->is_known());
    if (const auto instant = parse_instant(text)) {
      require(!instant->minute || (*instant->minute >= 0 && *instant->minute < 24 * 60));
    }
    static_cast<void>(parse_stamp_clock(text));
    static_cast<void>(day_part_from_word(text));
  }
}

/// The order of a column and of the same column backwards.
std::optional<DateOrder> decide(const std::vector<Cells>& rows) {
  DateOrderEvidence forwards;
  DateOrderEvidence backwards;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    forwards.add(rows[i].date, i + 1);
    backwards.add(rows[rows.size() - 1 - i].date, rows.size() - i);
  }
  const auto decision = forwards.decide();
  const auto again = backwards.decide();
  require(decision.has_value() == again.has_value());
  if (!decision) return std::nullopt;
  require(decision->order == again->order && !decision->reason.empty());
  require(forwards.is_contradictory() == backwards.is_contradictory());
  return decision->order;
}

/// Every row under one order, by a reader that asks at most once and forgets nothing in between.
void check_stamps(const std::vector<Cells>& rows, const ReadOptions& options, DateOrder order) {
  int asked = 0;
  StampReader reader{options, [&] {
                       ++asked;
                       return DateOrderEvidence::Decision{order, "decided"};
                     }};
  for (const auto& cells : rows) {
    const auto stamp = reader.read(cells.date, cells.time);
    require(asked <= 1);
    const auto alone = StampReader{
        options, [&] {
          return DateOrderEvidence::Decision{order, "decided"};
        }}.read(cells.date, cells.time);
    require(stamp.problem() == alone.problem());
    const bool has_day =
        stamp.problem() == StampProblem::none || stamp.problem() == StampProblem::bad_time;
    if (!has_day) continue;
    require(stamp.day() == alone.day() && stamp.time() == alone.time());
    require(stamp.problem() == StampProblem::none || !stamp.time().is_known());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto rows = cells_of({reinterpret_cast<const char*>(data), size});
  for (const auto& cells : rows) check_parsers(cells);
  const auto order = decide(rows);
  ReadOptions options;
  check_stamps(rows, options, order.value_or(DateOrder::dmy));
  options.day_starts = std::chrono::hours{4};
  options.time_zone = "Europe/Kyiv";
  check_stamps(rows, options, order.value_or(DateOrder::mdy));
  return 0;
}
