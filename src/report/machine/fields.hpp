/// Values to JSON and back by one description of their fields, so that what is written can be read.
///
/// `describe(f, value)` calls f with key, field, key, field …
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <type_traits>

#include "culprit/core/day.hpp"
#include "culprit/core/error.hpp"
#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"
#include "culprit/trial/trial.hpp"
#include "diary/cells/dates.hpp"
#include "report/words/paper.hpp"

namespace culprit::report {

/// The words of an enumeration that files hold.
constexpr auto& table_of(foods::Level) { return foods::level_words; }
constexpr auto& table_of(engine::Direction) { return engine::direction_words; }
constexpr auto& table_of(trial::Arm) { return trial::arm_words; }
constexpr auto& table_of(trial::Design) { return trial::design_words; }
constexpr auto& table_of(trial::Status) { return trial::status_words; }
constexpr auto& table_of(trial::Verdict) { return trial::verdict_words; }
constexpr auto& table_of(trial::Source) { return trial::source_words; }

/// Digits of a number by its key: probabilities and p-values have fewer.
[[nodiscard]] constexpr int digits_of(std::string_view key) {
  constexpr std::string_view probabilities[] = {"after", "after_sceptical", "before", "confirmed",
      "confirmed_at_estimate", "decides", "level", "p_adjusted", "p_benefit", "p_equivalence",
      "p_equivalence_wide", "p_harm", "p_value", "power", "probability", "realised_power",
      "tolerated", "tolerated_if_none"};
  return std::ranges::count(probabilities, key) > 0 ? probability_digits : printed_digits;
}

/// Puts fields into an object. Numbers are as in every json format, not finite ones null.
class FieldWriter {
 public:
  template <typename T, typename... Rest>
  void operator()(const char* key, const T& value, const Rest&... rest) {
    object_[key] = encode(value, digits_of(key));
    if constexpr (sizeof...(rest) > 0) (*this)(rest...);
  }
  void hex(const char* key, std::uint64_t value) { object_[key] = fmt::format("{:016x}", value); }
  [[nodiscard]] Facts take() { return std::move(object_); }

 private:
  static Facts number(double value, int digits) {
    constexpr double largest_whole = 1e15;
    const double printed = round_to_printed(value, digits);
    if (!std::isfinite(value)) return nullptr;
    if (printed == std::trunc(printed) && std::abs(printed) < largest_whole)
      return static_cast<std::int64_t>(printed);
    return printed;
  }

  template <typename T> static Facts encode(const T& value, int digits) {
    if constexpr (std::is_same_v<T, double>) {
      return number(value, digits);
    } else if constexpr (std::is_same_v<T, Day>) {
      return to_iso(value);
    } else if constexpr (std::is_same_v<T, trial::Lag>) {
      return Facts::array({value.first, value.last});
    } else if constexpr (std::is_enum_v<T>) {
      return word_of(table_of(value), value);
    } else if constexpr (std::is_arithmetic_v<T> || std::is_convertible_v<T, std::string_view>) {
      return value;
    } else if constexpr (requires { value.begin(); }) {
      Facts list = Facts::array();
      for (const auto& each : value) list.push_back(encode(each, digits));
      return list;
    } else if constexpr (requires { *value; }) {
      return value ? encode(*value, digits) : Facts(nullptr);
    } else {
      FieldWriter writer;
      describe(writer, value);
      return writer.take();
    }
  }

  Facts object_ = Facts::object();
};

/// The text of a file of fields.
struct FieldFile {
  const std::string& name;
  const std::string& text;

  /// Line and column of the value at a place, or where it is missing of what should hold it.
  [[nodiscard]] Place place_of(std::string_view place) const;
  [[nodiscard]] Place at(std::size_t offset) const;
};

/// Takes fields from an object.
/// @throws InputError  `plan_malformed` with the place of what is missing or of another kind.
class FieldReader {
 public:
  /// @param file  outlives this
  FieldReader(const Facts& object, const FieldFile& file, std::string place)
      : object_{object}, file_{file}, place_{std::move(place)} {}

