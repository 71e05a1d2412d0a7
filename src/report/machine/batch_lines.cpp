#include "culprit/report/machine/batch_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "culprit/core/lag.hpp"
#include "culprit/csv/writer.hpp"
#include "report/machine/json_objects.hpp"
#include "report/machine/row_cells.hpp"

namespace culprit::report {
namespace {

constexpr std::size_t prefix_columns = 4;
using BatchRow = std::array<std::string, prefix_columns + row_columns.size()>;

std::string hex(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

std::string clock(std::chrono::minutes time) {
  return fmt::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
}

Json reading_settings(const diary::ReadOptions& read) {
  Json map = Json::object();
  for (const auto& [column, role] : read.map) map.add(column, to_word(role));
  Json moods = Json::object();
  for (const auto& [word, value] : read.mood_map) moods.add(word, value);
  return {{"severity", read.severity}, {"food_columns", read.foods},
      {"factor_columns", read.factors}, {"map", map}, {"mood_map", moods},
      {"format_in", read.format_in},
      {"date_order", read.date_order ? Json{to_word(*read.date_order)} : Json{nullptr}},
      {"time_zone", read.time_zone}, {"day_starts", clock(read.day_starts)}};
}

std::string_view align_word(engine::Align align) noexcept {
  if (align == engine::Align::automatic) return "auto";
  return align == engine::Align::clock ? "clock" : "day";
}

Json settings_object(const BatchSettings& settings) {
  const engine::Options& engine = settings.engine;
  Json object = reading_settings(settings.read);
  object.update(Json{{"strict", settings.strict}, {"align", align_word(engine.align)},
      {"lags", engine.has_explicit_lags ? Json{to_string(engine.lags)} : Json{nullptr}},
      {"rated", rated_word(engine.rated)}, {"from", engine.from}, {"to", engine.to},
      {"level", to_word(engine.level)},
      {"lexicon", settings.lexicon ? Json{hex(*settings.lexicon)} : Json{nullptr}},
      {"scale", engine.scale ? Json{engine.scale->name} : Json{nullptr}},
      {"adjust", adjust_words(engine)}, {"fdr", engine.fdr},
      {"fdr_scope", to_word(settings.fdr_scope)}, {"important_change", engine.important_change},
      {"seed", settings.seed}});
  if (engine.unrated == engine::Unrated::free) object.add("unrated", "free");
  return object;
}

Json error_object(const Message& message) {
  const auto known = [](std::uint64_t n) { return n == 0 ? Json{nullptr} : Json{n}; };
  return {{"code", message.code}, {"message", message.text}, {"line", known(message.place.line)},
      {"column", known(message.place.column)}};
}

std::string write_row(const BatchRow& row) { return csv::write_record(row, ','); }

BatchRow prefixed(
    std::string index, std::string_view subject, std::string_view file, std::string_view status) {
  BatchRow row;
  row[0] = std::move(index);
  row[1] = csv::guard_formula(std::string{subject});
  row[2] = csv::guard_formula(std::string{file});
  row[3] = status;
  return row;
}

/// The row of a diary without foods.
std::string lone_row(BatchRow row, std::string_view reason) {
  row.back() = csv::guard_formula(std::string{reason});
  return write_row(row);
}

/// A row for each food: what stands before, and its cells.
template <typename Foods, typename CellsOf>
std::string rows_of(BatchRow row, const Foods& foods, const CellsOf& cells_of) {
  std::string rows;
  for (const auto& food : foods) {
    const std::array<Cell, row_columns.size()> cells = cells_of(food);
    std::transform(cells.begin(), cells.end(), row.begin() + prefix_columns,
        [](const Cell& cell) { return to_field(cell, ','); });
    rows += write_row(row);
  }
  return rows;
}

/// A line that was written before.
using Parsed = nlohmann::json;

Cell cell_of(const Parsed& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return value.get<std::int64_t>();
  return value.get<double>();
}

/// A food of a line, in the order of `row_columns`.
std::array<Cell, row_columns.size()> row_of(const Parsed& food) {
  const bool has_hours = food.contains("lag_hours");
  const Parsed& lag = food.at(has_hours ? "lag_hours" : "lag_days");
  std::array<Cell, row_columns.size()> row;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string name{row_columns[i]};
    if (name == "lag_first" || name == "lag_last")
      row[i] = cell_of(lag.at(name == "lag_first" ? 0 : 1));
    else if (name == "lag_unit") row[i] = std::string{has_hours ? "hours" : "days"};
    else row[i] = cell_of(food.contains(name) ? food.at(name) : food.at("effect").at(name));
  }
  return row;
}

}  // namespace

DiaryStatus BatchDiary::status() const noexcept {
  if (error) return DiaryStatus::error;
  return analysis.says_nothing() ? DiaryStatus::too_little_data : DiaryStatus::ok;
}

std::string to_batch_header(const BatchSettings& settings, std::uint64_t fingerprint,
    const std::optional<BatchShard>& shard, std::string_view version) {
  const Json share =
      shard ? Json{{"index", shard->index}, {"count", shard->count}, {"diaries", shard->diaries}}
            : Json{nullptr};
  return Json{{"schema", "culprit.batch/1"}, {"version", version},
      {"settings", settings_object(settings)}, {"fingerprint", hex(fingerprint)}, {"shard", share}}
      .line();
}

std::string to_batch_line(const BatchDiary& diary) {
  const bool holds = !diary.error.has_value();
  const engine::Analysis& analysis = diary.analysis;
  Json line{{"index", diary.index}, {"subject", diary.subject}, {"file", diary.file},
      {"status", to_word(diary.status())},
      {"error", holds ? Json{nullptr} : error_object(*diary.error)},
      {"diary", holds ? diary_object(analysis.diary) : Json{nullptr}},
      {"outcome", holds ? outcome_object(analysis.outcome) : Json{nullptr}}};
  line.add("findings", finding_list(analysis));
  line.add("foods", food_list(analysis));
  line.add("skipped", skipped_list(analysis));
  line.add("warnings", warning_list(analysis));
  return line.line();
}

std::string batch_csv_header() {
  BatchRow row{"index", "subject", "file", "status"};
  std::copy(row_columns.begin(), row_columns.end(), row.begin() + prefix_columns);
  return write_row(row);
}

std::string to_batch_csv(const BatchDiary& diary) {
  BatchRow row = prefixed(
      std::to_string(diary.index), diary.subject.value_or(""), diary.file, to_word(diary.status()));
  if (diary.error) return lone_row(std::move(row), diary.error->text);
  if (diary.analysis.foods.empty()) return lone_row(std::move(row), "");
  return rows_of(std::move(row), diary.analysis.foods, make_row);
}

std::string batch_line_to_csv(std::string_view text) {
  try {
    const Parsed line = Parsed::parse(text);
    const Parsed& subject = line.at("subject");
    BatchRow row = prefixed(line.at("index").dump(),
        subject.is_null() ? std::string{} : subject.get<std::string>(),
        line.at("file").get<std::string>(), line.at("status").get<std::string>());
    if (!line.at("error").is_null())
      return lone_row(std::move(row), line["error"].at("message").get<std::string>());
    if (line.at("foods").empty()) return lone_row(std::move(row), "");
    return rows_of(std::move(row), line["foods"], row_of);
  } catch (const Parsed::exception&) {
    throw InputError{Message{.code = "bad_line",
        .text = "line is not a line of a diary; expected one of 'culprit "
                "batch'"}};
  }
}

}  // namespace culprit::report
