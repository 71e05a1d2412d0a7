/// A plan of six blocks, and what it showed.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "culprit/trial/trial.hpp"

namespace culprit::report {

inline const Day monday{Days{20454}};  // 2026-01-01

/// Six blocks of four days: the order with index 2 of the admissible ones, 001101.
inline trial::Plan make_plan(const std::string& name = "carrot") {
  trial::Plan plan;
  plan.seed = 12345678901234567890U;
  plan.food.name = name;
  plan.food.members = {name};
  plan.food.phrases = {{"carrots", 12, true}, {"soup; of the day, hot", 0, false}};
  plan.food.hidden = {"coleslaw"};
  plan.food.portion = 100;
  plan.food.most = 150;
  plan.food.unit = "g";
  plan.diary = {0xfedcba9876543210U, monday - Days{1}, std::nullopt, "eczema"};
  plan.prior = {0.9, 1.5, 0.5, 2.5};
  plan.first_day = monday;
  plan.block_days = 4;
  plan.lot = {6, 6, 20, 2};
  using trial::Arm;
  const Arm arms[] = {Arm::avoid, Arm::avoid, Arm::eat, Arm::eat, Arm::avoid, Arm::eat};
  for (int k = 0; k < 6; ++k)
    plan.blocks.push_back({arms[k], monday + Days{4 * k}, monday + Days{4 * k + 3}, k + 1});
  plan.outlooks = {{12, 5, {0.4, 0.9}, {0.2, 0.5}}};
  plan.alternatives = {{trial::Design::observe, 24, 0.5}};
  plan.next = {{"tomato", 60, false}};
  return plan;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::stringstream stream{text};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The text with its folded lines made whole.
inline std::string unfolded(std::string text) {
  for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n "))
    text.erase(at, 3);
  return text;
}

inline trial::Result make_result() {
  trial::Result result;
  result.plan = make_plan();
  for (const auto& block : result.plan.blocks) {
    result.blocks.push_back({block, 4, block.arm == trial::Arm::eat ? 4 : 0, 4, 3.25});
    for (Day day = block.first_day; day <= block.last_day; day += Days{1})
      result.days.push_back({day, block.arm, block.arm == trial::Arm::eat, 3.0});
  }
  result.compliance = {12, 12, 12, 0, 0, 0, 0};
  result.rows = 24;
  trial::Outcome outcome;
  outcome.verdict = trial::Verdict::confirmed;
  outcome.relevance = "uncertain";
  outcome.p_harm = 0.0123456789;
  outcome.estimate = 2;
  outcome.low = 0.5;
  outcome.evidence = trial::Evidence{0.45, 10, 0.9, 0.5};
  result.outcome = outcome;
  return result;
}

}  // namespace culprit::report
