#include "cli/files/line_output.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/files/destination.hpp"
#include "cli/files/inputs.hpp"

namespace culprit::cli {

LineOutput::LineOutput(std::string path, int out, Lines lines)
    : path_{std::move(path)}, out_{out}, lines_{lines} {}

/// A regular file, or one to be made.
bool LineOutput::is_file() const {
  const auto place = find_destination(path_);
  return !path_.empty() && !place.is_stream && !place.is_folder();
}

void LineOutput::begin() {
  if (is_file())
    growing_.emplace(path_, anybody_reads, GrowingFile::Start::anew);
  else
    direct_.emplace(path_, out_);
}

batch::PartialRun LineOutput::go_on(const std::string& header) {
  if (!is_file())
    throw InputError{Message{.code = "not_a_file",
                             .text = "output cannot be gone on with; expected a file",
                             .place = {path_}}};
  std::error_code ignored;
  if (!GrowingFile::is_left(path_) && std::filesystem::exists(path_, ignored)) {
    auto whole = batch::find_complete(FileInput{path_}, header);
    is_done_ = whole.has_value();
    if (whole) return *std::move(whole);
  }
  growing_.emplace(path_, anybody_reads, GrowingFile::Start::resume);
  auto left = batch::inspect(growing_->content(), header);
  growing_->keep(left.bytes);
  return left;
}

void LineOutput::append(std::string_view text) {
  if (growing_) return growing_->append(text);
  if (lines_ == Lines::provisional) return spool_.append(text, "standard output");
  direct_->append(text);
}

void LineOutput::finish() {
  if (growing_) growing_->commit();
  if (direct_) direct_->finish();
}

void LineOutput::finish(const Rewrite& rewrite) {
  if (!growing_) {
    const auto read_at = [this](std::uint64_t at, std::span<char> buffer) {
      return spool_.read_at(at, buffer);
    };
    rewrite(PositionedInput{"temporary file", read_at},
            [this](std::string_view text) { direct_->append(text); });
    return finish();
  }
  ResultOutput last{path_, out_};
  rewrite(growing_->content(), [&last](std::string_view text) { last.append(text); });
  last.finish();
  growing_->remove();
}

}  // namespace culprit::cli
