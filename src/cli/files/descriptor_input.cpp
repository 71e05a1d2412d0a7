#include "cli/files/descriptor_input.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "culprit/core/error.hpp"

namespace culprit::cli {
namespace {

class DescriptorSource final : public csv::ByteSource {
 public:
  DescriptorSource(const std::string& name, int descriptor)
      : name_{name}, descriptor_{descriptor} {}

  std::size_t read(std::span<char> buffer) override {
    for (;;) {
      const auto n = ::pread(descriptor_, buffer.data(), buffer.size(), at_);
      if (n >= 0) {
        at_ += n;
        return static_cast<std::size_t>(n);
      }
      if (errno != EINTR)
        throw IoError{
            Message{.code = "read_failed",
                    .text = "file cannot be read: " + std::generic_category().message(errno),
                    .place = {name_}}};
    }
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
