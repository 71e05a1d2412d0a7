/// Rejections of a reading: grouped by reason, and handed on one by one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "culprit/diary/read.hpp"

namespace culprit::diary {

class Rejections {
 public:
  /// @param on_rejection  may be empty; must outlive this object.
  explicit Rejections(const std::function<void(const Message&)>& on_rejection)
      : on_rejection_{on_rejection} {}

  void add(Message message);

  [[nodiscard]] std::map<std::string, RejectionGroup> take() { return std::move(groups_); }
  /// The first message of the commonest reason; null if nothing was rejected.
  [[nodiscard]] const Message* commonest() const;

 private:
  const std::function<void(const Message&)>& on_rejection_;
  std::map<std::string, RejectionGroup> groups_;
};

}  // namespace culprit::diary
