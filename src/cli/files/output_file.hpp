/// Where the path of an output leads, and what is there. A file that appears under its name only
/// when it is complete. Where a result goes: such a file, or standard output. Whether anything that
/// is read would be written over.
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/files/descriptor.hpp"
#include "cli/files/signals.hpp"
#include "culprit/core/error.hpp"

namespace culprit::cli {

/// A folder and a name in it, with all links of the path followed: what is replaced or made.
struct Destination {
  std::string folder;  ///< `.` if the path has none
  std::string name;    ///< empty if the path ends in `/`
  /// What is there; nothing if it is to be made.
  std::optional<struct stat> status;
  /// A device, a pipe or an open file (`/dev/stdout`, `/proc/self/fd/3`), which is written as it
  /// is: there is nothing to replace.
  bool is_stream = false;
  /// Why the path leads nowhere (a circle of links, a folder that may not be searched); 0 = it
  /// does not.
  int error = 0;

  [[nodiscard]] std::string path() const { return folder + '/' + name; }
  [[nodiscard]] bool is_folder() const noexcept {
    return name.empty() || (status && S_ISDIR(status->st_mode));
  }
};

[[nodiscard]] Destination find_destination(const std::string& path);

/// What a batch keeps an unfinished result in.
[[nodiscard]] inline std::string partial_name(const std::string& name) { return name + ".partial"; }

/// The mode of a result.
inline constexpr mode_t anybody_reads = 0666;

/// Written beside its place under a hidden name of its own, which nothing else can have
/// (`.NAME.a1b2c3d4`, O_EXCL), and synced and renamed by `commit`; removed if that never comes,
/// also on SIGINT, SIGTERM and SIGHUP.
///
/// A device, a pipe or an open file (`/dev/stdout`) is written directly. A symbolic link keeps
/// pointing at the file that is replaced or made. A file that is replaced keeps its mode and group
/// as far as the mode asked for allows; another user's file gives nothing to its successor.
class OutputFile {
 public:
  /// @param mode  of a new file, before the umask; without rights for others, exactly this.
  /// @throws CannotCreateError  with what the operating system says.
  OutputFile(std::string path, mode_t mode);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  /// @throws IoError, ClosedPipe
  void write(std::string_view text);
  /// Everything that can fail but the renaming: of several outputs all are synced before the first
  /// one is committed. Nothing may be written afterwards. @throws IoError
  void sync();
  /// Syncs if need be, and gives it its name. @throws IoError, CannotCreateError
  void commit();

 private:
  void open_stream();
  void create(mode_t mode);

  std::string path_;  ///< as given, for messages
  Destination place_;
  Descriptor folder_;
  std::string own_name_;  ///< in `folder_`; empty = written directly, or committed
  Descriptor descriptor_;
  std::optional<RemovedBySignal> removed_by_signal_;
  bool is_synced_ = false;
};

/// The folder of an output, and that the name can be in it.
/// @param path  for messages. @throws CannotCreateError
[[nodiscard]] Descriptor open_folder(const Destination& place, const std::string& path);

/// Gives a new file the mode of the one that it replaces, as far as `mode` has it.
void take_over_mode(int descriptor, const Destination& place, mode_t mode) noexcept;

/// Names the file `from` of `folder` as `to`, for good: the entry reaches the disk, too.
/// @param path  for messages. @throws CannotCreateError
void rename_in(const Descriptor& folder, const std::string& from, const std::string& to,
    const std::string& path);

class ResultOutput {
 public:
  /// @param file  empty = `out`. @throws CannotCreateError
  ResultOutput(const std::string& file, int out)
      : out_{out},
        file_{file.empty() ? nullptr : std::make_unique<OutputFile>(file, anybody_reads)} {}

  /// All of a result.
  void write(std::string_view text) {
    append(text);
    finish();
  }
  /// @param shown  what it is on standard output.
  void append(std::string_view text, Content shown = Content::data) {
    if (!file_) return write_all(out_, text, "standard output", shown);
    file_->write(text);
  }
  /// As `OutputFile::sync`.
  void sync() {
    if (file_) file_->sync();
  }
  void finish() {
    if (file_) file_->commit();
  }

 private:
  int out_;
  std::unique_ptr<OutputFile> file_;
};

/// A file that a run reads.
struct ReadFile {
  std::string path;              ///< `-` = standard input
  std::string what = "a diary";  ///< `the lexicon`, `the configuration`, `a manifest`, `a part`
};

/// A file that a run writes.
struct WrittenFile {
  std::string option;  ///< `--output`, `--rejects`, `--truth`
  std::string path;    ///< `-` = standard output; empty = none
};

/// Which file a path names: device and inode of what is there, else those of its folder and its
/// name in it. So hard links, symbolic links, `./x`, bind mounts and other ways of writing a path
/// are all the same file. Devices, pipes and folders are no files.
struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;
  std::string name = {};  ///< empty = the file is there

  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// The identity of every output, to compare with any number of files that are read.
class OutputCheck {
 public:
  explicit OutputCheck(std::span<const WrittenFile> written);

  /// A message for each output that is the file of an earlier one, or where one keeps its
  /// unfinished result.
  [[nodiscard]] const std::vector<Message>& conflicts() const noexcept { return conflicts_; }
  /// A message for each output that would replace `read`. Code `conflict`; names both.
  [[nodiscard]] std::vector<Message> complaints(const ReadFile& read) const;

 private:
  struct Output {
    WrittenFile file;
    std::string partial_path;  ///< `FILE.partial`, which a batch writes first
    std::optional<FileIdentity> identity;
    std::optional<FileIdentity> partial;
  };
  std::vector<Output> outputs_;  ///< only those that are files
  std::vector<Message> conflicts_;
};

/// All of it for a run whose files are known: everything wrong, to be answered with 64.
[[nodiscard]] std::vector<Message> check_outputs(
    std::span<const ReadFile> read, std::span<const WrittenFile> written);

}  // namespace culprit::cli
