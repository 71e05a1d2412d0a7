#include "cli/files/lexicon_file.hpp"

#include <unistd.h>

#include <utility>

#include "cli/files/files.hpp"
#include "culprit/batch/shard.hpp"

namespace culprit::cli {

LexiconFile read_lexicon(const std::string& path) {
  if (path.empty()) return {};
  try {
    const auto inputs = open_inputs({&path, 1}, STDIN_FILENO);
    const std::string text = read_text(*inputs.front());
    return {.lexicon = foods::Lexicon::extended(text, path), .hash = batch::hash_of(text)};
  } catch (const NoInputError& error) {
    auto messages = error.messages();
    for (auto& message : messages)
      message.text =
          message.text.substr(0, message.text.rfind("; expected")) + "; expected a lexicon";
    throw NoInputError{std::move(messages)};
  }
}

}  // namespace culprit::cli
