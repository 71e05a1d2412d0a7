#include "cli/files/descriptor_input.hpp"

#include "cli/files/descriptor.hpp"

namespace culprit::cli {
namespace {

class DescriptorSource final : public csv::ByteSource {
 public:
  DescriptorSource(const std::string& name, int descriptor)
      : name_{name}, descriptor_{descriptor} {}

  std::size_t read(std::span<char> buffer) override {
    const auto n = read_some(descriptor_, buffer, at_, name_);
    at_ += static_cast<off_t>(n);
    return n;
  }

 private:
  const std::string& name_;
  int descriptor_;
  off_t at_ = 0;
};

}  // namespace

std::unique_ptr<csv::ByteSource> DescriptorInput::open() const {
  return std::make_unique<DescriptorSource>(name_, descriptor_);
}

}  // namespace culprit::cli
