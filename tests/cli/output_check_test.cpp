#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/files/output_file.hpp"
#include "cli/scratch_folder.hpp"

namespace culprit::cli {
namespace {

/// All messages, one after the other.
std::string checked(const std::vector<ReadFile>& read, const std::vector<WrittenFile>& written) {
  std::string text;
  for (const auto& message : check_outputs(read, written)) text += to_text(message);
  return text;
}

TEST(CheckOutputs, LetsNoOutputReplaceWhatIsReadOrWrittenElsewhere) {
  const ScratchFolder folder;
  folder.enter();
  std::ofstream{"a"} << "a";
  std::filesystem::create_hard_link("a", "b");
  std::filesystem::create_symlink("new", "link");
  EXPECT_EQ(checked({{"a", "the lexicon"}, {"c"}},
                {{"--output", "b"}, {"--rejects", "link"}, {"--truth", "./new"}}),
      "option --output: file 'b' is the lexicon that is read, as 'a'; expected another file\n"
      "option --truth: file './new' is the file of --rejects; expected another file\n");
  EXPECT_EQ(checked({{"./c.partial"}}, {{"--output", "c"}, {"--rejects", "none/x"}}),
      "option --output: file 'c.partial' is a diary that is read, and is kept for the "
      "unfinished 'c'; expected another file\n");
  EXPECT_EQ(checked({{"none/x"}, {"/dev/null"}}, {{"--output", "none/./x"}, {"--rejects", ""}}),
      "option --output: file 'none/./x' is a diary that is read; expected another file\n");
  EXPECT_EQ(checked({{"/dev/null"}, {"a"}, {"."}},
                {{"--output", "/dev/null"}, {"--rejects", "/dev/null"}, {"--truth", "."}}),
      "");
}

}  // namespace
}  // namespace culprit::cli
