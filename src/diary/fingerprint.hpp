/// A number that stands for the content of a diary.
#pragma once

#include <cstdint>

#include "culprit/diary/diary.hpp"

namespace culprit::diary {

/// Sum mod 2^64 of XXH3 over every entry (day, time, kind, spelling, amount, unit) and every logged
/// day without a food entry: the same for any order of rows, split into files, line end or
/// delimiter.
[[nodiscard]] std::uint64_t fingerprint(const Diary& diary);

}  // namespace culprit::diary
