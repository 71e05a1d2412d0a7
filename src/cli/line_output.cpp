#include "line_output.hpp"

#include <filesystem>
#include <system_error>

#include "descriptor_input.hpp"

namespace culprit::cli {
namespace {

constexpr mode_t anybody_reads = 0666;

}  // namespace

LineOutput::LineOutput(const Options& options, int out, Lines lines)
    : out_{out}, path_{options.output.file} {
  std::error_code ignored;
  const auto status = std::filesystem::status(path_, ignored);
  const bool is_other =
      std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
  if (!path_.empty() && is_other) direct_.emplace(path_, anybody_reads);
  if (!path_.empty() && !is_other)
    growing_.emplace(path_, anybody_reads,
                     options.batch.resume ? GrowingFile::Start::go_on : GrowingFile::Start::anew);
  if (!growing_ && lines == Lines::provisional) temporary_ = make_temporary("standard output");
}

batch::PartialRun LineOutput::go_on(const std::string& header) {
  if (!growing_)
    throw InputError{Message{.code = "not_a_file",
                             .text = "output cannot be gone on with; expected a file",
                             .place = {path_}}};
  auto left = batch::inspect(growing_->content(), header);
  growing_->keep(left.bytes);
  return left;
}

void LineOutput::append(std::string_view text) {
  if (growing_) return growing_->append(text);
  if (temporary_.is_open()) return write_all(temporary_.number(), text, "temporary file");
  write_through(text);
}

void LineOutput::write_through(std::string_view text) {
  if (direct_) return direct_->write(text);
  write_all(out_, text, "standard output");
}

void LineOutput::finish() {
  if (growing_) growing_->commit();
  if (direct_) direct_->commit();
}

void LineOutput::finish(const Rewrite& rewrite) {
  if (!growing_) {
    const DescriptorInput lines{"temporary file", temporary_.number()};
    rewrite(lines, [this](std::string_view text) { write_through(text); });
    return finish();
  }
  GrowingFile last{path_ + ".final", anybody_reads, GrowingFile::Start::anew};
  rewrite(growing_->content(), [&last](std::string_view text) { last.append(text); });
  last.commit_instead_of(*growing_);
}

}  // namespace culprit::cli
