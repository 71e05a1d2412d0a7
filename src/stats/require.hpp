/// What functions ask of their arguments.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace culprit::stats {

/// @throws Error  with this text, unless it holds.
template <typename Error = std::domain_error, typename... Args>
void require(bool holds, fmt::format_string<Args...> text, Args&&... args) {
  if (!holds) throw Error(fmt::format(text, std::forward<Args>(args)...));
}

}  // namespace culprit::stats
