/// JSON put together as text: as trees of values, results took ten times as long to write.
#pragma once

#include <concepts>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/core/number.hpp"

namespace culprit::report {

/// A value, written already.
class Json {
 public:
  struct Member;

  Json(std::nullptr_t = nullptr) : text_{"null"} {}
  Json(bool value) : text_{value ? "true" : "false"} {}
  template <std::integral Number> Json(Number value) : text_{std::to_string(value)} {}
  /// At most `digits` significant digits; null if not finite.
  Json(double value, int digits = printed_digits);
  /// Bytes that are not UTF-8 become U+FFFD.
  Json(std::string_view text);
  Json(const char* text) : Json{std::string_view{text}} {}
  Json(const std::string& text) : Json{std::string_view{text}} {}
  Json(Day day) : Json{to_iso(day)} {}
  /// Nothing is null.
  template <typename Value> Json(const std::optional<Value>& value)
      : Json{value ? Json{*value} : Json{nullptr}} {}
  template <typename Item> Json(const std::vector<Item>& items) : text_{"[]"} {
    for (const Item& item : items) push_back(item);
  }
  Json(std::initializer_list<Member> members);
  [[nodiscard]] static Json object() { return Json{std::initializer_list<Member>{}}; }
  [[nodiscard]] static Json array(std::initializer_list<Json> items = {});

  /// Of an array.
  void push_back(const Json& item) { append(item.text_); }
  /// Of an object.
  void add(std::string_view key, const Json& value);
  /// Adds the members of another object.
  void update(const Json& other);

  /// What could steer a terminal is escaped. Ends in LF.
  [[nodiscard]] std::string line() const;
  /// Likewise, each value on a line of its own.
  [[nodiscard]] std::string lines() const;

 private:
  void append(std::string_view text);

  std::string text_;
};

struct Json::Member {
  std::string_view key;
  Json value;
};

/// Applies `one` to each item: a JSON array, also of nothing.
template <typename Items, typename One>
[[nodiscard]] Json list(const Items& items, const One& one) {
  Json array = Json::array();
  for (const auto& item : items) array.push_back(one(item));
  return array;
}

}  // namespace culprit::report
