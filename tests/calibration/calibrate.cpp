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

/// Those of `all` whose names are listed, in the order of `all`.
template <typename Named>
std::vector<Named> pick(const std::vector<Named>& all, std::string_view list) {
  if (list == "all") return all;
  std::vector<std::string> names;
  for (std::size_t from = 0; from <= list.size();) {
    const auto comma = std::min(list.find(',', from), list.size());
    names.emplace_back(list.substr(from, comma - from));
    from = comma + 1;
  }
  for (const auto& name : names) {
    if (std::ranges::count(all, name, &Named::name) > 0) continue;
    std::string known;
    for (const auto& one : all) known += (known.empty() ? "" : ", ") + one.name;
    throw std::invalid_argument(fmt::format("'{}' is unknown; expected some of {}", name, known));
  }
  std::vector<Named> picked;
  for (const auto& one : all) {
    if (std::ranges::count(names, one.name) > 0) picked.push_back(one);
  }
  return picked;
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
                .methods = pick(methods(), arguments.at("--methods")),
                .rows = {}};
  const auto threads = static_cast<unsigned>(number_from(arguments.at("--threads")));
  const bool confirms = arguments.at("--confirm") != arguments.at("--seeds");
  for (const auto& scenario : pick(scenarios(), arguments.at("--scenarios"))) {
    std::cerr << scenario.name << '\n';
    auto confirmation = measure(scenario, report.confirmation, report.methods, threads);
    // Of the other methods nothing was chosen.
    auto choosing =
        confirms ? measure(scenario, report.choosing, {report.methods[0]}, threads) : confirmation;
    report.rows.push_back({scenario, std::move(choosing), std::move(confirmation)});
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
