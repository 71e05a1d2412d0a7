/// Any bytes as a phrase and as a lexicon: folding is idempotent, nothing breaks, a phrase with
/// letters says something; a text is a lexicon or an InputError.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "culprit/core/error.hpp"
#include "culprit/foods/lexicon.hpp"
#include "culprit/foods/resolver.hpp"
#include "foods/compile.hpp"
#include "foods/embedded.hpp"
#include "foods/fold.hpp"

namespace {

using culprit::foods::Lexicon;

void require(bool holds) {
  if (!holds) std::abort();
}

void resolve(const std::string& text) {
  const auto& lexicon = Lexicon::built_in();
  const auto folded = culprit::foods::fold_phrase(text);
  require(culprit::foods::fold_phrase(folded) == folded);
  const auto resolved = culprit::foods::resolve_phrase(lexicon, text);
  for (const auto& item : resolved.items) {
    require(!item.name.empty());
    require((item.groups.sure & item.groups.maybe).empty());
    require(!item.amount || *item.amount > 0);
  }
}

/// The built-in texts are too many for a fuzzer: a few names stand in for them.
void extend(const std::string& text) {
  const auto groups = culprit::foods::embedded_texts().front();
  try {
    const auto data = culprit::foods::compile(
        {{"groups.txt", groups.text},
         {{"base.txt", "milk = @dairy\noat milk = @oats\nlatte = ^milk\nmilk <- oat milk\n"}},
         {{"fuzz.txt", text}}});
    require(data.terms.size() >= 3 && data.node_terms.size() > 1);
  } catch (const culprit::InputError& error) {
    require(!error.messages().empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text{reinterpret_cast<const char*>(data), size};
  if (text.starts_with("#lexicon"))
    extend(text);
  else
    resolve(text);
  return 0;
}
