#include "report/machine/json_text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "culprit/core/text.hpp"

namespace culprit::report {
namespace {

/// Largest whole number that is written without a fraction: beyond it a double has gaps.
constexpr double largest_whole = 9007199254740992.0;

bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const CodePoint one = first_code_point(text);
    static constexpr std::string_view named = "\"\\\b\f\n\r\t";
    const std::size_t at = named.find(text.front());
    if (at != std::string_view::npos) out += {'\\', "\"\\bfnrt"[at]};
    else if (one.is_valid && one.value < ' ') out += fmt::format("\\u{:04x}", one.value);
    else out += one.is_valid ? text.substr(0, one.bytes) : "\xEF\xBF\xBD";
    text.remove_prefix(one.bytes);
  }
  out += '"';
}

}  // namespace

Json::Json(double value, int digits) {
  if (!std::isfinite(value)) {
    text_ = "null";
    return;
  }
  std::array<char, 32> buffer{};
  char* const begin = buffer.data();
  const auto end =
      std::to_chars(begin, begin + buffer.size(), value, std::chars_format::general, digits);
  text_.assign(begin, end.ptr);
  // Whole numbers of more digits, and a negative zero.
  if (text_.find('e') == std::string::npos && text_ != "-0") return;
  const double printed = round_to_printed(value, digits);
  if (printed == std::trunc(printed) && std::abs(printed) < largest_whole)
    text_ = std::to_string(static_cast<std::int64_t>(printed));
}

Json::Json(std::string_view text) { append_quoted(text_, text); }

Json::Json(std::initializer_list<Member> members) : text_{"{}"} {
  for (const auto& [key, value] : members) add(key, value);
}

Json Json::array(std::initializer_list<Json> items) {
  Json array;
  array.text_ = "[]";
  for (const Json& item : items) array.push_back(item);
  return array;
}

void Json::append(std::string_view text) {
  const char end = text_.back();
  if (text_.size() > 2) text_.back() = ',';
  else text_.pop_back();
  text_ += text;
  text_ += end;
}

void Json::add(std::string_view key, const Json& value) {
  std::string member;
  member.reserve(key.size() + value.text_.size() + 3);
  append_quoted(member, key);
  member += ':';
  member += value.text_;
  append(member);
}

void Json::update(const Json& other) {
  if (other.text_.size() > 2)
    append(std::string_view{other.text_}.substr(1, other.text_.size() - 2));
}

std::string Json::line() const { return escape_in_json(text_) + '\n'; }

std::string Json::lines() const {
  std::string out;
  out.reserve(2 * text_.size());
  std::size_t depth = 0;
  const auto begin_line = [&] { out.append(1, '\n').append(depth, ' '); };
  for (std::size_t i = 0; i < text_.size(); ++i) {
    const char c = text_[i];
    if (c == '"') {
      std::size_t end = i + 1;
      while (text_[end] != '"') end += text_[end] == '\\' ? 2U : 1U;
      out.append(text_, i, end + 1 - i);
      i = end;
    } else if (c == '{' || c == '[') {
      out += c;
      if (text_[i + 1] == c + 2) {
        out += text_[++i];  // nothing in it
        continue;
      }
      ++depth;
      begin_line();
    } else if (c == '}' || c == ']') {
      --depth;
      begin_line();
      out += c;
    } else {
      out += c;
      if (c == ':') out += ' ';
      if (c == ',') begin_line();
    }
  }
  return escape_in_json(std::move(out)) + '\n';
}

}  // namespace culprit::report
