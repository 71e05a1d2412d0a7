/// Hash tables that are asked with bytes as they stand in the file: what was made of a text,
/// numbers, names and whole rows, because they come again in nearly every row.
#pragma once

#include <xxhash.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"

namespace culprit::diary {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return XXH3_64bits(text.data(), text.size());
  }
};

/// Looked up without a copy of the text.
template <typename Value> using TextMap =
    std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// What is made of a text, which is asked once for each text.
template <typename Value> class TextMemo {
 public:
  explicit TextMemo(std::function<Value(std::string_view)> make) : make_{std::move(make)} {}

  [[nodiscard]] Value of(std::string_view text) {
    if (const auto known = known_.find(text); known != known_.end()) return known->second;
    Value value = make_(text);
    if (known_.size() < most_remembered && text.size() <= longest_remembered)
      known_.emplace(text, value);
    return value;
  }

 private:
  /// Beyond that the memo costs more cache misses than it saves.
  static constexpr std::size_t most_remembered = 2048;
  static constexpr std::size_t longest_remembered = 128;

  std::function<Value(std::string_view)> make_;
  TextMap<Value> known_;
};

/// NaN: a text that is no number.
inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// Numbers of cells: a diary holds few different amounts, and looking one up is quicker than
/// reading its digits.
class NumberMemo {
 public:
  explicit NumberMemo(DecimalMark mark)
      : known_{[mark](std::string_view text) {
          return parse_number(text, mark).value_or(no_number);
        }} {}

  /// `parse_number` of the text, or `no_number`.
  [[nodiscard]] double parse(std::string_view text) {
    if (text.size() == 1 && text[0] >= '0' && text[0] <= '9') return text[0] - '0';
    return known_.of(text);
  }

 private:
  TextMemo<double> known_;
};

/// Gives every distinct tidied spelling an id, in order of arrival. Different bytes that tidy to
/// the same spelling (`wheat_bread`, `wheat bread `) share it.
class NameTable {
 public:
  [[nodiscard]] std::uint32_t intern(std::string_view raw) {
    if (const auto known = ids_.find(raw); known != ids_.end()) return known->second;
    const std::string tidy = tidy_name(raw);
    const auto next = static_cast<std::uint32_t>(spellings_.size());
    const std::uint32_t id = ids_.try_emplace(tidy, next).first->second;
    if (id == next) spellings_.push_back(tidy);
    ids_.emplace(raw, id);
    return id;
  }

  /// [id] tidied, valid UTF-8.
  [[nodiscard]] const std::vector<std::string>& spellings() const noexcept { return spellings_; }

 private:
  TextMap<std::uint32_t> ids_;  ///< by the bytes in the file, and tidied
  std::vector<std::string> spellings_;
};

/// Whole rows by their 128-bit hashes (XXH3), which are the same for different rows less often than
/// a memory errs.
class RowSet {
 public:
  /// True if the text is new.
  bool insert(std::string_view text) {
    const auto [low, high] = XXH3_128bits(text.data(), text.size());
    return rows_.emplace(low, high).second;
  }

 private:
  using Row = std::pair<std::uint64_t, std::uint64_t>;
  struct RowHash {
    std::size_t operator()(const Row& row) const noexcept { return row.first; }
  };
  std::unordered_set<Row, RowHash> rows_;
};

}  // namespace culprit::diary
