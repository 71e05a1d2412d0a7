
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "cli/captured_stream.hpp"
#include "cli/files/descriptor.hpp"
#include "cli/files/growing_file.hpp"
#include "cli/files/inputs.hpp"
#include "cli/files/output_file.hpp"
#include "cli/scratch_folder.hpp"

namespace culprit::cli {
namespace {

std::string read_to_end(csv::ByteSource& source, std::size_t block_size = 7) {
  std::string text;
  std::string block(block_size, '\0');
  while (const auto n = source.read(block)) text.append(block, 0, n);
  return text;
}

mode_t mode_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777u : 0;
}

/// The messages of a NoInputError, as printed.
std::string refusal_of(const std::vector<std::string>& paths) {
  try {
    (void)open_inputs(paths, 0);
    return "";
  } catch (const NoInputError& error) {
    std::string text;
    for (const auto& message : error.messages()) text += to_text(message);
    return text;
  }
}

TEST(FileInput, CanBeReadAgainAndAgain) {
  const ScratchFolder folder;
  std::ofstream{folder.file("d.csv")} << "date,type,name\n";
  const FileInput input{folder.file("d.csv")};
  EXPECT_EQ(input.name(), folder.file("d.csv"));
  for (int i = 0; i < 2; ++i) EXPECT_EQ(read_to_end(*input.open()), "date,type,name\n");
}

TEST(FileInput, SaysWhyItCannotBeRead) {
  const ScratchFolder folder;
  folder.enter();
  try {
    (void)FileInput{"gone.csv"}.open();
    FAIL();
  } catch (const IoError& error) {
    EXPECT_EQ(
        to_text(error.message()), "gone.csv: file cannot be read: No such file or directory\n");
  }
  try {
    (void)read_to_end(*FileInput{"."}.open());
    FAIL();
  } catch (const IoError& error) {
    EXPECT_EQ(to_text(error.message()), ".: file cannot be read: Is a directory\n");
  }
}

TEST(OpenInputs, NamesEveryFileThatCannotBeOpened) {
  const ScratchFolder folder;
  folder.enter();
  std::ofstream{"d.csv"} << "x";
  std::filesystem::create_directory("folder");
  EXPECT_EQ(refusal_of({"d.csv"}), "");
  EXPECT_EQ(refusal_of({"none.csv", "d.csv", "folder", "d.csv/x"}),
      "none.csv: file does not exist; expected a diary\n"
      "folder: file is a directory; expected a diary\n"
      "d.csv/x: file does not exist; expected a diary\n");
  EXPECT_EQ(refusal_of({std::string(300, 'a')}),
      std::string(300, 'a') + ": file cannot be opened: File name too long; expected a diary\n");
}

TEST(NoInputError, NeedsAMessage) {
  try {
    throw NoInputError{std::vector<Message>{}};
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "NoInputError: messages is empty, but must not be!");
  }
}

TEST(OpenInputs, TakesADashForStandardInput) {
  const CapturedStream in{"some text"};
  const auto inputs = open_inputs(std::vector<std::string>{"-"}, in.number());
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ(inputs[0]->name(), "-");
  EXPECT_EQ(read_to_end(*inputs[0]->open()), "some text");
}

TEST(OpenInputs, ReadsANamedPipeAsOftenAsNeeded) {
  const ScratchFolder folder;
  const auto path = folder.file("pipe");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const pid_t writer = ::fork();
  if (writer == 0) {
    const int pipe = ::open(path.c_str(), O_WRONLY);
    ::_exit(::write(pipe, "through a pipe", 14) == 14 ? 0 : 1);
  }
  const auto inputs = open_inputs(std::vector{path}, 0);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(read_to_end(*inputs[0]->open()), "through a pipe");
  ::waitpid(writer, nullptr, 0);
}

/// A pipe whose write end the test holds.
struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) == 0) {
      out = Descriptor{ends[0]};
      in = Descriptor{ends[1]};
    }
  }
  Descriptor out;
  Descriptor in;
};

TEST(SpooledInput, TakesNoMoreFromTheStreamThanIsAskedFor) {
  Pipe pipe;
  write_all(pipe.in.number(), "abcdefgh", "pipe");
  const SpooledInput input{"-", pipe.out.number()};
  std::array<char, 3> block{};
  EXPECT_EQ(input.open()->read(block), 3U);
  std::array<char, 16> rest{};
  EXPECT_EQ(::read(pipe.out.number(), rest.data(), rest.size()), 5);
}

