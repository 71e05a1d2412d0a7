/// Phrases per second: as diaries repeat them, and each seen for the first time; what the lexicon
/// costs when the program starts.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "culprit/foods/resolver.hpp"

namespace culprit::foods {
namespace {

/// Distinct phrases of one to three foods with amounts, as diaries have them.
std::vector<std::string> make_phrases(std::size_t n) {
  const auto& lexicon = Lexicon::built_in();
  std::vector<std::string> names;
  for (TermId term = 0; term < lexicon.size(); ++term) {
    if (lexicon.role(term) == Role::food) names.emplace_back(lexicon.name(term));
  }
  constexpr std::string_view heads[] = {"", "2 slices ", "150 g ", "Homemade ", ""};
  constexpr std::string_view joints[] = {" with ", ", ", " and "};
  std::vector<std::string> phrases;
  for (std::size_t i = 0; phrases.size() < n; ++i) {
    std::string phrase{heads[i % std::size(heads)]};
    phrase += names[i * 7919 % names.size()];
    for (std::size_t j = 0; j < i % 3; ++j)
      phrase += std::string{joints[(i + j) % 3]} + names[(i * 104729 + j * 31) % names.size()];
    phrases.push_back(std::move(phrase));
  }
  return phrases;
}

void distinct(benchmark::State& state) {
  const auto phrases = make_phrases(20'000);
  const auto& lexicon = Lexicon::built_in();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(resolve_phrase(lexicon, phrases[i]));
    i = i + 1 == phrases.size() ? 0 : i + 1;
  }
  state.SetItemsProcessed(state.iterations());
}

/// One phrase in ten has a misspelt word.
void distinct_misspelt(benchmark::State& state) {
  auto phrases = make_phrases(20'000);
  for (std::size_t i = 0; i < phrases.size(); i += 10)
    phrases[i].insert(phrases[i].size() / 2, "q");
  const auto& lexicon = Lexicon::built_in();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(resolve_phrase(lexicon, phrases[i]));
    i = i + 1 == phrases.size() ? 0 : i + 1;
  }
  state.SetItemsProcessed(state.iterations());
}

/// A diary has some hundreds of phrases, thousands of times.
void repeated(benchmark::State& state) {
  const auto phrases = make_phrases(400);
  Resolver resolver{Lexicon::built_in()};
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(&resolver.resolve(phrases[i * 37 % phrases.size()]));
    ++i;
  }
  state.SetItemsProcessed(state.iterations());
}

/// What `Lexicon::built_in` does once: a view of constants.
void start_up(benchmark::State& state) {
  for (auto _ : state) {
    const Lexicon copy = Lexicon::built_in();
    benchmark::DoNotOptimize(copy.find_group("dairy"));
  }
}

/// `--lexicon`: all texts anew.
void with_a_file(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(Lexicon::extended("house bread = rye\n", "mine.txt").size());
  }
}

BENCHMARK(distinct);
BENCHMARK(distinct_misspelt);
BENCHMARK(repeated);
BENCHMARK(start_up);
BENCHMARK(with_a_file)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace culprit::foods
