/// Any bytes as parts of a batch, split at each 0x1E: they are refused with an InputError, or their
/// merge is a part itself, whose merge is the same bytes. After a first byte 'S' lines get the
/// checksums that they should have, so that more than their own checks is tried.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/batch/lines.hpp"
#include "culprit/batch/merge.hpp"
#include "culprit/batch/scope.hpp"
#include "culprit/core/error.hpp"
#include "culprit/report/machine/batch_lines.hpp"

namespace {

using culprit::InputError;
using culprit::batch::Merge;
using Inputs = std::vector<std::unique_ptr<culprit::csv::Input>>;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string with_checksums(std::string_view part) {
  std::string text;
  culprit::batch::Checksum checksum;
  std::uint64_t diaries = 0;
  while (!part.empty()) {
    const auto size = std::min(part.find('\n'), part.size() - 1) + 1;
    std::string line{part.substr(0, size)};
    part.remove_prefix(size);
    if (culprit::batch::is_end_line(line)) {
      line = culprit::batch::end_line(diaries, checksum);
    } else if (line.ends_with("]}\n")) {
      line = culprit::batch::sealed(std::move(line));
      ++diaries;
    }
    checksum.add(line);
    text += line;
  }
  return text;
}

Inputs split(std::string_view bytes) {
  const bool gets_checksums = bytes.starts_with('S');
  if (gets_checksums) bytes.remove_prefix(1);
  Inputs parts;
  for (std::size_t begin = 0; begin <= bytes.size();) {
    const auto end = std::min(bytes.find('\x1e', begin), bytes.size());
    const auto part = bytes.substr(begin, end - begin);
    parts.push_back(std::make_unique<culprit::csv::TextInput>(
        "part", gets_checksums ? with_checksums(part) : std::string{part}));
    begin = end + 1;
  }
  return parts;
}

template <typename Action> void refused_or(const Action& action) {
  try {
    action();
  } catch (const InputError& error) {
    require(!error.messages().empty() && !error.messages().front().text.empty());
  }
}

std::string merged(const Inputs& parts) {
  const Merge merge{parts, "0.1.0"};
  std::string text = merge.header();
  merge.write([&](std::string_view diary) { (text += diary) += '\n'; });
  culprit::batch::Checksum checksum;
  checksum.add(text);
  return text + culprit::batch::end_line(merge.diaries(), checksum);
}

void use_lines(const Inputs& parts) {
  const Merge merge{parts, "0.1.0"};
  refused_or([&] {
    merge.write([](std::string_view line) { (void)culprit::report::batch_line_to_csv(line); });
  });
  refused_or([&] {
    culprit::batch::BatchScope scope;
    merge.write([&](std::string_view line) { scope.count(line); });
    try {  // what can be counted can be changed
      merge.write([&](std::string_view line) { (void)scope.apply(line, 0.1); });
    } catch (const InputError&) {
      std::abort();
    }
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parts = split({reinterpret_cast<const char*>(data), size});
  refused_or([&] {
    const auto text = merged(parts);
    Inputs whole;
    whole.push_back(std::make_unique<culprit::csv::TextInput>("whole", text));
    try {
      require(merged(whole) == text);
    } catch (const InputError&) {
      std::abort();
    }
    use_lines(whole);
  });
  refused_or([&] {
    const auto& first = *parts.front();
    culprit::batch::LineReader lines{first.open()};
    const auto header = std::string{lines.next().value_or("")} + '\n';
    const auto run = culprit::batch::inspect(first, header);
    require(run.errors + run.too_little_data <= run.diaries);
  });
  return 0;
}
