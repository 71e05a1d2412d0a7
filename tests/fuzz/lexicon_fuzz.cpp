/// Any bytes as a file of `--lexicon`: a text is a lexicon whose tables hold together, or an
/// InputError with at most so many messages of each kind, none of them long.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "culprit/core/error.hpp"
#include "foods/notation.hpp"
#include "foods/tables.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// The built-in texts are too many for a fuzzer: a few names take their place.
culprit::foods::TableData compile(const std::string& text, std::size_t shown_errors) {
  const auto groups = culprit::foods::embedded_texts().front();
  return culprit::foods::compile(
      {{"groups.txt", groups.text},
          {{"base.txt", "milk = @dairy\noat milk = @oats\nlatte = ^milk\nmilk <- oat milk\n"}},
          {{"fuzz.txt", text}}},
      shown_errors);
}

void check_tables(const culprit::foods::TableData& data) {
  require(data.terms.size() >= 3 && data.node_terms.size() > 1);
  for (const auto& term : data.terms) {
    require(term.first_ingredient + term.n_ingredients <= data.ingredients.size());
    for (const auto set : {term.sure, term.maybe, term.minor, term.own_sure, term.own_maybe})
      require(set < data.sets.size());
  }
  for (const auto packed : data.ingredients)
    require((packed & culprit::foods::term_mask) < data.terms.size());
  for (const auto& word : data.words) require(word.canonical < data.words.size());
}

void check_messages(const culprit::InputError& error, std::size_t shown_errors) {
  constexpr std::size_t longest = 1000;
  require(!error.messages().empty());
  std::map<std::string, std::size_t> counts;
  for (const auto& message : error.messages()) {
    require(message.text.size() < longest);
    if (message.code != "more_errors") require(++counts[message.code] <= shown_errors);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t shown_errors = 3;
  const std::string text{reinterpret_cast<const char*>(data), size};
  try {
    check_tables(compile(text, shown_errors));
  } catch (const culprit::InputError& error) {
    check_messages(error, shown_errors);
  }
  return 0;
}
