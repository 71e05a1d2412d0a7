/// How reports for people look: what several of them let their caller decide.
#pragma once

#include <cstddef>

namespace culprit::report {

/// How a report expresses certainty.
enum class Words {
  plain,      ///< in words: `very likely`
  technical,  ///< as numbers: the posterior probability and the conditional p-value
};

/// How the table looks.
struct TableOptions {
  std::size_t width = 80;  ///< display columns; clamped to 60–200
  bool color = false;      ///< ANSI colours for verdicts and warnings
  bool ascii = false;      ///< no block characters, dashes or ellipses outside ASCII
  bool verbose = false;    ///< all rows, all skipped foods; otherwise the first 20 and counts
  Words words = Words::plain;
};

}  // namespace culprit::report
