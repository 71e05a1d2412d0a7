#include "culprit/batch/lines.hpp"

#include <charconv>
#include <utility>

namespace culprit::batch {
namespace {

std::optional<std::uint64_t> whole_number(std::string_view digits) noexcept {
  std::uint64_t number = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

/// What stands between `before` at the start of `text` and the next `after`; taken off with both.
std::optional<std::string_view> take_between(std::string_view& text, std::string_view before,
                                             char after) noexcept {
  if (!text.starts_with(before)) return std::nullopt;
  const auto end = text.find(after, before.size());
  if (end == std::string_view::npos) return std::nullopt;
  const auto between = text.substr(before.size(), end - before.size());
  text.remove_prefix(end + 1);
  return between;
}

}  // namespace

LineReader::LineReader(std::unique_ptr<csv::ByteSource> source) : source_{std::move(source)} {}

bool LineReader::fill() {
  constexpr std::size_t block = std::size_t{1} << 16;
  buffer_.erase(0, std::exchange(begin_, 0));
  const std::size_t size = buffer_.size();
  buffer_.resize(size + block);
  const std::size_t n = source_->read({buffer_.data() + size, block});
  buffer_.resize(size + n);
  return n > 0;
}

std::optional<std::string_view> LineReader::next() {
  std::size_t looked_at = begin_;
  while (true) {
    const auto end = buffer_.find('\n', looked_at);
    if (end != std::string::npos) {
      const auto line = std::string_view{buffer_}.substr(begin_, end - begin_);
      position_ += line.size() + 1;
      begin_ = end + 1;
      return line;
    }
    looked_at = buffer_.size() - begin_;
    if (!fill()) return std::nullopt;
  }
}

std::optional<LineHead> read_line_head(std::string_view line) noexcept {
  if (!line.ends_with("]}")) return std::nullopt;
  const auto digits = take_between(line, "{\"index\":", ',');
  // Inside of texts quotes are escaped: the first such key is the line's own.
  constexpr std::string_view key = "\"status\":\"";
  const auto at = line.find(key);
  if (!digits || at == std::string_view::npos) return std::nullopt;
  line.remove_prefix(at);
  const auto index = whole_number(*digits);
  const auto status = take_between(line, key, '"');
  if (!index || !status) return std::nullopt;
  return LineHead{*index, *status};
}

bool has_suspect(std::string_view line) noexcept {
  return line.find("\"verdict\":\"suspect\"") != std::string_view::npos;
}

std::optional<std::uint64_t> read_end(std::string_view line) noexcept {
  const auto digits = take_between(line, "{\"schema\":\"culprit.batch_end/1\",\"diaries\":", '}');
  if (!digits || !line.empty()) return std::nullopt;
  return whole_number(*digits);
}

}  // namespace culprit::batch
