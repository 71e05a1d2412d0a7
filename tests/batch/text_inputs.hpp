/// Inputs of a batch in memory.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "culprit/batch/source.hpp"
#include "culprit/core/error.hpp"

namespace culprit::batch {

/// The bytes of a text, and then an error.
class BrokenSource final : public csv::ByteSource {
 public:
  BrokenSource(const std::string& name, const std::string& text) : name_{name}, text_{text} {}
  std::size_t read(std::span<char> buffer) override {
    if (at_ == text_.size())
      throw IoError{
          Message{.code = "read_failed", .text = "file cannot be read", .place = {name_}}};
    const auto n = text_.copy(buffer.data(), buffer.size(), at_);
    at_ += n;
    return n;
  }

 private:
  const std::string& name_;
  const std::string& text_;
  std::size_t at_ = 0;
};

/// A file that breaks off after its text.
class BrokenInput final : public csv::Input {
 public:
  BrokenInput(std::string name, std::string text)
      : name_{std::move(name)}, text_{std::move(text)} {}
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::unique_ptr<csv::ByteSource> open() const override {
    return std::make_unique<BrokenSource>(name_, text_);
  }

 private:
  std::string name_;
  std::string text_;
};

struct TextFile {
  std::string name;
  std::string text;
  std::optional<std::string> subject = {};
  bool is_broken = false;
};

class TextInputs final : public InputSet {
 public:
  explicit TextInputs(std::vector<TextFile> files) : files_{std::move(files)} {}
  [[nodiscard]] std::size_t size() const noexcept override { return files_.size(); }
  [[nodiscard]] Unit open(std::size_t i) const override {
    const TextFile& file = files_[i];
    Unit unit;
    unit.subject = file.subject;
    unit.file = file.name;
    if (file.text == "missing")
      unit.error = Message{.code = "no_such_file", .text = "file is missing", .place = {file.name}};
    else if (file.is_broken)
      unit.inputs.push_back(std::make_unique<BrokenInput>(file.name, file.text));
    else unit.inputs.push_back(std::make_unique<csv::TextInput>(file.name, file.text));
    return unit;
  }

 private:
  std::vector<TextFile> files_;
};

}  // namespace culprit::batch
