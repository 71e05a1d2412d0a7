#include "culprit/report/machine/batch_lines.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "culprit/core/lag.hpp"
#include "report/machine/facts.hpp"
#include "report/machine/json_objects.hpp"

namespace culprit::report {
namespace {

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

/// A row for each food, behind what the line says of its diary; of none a row with the reason.
template <typename Foods, typename RowOf> std::string rows_of(
    const Facts& diary, const Foods& foods, std::string_view reason, const RowOf& row_of_food) {
  std::string rows;
  for (const auto& food : foods) {
    Facts row = diary;
    row.update(row_of_food(food));
    rows += line_of(row);
  }
  if (!rows.empty()) return rows;
  Facts lone = row_of(engine::RankedFood{});
  for (Facts& value : lone) value = nullptr;
  lone["reason"] = reason;
  Facts row = diary;
  row.update(lone);
  return line_of(row);
}

/// The row of a food of a line that was written before.
Facts row_of_line(const Facts& food) {
  const bool has_hours = food.contains("lag_hours");
  const Facts& lag = food.at(has_hours ? "lag_hours" : "lag_days");
  Facts row = row_of(engine::RankedFood{});
  for (const auto& [name, value] : row.items()) {
    if (name == "lag_unit") value = has_hours ? "hours" : "days";
    else if (name.starts_with("lag_")) value = lag.at(name == "lag_first" ? 0 : 1);
    else value = food.contains(name) ? food.at(name) : food.at("effect").at(name);
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
  line.update(found_object(analysis));
  line.add("warnings", warning_list(analysis));
  return line.line();
}

std::string batch_csv_header() {
  Facts row{{"index", 0}, {"subject", ""}, {"file", ""}, {"status", ""}};
  row.update(row_of(engine::RankedFood{}));
  return head_of(row);
}

std::string to_batch_csv(const BatchDiary& diary) {
  static const std::vector<engine::RankedFood> none;
  return rows_of({{"index", diary.index}, {"subject", diary.subject.value_or("")},
                     {"file", diary.file}, {"status", to_word(diary.status())}},
      diary.error ? none : diary.analysis.foods, diary.error ? diary.error->text : "",
      [](const engine::RankedFood& food) { return row_of(food); });
}

std::string batch_line_to_csv(std::string_view text) {
  try {
    const Facts line = Facts::parse(text);
    Facts diary;
    for (const char* key : {"index", "subject", "file", "status"}) diary[key] = line.at(key);
    const Facts& error = line.at("error");
    return rows_of(diary, error.is_null() ? line.at("foods") : Facts::array(),
        error.is_null() ? "" : error.at("message").get<std::string>(), row_of_line);
  } catch (const Facts::exception&) {
    throw InputError{Message{.code = "bad_line",
        .text = "line is not a line of a diary; expected one of 'culprit "
                "batch'"}};
  }
}

}  // namespace culprit::report
