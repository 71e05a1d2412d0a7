/// An open file as an input.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "culprit/csv/input.hpp"

namespace culprit::cli {

/// Reads an open file from its start, whatever its offset is. Does not own it.
class DescriptorInput final : public csv::Input {
 public:
  DescriptorInput(std::string name, int descriptor)
      : name_{std::move(name)}, descriptor_{descriptor} {}

  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  /// Reading throws IoError. The source must not outlive the input.
  [[nodiscard]] std::unique_ptr<csv::ByteSource> open() const override;

 private:
  std::string name_;
  int descriptor_;
};

}  // namespace culprit::cli
