#include "culprit/csv/input.hpp"

#include <utility>

namespace culprit::csv {
namespace {

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view text) : text_{text} {}

  std::size_t read(std::span<char> buffer) override {
    const auto count = text_.copy(buffer.data(), buffer.size(), given_);
    given_ += count;
    return count;
  }

  [[nodiscard]] std::optional<std::string_view> in_memory() const override { return text_; }

 private:
  std::string_view text_;
  std::size_t given_ = 0;
};

}  // namespace

TextInput::TextInput(std::string name, std::string text)
    : name_{std::move(name)}, text_{std::move(text)} {}

std::unique_ptr<ByteSource> TextInput::open() const {
  return std::make_unique<MemorySource>(text_);
}

}  // namespace culprit::csv
