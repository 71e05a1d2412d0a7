/// A fresh folder for a test, removed afterwards.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace culprit::cli {

class ScratchFolder {
 public:
  ScratchFolder() : before_{std::filesystem::current_path()} {
    auto pattern = (std::filesystem::temp_directory_path() / "culprit-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(path_);
  }

  /// Makes it the current folder until it goes.
  void enter() const { std::filesystem::current_path(path_); }

  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path before_;
  std::filesystem::path path_;
};

/// The whole content of a file; empty if there is none.
inline std::string content_of(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

}  // namespace culprit::cli
