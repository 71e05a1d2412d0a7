/// Any bytes as a phrase: folding is idempotent, nothing breaks, a phrase with letters says
/// something.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "culprit/foods/lexicon.hpp"
#include "culprit/foods/resolver.hpp"
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  resolve({reinterpret_cast<const char*>(data), size});
  return 0;
}
