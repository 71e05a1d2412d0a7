#include "diary/rejections.hpp"

#include <utility>

namespace culprit::diary {

void Rejections::add(Message message) {
  if (on_rejection_) on_rejection_(message);
  RejectionGroup& group = groups_[message.code];
  ++group.count;
  if (group.first.size() < shown_per_reason) group.first.push_back(std::move(message));
}

const Message* Rejections::commonest() const {
  const RejectionGroup* most = nullptr;
  for (const auto& [code, group] : groups_) {
    if (most == nullptr || group.count > most->count) most = &group;
  }
  return most == nullptr ? nullptr : &most->first.front();
}

}  // namespace culprit::diary
