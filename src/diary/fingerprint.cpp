#include "diary/fingerprint.hpp"

#include <array>
#include <bit>
#include <string>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace culprit::diary {
namespace {

constexpr std::uint64_t logged_mark = 255;  ///< in place of a kind: a day without a food entry

std::vector<std::uint64_t> hashes_of(const std::vector<std::string>& texts) {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(texts.size());
  for (const auto& text : texts) hashes.push_back(XXH3_64bits(text.data(), text.size()));
  return hashes;
}

std::uint64_t when(Day day, ClockTime time, std::uint64_t kind) noexcept {
  const auto days = static_cast<std::uint32_t>(day.time_since_epoch().count());
  const auto minute = static_cast<std::uint64_t>(time.is_known() ? time.minute() + 1 : 0);
  return std::uint64_t{days} << 32 | minute << 16 | kind;
}

/// Texts enter by their hashes, which gives every entry the same size.
std::uint64_t hash_of(const std::array<std::uint64_t, 4>& content) noexcept {
  return XXH3_64bits(content.data(), sizeof content);
}

}  // namespace

std::uint64_t fingerprint(const Diary& diary) {
  const auto names = hashes_of(diary.names);
  const auto units = hashes_of(diary.units);
  std::uint64_t sum = 0;
  auto unclaimed = diary.logged_days.begin();  // the first logged day that may lack a food entry
  const auto claim_until = [&](Day day) {
    for (; unclaimed != diary.logged_days.end() && *unclaimed < day; ++unclaimed)
      sum += hash_of({when(*unclaimed, {}, logged_mark), 0, 0, 0});
  };
  for (const Entry& entry : diary.entries) {
    // NaN has many bit patterns; -0 and 0 are one amount.
    const std::uint64_t amount =
        entry.has_amount() ? std::bit_cast<std::uint64_t>(entry.amount + 0.0) : ~std::uint64_t{0};
    const auto kind_and_part =
        static_cast<std::uint64_t>(entry.part) << 8 | static_cast<std::uint64_t>(entry.kind);
    sum += hash_of(
        {when(entry.day, entry.time, kind_and_part), names[entry.name], units[entry.unit], amount});
    if (entry.kind == Kind::food && unclaimed != diary.logged_days.end() &&
        *unclaimed <= entry.day) {
      claim_until(entry.day);
      if (unclaimed != diary.logged_days.end() && *unclaimed == entry.day) ++unclaimed;
    }
  }
  if (unclaimed != diary.logged_days.end()) claim_until(diary.logged_days.back() + Days{1});
  return sum;
}

}  // namespace culprit::diary
