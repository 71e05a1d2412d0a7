/// JSON of a part, which may be damaged or written by anybody: it is checked before it is used.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace culprit::batch {

using Json = nlohmann::ordered_json;

/// The value of a text. Nothing if it is not JSON or is nested more deeply than any result: the
/// library copies, compares and prints values by recursion.
[[nodiscard]] std::optional<Json> parse_limited(std::string_view text);

/// Whether a line without a checksum is that of a diary, byte by byte as it would be printed: no
/// key twice, no space, no other way to write a number.
[[nodiscard]] bool is_diary_line(std::string_view line);

/// What the first line of a part says.
struct Header {
  std::string whole;  ///< the line of the merged result; ends in LF
  std::uint64_t shard = 1;
  std::uint64_t shards = 1;
  std::optional<std::uint64_t> diaries = {};  ///< in the shard; nothing without shards
  std::optional<double> batch_fdr = {};       ///< if the rate is to hold over the whole batch
};

inline constexpr std::size_t longest_header = std::size_t{1} << 24;

/// @param version  that the header must have; empty = any
/// @throws InputError  `no_batch` or `other_version`, without a place, that names what is wrong.
[[nodiscard]] Header parse_header(std::string_view line, std::string_view version);

/// What differs between two headers, their shards aside, in words; empty = they are of one run.
[[nodiscard]] std::string difference(const Header& a, const Header& b);

}  // namespace culprit::batch
