/// What somebody may have meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace culprit::cli {

/// Names that `word` may have meant, best first, each once, at most three; all of one kind: the
/// same letters, a slip of the keys (up to two), a beginning (`--out`), a part (`--change` for
/// `--important-change`), or a name within the word (`--output-file`). Case and hyphens do not
/// count.
[[nodiscard]] std::vector<std::string> similar_names(
    std::string_view word, const std::vector<std::string>& names);

/// `did you mean 'a' or 'b'?`; empty if nothing is similar.
/// @param dashes  written before each name.
[[nodiscard]] std::string did_you_mean(
    std::string_view word, const std::vector<std::string>& names, std::string_view dashes = {});

/// The name within two slips of the keys, in any case, if any.
[[nodiscard]] std::optional<std::string> misspelt(
    std::string_view word, const std::vector<std::string>& names);

/// `a, b or c`
template <typename Words> [[nodiscard]] std::string either(const Words& words) {
  std::string text;
  std::size_t left = words.size();
  for (const auto& word : words) {
    if (!text.empty()) text += left == 1 ? " or " : ", ";
    text += word;
    --left;
  }
  return text;
}

}  // namespace culprit::cli
