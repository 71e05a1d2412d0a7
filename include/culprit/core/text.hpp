/// Names as people type them: folding, so that `Cookie` and `cookie ` are one; trimming; distance.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace culprit {

/// An ASCII digit, whatever the locale.
[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

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

}  // namespace culprit
