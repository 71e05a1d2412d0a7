/// The style sheet of HTML pages, beside `figure_style`.
#pragma once

#include <string_view>

namespace culprit::report {

[[nodiscard]] std::string_view page_style() noexcept;

}  // namespace culprit::report
