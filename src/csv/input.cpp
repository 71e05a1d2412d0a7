#include "culprit/csv/input.hpp"

#include <array>
#include <utility>

#include "csv/filters.hpp"

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

constexpr std::size_t head_bytes = std::size_t{64} << 10;

constexpr std::string_view gzip_magic = "\x1F\x8B";
constexpr std::string_view zstd_magic = "\x28\xB5\x2F\xFD";

/// A source whose first bytes were looked at.
class PeekedSource final : public ByteSource {
 public:
  explicit PeekedSource(std::unique_ptr<ByteSource> source) : source_{std::move(source)} {
    if (const auto memory = source_->in_memory()) {
      is_whole_ = true;
      next_ = *memory;
      return;
    }
    buffer_.resize(head_bytes);
    std::size_t filled = 0;
    for (std::size_t got = 1; got > 0 && filled < head_bytes; filled += got)
      got = source_->read(std::span{buffer_}.subspan(filled));
    next_ = std::string_view{buffer_}.substr(0, filled);
  }

  /// Until something is read.
  [[nodiscard]] std::string_view head() const { return next_.substr(0, head_bytes); }

  /// Leaves out the first bytes of the head.
  void skip(std::size_t count) { next_.remove_prefix(count); }

  std::size_t read(std::span<char> buffer) override {
    if (next_.empty() && !is_whole_) return source_->read(buffer);
    const auto count = next_.copy(buffer.data(), buffer.size());
    next_.remove_prefix(count);
    return count;
  }

  [[nodiscard]] std::optional<std::string_view> in_memory() const override {
    return is_whole_ ? std::optional{next_} : std::nullopt;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  bool is_whole_ = false;  ///< `next_` reaches to the end
  std::string buffer_;
  std::string_view next_;  ///< of the source's memory or of `buffer_`
};

struct Refusal {
  std::string_view magic;
  const char* what;
  const char* instead;
};

constexpr const char* unpack_first = "unpack it and give the table inside";
constexpr const char* save_as_csv = "open it in a spreadsheet program and save the sheet as CSV";

constexpr std::array refusals{
    Refusal{"PK\x03\x04", "a zip archive", unpack_first},
    Refusal{"PK\x05\x06", "an empty zip archive", unpack_first},
    Refusal{"PK\x07\x08", "a zip archive", unpack_first},
    Refusal{"\xD0\xCF\x11\xE0", "an old Excel workbook (xls)", save_as_csv},
    Refusal{"%PDF", "a PDF document", "export the diary from the app as CSV"},
    Refusal{"SQLite format 3", "an SQLite database", "export the table from it as CSV"},
    Refusal{"\xFD"
            "7zXZ",
        "xz data", "unpack it with xz -d"},
    Refusal{"BZh", "bzip2 data", "unpack it with bunzip2"},
};

InputError refuse(const std::string& name, const std::string& what, const char* instead) {
  return file_error(
      name, "not_a_table", "file is " + what + "; expected a table as text (CSV)", instead);
}

bool is_gzip(std::string_view head) { return head.starts_with(gzip_magic); }

bool is_zstd(std::string_view head) {
  const bool is_skippable = head.size() >= 4 && (static_cast<unsigned char>(head[0]) >> 4) == 5 &&
                            head.substr(1, 3) == "\x2A\x4D\x18";
  return is_skippable || head.starts_with(zstd_magic);
}

bool is_bzip2(std::string_view head) {
  return head.size() > 3 && head[3] >= '1' && head[3] <= '9' && head.substr(4, 2) == "1A";
}

void check_magic(std::string_view head, const std::string& name) {
  for (const auto& refusal : refusals) {
    if (!head.starts_with(refusal.magic)) continue;
    // "BZh" alone may be the name of a column.
    if (refusal.magic == "BZh" && !is_bzip2(head)) continue;
    const bool is_zip = refusal.magic.starts_with("PK");
    if (is_zip && head.find("opendocument.spreadsheet") != std::string_view::npos)
      throw refuse(name, "an OpenDocument spreadsheet (ods)", save_as_csv);
    if (is_zip && (head.find("[Content_Types].xml") != std::string_view::npos ||
                      head.find("xl/") != std::string_view::npos))
      throw refuse(name, "an Excel workbook (xlsx)", save_as_csv);
    throw refuse(name, refusal.what, refusal.instead);
  }
}

void check_text(std::string_view head, const std::string& name) {
  if (head.find('\0') != std::string_view::npos)
    throw refuse(name, "binary data", "export the diary from the app as CSV");
}

/// Text as UTF-8, or a refusal.
std::unique_ptr<ByteSource> decode_text(
    std::unique_ptr<PeekedSource> source, const std::string& name) {
  const auto head = source->head();
  check_magic(head, name);
  const bool little = head.starts_with("\xFF\xFE");
  if (little || head.starts_with("\xFE\xFF")) {
    source->skip(2);
    source = std::make_unique<PeekedSource>(
        utf16_to_utf8(std::move(source), little ? ByteOrder::little : ByteOrder::big));
  }
  check_text(source->head(), name);
  return source;
}

}  // namespace

TextInput::TextInput(std::string name, std::string text)
    : name_{std::move(name)}, text_{std::move(text)} {}

std::unique_ptr<ByteSource> TextInput::open() const {
  return std::make_unique<MemorySource>(text_);
}

DecodedInput::DecodedInput(const Input& input, std::size_t most) : input_{input} {
  if (input.size() > most) return;
  const auto source = open_decoded(input);
  if (source->in_memory()) return;
  std::string text;
  text.reserve(input.size());
  std::string block(head_bytes, '\0');
  try {
    for (std::size_t n = source->read(block); n > 0; n = source->read(block)) {
      if (text.size() + n > most) return;
      text.append(block, 0, n);
    }
  } catch (const IoError& error) {
    // The rows before the fault can be used. Whoever reads up to it gets the same error.
    if (error.message().code == "read_failed") return;
    throw;
  }
  text_ = std::move(text);
}

std::unique_ptr<ByteSource> DecodedInput::open() const {
  if (!text_) return open_decoded(input_);
  return std::make_unique<MemorySource>(*text_);
}

std::unique_ptr<ByteSource> open_decoded(const Input& input) {
  const auto& name = input.name();
  auto source = std::make_unique<PeekedSource>(input.open());
  const bool gzip = is_gzip(source->head());
  if (!gzip && !is_zstd(source->head())) return decode_text(std::move(source), name);

  source = std::make_unique<PeekedSource>(
      gzip ? unpack_gzip(std::move(source), name) : unpack_zstd(std::move(source), name));
  if (is_gzip(source->head()) || is_zstd(source->head()))
    throw refuse(name, "compressed twice", "unpack it first");
  return decode_text(std::move(source), name);
}

}  // namespace culprit::csv
