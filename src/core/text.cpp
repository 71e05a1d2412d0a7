#include "culprit/core/text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace culprit {
namespace {

bool is_ascii_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Code points of the bytes 0x80–0x9F in Windows-1252; the unassigned five stay as they are.
constexpr std::array<std::uint16_t, 32> windows_1252{0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026,
    0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018,
    0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178};

void append_code_point(std::string& text, utf8proc_int32_t code_point) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto n = utf8proc_encode_char(code_point, bytes.data());
  for (utf8proc_ssize_t i = 0; i < n; ++i)
    text += static_cast<char>(bytes[static_cast<std::size_t>(i)]);
}

/// Calls `use` with each character and its bytes.
template <typename Use> void for_each_code_point(std::string_view text, const Use& use) {
  while (!text.empty()) {
    const CodePoint first = first_code_point(text);
    use(first, text.substr(0, first.bytes));
    text.remove_prefix(first.bytes);
  }
}

bool is_ascii(std::string_view text) noexcept {
  return std::all_of(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string to_valid_utf8(std::string_view text) {
  if (is_ascii(text)) return std::string{text};
  std::string valid;
  valid.reserve(text.size());
  for_each_code_point(text, [&](const CodePoint& one, std::string_view bytes) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    if (one.is_valid) valid += bytes;
    else append_code_point(valid, byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80u] : byte);
  });
  return valid;
}

bool is_space(utf8proc_int32_t code) noexcept {
  if (code == '_' || code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85) return true;
  if (code < 0x80) return false;
  const auto category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP;
}

/// `_` and runs of white space to one space; none at the ends.
std::string collapse_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for_each_code_point(text, [&](const CodePoint& one, std::string_view bytes) {
    const bool is_blank = is_space(one.value);
    if (!is_blank && pending) out += ' ';
    if (!is_blank) out += bytes;
    pending = is_blank && !out.empty();
  });
  return out;
}

/// The text after `utf8proc_map`, or as it is if it cannot be mapped.
std::string map_text(const std::string& text, int options) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto n = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()), &mapped, static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner{mapped, &std::free};
  if (n == UTF8PROC_ERROR_NOMEM) throw std::bad_alloc{};
  if (n < 0) return text;
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(n)};
}

/// One pass of NFKC with case folding; invisible characters (zero width, soft hyphen) go.
std::string nfkc_casefold(const std::string& text) {
  return map_text(text,
      UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
}

/// C0, DEL, C1, and the line and paragraph separators.
bool moves_cursor(std::int32_t code) noexcept {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

/// Direction marks, and the byte order mark, which hides.
bool turns_direction(std::int32_t code) noexcept {
  return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

/// What takes the place of what a terminal would obey.
struct Substitutes {
  std::string_view broken;     ///< for a byte that is not UTF-8
  std::string_view control;    ///< for a control character or a line separator
  std::string_view direction;  ///< for a direction mark
};

std::string substitute(std::string_view text, const Substitutes& substitutes) {
  std::string out;
  out.reserve(text.size());
  for_each_code_point(text, [&](const CodePoint& one, std::string_view bytes) {
    if (!one.is_valid) out += substitutes.broken;
    else if (moves_cursor(one.value))
      out += one.value == '\t' ? std::string_view{" "} : substitutes.control;
    else if (turns_direction(one.value)) out += substitutes.direction;
    else out += bytes;
  });
  return out;
}

}  // namespace

std::string_view trim(std::string_view text) noexcept {
  constexpr std::string_view no_break_space = "\xC2\xA0";
  while (!text.empty())
    if (is_ascii_space(text.front())) text.remove_prefix(1);
    else if (text.starts_with(no_break_space)) text.remove_prefix(2);
    else break;
  while (!text.empty())
    if (is_ascii_space(text.back())) text.remove_suffix(1);
    else if (text.ends_with(no_break_space)) text.remove_suffix(2);
    else break;
  return text;
}

std::string fold_name(std::string_view text) {
  if (is_ascii(text)) {
    std::string folded = collapse_spaces(text);
    std::transform(folded.begin(), folded.end(), folded.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return folded;
  }
  // Folding can expose what a second pass would change (U+0345 and friends): repeat until stable.
  std::string folded = collapse_spaces(nfkc_casefold(to_valid_utf8(text)));
  for (int pass = 0; pass < 4; ++pass) {
    std::string again = collapse_spaces(nfkc_casefold(folded));
    if (again == folded) break;
    folded = std::move(again);
  }
  return folded;
}

std::string fold_plain(std::string_view text) {
  std::string folded = fold_name(text);
  if (is_ascii(folded)) return folded;
  return collapse_spaces(map_text(
      folded, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK));
}

std::string tidy_name(std::string_view text) { return collapse_spaces(to_valid_utf8(text)); }

std::size_t display_width(std::string_view text) noexcept {
  std::size_t width = 0;
  for_each_code_point(text, [&](const CodePoint& one, std::string_view /*bytes*/) {
    width +=
        one.is_valid ? static_cast<std::size_t>(std::max(0, utf8proc_charwidth(one.value))) : 1;
  });
  return width;
}

CodePoint first_code_point(std::string_view text) noexcept {
  const auto byte = static_cast<unsigned char>(text.front());
  if (byte < 0x80) return {.value = byte, .bytes = 1, .is_valid = true};
  utf8proc_int32_t value = 0;
  const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()), &value);
  if (n <= 0) return {.value = byte, .bytes = 1, .is_valid = false};
  return {.value = value, .bytes = static_cast<std::size_t>(n), .is_valid = true};
}

std::string printable(std::string_view text) {
  return substitute(text, {.broken = "\uFFFD", .control = " ", .direction = ""});
}

std::string printable_in_columns(std::string_view text) {
  return substitute(text, {.broken = "?", .control = "?", .direction = "?"});
}

std::string printable_lines(std::string_view text) {
  std::string out;
  for (;;) {
    const auto end = text.find_first_of("\n\t");
    out += printable_in_columns(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += text[end];
    text.remove_prefix(end + 1);
  }
}

std::string escape_in_json(std::string json) {
  if (is_ascii(json) && json.find('\x7F') == std::string::npos) return json;
  std::string out;
  out.reserve(json.size());
  for_each_code_point(json, [&](const CodePoint& one, std::string_view bytes) {
    const bool is_steering =
        (one.value >= 0x7F && moves_cursor(one.value)) || turns_direction(one.value);
    if (one.is_valid && is_steering) out += fmt::format("\\u{:04x}", one.value);
    else out += bytes;
  });
  return out;
}

std::string shortened(std::string_view text, std::size_t most) {
  std::size_t end = 0;
  for (std::size_t kept = 0; kept < most && end < text.size(); ++kept)
    end += first_code_point(text.substr(end)).bytes;
  return std::string{text.substr(0, end)} + (end < text.size() ? "..." : "");
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substituted});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace culprit
