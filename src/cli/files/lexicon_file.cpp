#include "cli/files/lexicon_file.hpp"

#include <unistd.h>

#include <memory>

#include "cli/files/inputs.hpp"
#include "cli/files/spool.hpp"
#include "culprit/batch/shard.hpp"

namespace culprit::cli {

LexiconFile read_lexicon(const std::string& path, std::size_t shown_errors) {
  if (path.empty()) return {};
  const auto input = path == "-" ? std::make_unique<SpooledInput>(path, STDIN_FILENO)
                                 : open_input(path, Accepted::no_wait, "a lexicon");
  const std::string text = read_text(*input);
  return {.lexicon = foods::Lexicon::extended(text, path, shown_errors),
          .hash = batch::hash_of(text)};
}

}  // namespace culprit::cli
