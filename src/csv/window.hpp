/// The part of the input that is being worked on: a view of memory, or a buffer that is refilled.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "culprit/csv/input.hpp"

namespace culprit::csv {

class Window {
 public:
  Window(std::unique_ptr<ByteSource> source, std::size_t block);

  /// Bytes in the window. Invalidated by `drop` and `load`.
  [[nodiscard]] std::string_view view() const noexcept { return view_; }

  /// True once the window reaches to the end of the input.
  [[nodiscard]] bool at_end() const noexcept { return at_end_; }

  /// Takes the first `count` bytes away.
  void drop(std::size_t count);

  /// Adds a block, or what is left. @throws as `ByteSource::read`
  void load();

 private:
  std::unique_ptr<ByteSource> source_;
  std::size_t block_;
  std::optional<std::string_view> memory_;  ///< from the window's start to the end of the input
  std::vector<char> buffer_;
  std::string_view view_;
  bool at_end_ = false;
};

}  // namespace culprit::csv
