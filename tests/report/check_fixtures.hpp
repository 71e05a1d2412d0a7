/// A diary as read, made by hand, and what `check` makes of it.
#pragma once

#include <string>
#include <utility>

#include "culprit/report/machine/check.hpp"

namespace culprit::report::fixtures {

inline diary::Entry entry(int day, diary::Kind kind, std::uint32_t name) {
  diary::Entry made;
  made.day = *make_day(2024, 1, 1) + Days{day};
  made.kind = kind;
  made.name = name;
  return made;
}

/// Two files, four days, of which the second and third are not logged; names: coffee, Coffee,
/// oats, eczema, itch.
inline diary::ReadResult read_result() {
  diary::ReadResult input;
  auto& diary = input.diary;
  diary.names = {"coffee", "Coffee", "oats", "eczema", "itch"};
  diary.units = {"", "cup"};
  auto first = entry(0, diary::Kind::food, 0);
  first.time = ClockTime{8 * 60 + 5};
  first.amount = 2;
  first.unit = 1;
  auto rating = entry(0, diary::Kind::severity, 3);
  rating.amount = 4.5;
  auto itch = entry(3, diary::Kind::symptom, 4);
  itch.amount = 3;
  diary.entries = {first, entry(0, diary::Kind::food, 1), entry(0, diary::Kind::food, 2), rating,
      entry(3, diary::Kind::food, 0), itch};
  diary.logged_days = {diary.entries.front().day, diary.entries.back().day};
  diary::FileReport file;
  file.path = "foods.csv";
  file.format = "long";
  file.confidence = 1;
  file.reason = "the header has date, type and name";
  file.date_order_reason = "ISO dates";
  file.rows = 10;
  file.used = 5;
  file.merged = 1;
  file.skipped = 2;
  file.rejected = 2;
  file.skipped_by_rule = {{"amount_zero", 1}, {"other_subject", 1}};
  file.columns = {{"date", "date"}, {"type", "type"}, {"name", "name"}};
  auto wide = file;
  wide.path = "ratings.csv";
  wide.format = "wide";
  wide.confidence = 0.8;
  wide.delimiter = ';';
  wide.decimal_mark = DecimalMark::comma;
  wide.date_order = diary::DateOrder::dmy;
  wide.date_order_reason = "13/02/2024 at line 7";
  wide.rejected_cells = 1;
  wide.skipped_by_rule = {};
  input.files = {file, wide};
  Message bad{.code = "bad_date", .text = "date '2024-02-30' is not a calendar day"};
  bad.place = {"foods.csv", 17, 3};
  bad.excerpt = "2024-02-30,food,oats";
  bad.caret = 1;
  input.rejections["bad_date"] = {3, {bad}};
  input.rejections["bad_amount"] = {1, {}};
  input.fingerprint = 0xff;
  return input;
}

inline foods::Resolution resolution() {
  foods::Resolution made;
  made.foods = {{.name = "coffee"}, {.name = "oats"}};
  made.uses_of_name = {{{.food = 0}}, {{.food = 0}}, {{.food = 1}}, {}, {}};
  return made;
}

inline CheckDetails details() {
  CheckDetails made;
  CheckedSeverity eczema;
  eczema.candidate = {"eczema", diary::Kind::severity, {3}, 1, 4.5, 4.5, true};
  eczema.scale.name = "0-10";
  eczema.is_used = true;
  CheckedSeverity itch;
  itch.candidate = {"itch", diary::Kind::symptom, {4}, 1, 3, 3, true};
  itch.scale.name = "0-5";
  made.severities = {eczema, itch};
  made.warnings = {{"several_severities", "there are 2 ratings: eczema, itch"}};
  made.rank_exit = 3;
  return made;
}

inline Check check() { return make_check(read_result(), resolution(), details()); }

/// A diary of which nothing could be read.
inline Check empty_check() {
  CheckDetails made;
  made.rank_exit = 65;
  made.rank_message = "the files hold no food";
  return make_check({}, {}, made);
}

}  // namespace culprit::report::fixtures
