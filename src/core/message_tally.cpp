#include "culprit/core/message_tally.hpp"

#include <numeric>
#include <utility>

namespace culprit {

void MessageTally::add(Message message) {
  if (counts_[message.code]++ < kept_per_code_) kept_.push_back(std::move(message));
}

void MessageTally::add_more(const std::string& code, std::uint64_t more) { counts_[code] += more; }

std::uint64_t MessageTally::total() const noexcept {
  return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0},
      [](std::uint64_t sum, const auto& count) { return sum + count.second; });
}

std::map<std::string, MessageGroup> MessageTally::groups() const {
  std::map<std::string, MessageGroup> groups;
  for (const auto& [code, count] : counts_) groups[code].count = count;
  for (const auto& message : kept_) groups[message.code].first.push_back(message);
  return groups;
}

std::vector<Message> MessageTally::listed(const SayMore& say_more) const {
  std::vector<Message> messages;
  for (const auto& [code, group] : groups()) {
    messages.insert(messages.end(), group.first.begin(), group.first.end());
    if (const auto more = group.count - group.first.size(); more > 0)
      messages.push_back(say_more(code, more));
  }
  return messages;
}

}  // namespace culprit