TEST(SpooledInput, ContinuesWithTheStreamWhereAnEarlierReaderStopped) {
  const std::string text(100'000, 'x');
  CapturedStream in{text + "end"};
  const SpooledInput input{"-", in.number()};
  std::string block(1000, '\0');
  EXPECT_EQ(input.open()->read(block), 1000U);
  EXPECT_EQ(read_to_end(*input.open(), 4096), text + "end");
  EXPECT_EQ(read_to_end(*input.open(), 333), text + "end");
}

/// What the open descriptors of this process lead to.
std::set<std::string> open_files() {
  std::set<std::string> targets;
  for (const auto& link : std::filesystem::directory_iterator{"/proc/self/fd"}) {
    std::error_code ignored;
    targets.insert(std::filesystem::read_symlink(link, ignored).string());
  }
  return targets;
}

TEST(SpooledInput, LeavesNoFileWithAName) {
  const CapturedStream in{std::string(Spool::most_in_memory + 1, 's')};
  const auto before = open_files();
  const SpooledInput input{"-", in.number()};
  std::string block(1 << 16, '\0');
  const auto source = input.open();
  std::size_t size = 0;
  while (const auto n = source->read(block)) {
    size += n;
    if (size <= Spool::most_in_memory) {
      ASSERT_EQ(open_files(), before);
    }
  }
  std::vector<std::string> spools;
  for (const auto& target : open_files()) {
    if (!before.contains(target) && target.starts_with("/tmp/")) spools.push_back(target);
  }
  ASSERT_EQ(spools.size(), 1U);
  EXPECT_THAT(spools[0], ::testing::EndsWith("(deleted)"));
}

TEST(SpooledInput, NoticesThatTheFileBehindItChanges) {
  const CapturedStream in{"some text"};
  const SpooledInput input{"-", in.number()};
  const auto source = input.open();
  std::array<char, 4> block{};
  EXPECT_EQ(source->read(block), 4U);
  ASSERT_EQ(::ftruncate(in.number(), 6), 0);
  for (int i = 0; i < 2; ++i) {
    try {
      (void)read_to_end(*input.open());
      FAIL();
    } catch (const IoError& error) {
      EXPECT_EQ(to_text(error.message()),
          "-: file changed while it was read; expected it to stay as it is\n");
    }
  }
}

TEST(FileInput, NoticesAChangeAtTheEndAndAtTheNextReading) {
  const ScratchFolder folder;
  const auto path = folder.file("d.csv");
  std::ofstream{path} << "date,type,name\n";
  const FileInput input{path};
  EXPECT_EQ(input.size(), 0U);
  const auto source = input.open();
  EXPECT_EQ(input.size(), 15U);
  std::array<char, 4> block{};
  EXPECT_EQ(source->read(block), 4U);
  std::ofstream{path, std::ios::app} << "more\n";
  EXPECT_THROW((void)read_to_end(*source), IoError);
  try {
    (void)input.open();
    FAIL();
  } catch (const IoError& error) {
    EXPECT_EQ(error.message().code, "changed");
  }
}

TEST(MakeTemporary, TakesTheFolderOfTheEnvironmentFirst) {
  const ScratchFolder folder;
  ::setenv("TMPDIR", folder.file("").c_str(), 1);
  const Descriptor file = make_temporary("-");
  ::unsetenv("TMPDIR");
  const auto path =
      std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(file.number())).string();
  EXPECT_THAT(path, ::testing::StartsWith(folder.file("")));
  struct stat status {};
  ASSERT_EQ(::fstat(file.number(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777u, 0600U);
}

TEST(SpooledInput, ReportsAStreamThatCannotBeRead) {
  const SpooledInput input{"-", -1};
  const auto source = input.open();
  try {
    (void)read_to_end(*source);
    FAIL();
  } catch (const IoError& error) {
    EXPECT_EQ(to_text(error.message()), "-: file cannot be read: Bad file descriptor\n");
  }
}

TEST(WriteAll, ReportsAFullDevice) {
  const Descriptor full{::open("/dev/full", O_WRONLY)};
  try {
    write_all(full.number(), "text", "standard output");
    FAIL();
  } catch (const IoError& error) {
    EXPECT_EQ(to_text(error.message()),
        "standard output: file cannot be written: No space left on device\n");
  }
}

TEST(WriteAll, TellsThatTheReaderHasGone) {
  ::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.out.close();
  EXPECT_THROW(write_all(pipe.in.number(), "text", "pipe"), ClosedPipe);
}

class OutputFileTest : public ::testing::Test {
 protected:
  OutputFileTest() { folder_.enter(); }

  /// What is in the folder, sorted.
  static std::vector<std::string> names() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{"."})
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }

  static std::string create_error_of(const std::string& path) {
    try {
      OutputFile{path, 0666};
      return "";
    } catch (const CannotCreateError& error) {
      return to_text(error.message());
    }
  }

 private:
  ScratchFolder folder_;
};

TEST_F(OutputFileTest, AppearsOnlyWhenItIsComplete) {
  OutputFile file{"out.txt", 0644};
  file.write("first ");
  file.write("second\n");
  EXPECT_FALSE(std::filesystem::exists("out.txt"));
  ASSERT_EQ(names().size(), 1U);
  EXPECT_THAT(names()[0], ::testing::MatchesRegex(R"(\.out\.txt\.[a-z2-7]*)"));
  EXPECT_EQ(content_of(names()[0]), "first second\n");
  file.commit();
  EXPECT_EQ(content_of("out.txt"), "first second\n");
  EXPECT_EQ(names(), std::vector<std::string>{"out.txt"});
}

