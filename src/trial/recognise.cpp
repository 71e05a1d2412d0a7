#include "trial/recognise.hpp"

#include <algorithm>
#include <cmath>

#include "culprit/core/math.hpp"
#include "culprit/core/text.hpp"
#include "trial/subject.hpp"

namespace culprit::trial {

std::vector<std::string> foods_of_phases(const diary::Diary& diary) {
  std::vector<std::string> names;
  for (const auto& entry : diary.entries) {
    const auto is_it = [&](const std::string& name) {
      return fold_name(name) == fold_name(diary.name_of(entry));
    };
    if (entry.kind == diary::Kind::phase && std::ranges::none_of(names, is_it))
      names.push_back(diary.name_of(entry));
  }
  return names;
}

std::vector<Block> blocks_of_phases(
    const diary::Diary& diary, const std::vector<std::string>& names) {
  std::vector<Block> blocks;
  bool is_open = false;
  for (const auto& entry : diary.entries) {
    const auto is_it = [&](const std::string& name) {
      return fold_name(name) == fold_name(diary.name_of(entry));
    };
    if (entry.kind != diary::Kind::phase || std::ranges::none_of(names, is_it)) continue;
    const Arm arm = entry.amount > 0 ? Arm::eat : Arm::avoid;
    if (is_open && entry.has_amount() && blocks.back().arm == arm) continue;
    if (is_open) blocks.back().last_day = entry.day - Days{1};
    is_open = entry.has_amount();
    if (is_open) blocks.push_back({arm, entry.day, entry.day});
  }
  if (is_open) blocks.back().last_day = diary::days_of(diary).second;
  std::erase_if(blocks, [](const Block& block) { return block.last_day < block.first_day; });
  return blocks;
}

std::vector<Block> blocks_of_foods(const std::vector<Day>& eaten, const std::vector<Day>& logged) {
  constexpr int fewest_days = 7;
  constexpr double most_chance = 0.001;
  constexpr int longest_challenge = 14;
  std::vector<Block> blocks;
  if (eaten.empty() || logged.empty()) return blocks;
  for (std::size_t i = 0; i < eaten.size(); ++i) {
    const Day first = eaten[i] + Days{1};
    const bool is_last = i + 1 == eaten.size();
    const Day last = is_last ? logged.back() : eaten[i + 1] - Days{1};
    const int known = count_days(logged, first, last);
    const int others = static_cast<int>(logged.size()) - known;
    const double share = static_cast<double>(eaten.size()) / std::max(1, others);
    const bool is_long = known >= fewest_days && 5 * known >= 4 * ((last - first).count() + 1);
    if (!is_long || known * math::log(std::max(1e-9, 1 - share)) > math::log(most_chance)) continue;
    if (!blocks.empty()) blocks.back().last_day = std::min(blocks.back().last_day, first - Days{1});
    blocks.push_back({Arm::avoid, first, last});
    const Day next = last + Days{1};
    if (count_days(eaten, next, next + Days{fewest_days - 1}) < 3) continue;
    blocks.push_back({Arm::eat, next, std::min(logged.back(), next + Days{longest_challenge - 1})});
  }
  return blocks;
}

}  // namespace culprit::trial
