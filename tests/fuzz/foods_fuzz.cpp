/// Any bytes as a phrase and as a lexicon: folding is idempotent, nothing breaks, a phrase with
/// letters says something; a text is a lexicon or an InputError.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "culprit/core/error.hpp"
#include "culprit/foods/fold.hpp"
#include "culprit/foods/lexicon.hpp"
#include "culprit/foods/resolver.hpp"

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

void extend(const std::string& text) {
  try {
    require(Lexicon::extended(text, "fuzz.txt").size() >= Lexicon::built_in().size());
  } catch (const culprit::InputError&) {
    // The defined answer to what is no lexicon.
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text{reinterpret_cast<const char*>(data), size};
  // Making a lexicon takes milliseconds: only what says that it is one.
  if (text.starts_with("#lexicon"))
    extend(text);
  else
    resolve(text);
  return 0;
}
