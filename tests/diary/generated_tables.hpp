/// Random diaries kept as spreadsheets, beside what the generic reader must make of them.
#pragma once

#include <cstdint>

#include "generated_exports.hpp"

namespace culprit::diary {

/// Header words of one of seven languages, an order of dates, a delimiter and decimal mark, a
/// joiner, a way to write ratings, with or without a time column, factors, further ratings, notes.
/// The same for the same seed.
[[nodiscard]] GeneratedExport generate_table(std::uint64_t seed);

}  // namespace culprit::diary