TEST_F(OutputFileTest, LeavesTheOldFileAloneIfNothingIsCommitted) {
  std::ofstream{"out.txt"} << "old";
  { OutputFile{"out.txt", 0644}.write("half of the n"); }
  EXPECT_EQ(content_of("out.txt"), "old");
  EXPECT_EQ(names(), std::vector<std::string>{"out.txt"});
}

TEST_F(OutputFileTest, HasTheModeAskedForAndKeepsThatOfAnOldFile) {
  OutputFile{"secret", 0600}.commit();
  EXPECT_EQ(mode_of("secret"), 0600U);
  std::ofstream{"old"} << "old";
  ::chmod("old", 0640);
  OutputFile{"old", 0666}.commit();
  EXPECT_EQ(mode_of("old"), 0640U);
  ::chmod("old", 0644);
  OutputFile{"old", 0600}.commit();
  EXPECT_EQ(mode_of("old"), 0600U);
}

TEST_F(OutputFileTest, GivesNothingOfAnotherUsersFileToItsSuccessor) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root makes files of others";
  std::ofstream{"theirs"} << "old";
  ::chmod("theirs", 0666);
  ASSERT_EQ(::chown("theirs", 65534, 65534), 0);
  const mode_t before = ::umask(027);
  OutputFile{"theirs", 0666}.commit();
  ::umask(before);
  EXPECT_EQ(mode_of("theirs"), 0640U);
}

TEST_F(OutputFileTest, SyncsBeforeSeveralAreCommitted) {
  OutputFile first{"a", 0644};
  OutputFile second{"b", 0644};
  for (auto* file : {&first, &second}) file->write("text");
  for (auto* file : {&first, &second}) file->sync();
  EXPECT_EQ(names().size(), 2U);
  for (auto* file : {&first, &second}) file->commit();
  EXPECT_EQ(names(), (std::vector<std::string>{"a", "b"}));
}

TEST_F(OutputFileTest, FollowsALinkToTheFile) {
  std::filesystem::create_directory("elsewhere");
  std::ofstream{"elsewhere/real"} << "old";
  std::filesystem::create_symlink("elsewhere/real", "link");
  OutputFile file{"link", 0644};
  file.write("new");
  file.commit();
  EXPECT_TRUE(std::filesystem::is_symlink("link"));
  EXPECT_EQ(content_of("elsewhere/real"), "new");
}

TEST_F(OutputFileTest, WritesDirectlyIntoADevice) {
  OutputFile file{"/dev/null", 0644};
  file.write("text");
  file.commit();
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
  OutputFile full{"/dev/full", 0644};
  EXPECT_THROW(full.write("text"), IoError);
}

TEST_F(OutputFileTest, SaysWhyItCannotBeCreated) {
  EXPECT_EQ(create_error_of("none/out.txt"),
      "none/out.txt: file cannot be created: No such file or directory\n");
  std::filesystem::create_directory("folder");
  EXPECT_EQ(create_error_of("folder"), "folder: file cannot be created: Is a directory\n");
}

TEST_F(OutputFileTest, IsWholeWhenTwoWriteItAtOnce) {
  OutputFile first{"out.txt", 0644};
  OutputFile second{"out.txt", 0644};
  first.write("first, and longer");
  second.write("second");
  first.commit();
  second.commit();
  EXPECT_EQ(content_of("out.txt"), "second");
  EXPECT_EQ(names().size(), 1U);
}

TEST_F(OutputFileTest, IsWrittenByOneBatchAtATime) {
  const GrowingFile first{"out.txt", 0644, GrowingFile::Start::anew};
  for (const auto start : {GrowingFile::Start::anew, GrowingFile::Start::resume}) {
    try {
      (void)GrowingFile{"out.txt", 0644, start};
      FAIL();
    } catch (const CannotCreateError& error) {
      EXPECT_EQ(to_text(error.message()),
          "out.txt: file cannot be created: another process is writing it\n");
    }
  }
}

/// Exit code or, negative, signal of a child that opens an output and then gets `signal_number`.
int end_of_child_after(int signal_number) {
  const pid_t child = ::fork();
  if (child == 0) {
    handle_signals();
    OutputFile file{"out.txt", 0644};
    { const OutputFile another{"out.txt", 0644}; }
    const OutputFile third{"third", 0644};
    file.write("half");
    ::raise(signal_number);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

TEST_F(OutputFileTest, IsRemovedBySignals) {
  EXPECT_EQ(end_of_child_after(SIGINT), 130);
  EXPECT_EQ(end_of_child_after(SIGTERM), -SIGTERM);
  EXPECT_EQ(end_of_child_after(SIGHUP), -SIGHUP);
  EXPECT_EQ(names(), std::vector<std::string>{});
}

TEST_F(OutputFileTest, SurvivesASignalThatWasIgnoredAtTheStart) {
  ::signal(SIGINT, SIG_IGN);
  EXPECT_EQ(end_of_child_after(SIGINT), 0);
  ::signal(SIGINT, SIG_DFL);
}

}  // namespace
}  // namespace culprit::cli
