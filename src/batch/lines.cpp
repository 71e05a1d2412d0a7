#include "culprit/batch/lines.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <new>
#include <utility>

#include "batch/batch_texts.hpp"
#include "batch/strict_json.hpp"
#include "culprit/batch/scope.hpp"

namespace culprit::batch {
namespace {

constexpr std::string_view end_begin = "{\"schema\":\"culprit.batch_end/1\"";
constexpr std::size_t seal_size = 26;

/// The end of a line whose bytes before it have this hash.
std::string seal_of(std::uint64_t hash) { return fmt::format("\"xxh3\":\"{:016x}\"}}", hash); }

bool is_seal_right(std::string_view line) {
  if (line.size() < seal_size) return false;
  const auto before = line.substr(0, line.size() - seal_size);
  return line.substr(before.size()) == seal_of(hash_of(before));
}

}  // namespace

LineReader::LineReader(std::unique_ptr<csv::ByteSource> source, std::string name)
    : source_{std::move(source)}, name_{std::move(name)} {}

bool LineReader::fill() {
  constexpr std::size_t block = std::size_t{1} << 16;
  buffer_.erase(0, std::exchange(begin_, 0));
  const std::size_t size = buffer_.size();
  buffer_.resize(size + block);
  const std::size_t n = source_->read({buffer_.data() + size, block});
  buffer_.resize(size + n);
  return n > 0;
}

std::optional<std::string_view> LineReader::next(std::size_t most) {
  std::size_t looked_at = begin_;
  ++number_;
  while (true) {
    const auto end = std::min(buffer_.find('\n', looked_at), buffer_.size());
    if (end - begin_ > most) throw error("long_line", say("long_line", most));
    if (end < buffer_.size()) {
      const auto line = std::string_view{buffer_}.substr(begin_, end - begin_);
      position_ += line.size() + 1;
      begin_ = end + 1;
      return line;
    }
    looked_at = buffer_.size() - begin_;
    if (!fill()) return std::nullopt;
  }
}

InputError LineReader::error(std::string code, std::string text) const {
  return InputError{
      Message{.code = std::move(code), .text = std::move(text), .place = {name_, number_, 0}}};
}

Checksum::Checksum() : state_{XXH3_createState()} {
  if (!state_) throw std::bad_alloc{};
  reset();
}

void Checksum::Free::operator()(XXH3_state_s* state) const noexcept { XXH3_freeState(state); }

void Checksum::reset() noexcept { XXH3_64bits_reset(state_.get()); }

void Checksum::add(std::string_view bytes) noexcept {
  XXH3_64bits_update(state_.get(), bytes.data(), bytes.size());
}

std::uint64_t Checksum::value() const noexcept { return XXH3_64bits_digest(state_.get()); }

std::string sealed(std::string line) {
  line.resize(line.find_last_of('}'));
  line += ',';
  line += seal_of(hash_of(line));
  return line += '\n';
}

std::string end_line(std::uint64_t diaries, Checksum& bytes) {
  std::string line = fmt::format("{},\"diaries\":{},", end_begin, diaries);
  bytes.add(line);
  return line += seal_of(bytes.value()) + '\n';
}

bool is_end_line(std::string_view line) noexcept { return line.starts_with(end_begin); }

std::optional<LineHead> read_line_head(std::string_view line) {
  constexpr std::string_view begin = "{\"index\":";
  // Inside of texts quotes are escaped: the first such key is the line's own.
  constexpr std::string_view key = "\"status\":\"";
  LineHead head{.is_sealed = !line.ends_with("]}")};
  if (!(head.is_sealed ? is_seal_right(line) : is_diary_line(line))) return std::nullopt;
  const auto at = line.find(key);
  if (!line.starts_with(begin) || at == std::string_view::npos) return std::nullopt;
  const auto [stop, error] =
      std::from_chars(line.data() + begin.size(), line.data() + at, head.index);
  if (error != std::errc{} || *stop != ',') return std::nullopt;
  const auto status = line.substr(at + key.size());
  for (const std::string_view word : {"ok", "too_little_data", "error"})
    if (status.starts_with(word) && status.substr(word.size()).starts_with('"')) head.status = word;
  return head.status.empty() ? std::nullopt : std::optional{head};
}

bool has_suspect(std::string_view line) noexcept {
  return line.find("\"verdict\":\"suspect\"") != std::string_view::npos;
}

}  // namespace culprit::batch
