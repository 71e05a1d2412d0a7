/// Inputs for tests: bytes that come in small portions, and ones that are packed.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "csv/naive_reader.hpp"
#include "culprit/csv/reader.hpp"

namespace culprit::csv {

/// Gives at most `portion` bytes at a time and is not in memory.
class PortionSource final : public ByteSource {
 public:
  PortionSource(std::string text, std::size_t portion)
      : text_{std::move(text)}, portion_{portion} {}

  std::size_t read(std::span<char> buffer) override {
    const auto count = text_.copy(buffer.data(), std::min(buffer.size(), portion_), given_);
    given_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t portion_;
  std::size_t given_ = 0;
};

/// An input whose streams are `PortionSource`s.
class PortionInput final : public Input {
 public:
  PortionInput(std::string text, std::size_t portion) : text_{std::move(text)}, portion_{portion} {}

  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::unique_ptr<ByteSource> open() const override {
    return std::make_unique<PortionSource>(text_, portion_);
  }

 private:
  std::string name_ = "d.csv";
  std::string text_;
  std::size_t portion_;
};

inline std::string read_to_end(ByteSource& source) {
  std::string text;
  std::string buffer(4096, '\0');
  for (auto got = source.read(buffer); got > 0; got = source.read(buffer)) {
    text.append(buffer, 0, got);
  }
  return text;
}

/// All records of a reader in the form of `NaiveReader`.
inline NaiveTable read_table(Reader reader) {
  NaiveTable table;
  while (const auto* record = reader.next()) {
    NaiveRecord copy{.line = record->line(), .stray = record->stray_quote(), .fields = {}};
    for (std::size_t field = 0; field < record->size(); ++field)
      copy.fields.emplace_back((*record)[field]);
    table.push_back(std::move(copy));
  }
  return table;
}

}  // namespace culprit::csv
