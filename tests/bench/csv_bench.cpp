/// Bytes per second from memory to fields, every field touched.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include "culprit/csv/reader.hpp"

namespace culprit::csv {
namespace {

constexpr std::size_t text_bytes = std::size_t{16} << 20;

void read_all(benchmark::State& state, const std::string& text) {
  const TextInput input{"bench.csv", text};
  for (auto _ : state) {
    Reader reader{input.open(), input.name(), Dialect{}};
    std::uint64_t sum = 0;
    while (const auto* record = reader.next()) {
      for (std::size_t field = 0; field < record->size(); ++field) {
        const auto content = (*record)[field];
        sum += content.size() + (content.empty() ? 0U : static_cast<unsigned char>(content[0]));
      }
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

std::string repeat(const std::string& pattern) {
  std::string text;
  while (text.size() < text_bytes) text += pattern;
  return text;
}

void unquoted(benchmark::State& state) {
  read_all(state, repeat("2015-01-01,07:23,food,wheat_bread,0.5\n"
                         "2015-01-01,12:40,food,egg,1\n"
                         "2015-01-01,21:30,severity,eczema,4.5\n"));
}

void unquoted_crlf(benchmark::State& state) {
  read_all(state, repeat("2015-01-01,07:23,food,wheat_bread,0.5\r\n"
                         "2015-01-01,12:40,food,egg,1\r\n"
                         "2015-01-01,21:30,severity,eczema,4.5\r\n"));
}

void quoted(benchmark::State& state) {
  read_all(state, repeat("\"2015-01-01\",\"07:23\",\"food\",\"wheat_bread\",\"0.5\"\n"
                         "\"2015-01-01\",\"12:40\",\"food\",\"egg\",\"1\"\n"
                         "\"2015-01-01\",\"21:30\",\"severity\",\"eczema\",\"4.5\"\n"));
}

void doubled_quotes(benchmark::State& state) {
  read_all(state, repeat("2015-01-01,07:23,food,\"the \"\"good\"\" bread\",0.5\n"));
}

void embedded_newlines(benchmark::State& state) {
  read_all(
      state, repeat("2015-01-01,07:23,food,wheat_bread,\"with butter\nand honey\nat work\"\n"));
}

void wide(benchmark::State& state) {
  std::string line = "2015-01-01";
  for (int column = 0; column < 200; ++column) line += column % 7 == 0 ? ",1" : ",0";
  read_all(state, repeat(line + '\n'));
}

BENCHMARK(unquoted);
BENCHMARK(unquoted_crlf);
BENCHMARK(quoted);
BENCHMARK(doubled_quotes);
BENCHMARK(embedded_newlines);
BENCHMARK(wide);

}  // namespace
}  // namespace culprit::csv
