/// TSW Atlas: a part of a day a row, ratings in columns, foods and symptoms as lists.
#include "diary/layouts/column_reader.hpp"

namespace culprit::diary {
namespace {

Recognition recognise_tsw_atlas(const Head& head) {
  const bool rated =
      find_bare(head, "skin feeling") != absent || find_bare(head, "skin intensity") != absent;
  if (!head.find("date") || !rated || !head.find("food diary")) return {};
  return {1.0, "the header names a skin rating and Food Diary, as TSW Atlas' export does"};
}

std::unique_ptr<RowReader> open_tsw_atlas(FileContext& context) {
  const Head& head = context.head;
  ColumnPlan plan{.date = head.column("date"), .time = head.column("time of day"), .columns = {}};
  const auto add = [&](std::string_view bare, ColumnSpec column) {
    column.field = find_bare(head, bare);
    if (column.field != absent) plan.columns.push_back(std::move(column));
  };
  using enum CellUse;
  add("skin intensity", {.kind = Kind::severity, .name = "Skin Intensity", .scale = "0..4"});
  add("skin feeling",
      {.kind = Kind::severity, .name = "Skin Feeling", .scale = "1..5", .turned_at = 6});
  add("pain score", {.name = "Pain Score", .scale = "0..10"});
  add("mood", {.kind = Kind::factor, .name = "Mood"});
  add("sleep quality", {.kind = Kind::factor, .name = "Sleep Quality"});
  add("symptoms", {.use = rated_list});
  add("treatments", {.use = list, .kind = Kind::treatment});
  add("product diary", {.use = list, .kind = Kind::treatment});
  add("triggers", {.use = list, .kind = Kind::factor});
  add("food diary", {.use = list, .kind = Kind::food});
  if (find_bare(head, "skin feeling") != absent) {
    context.report.notes.push_back({"turned_round",
        "in the file a Skin Feeling of 5 is the best; it was turned "
        "round (6 minus the value), so "
        "that higher is worse",
        {head.input->name(), 0, 0}});
  }
  return make_column_reader(context, std::move(plan));
}

}  // namespace

constinit const Layout tsw_atlas_layout{
    .name = "tsw-atlas", .recognise = recognise_tsw_atlas, .open = open_tsw_atlas};

}  // namespace culprit::diary
