/// Any bytes as a configuration: nothing crashes; it is either understood or refused with a place;
/// keys are distinct and in order.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "cli/options/config_file.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace culprit;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto config = cli::parse_config("c", text);
  std::set<std::string> keys;
  std::uint64_t line = 0;
  for (const auto& entry : config.entries) {
    require(keys.insert(entry.key).second);
    require(entry.key_place.line >= line && entry.value_place.line >= entry.key_place.line);
    line = entry.key_place.line;
    const auto message = cli::config_message(entry, entry.value_place, "code", "text");
    require(message.excerpt.size() <= 500);
  }
  for (const auto& error : config.errors) require(!error.text.empty() && !error.code.empty());
  return 0;
}
