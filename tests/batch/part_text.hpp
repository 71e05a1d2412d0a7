/// Parts of a batch as text: with checksums, and as they were before there were any.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "culprit/batch/lines.hpp"
#include "culprit/csv/input.hpp"

namespace culprit::batch {

using Inputs = std::vector<std::unique_ptr<csv::Input>>;

inline std::string header(const std::string& shard, const std::string& fdr = "0.1",
    const std::string& fingerprint = "00000000000000aa") {
  return R"({"schema":"culprit.batch/1","version":"1.2.3","settings":{"severity":null,)"
         R"("food_columns":[],"factor_columns":[],"map":{},"mood_map":{},"format_in":null,)"
         R"("date_order":null,"time_zone":null,"day_starts":"00:00","strict":false,)"
         R"("align":"auto","lags":null,"rated":null,"from":null,"to":null,"level":"food",)"
         R"("lexicon":null,"scale":null,"adjust":"auto","fdr":)" +
         fdr + R"(,"fdr_scope":"diary","important_change":null,"seed":1},"fingerprint":")" +
         fingerprint + R"(","shard":)" + shard + "}\n";
}

inline std::string shard(int index, int count, int diaries) {
  return R"({"index":)" + std::to_string(index) + R"(,"count":)" + std::to_string(count) +
         R"(,"diaries":)" + std::to_string(diaries) + '}';
}

/// A line of a diary without a checksum.
inline std::string bare(int index, const std::string& status = "ok") {
  const bool is_error = status == "error";
  return R"({"index":)" + std::to_string(index) +
         R"(,"subject":"\"status\":\"x","file":"a","status":")" + status + R"(","error":)" +
         (is_error ? R"({"code":"x","message":"y","line":null,"column":3})" : "null") +
         (is_error ? R"(,"diary":null,"outcome":null)" : R"(,"diary":{},"outcome":{})") +
         R"(,"findings":[],"foods":[],"skipped":[],"warnings":[]})" + '\n';
}

inline std::string line(int index, const std::string& status = "ok") {
  return sealed(bare(index, status));
}

inline std::string bare_end(int diaries) {
  return R"({"schema":"culprit.batch_end/1","diaries":)" + std::to_string(diaries) + "}\n";
}

/// `lines` and the last line that belongs to them.
inline std::string ended(const std::string& lines, int diaries) {
  Checksum checksum;
  checksum.add(lines);
  return lines + end_line(static_cast<std::uint64_t>(diaries), checksum);
}

/// Inputs of these texts, named a, b, c …
inline Inputs parts(const std::vector<std::string>& texts) {
  Inputs inputs;
  for (std::size_t i = 0; i < texts.size(); ++i)
    inputs.push_back(
        std::make_unique<csv::TextInput>(std::string{static_cast<char>('a' + i)}, texts[i]));
  return inputs;
}

}  // namespace culprit::batch
