/// Any bytes as rows of a table: a diary or an InputError; the accounts balance, and what is
/// converted reads as what was read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "culprit/core/error.hpp"
#include "culprit/csv/input.hpp"
#include "culprit/diary/convert.hpp"
#include "culprit/diary/read.hpp"

namespace {

using culprit::diary::Conversion;
using culprit::diary::ReadOptions;
using Inputs = std::vector<std::unique_ptr<culprit::csv::Input>>;

Inputs as_input(std::string text) {
  Inputs inputs;
  inputs.push_back(std::make_unique<culprit::csv::TextInput>("fuzz.csv", std::move(text)));
  return inputs;
}

void require(bool holds) {
  if (!holds) std::abort();
}

void read_twice(const std::string& text, const ReadOptions& options) {
  const auto inputs = as_input(text);
  const auto result = culprit::diary::read(inputs, options);
  const auto& report = result.files.front();
  require(report.rows == report.used + report.merged + report.skipped + report.rejected);
  std::string converted;
  Conversion{inputs, options}.write([&](std::string_view lines) { converted += lines; });
  require(culprit::diary::read(as_input(converted), {}).fingerprint == result.fingerprint);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string rows{reinterpret_cast<const char*>(data), size};
  ReadOptions options;
  options.format_in = "table";
  for (const char* header :
      {"Date,Time,Food,Itch,Symptoms,Amount\n", "Datum;Typ;Name;Menge\n", ""}) {
    try {
      read_twice(header + rows, options);
    } catch (const culprit::InputError&) {
      // The defined answer to what is no diary.
    }
  }
  return 0;
}
