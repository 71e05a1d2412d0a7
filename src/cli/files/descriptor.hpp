/// Open files: closed with their owner, read and written whole whatever signals come.
#pragma once

#include <sys/types.h>

#include <span>
#include <string>
#include <string_view>

namespace culprit::cli {

/// An open file, closed with its owner.
class Descriptor {
 public:
  Descriptor() noexcept = default;
  explicit Descriptor(int number) noexcept : number_{number} {}
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  [[nodiscard]] int number() const noexcept { return number_; }
  [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
  /// @return 0, or the errno of the failure. Closed afterwards in any case.
  int close() noexcept;

 private:
  int number_ = -1;
};

/// `openat`, again if a signal came; the file never becomes the terminal of the process.
/// @param folder  of a relative `path`; AT_FDCWD = the current one.
/// @return        not open with the reason in errno.
[[nodiscard]] Descriptor open_file(int folder, const std::string& path, int flags,
                                   mode_t mode = 0) noexcept;
[[nodiscard]] Descriptor open_file(const std::string& path, int flags) noexcept;

/// Up to `buffer.size()` bytes from position `at`. @return 0 only at the end.
/// @param at      negative = from where the descriptor stands.
/// @throws IoError  naming `name`.
[[nodiscard]] std::size_t read_some(int descriptor, std::span<char> buffer, off_t at,
                                    const std::string& name);

/// What a text may do on a terminal.
enum class Content {
  data,      ///< holds what people wrote: shown as `printable_lines`
  laid_out,  ///< made for a terminal, with colours of ours; people's words in it are printable
};

/// Writes all of `text`: the one way out of the program.
/// @throws ClosedPipe on EPIPE, IoError (74) naming `name` otherwise.
void write_all(int descriptor, std::string_view text, const std::string& name,
               Content content = Content::data);

}  // namespace culprit::cli
