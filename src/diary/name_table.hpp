/// Spellings to small numbers, fast: one lookup a row on the bytes as they stand in the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diary/byte_table.hpp"

namespace culprit::diary {

/// Gives every distinct tidied spelling an id, in order of arrival. Different bytes that tidy to
/// the same spelling (`wheat_bread`, `wheat bread `) share it.
class NameTable {
 public:
  [[nodiscard]] std::uint32_t intern(std::string_view raw) {
    const std::uint32_t id = ids_.find(raw);
    return id != ByteTable::none ? id : insert(raw);
  }

  /// [id] tidied, valid UTF-8.
  [[nodiscard]] const std::vector<std::string>& spellings() const noexcept { return spellings_; }

 private:
  std::uint32_t insert(std::string_view raw);

  ByteTable ids_;  ///< by the bytes in the file
  std::vector<std::string> spellings_;
  std::unordered_map<std::string, std::uint32_t> id_of_spelling_;
};

}  // namespace culprit::diary
