/// The page of a three-year diary: how long it takes to lay out and to write, and its size.
#include <benchmark/benchmark.h>

#include <cstddef>

#include "culprit/engine/analyse.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/report/html/html.hpp"
#include "support/simulated_diary.hpp"

namespace culprit::report {
namespace {

/// A page that a mail or a phone takes without a thought [bytes].
constexpr std::size_t largest_page = 400'000;

/// Three years with a finding: every figure is drawn.
struct ThreeYears {
  diary::Diary diary = testing::simulated_diary({.seed = 1, .days = 1095, .effect = 2});
  foods::Resolution resolution = foods::resolve(diary);
  engine::Analysis analysis = engine::analyse(diary, resolution, {});

  [[nodiscard]] engine::Timeline timeline() const {
    return engine::make_timeline(diary, resolution, analysis, engine::found_names(analysis));
  }
};

void lay_out(benchmark::State& state) {
  const ThreeYears years;
  for (auto _ : state) {
    const auto timeline = years.timeline();
    benchmark::DoNotOptimize(timeline.readings.data());
  }
}

void write_page(benchmark::State& state) {
  const ThreeYears years;
  const auto timeline = years.timeline();
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto page = to_html({years.analysis, timeline, {}, "0.0.0"});
    bytes = page.size();
    benchmark::DoNotOptimize(page.data());
  }
  if (years.analysis.findings.empty()) state.SkipWithError("the diary shows no finding");
  if (bytes > largest_page) state.SkipWithError("the page is larger than 400 KB");
  state.counters["bytes"] = static_cast<double>(bytes);
}

BENCHMARK(lay_out)->Unit(benchmark::kMillisecond);
BENCHMARK(write_page)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace culprit::report
