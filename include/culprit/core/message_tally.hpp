/// Messages by code: how many of each, and the first of them. Memory is bounded by what is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "culprit/core/error.hpp"

namespace culprit {

/// The messages of one code.
struct MessageGroup {
  std::uint64_t count = 0;
  std::vector<Message> first;  ///< those that are kept, in the order they came
};

class MessageTally {
 public:
  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

  /// @param kept_per_code  how many of each code are kept; the rest are counted.
  explicit MessageTally(std::size_t kept_per_code) noexcept : kept_per_code_{kept_per_code} {}

  void add(Message message);
  /// Counts messages of a code that are not at hand.
  void add_more(const std::string& code, std::uint64_t more);

  [[nodiscard]] std::uint64_t total() const noexcept;
  [[nodiscard]] const std::map<std::string, std::uint64_t>& counts() const noexcept {
    return counts_;
  }
  /// In the order they came.
  [[nodiscard]] const std::vector<Message>& kept() const noexcept { return kept_; }
  [[nodiscard]] std::map<std::string, MessageGroup> groups() const;

  /// Says how many more of a code there are than are kept.
  using SayMore = std::function<Message(const std::string& code, std::uint64_t more)>;

  /// What to print: for each code its first messages, and behind them what `say_more` says of the
  /// rest, if there is one.
  [[nodiscard]] std::vector<Message> listed(const SayMore& say_more) const;

 private:
  std::size_t kept_per_code_;
  std::map<std::string, std::uint64_t> counts_;
  std::vector<Message> kept_;
};

}  // namespace culprit
