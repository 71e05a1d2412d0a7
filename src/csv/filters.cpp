#include "csv/filters.hpp"

#include <cstdint>
#include <utility>

namespace culprit::csv {
namespace {

constexpr std::uint64_t harmless_bytes = std::uint64_t{256} << 20;
constexpr std::uint64_t harmless_ratio = 200;

}  // namespace

InputError file_error(const std::string& name, std::string code, std::string text,
                      std::string hint) {
  return InputError{Message{.code = std::move(code),
                            .text = std::move(text),
                            .place = {.file = name},
                            .hint = std::move(hint)}};
}

InputError truncated_error(const std::string& name, const std::string& format) {
  return file_error(name, "compressed_truncated",
                    format + " data ends too early; expected a complete file",
                    "copy or download the file again");
}

InputError corrupt_error(const std::string& name, const std::string& format) {
  return file_error(
      name, "compressed_corrupt",
      format + " data is damaged; expected " + format + " data to the end of the file",
      "copy or download the file again");
}

bool Padding::covers(std::string_view rest, const std::string& name, const std::string& format) {
  has_begun_ = has_begun_ || rest.front() == '\0';
  if (has_begun_ && rest.find_first_not_of('\0') != std::string_view::npos)
    throw corrupt_error(name, format);
  return has_begun_;
}

void BombGuard::add(std::size_t packed, std::size_t unpacked, const std::string& name) {
  packed_ += packed;
  unpacked_ += unpacked;
  if (unpacked_ <= harmless_bytes || unpacked_ <= packed_ * harmless_ratio) return;
  throw file_error(name, "compressed_bomb",
                   "compressed data grows more than 200 times to over 256 MiB; expected a diary",
                   "if the file is what it should be, unpack it first");
}

}  // namespace culprit::csv
