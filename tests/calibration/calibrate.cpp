// calibrate --seeds A..B [--confirm C..D] [--scenarios all|NAME,…] [--methods all|NAME,…]
//           [--threads N] [--markdown]
// Measures the stated rates on simulated diaries and prints them: CSV, or docs/calibration.md.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "calibration/tables.hpp"

namespace culprit::calibration {
namespace {

std::uint64_t number_from(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size())
    throw std::invalid_argument(fmt::format("'{}' is no number; expected digits", text));
  return number;
}

Seeds seeds_from(std::string_view text) {
  const auto dots = text.find("..");
  if (dots == std::string_view::npos) return {number_from(text), number_from(text)};
  const Seeds seeds{number_from(text.substr(0, dots)), number_from(text.substr(dots + 2))};
  if (seeds.first > seeds.last)
    throw std::invalid_argument(fmt::format("'{}' is no range of seeds; expected A..B", text));
  return seeds;
}

/// The names in a list separated by commas.
std::vector<std::string> names_from(std::string_view list) {
  std::vector<std::string> names;
  for (std::size_t from = 0; from <= list.size();) {
    const auto comma = std::min(list.find(',', from), list.size());
    names.emplace_back(list.substr(from, comma - from));
    from = comma + 1;
  }
  return names;
}

/// @throws std::invalid_argument  for a name that none of `known` has.
void require_known(const std::vector<std::string>& names, const std::vector<std::string>& known) {
  for (const auto& name : names) {
    if (name == "all" || std::ranges::count(known, name) > 0) continue;
    throw std::invalid_argument(
        fmt::format("'{}' is unknown; expected some of {}", name, fmt::join(known, ", ")));
  }
}

/// Those of `all` whose names are listed, in the order of `all`.
template <typename Named>
std::vector<Named> pick(const std::vector<Named>& all, const std::vector<std::string>& names) {
  std::vector<Named> picked;
  for (const auto& one : all) {
    const bool is_listed = std::ranges::count(names, one.name) > 0;
    if (is_listed || std::ranges::count(names, "all") > 0) picked.push_back(one);
  }
  return picked;
}

template <typename... Lists> std::vector<std::string> names_of(const Lists&... lists) {
  std::vector<std::string> names;
  const auto add = [&](const auto& list) {
    for (const auto& one : list) names.push_back(one.name);
  };
  (add(lists), ...);
  return names;
}

using Arguments = std::map<std::string, std::string, std::less<>>;

Arguments arguments_from(int argc, char** argv) {
  Arguments arguments{{"--scenarios", "all"}, {"--methods", "all"}, {"--threads", "2"}};
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    const bool is_flag = name == "--markdown";
    const bool has_value = name == "--seeds" || name == "--confirm" || arguments.contains(name);
    if (!is_flag && (!has_value || i + 1 == argc))
      throw std::invalid_argument(fmt::format("option '{}' is unknown or has no value", name));
    arguments[name] = is_flag ? "" : argv[++i];
  }
  if (!arguments.contains("--seeds")) throw std::invalid_argument("expected --seeds A..B");
  if (!arguments.contains("--confirm")) arguments["--confirm"] = arguments["--seeds"];
  return arguments;
}

int run(const Arguments& arguments) {
  Report report{.choosing = seeds_from(arguments.at("--seeds")),
      .confirmation = seeds_from(arguments.at("--confirm")),
      .methods = pick(methods(), names_from(arguments.at("--methods"))),
      .rows = {}};
  const auto wanted = names_from(arguments.at("--scenarios"));
  require_known(names_from(arguments.at("--methods")), names_of(methods()));
  require_known(wanted, names_of(scenarios(), level_scenarios()));
  const auto threads = static_cast<unsigned>(number_from(arguments.at("--threads")));
  const bool confirms = arguments.at("--confirm") != arguments.at("--seeds");
  for (const auto& scenario : pick(scenarios(), wanted)) {
    std::cerr << scenario.name << '\n';
    auto confirmation = measure(scenario, report.confirmation, report.methods, threads);
    // Of the other methods nothing was chosen.
    auto choosing =
        confirms ? measure(scenario, report.choosing, {report.methods[0]}, threads) : confirmation;
    report.rows.push_back({scenario, std::move(choosing), std::move(confirmation)});
  }
  for (const auto& scenario : pick(level_scenarios(), wanted)) {
    std::cerr << scenario.name << '\n';
    auto confirmation = measure_levels(scenario, report.confirmation, threads);
    auto choosing = confirms ? measure_levels(scenario, report.choosing, threads) : confirmation;
    report.level_rows.push_back({scenario, std::move(choosing), std::move(confirmation)});
  }
  std::cout << (arguments.contains("--markdown") ? to_markdown(report) : to_csv(report));
  return 0;
}

}  // namespace
}  // namespace culprit::calibration

int main(int argc, char** argv) {
  try {
    return culprit::calibration::run(culprit::calibration::arguments_from(argc, argv));
  } catch (const std::exception& error) {
    std::cerr << "calibrate: " << error.what() << '\n';
    return 1;
  }
}
