#include "batch/strict_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "batch/batch_texts.hpp"
#include "batch/texts.hpp"
#include "culprit/batch/scope.hpp"
#include "culprit/core/error.hpp"
#include "culprit/core/text.hpp"

namespace culprit::batch {
namespace {

/// What a value must be, as JSON: a text names types or words, parted by '|'; a list of one shape
/// is a list of such values, one of more shapes is a choice; an object has exactly its keys, or
/// with
/// "*" any keys.
const Json& shape_of(const char* what) {
  static const Json shapes = Json::parse(texts::shapes_json);
  return shapes.at(what);
}

bool has_only(const Json& text, std::string_view characters) {
  return text.is_string() &&
         text.get_ref<const std::string&>().find_first_not_of(characters) == std::string::npos;
}

bool is_of(const Json& value, std::string_view type) {
  constexpr std::size_t hash_digits = 16;
  if (type == "null") return value.is_null();
  if (type == "text") return value.is_string();
  if (type == "truth") return value.is_boolean();
  if (type == "object") return value.is_object();
  if (type == "number") return value.is_number();
  if (type == "whole") return value.is_number_unsigned();
  if (type == "positive") return value.is_number() && value.get<double>() > 0;
  if (type == "rate") return is_of(value, "positive") && value.get<double>() <= 1;
  if (type == "version")
    return has_only(value, "0123456789.") && !value.get_ref<const std::string&>().empty();
  if (type == "hash")
    return has_only(value, "0123456789abcdef") &&
           value.get_ref<const std::string&>().size() == hash_digits;
  return value == type;
}

bool fits(const Json& value, const Json& shape);

/// The first key that is missing, unknown or has a wrong value; nothing if all are right.
std::optional<std::string> wrong_key(const Json& object, const Json& shape) {
  for (const auto& [key, of_key] : shape.items()) {
    if (!object.contains(key) && of_key == "absent|free") continue;
    if (!object.contains(key) || !fits(object.at(key), of_key)) return key;
  }
  for (const auto& [key, value] : object.items())
    if (!shape.contains(key)) return key;
  return std::nullopt;
}

bool fits(const Json& value, const Json& shape) {
  const auto is_of_it = [&value](const Json& one) { return fits(value, one); };
  const auto is_of_first = [&shape](const Json& one) { return fits(one, *shape.begin()); };
  if (shape.is_array() && shape.size() > 1)
    return std::any_of(shape.begin(), shape.end(), is_of_it);
  if (shape.is_array() || shape.contains("*"))
    return value.type() == shape.type() && std::all_of(value.begin(), value.end(), is_of_first);
  if (shape.is_object()) return value.is_object() && !wrong_key(value, shape);
  for (std::string_view types = shape.get_ref<const std::string&>(); !types.empty();) {
    const auto end = std::min(types.find('|'), types.size());
    if (is_of(value, types.substr(0, end))) return true;
    types.remove_prefix(std::min(end + 1, types.size()));
  }
  return false;
}

bool is_in_range(const Json& shard) {
  if (shard.is_null()) return true;
  const auto index = shard["index"].get<std::uint64_t>();
  const auto count = shard["count"].get<std::uint64_t>();
  return index >= 1 && index <= count && count <= most_shards;
}

/// As the lines of a part are printed.
std::string printed(const Json& line) {
  return escape_in_json(line.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// The value of a text that is printed as this very text.
std::optional<Json> parse_as_printed(std::string_view text) {
  auto value = parse_limited(text);
  if (value && printed(*value) != text) value.reset();
  return value;
}

InputError no_batch(std::string text) {
  return InputError{Message{.code = "no_batch", .text = std::move(text)}};
}

InputError wrong(std::string_view what, const std::string& name) {
  return no_batch(say("wrong_in_header", what, name));
}

}  // namespace

std::optional<Json> parse_limited(std::string_view text) {
  constexpr int most_levels = 16;
  bool is_deep = false;
  const auto watch = [&is_deep](int depth, Json::parse_event_t /*event*/, const Json& /*value*/) {
    is_deep = is_deep || depth > most_levels;
    return !is_deep;
  };
  Json value = Json::parse(text, watch, false);
  if (is_deep || value.is_discarded()) return std::nullopt;
  return value;
}

bool is_diary_line(std::string_view line) {
  const auto value = parse_as_printed(line);
  if (!value || !fits(*value, shape_of("diary"))) return false;
  const bool is_error = (*value)["status"] == "error";
  return (*value)["error"].is_null() != is_error && (*value)["diary"].is_null() == is_error;
}

Header parse_header(std::string_view line, std::string_view version) {
  const Json& shape = shape_of("header");
  auto json = parse_as_printed(line);
  if (!json || !json->is_object() || json->value("schema", Json{}) != shape["schema"])
    throw no_batch(say("no_header"));
  const auto key = wrong_key(*json, shape);
  if (key == "shard" || (!key && !is_in_range((*json)["shard"])))
    throw no_batch(say("wrong_shard", most_shards));
  if (key) throw wrong("key", *key);
  const Json& settings = (*json)["settings"];
  if (const Json& written = (*json)["version"]; !version.empty() && written != version)
    throw InputError{Message{.code = "other_version",
        .text = say("other_version", written.get_ref<const std::string&>(), version)}};
  if (const auto setting = wrong_key(settings, shape_of("settings")))
    throw wrong("setting", *setting);
  Header header;
  if (settings["fdr_scope"] == "batch") header.batch_fdr = settings["fdr"].get<double>();
  Json& shard = (*json)["shard"];
  if (!shard.is_null()) {
    header.shard = shard["index"].get<std::uint64_t>();
    header.shards = shard["count"].get<std::uint64_t>();
    header.diaries = shard["diaries"].get<std::uint64_t>();
  }
  shard = nullptr;
  header.whole = printed(*json) + '\n';
  return header;
}

std::string difference(const Header& a, const Header& b) {
  std::string words;
  const auto compare = [&words](const Json& one, const Json& other, std::string_view word) {
    if (one != other) words += fmt::format("{}{}", words.empty() ? "" : ", ", word);
  };
  const Json one = Json::parse(a.whole);
  const Json other = Json::parse(b.whole);
  compare(one["version"], other["version"], "the version of the program");
  for (const auto& [key, value] : one["settings"].items())
    compare(value, other["settings"].at(key), key);
  compare(one["fingerprint"], other["fingerprint"], "the diaries");
  return words;
}

}  // namespace culprit::batch
