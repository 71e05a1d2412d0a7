/// Any bytes at all: decoded, sniffed, read in place and streamed. The two readings must agree.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "csv/sources.hpp"

namespace {

using culprit::InputError;
using namespace culprit::csv;

NaiveTable read_or_nothing(std::unique_ptr<ByteSource> source, Dialect dialect, std::size_t block) {
  try {
    return read_table(Reader{std::move(source), "d.csv", dialect, block});
  } catch (const InputError&) {
    return {};
  }
}

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const TextInput input{"d.csv", text};
  for (const Dialect& dialect :
      {Dialect{}, Dialect{'\t', '\''}, Dialect{.is_padded = true, .comment_columns = 2}}) {
    const auto expected = NaiveReader{text, dialect}.read();
    require(read_or_nothing(input.open(), dialect, 64) == expected);
    require(read_or_nothing(std::make_unique<PortionSource>(text, 3), dialect, 128) == expected);
  }
  try {
    const auto dialect = sniff_dialect(input);
    static_cast<void>(read_or_nothing(open_decoded(input), dialect, Reader::default_block));
  } catch (const InputError&) {
    return 0;  // refused, as it should be
  }
  return 0;
}