  template <typename T, typename... Rest>
  void operator()(const char* key, T& value, Rest&&... rest) const {
    const std::string place = place_ + '/' + key;
    const bool may_be_missing = requires { value.emplace(); };
    require(may_be_missing || object_.contains(key), place, "it to be there");
    if (object_.contains(key)) decode(object_.at(key), place, value);
    if constexpr (sizeof...(rest) > 0) (*this)(rest...);
  }
  void hex(const char* key, std::uint64_t& value) const {
    std::string digits;
    (*this)(key, digits);
    const char* end = digits.data() + digits.size();
    require(!digits.empty() && std::from_chars(digits.data(), end, value, 16).ptr == end,
        place_ + '/' + key, "hexadecimal digits");
  }
  /// @throws InputError  unless it holds.
  void require(bool holds, const std::string& place, std::string_view expected) const {
    if (holds) return;
    throw InputError{Message{.code = "plan_malformed",
        .text = fmt::format("plan: '{}' is not what a plan has there; expected {}",
            place.empty() ? "/" : place, expected),
        .place = file_.place_of(place)}};
  }

 private:
  template <typename T> void take(
      const Facts& json, bool is_kind, const std::string& place, const char* kind, T& value) const {
    require(is_kind, place, kind);
    value = json.get<T>();
  }

  template <typename T> void decode(const Facts& json, const std::string& place, T& value) const {
    if constexpr (std::is_same_v<T, std::string>) {
      take(json, json.is_string(), place, "a text", value);
    } else if constexpr (std::is_same_v<T, bool>) {
      take(json, json.is_boolean(), place, "true or false", value);
    } else if constexpr (std::is_same_v<T, double>) {
      take(json, json.is_number(), place, "a number", value);
    } else if constexpr (std::is_integral_v<T>) {
      const bool fits = json.is_number_unsigned() || std::is_signed_v<T>;
      take(json, json.is_number_integer() && fits, place, "a whole number", value);
    } else if constexpr (std::is_same_v<T, Day> || std::is_enum_v<T>) {
      const auto known = of_word<T>(json.is_string() ? json.get<std::string>() : std::string{});
      require(known.has_value(), place, rule_of<T>());
      value = *known;
    } else if constexpr (std::is_same_v<T, trial::Lag>) {
      require(json.is_array() && json.size() == 2, place, "two days");
      decode(json[0], place + "/0", value.first);
      decode(json[1], place + "/1", value.last);
    } else if constexpr (requires { value.emplace_back(); }) {
      require(json.is_array(), place, "a list");
      for (const Facts& each : json) {
        const std::string own = fmt::format("{}/{}", place, value.size());
        decode(each, own, value.emplace_back());
      }
    } else if constexpr (requires { value.emplace(); }) {
      if (!json.is_null()) decode(json, place, value.emplace());
    } else if constexpr (requires { *value; }) {
      if (json.is_null()) return;
      const auto read = std::make_shared<std::remove_const_t<typename T::element_type>>();
      decode(json, place, *read);
      value = read;
    } else {
      require(json.is_object(), place, "an object");
      FieldReader reader{json, file_, place};
      describe(reader, value);
    }
  }

  template <typename T> static std::optional<T> of_word(const std::string& word) {
    if constexpr (std::is_enum_v<T>) return value_of(table_of(T{}), word);
    else return diary::parse_iso_day(word);
  }

  template <typename T> static std::string rule_of() {
    if constexpr (std::is_enum_v<T>)
      return joined(table_of(T{}), " or ", [](const auto& entry) { return entry.word; });
    else return "a day such as 2025-09-01";
  }

  const Facts& object_;
  const FieldFile& file_;
  std::string place_;
};

}  // namespace culprit::report
