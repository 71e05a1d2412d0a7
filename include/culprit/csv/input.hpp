/// Where bytes come from. The csv layer is handed these; only the cli opens files.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace culprit::csv {

/// A stream of bytes, read once from the start.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  /// Fills the front of `buffer`. @return bytes written; 0 only at the end.
  /// @throws IoError  when the operating system fails; InputError when compressed data is broken.
  virtual std::size_t read(std::span<char> buffer) = 0;

  /// All bytes at once if they lie in memory already, so that a reader need not copy them.
  [[nodiscard]] virtual std::optional<std::string_view> in_memory() const { return std::nullopt; }
};

/// Something that can be read from the start as often as needed: a file, a spooled standard input,
/// a text in memory. Whole-file decisions (order of dates, decimal mark) read it several times.
class Input {
 public:
  Input() = default;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  virtual ~Input() = default;

  /// The name that messages use: the path as given, `-` for standard input.
  [[nodiscard]] virtual const std::string& name() const noexcept = 0;

  /// A fresh stream of the raw bytes. @throws IoError
  [[nodiscard]] virtual std::unique_ptr<ByteSource> open() const = 0;

  /// Raw bytes, where they are counted before they are read; else 0.
  [[nodiscard]] virtual std::size_t size() const noexcept { return 0; }
};

/// A text in memory as an input: tests, fuzzers, and callers of the library.
class TextInput final : public Input {
 public:
  TextInput(std::string name, std::string text);

  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  /// The stream refers to this object's text and must not outlive it.
  [[nodiscard]] std::unique_ptr<ByteSource> open() const override;

 private:
  std::string name_;
  std::string text_;
};

/// Bytes as they are meant: opens `input`, unpacks gzip (all members) and zstd (all frames) told
/// by their magic bytes, turns UTF-16 with a byte order mark into UTF-8 (broken surrogates become
/// U+FFFD), passes everything else through. Bounded memory whatever the file says.
/// What cannot be a table is refused by its first bytes with what to do instead: xlsx/ods/zip, xls,
/// pdf, sqlite, xz, bzip2, what is compressed twice, and anything with NUL bytes in its first
/// 64 KiB that is not UTF-16. The same holds for what is unpacked.
/// @throws InputError  with code `compressed_truncated`, `compressed_corrupt`, `compressed_bomb`
///                     (over 256 MiB and over 200 times the packed size), `compressed_window` (zstd
///                     with a window over 8 MiB), `not_a_table` — some only while the stream is
///                     read. Their place is the file.
/// @throws IoError     as `Input::open` and `ByteSource::read`.
[[nodiscard]] std::unique_ptr<ByteSource> open_decoded(const Input& input);

/// An input as `open_decoded` gives it, opened and decoded once where its text fits into memory.
/// A longer one, or one that breaks off, streams: it is decoded anew for each reading.
class DecodedInput final : public Input {
 public:
  /// @param input  must outlive this object.
  /// @param most   bytes of text to keep at most; what lies in memory already is not copied.
  /// @throws       as `open_decoded` and its source.
  DecodedInput(const Input& input, std::size_t most);

  [[nodiscard]] const std::string& name() const noexcept override { return input_.name(); }
  /// The text. The stream must not outlive this object.
  [[nodiscard]] std::unique_ptr<ByteSource> open() const override;
  /// Bytes of text that this object keeps.
  [[nodiscard]] std::size_t kept() const noexcept { return text_ ? text_->size() : 0; }

 private:
  const Input& input_;
  std::optional<std::string> text_;
};

}  // namespace culprit::csv
