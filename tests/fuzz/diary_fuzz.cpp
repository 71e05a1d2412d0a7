/// Any bytes through `diary::read`: a diary or an InputError, and the accounts balance.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "culprit/core/error.hpp"
#include "culprit/csv/input.hpp"
#include "culprit/diary/read.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::unique_ptr<culprit::csv::Input>> inputs;
  inputs.push_back(std::make_unique<culprit::csv::TextInput>(
      "fuzz.csv", std::string{reinterpret_cast<const char*>(data), size}));
  try {
    const auto result = culprit::diary::read(inputs, {});
    const auto& report = result.files.front();
    if (report.rows != report.used + report.merged + report.skipped + report.rejected) {
      std::abort();
    }
  } catch (const culprit::InputError&) {
    // The defined answer to what is no diary.
  }
  return 0;
}
