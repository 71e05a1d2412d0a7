/// Singulars by vocabulary: a blind rule would break olives, hummus and asparagus.
#pragma once

#include <string>
#include <string_view>

namespace culprit::foods {

/// The first singular of `word` that `find` knows: berries -> berry, tomatoes -> tomato, leaves ->
/// leaf. @return what `find` returned, or `none` if it returned `none` for every candidate.
template <typename Find, typename Found>
[[nodiscard]] Found first_singular(std::string_view word, const Find& find, Found none) {
  constexpr std::size_t shortest = 4;
  if (word.size() < shortest || !word.ends_with('s') || word.ends_with("ss")) return none;
  const auto try_candidate = [&](std::size_t cut, std::string_view ending) {
    std::string candidate{word.substr(0, word.size() - cut)};
    candidate += ending;
    return candidate.size() < shortest - 1 ? none : find(std::string_view{candidate});
  };
  Found found = none;
  if (word.ends_with("ves")) found = try_candidate(3, "f");
  if (found == none && word.ends_with("ves")) found = try_candidate(3, "fe");
  if (found == none) found = try_candidate(1, "");
  if (found == none && word.ends_with("ies")) found = try_candidate(3, "y");
  if (found == none && word.ends_with("es")) found = try_candidate(2, "");
  return found;
}

}  // namespace culprit::foods
