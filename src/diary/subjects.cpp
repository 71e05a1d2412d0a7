#include "diary/subjects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "culprit/core/error.hpp"
#include "diary/cells/cells.hpp"

namespace culprit::diary {
namespace {

constexpr std::size_t shown_subjects = 5;

}  // namespace

void SubjectFilter::remember(std::string_view cell) {
  last_ = cell;
  const auto at = std::lower_bound(seen_.begin(), seen_.end(), cell);
  if (at == seen_.end() || *at != cell) seen_.emplace(at, cell);
}

std::optional<std::string> SubjectFilter::finish() const {
  if (wanted_) {
    if (std::binary_search(seen_.begin(), seen_.end(), *wanted_)) return wanted_;
    if (seen_.empty()) {
      throw InputError({"unknown_subject",
          fmt::format("subject '{}' is in no file; expected a subject column that "
                      "holds it",
              quotable(*wanted_))});
    }
    throw InputError({"unknown_subject",
        fmt::format("subject '{}' is in no file; expected one of the {} there are: {}",
            quotable(*wanted_), seen_.size(), first_names(seen_, shown_subjects))});
  }
  if (seen_.size() > 1) {
    Message message{"several_subjects",
        fmt::format("the files hold {} subjects ({}); expected one, or --subject ID", seen_.size(),
            first_names(seen_, shown_subjects))};
    message.hint = "if these are not people, --map COLUMN=ignored";
    throw InputError(std::move(message));
  }
  return seen_.empty() ? std::nullopt : std::optional{seen_.front()};
}

}  // namespace culprit::diary
