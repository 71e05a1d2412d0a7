#include "cli/options/value_types.hpp"

namespace culprit::cli {

Complaint unknown_word(std::string_view noun, std::string_view value,
                       const std::vector<std::string_view>& choices) {
  return {fmt::format("unknown {} '{}'; expected {}", noun, value, either(choices)),
          did_you_mean(value, {choices.begin(), choices.end()})};
}

std::optional<diary::Scale> scale_from_value(std::string_view value) {
  const auto range = range_from_text(value);
  auto scale = diary::scale_from_text(range ? fmt::format("{}..{}", range->first, range->last)
                                            : std::string{value});
  // Instruments, too, may have a hyphen.
  if (!scale && range) scale = diary::scale_from_text(value);
  if (scale && (scale->minimum < -largest_number || scale->maximum > largest_number)) return {};
  return scale;
}

}  // namespace culprit::cli
