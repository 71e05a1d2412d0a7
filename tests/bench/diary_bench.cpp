/// Bytes in memory to a Diary, one thread: the canonical long layout and the exports of apps.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/csv/input.hpp"
#include "culprit/diary/read.hpp"
#include "diary/generated_exports.hpp"

namespace {

constexpr std::size_t input_bytes = std::size_t{64} << 20;
constexpr std::size_t export_bytes = std::size_t{8} << 20;
constexpr std::array<const char*, 12> foods{"wheat_bread", "milk", "eggs", "tomato", "red_wine",
    "coffee", "garlic", "peanut", "soy_sauce", "yogurt", "banana", "chickpeas"};
constexpr std::array<const char*, 5> amounts{"1", "0.5", "2", "1.5", "100"};

std::string two_digits(unsigned value) {
  return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

/// Days in order, within a day foods in order of time, a rating at its end.
std::string make_diary() {
  std::string text = "date,time,type,name,amount\n";
  text.reserve(input_bytes + 4096);
  std::uint64_t state = 1;
  const auto random = [&state](std::uint64_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % below;
  };
  culprit::Day day = *culprit::make_day(1900, 1, 1);
  const culprit::Day last = *culprit::make_day(2199, 12, 31);
  // Sixteen entries a day: three centuries are just enough.
  while (text.size() < input_bytes && day < last) {
    const std::string date = culprit::to_iso(day);
    for (unsigned minute = 7 * 60; minute < 21 * 60; minute += 56) {
      const std::string time = two_digits(minute / 60) + ':' + two_digits(minute % 60);
      text += date + ',' + time + ",food," + foods[random(foods.size())] + ',' +
              amounts[random(amounts.size())] + '\n';
    }
    text += date + ",21:00,severity,eczema," + std::to_string(random(11)) + '\n';
    day += culprit::Days{1};
  }
  return text;
}

/// Many short diaries of one layout as one file: four decades of days, met again and again.
std::string make_export(std::string_view layout) {
  constexpr std::uint64_t alike = 4;  // a layout's dialects follow the seed modulo 4
  auto all = culprit::diary::generate_export(layout, 0);
  const auto size_of = [](const auto& rows) {
    std::size_t bytes = 0;
    for (const auto& row : rows) {
      for (const auto& cell : row) bytes += cell.size() + 1;
    }
    return bytes;
  };
  std::size_t bytes = size_of(all.rows);
  for (std::uint64_t seed = alike; bytes < export_bytes; seed += alike) {
    const auto more = culprit::diary::generate_export(layout, seed);
    bytes += size_of(more.rows);
    all.rows.insert(all.rows.end(), more.rows.begin(), more.rows.end());
  }
  return culprit::diary::write_export(all, {});
}

void measure(benchmark::State& state, const std::string& text) {
  culprit::diary::ReadOptions options;
  options.mood_map = {{"calm", 1}, {"glad", 2}, {"tense", 3}, {"angry", 4}};
  options.mood_map.insert({{"rad", 1}, {"good", 2}, {"meh", 3}, {"bad", 4}});
  std::vector<std::unique_ptr<culprit::csv::Input>> inputs;
  inputs.push_back(std::make_unique<culprit::csv::TextInput>("diary.csv", text));
  for (auto _ : state) {
    const auto result = culprit::diary::read(inputs, options);
    benchmark::DoNotOptimize(result.fingerprint);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void BM_ReadLongDiary(benchmark::State& state) { measure(state, make_diary()); }
BENCHMARK(BM_ReadLongDiary)->Unit(benchmark::kMillisecond);

void BM_ReadExport(benchmark::State& state, std::string_view layout) {
  measure(state, make_export(layout));
}
const bool registered = [] {
  for (const auto layout : culprit::diary::generated_layouts()) {
    benchmark::RegisterBenchmark(
        ("BM_ReadExport/" + std::string{layout}).c_str(), BM_ReadExport, layout)
        ->Unit(benchmark::kMillisecond);
  }
  return true;
}();

}  // namespace
