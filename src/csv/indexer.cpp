#include "csv/indexer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace culprit::csv {
namespace {

/// Bit i = parity of the bits 0…i: from each opening quote up to the one that closes it.
constexpr std::uint64_t running_parity(std::uint64_t bits) noexcept {
  for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

/// The bits 0…count - 1; count is 1–64.
constexpr std::uint64_t first_bits(std::uint32_t count) noexcept {
  return ~std::uint64_t{0} >> (64 - count);
}

bool is_spaces(std::string_view text) noexcept {
  return text.find_first_not_of(' ') == std::string_view::npos;
}

}  // namespace

Indexer::Indexer(char delimiter) : delimiter_{delimiter} {
  // Number 0: one before the first byte; adding 1 wraps to 0.
  field_ends_.push_back(~std::uint32_t{0});
}

void Indexer::scan(std::string_view window, bool last) {
  const auto size = static_cast<std::uint32_t>(window.size());
  // Room for the worst case, every byte an end, so that the hot loop need not check.
  const auto room = fields_ + (size - scanned_) + 1;
  if (field_ends_.size() < room) field_ends_.resize(room);
  if (record_ends_.size() < size) record_ends_.resize(size);
  while (size - scanned_ >= block_bytes) {
    scan_block(window, {window.data() + scanned_, scanned_, block_bytes});
    scanned_ += block_bytes;
  }
  if (!last) return;
  if (scanned_ < size) {
    std::array<char, block_bytes> tail{};
    std::copy(window.begin() + scanned_, window.end(), tail.begin());
    scan_block(window, {tail.data(), scanned_, size - scanned_});
    scanned_ = size;
  }
  close_last_record(window);
}

void Indexer::slide(std::uint32_t origin) {
  if (origin == 0) return;  // nothing but an open record, which may be long: leave it
  const auto closed = records_ == 0 ? 0 : (record_ends_[records_ - 1] & ordinal_mask);
  field_ends_[0] = ~std::uint32_t{0};
  for (auto k = closed + 1; k < fields_; ++k) field_ends_[k - closed] = field_ends_[k] - origin;
  fields_ -= closed;
  records_ = 0;
  scanned_ -= origin;
}

Indexer::Specials Indexer::find_specials(Block block) {
  auto masks = FastMasks::of(block.data, delimiter_);
  if (block.size < block_bytes) masks.delimiter &= first_bits(block.size);
  Specials specials{.quotes = masks.quote, .newlines = masks.line_feed};
  if (masks.carriage_return != 0 || after_carriage_return_) {
    specials.echoes =
        masks.line_feed & ((masks.carriage_return << 1) | (after_carriage_return_ ? 1U : 0U));
    specials.newlines = masks.carriage_return | (masks.line_feed & ~specials.echoes);
    after_carriage_return_ = (masks.carriage_return >> 63) != 0;
  }
  specials.ends = masks.delimiter | specials.newlines;
  return specials;
}

void Indexer::scan_block(std::string_view window, Block block) {
  const auto specials = find_specials(block);
  if (specials.quotes != 0 || state_ >= State::quoted) return scan_quotes(window, block, specials);
  if (specials.ends == 0) {
    settle(window, block.offset);
    const auto skipped = specials.echoes & 1U;
    const std::string_view text{block.data + skipped, block.size - skipped};
    const bool still_spaces = state_ != State::plain && is_spaces(text);
    state_ = still_spaces ? State::spaces : State::plain;
    return;
  }
  const auto first_record = records_;
  append(block.offset, specials.ends, specials.newlines);
  state_ = State::unsettled;
  if (open_flags_ != 0 && records_ > first_record) {
    record_ends_[first_record] |= open_flags_;
    open_flags_ = 0;
  }
}

void Indexer::scan_quotes(std::string_view window, Block block, const Specials& specials) {
  settle(window, block.offset);
  const auto regular = read_regular(specials);
  const auto reading = regular ? *regular : read_irregular(block, specials);
  const auto first_record = records_;
  append(block.offset, specials.ends & reading.outside, specials.newlines & reading.outside);
  state_ = reading.after;

  // The whole block is marked, not the very record: a mark too many costs time, nothing else.
  const auto flags = (reading.is_intricate ? intricate : 0U) |
                     ((specials.newlines & ~reading.outside) != 0 ? multiline : 0U);
  open_flags_ |= flags;
  for (auto record = first_record; record < records_; ++record) record_ends_[record] |= open_flags_;
  if (records_ > first_record) open_flags_ = flags;
}

void Indexer::append(std::uint32_t offset, std::uint64_t ends, std::uint64_t newlines) {
  auto* const field_ends = field_ends_.data();
  auto* const record_ends = record_ends_.data();
  auto field = fields_;
  auto record = records_;
  while (ends != 0) {
    const auto bit = static_cast<unsigned>(std::countr_zero(ends));
    field_ends[field] = offset + bit;
    // Written for every field, kept only for the last one of a record: no branch to mispredict.
    record_ends[record] = static_cast<std::uint32_t>(field);
    record += (newlines >> bit) & 1U;
    ++field;
    ends &= ends - 1;
  }
  fields_ = field;
  records_ = record;
}

void Indexer::settle(std::string_view window, std::uint32_t end) {
  if (state_ != State::unsettled) return;
  auto start = field_ends_[fields_ - 1] + 1;
  if (start < end && window[start] == '\n') ++start;  // the LF of CRLF
  if (start == end) {
    state_ = State::start;
    return;
  }
  state_ = is_spaces(window.substr(start, end - start)) ? State::spaces : State::plain;
}

/// The case of files that programs write, where quotes open only at the start of a field; else
/// nothing.
std::optional<Indexer::Reading> Indexer::read_regular(const Specials& specials) const {
  if (state_ == State::spaces) return std::nullopt;
  const auto quotes = specials.quotes;
  const auto inside =
      running_parity(quotes) ^ (state_ == State::quoted ? ~std::uint64_t{0} : std::uint64_t{0});
  const auto opening = quotes & inside;
  const auto closing = quotes & ~inside;
  const auto outer_ends = specials.ends & ~inside;
  const auto after_closing = (closing << 1) | (state_ == State::closed ? 1U : 0U);
  const auto may_open = ((outer_ends | (specials.echoes & ~inside)) << 1) | after_closing |
                        (state_ == State::start ? 1U : 0U);
  if ((opening & ~may_open) != 0) return std::nullopt;

  Reading reading{.outside = ~inside, .is_intricate = (after_closing & ~outer_ends) != 0};
  if ((inside >> 63) != 0) reading.after = State::quoted;
  else if ((quotes >> 63) != 0) reading.after = State::closed;
  else if (outer_ends == 0) reading.after = State::plain;
  return reading;
}

/// Any other case, one special character after the other.
Indexer::Reading Indexer::read_irregular(Block block, const Specials& specials) const {
  Reading reading{.after = state_, .is_intricate = true};
  auto& state = reading.after;
  std::uint32_t next = 0;  // first byte after the last special character
  const auto pass_text = [&](std::uint32_t end) {
    if (next == end || state == State::quoted) return;
    const bool spaces = is_spaces({block.data + next, end - next});
    const bool may_open = state == State::start || state == State::spaces;
    state = may_open && spaces ? State::spaces : State::plain;
  };
  for (auto rest = specials.ends | specials.quotes | specials.echoes; rest != 0; rest &= rest - 1) {
    const auto at = static_cast<std::uint32_t>(std::countr_zero(rest));
    pass_text(at);
    next = at + 1;
    if (((specials.quotes >> at) & 1U) != 0) {
      if (state != State::plain) state = state == State::quoted ? State::closed : State::quoted;
    } else if (state != State::quoted && ((specials.ends >> at) & 1U) != 0) {
      reading.outside |= std::uint64_t{1} << at;
      state = State::start;
    }
  }
  pass_text(block.size);
  return reading;
}

void Indexer::close_last_record(std::string_view window) {
  const auto closed = records_ == 0 ? 0 : (record_ends_[records_ - 1] & ordinal_mask);
  auto start = field_ends_[closed] + 1;
  // The line feed of a CRLF that ended the last record is not a record of its own.
  if (fields_ == closed + 1 && window.substr(start) == "\n") ++start;
  if (start == window.size()) return;
  if (state_ == State::quoted) open_flags_ |= unclosed | intricate;
  field_ends_[fields_] = static_cast<std::uint32_t>(window.size());
  record_ends_[records_++] = static_cast<std::uint32_t>(fields_++) | open_flags_;
}

Window::Window(std::unique_ptr<ByteSource> source, std::size_t block)
    : source_{std::move(source)}, block_{block}, memory_{source_->in_memory()} {}

void Window::drop(std::size_t count) {
  if (memory_) memory_->remove_prefix(count);
  view_.remove_prefix(count);
}

void Window::load() {
  if (memory_) {
    view_ = memory_->substr(0, view_.size() + block_);
    at_end_ = view_.size() == memory_->size();
    return;
  }
  auto filled = view_.size();
  if (filled > 0 && view_.data() != buffer_.data())
    std::memmove(buffer_.data(), view_.data(), filled);
  const auto wanted = filled + block_;
  if (buffer_.size() < wanted) buffer_.resize(wanted);
  while (filled < wanted && !at_end_) {
    const auto got = source_->read({buffer_.data() + filled, wanted - filled});
    filled += got;
    at_end_ = got == 0;
  }
  view_ = {buffer_.data(), filled};
}

}  // namespace culprit::csv
