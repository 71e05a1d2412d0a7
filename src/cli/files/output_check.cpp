#include "cli/files/output_check.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/files/output_file.hpp"

namespace culprit::cli {
namespace {

FileIdentity identity_of(const struct stat& status) {
  return {.device = status.st_dev, .inode = status.st_ino};
}

/// What a standard stream has been redirected to, if that is a file.
std::optional<FileIdentity> identity_of(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return identity_of(status);
}

std::optional<FileIdentity> identity_of(const Destination& found) {
  if (found.status) {
    if (S_ISREG(found.status->st_mode)) return identity_of(*found.status);
    return std::nullopt;
  }
  struct stat folder {};
  if (::stat(found.folder.c_str(), &folder) == 0)
    return FileIdentity{folder.st_dev, folder.st_ino, found.name};
  std::error_code ignored;  // Nothing can be made there; the path is all there is to compare.
  return FileIdentity{0, 0, std::filesystem::weakly_canonical(found.path(), ignored).string()};
}

std::optional<FileIdentity> identity_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return identity_of(find_destination(path));
  return S_ISREG(status.st_mode) ? std::optional{identity_of(status)} : std::nullopt;
}

bool is_same(const std::optional<FileIdentity>& a, const std::optional<FileIdentity>& b) {
  return a && b && *a == *b;
}

/// `option --output: file 'a.csv'`, or `standard output: file 'a.csv'`.
std::string subject_of(const WrittenFile& file, const std::string& path) {
  return file.path == "-" ? fmt::format("standard output: file '{}'", path)
                          : fmt::format("option {}: file '{}'", file.option, path);
}

/// How else `path` is called, if it is.
std::string alias(const std::string& path, const std::string& other) {
  const auto plain = [](const std::string& p) {
    return std::filesystem::path{p}.lexically_normal();
  };
  if (plain(path) == plain(other)) return {};
  return other == "-" ? ", as standard input" : fmt::format(", as '{}'", other);
}

Message conflict(std::string text) {
  return {.code = "conflict", .text = std::move(text) + "; expected another file"};
}

}  // namespace

OutputCheck::OutputCheck(std::span<const WrittenFile> written) {
  for (const auto& file : written) {
    if (file.path.empty()) continue;
    Output output{.file = file, .partial_path = {}, .identity = {}, .partial = {}};
    if (file.path == "-") {
      output.identity = identity_of(STDOUT_FILENO);
    } else {
      const auto found = find_destination(file.path);
      output.identity = identity_of(found);
      if (output.identity && !found.is_stream) {
        output.partial_path = partial_name(file.path);
        output.partial = identity_of(partial_name(found.path()));
      }
    }
    if (!output.identity) continue;
    for (const auto& other : outputs_) {
      const auto& name = other.file.path == "-" ? "standard output" : other.file.option;
      if (is_same(output.identity, other.identity))
        conflicts_.push_back(
            conflict(fmt::format("{} is the file of {}", subject_of(file, file.path), name)));
      else if (is_same(output.identity, other.partial))
        conflicts_.push_back(conflict(fmt::format(
            "{} is kept for the unfinished file of {}", subject_of(file, file.path), name)));
      else if (is_same(output.partial, other.identity))
        conflicts_.push_back(
            conflict(fmt::format("{}, kept until it is complete, is the file of {}",
                subject_of(file, output.partial_path), name)));
    }
    outputs_.push_back(std::move(output));
  }
}

std::vector<Message> OutputCheck::complaints(const ReadFile& read) const {
  std::vector<Message> messages;
  if (outputs_.empty()) return messages;
  const auto identity = read.path == "-" ? identity_of(STDIN_FILENO) : identity_of(read.path);
  for (const auto& [file, partial_path, place, partial] : outputs_) {
    if (is_same(identity, place)) {
      const auto shown = file.path == "-" ? read.path : file.path;
      messages.push_back(conflict(fmt::format(
          "{} is {} that is read{}", subject_of(file, shown), read.what, alias(shown, read.path))));
    } else if (is_same(identity, partial)) {
      messages.push_back(conflict(fmt::format(
          "{} is {} that is read{}, and is kept for the "
          "unfinished '{}'",
          subject_of(file, partial_path), read.what, alias(partial_path, read.path), file.path)));
    }
  }
  return messages;
}

std::vector<Message> check_outputs(
    std::span<const ReadFile> read, std::span<const WrittenFile> written) {
  const OutputCheck check{written};
  std::vector<Message> messages;
  for (const auto& file : read)
    for (auto& message : check.complaints(file)) messages.push_back(std::move(message));
  messages.insert(messages.end(), check.conflicts().begin(), check.conflicts().end());
  return messages;
}

}  // namespace culprit::cli
