/// Any bytes through the reader of every layout: the first byte chooses which.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "diary/forced.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace culprit::diary;
  if (size == 0) return 0;
  const auto& layouts = all_layouts();
  const std::string text{reinterpret_cast<const char*>(data) + 1, size - 1};
  if (!defect_of_forced_reading(layouts[data[0] % layouts.size()], text).empty()) std::abort();
  return 0;
}
