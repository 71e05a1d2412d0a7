/// Names as people type them: folding, so that `Cookie` and `cookie ` are one; trimming; distance.
/// Texts as they are shown: nothing that people wrote may steer a terminal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace culprit {

/// An ASCII digit, whatever the locale.
[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
/// A letter of ASCII or a byte of any other character.
[[nodiscard]] constexpr bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Without leading and trailing white space (ASCII white space and U+00A0).
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// The key under which two spellings are the same name: Unicode NFKC with case folding, `_` and
/// runs of white space become one space, trimmed. Idempotent. Bytes that are not UTF-8 are taken
/// as Windows-1252, so that no text is ever refused or lost.
/// Source: Unicode Standard Annex 15 and section 3.13, through utf8proc.
[[nodiscard]] std::string fold_name(std::string_view text);

/// `fold_name` without accents: `Schärfe` and `scharfe` are one, as words of headers are compared.
[[nodiscard]] std::string fold_plain(std::string_view text);

/// The name as shown: `_` and runs of white space become one space, trimmed, made valid UTF-8
/// (as above); capitals stay.
[[nodiscard]] std::string tidy_name(std::string_view text);

/// Columns that the text takes on a terminal (wide characters 2, combining marks and control
/// characters 0). Source: utf8proc_charwidth (Unicode TR 11).
[[nodiscard]] std::size_t display_width(std::string_view text) noexcept;

/// Edit distance (insertions, deletions, substitutions, and swaps of neighbours; optimal string
/// alignment), in bytes. O(|a|·|b|).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The character at the front of a text.
struct CodePoint {
  std::int32_t value = 0;  ///< the byte itself where it is not UTF-8
  std::size_t bytes = 1;
  bool is_valid = false;
};

/// The one UTF-8 decoder (RFC 3629). @param text  not empty.
[[nodiscard]] CodePoint first_code_point(std::string_view text) noexcept;

/// The text as valid UTF-8 that cannot move the cursor, change a colour or turn the direction of
/// what follows: control characters and line ends become a space, direction marks go, bytes that
/// are not UTF-8 become U+FFFD. Right-to-left letters stay.
[[nodiscard]] std::string printable(std::string_view text);

/// Likewise, with one `?` for each of them and a space for TAB, so that columns stay where they
/// are.
[[nodiscard]] std::string printable_in_columns(std::string_view text);

/// Likewise, but line ends and TAB stay: for data that goes straight to a terminal.
[[nodiscard]] std::string printable_lines(std::string_view text);

/// A JSON document with DEL, C1, line separators and direction marks as `\u` escapes: its value
/// stays the same. C0 is escaped in every JSON document.
[[nodiscard]] std::string escape_in_json(std::string json);

/// The first `most` characters; with `...` behind them if that is not all.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most = 100);

/// What `words` says of each item, `separator` between them.
template <typename Items, typename Words> [[nodiscard]] std::string joined(
    const Items& items, std::string_view separator, const Words& words) {
  std::string text;
  for (bool is_first = true; const auto& item : items) {
    if (!is_first) text += separator;
    is_first = false;
    text += words(item);
  }
  return text;
}

}  // namespace culprit
