#include "cli/options/option_table.hpp"

namespace culprit::cli {

bool Option::is_setting() const noexcept { return type.take && (commands & configured) != 0; }

void add(std::vector<Option>& table, std::string_view group, Commands commands,
    std::vector<Option> rows) {
  for (auto& row : rows) {
    row.group = group;
    if (row.commands == 0) row.commands = commands;
    table.push_back(std::move(row));
  }
}

std::span<const Option> option_table() {
  static const std::vector<Option> table = [] {
    std::vector<Option> rows;
    for (auto* add : {add_diary_options, add_analysis_options, add_batch_options,
             add_simulate_options, add_result_options})
      add(rows);
    return rows;
  }();
  return table;
}

const Option* find_option(std::string_view name, Command command) {
  const Option* found = nullptr;
  for (const auto& option : option_table()) {
    if (option.name != name) continue;
    if (option.is_used_by(command)) return &option;
    if (found == nullptr) found = &option;
  }
  return found;
}

}  // namespace culprit::cli
