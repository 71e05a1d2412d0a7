#include "culprit/batch/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "culprit/batch/lines.hpp"
#include "culprit/core/error.hpp"

namespace culprit::batch {
namespace {

using Json = nlohmann::ordered_json;

/// A part as far as its first reading tells.
struct Part {
  const csv::Input* input = nullptr;
  Json header;
  std::uint64_t shard = 1;
  std::uint64_t shards = 1;
  std::uint64_t diaries = 0;
};

Message about(const csv::Input& input, std::uint64_t line, std::string code, std::string text) {
  return {.code = std::move(code), .text = std::move(text), .place = {input.name(), line, 0}};
}

InputError bad_part(const csv::Input& input, std::uint64_t line, std::string code,
                    std::string text) {
  return InputError{about(input, line, std::move(code), std::move(text))};
}

std::optional<Json> parse_header(std::string_view line) {
  try {
    Json header = Json::parse(line);
    const bool is_one = header.is_object() && header.value("schema", "") == "culprit.batch/1" &&
                        header.contains("version") && header.contains("settings") &&
                        header.contains("fingerprint") && header.contains("shard");
    if (is_one) return header;
  } catch (const Json::exception&) {
    // Anything else is no header.
  }
  return std::nullopt;
}

Json read_header(const csv::Input& input, LineReader& lines) {
  const auto line = lines.next();
  auto header = line ? parse_header(*line) : std::nullopt;
  if (header) return *std::move(header);
  throw bad_part(input, 1, "no_batch",
                 "first line is no header of a batch; expected a result of 'culprit batch -f "
                 "ndjson'");
}

/// What differs between two headers, in words; empty = they are of one run.
std::string difference(const Json& a, const Json& b) {
  std::string words;
  const auto add = [&words](std::string_view word) {
    words += fmt::format("{}{}", words.empty() ? "" : ", ", word);
  };
  if (a.at("version") != b.at("version")) add("the version of the program");
  for (const auto& [key, value] : a.at("settings").items()) {
    if (!b.at("settings").contains(key) || b.at("settings").at(key) != value) add(key);
  }
  if (words.empty() && a.at("settings") != b.at("settings")) add("the settings");
  if (a.at("fingerprint") != b.at("fingerprint")) add("the diaries");
  return words;
}

std::uint64_t whole(const Json& object, const char* key) {
  return object.at(key).get<std::uint64_t>();
}

/// Reads a part to its end. @throws InputError
Part read_part(const csv::Input& input) {
  LineReader lines{csv::open_decoded(input)};
  Part part{.input = &input, .header = read_header(input, lines)};
  std::optional<std::uint64_t> end;
  std::uint64_t number = 1;
  while (const auto line = lines.next()) {
    ++number;
    if (end || !(end = read_end(*line))) {
      if (end || !read_line_head(*line))
        throw bad_part(input, number, "bad_line", "line is no line of a diary; expected one");
      ++part.diaries;
    }
  }
  const Json& shard = part.header.at("shard");
  try {
    if (!shard.is_null()) {
      part.shard = whole(shard, "index");
      part.shards = whole(shard, "count");
    }
    const bool is_whole = end == part.diaries && lines.torn() == 0 &&
                          (shard.is_null() || whole(shard, "diaries") == part.diaries);
    if (is_whole) return part;
  } catch (const Json::exception&) {
    throw bad_part(input, 1, "no_batch",
                   "shard of the header is not understood; expected index, "
                   "count and diaries");
  }
  throw bad_part(input, 0, "incomplete_part",
                 fmt::format("part breaks off after {} diaries; expected its last line; --resume "
                             "completes it",
                             part.diaries));
}

std::string list_missing(const std::map<std::uint64_t, const Part*>& present,
                         std::uint64_t shards) {
  constexpr std::size_t shown = 10;
  std::string list;
  std::uint64_t missing = 0;
  for (std::uint64_t i = 1; i <= shards; ++i) {
    if (present.contains(i) || ++missing > shown) continue;
    list += fmt::format("{}{}", list.empty() ? "" : ", ", i);
  }
  return missing > shown ? list + fmt::format(" and {} more", missing - shown) : list;
}

/// What does not belong together.
std::vector<Message> complaints(const std::vector<Part>& parts) {
  std::vector<Message> messages;
  const Part& first = parts.front();
  std::map<std::uint64_t, const Part*> present;
  for (const Part& part : parts) {
    const auto words = difference(first.header, part.header);
    if (!words.empty()) {
      messages.push_back(about(*part.input, 1, "other_run",
                               fmt::format("part is of another run than '{}': {} differ; expected "
                                           "parts of one run",
                                           first.input->name(), words)));
    } else if (part.shards != first.shards) {
      messages.push_back(about(*part.input, 1, "other_run",
                               fmt::format("part is one of {} shards, '{}' one of {}; expected "
                                           "parts of one run",
                                           part.shards, first.input->name(), first.shards)));
    } else if (const auto [at, is_new] = present.try_emplace(part.shard, &part); !is_new) {
      messages.push_back(
          about(*part.input, 1, "doubled_shard",
                fmt::format("part is shard {} of {}, which '{}' is, too; expected each shard once",
                            part.shard, part.shards, at->second->input->name())));
    }
  }
  if (const auto missing = list_missing(present, first.shards); !missing.empty()) {
    messages.push_back({.code = "missing_shard",
                        .text = fmt::format("of {} shards {} are missing; expected a part for each",
                                            first.shards, missing)});
  }
  return messages;
}

/// A part in the second reading.
struct Cursor {
  LineReader lines;
  std::optional<std::string_view> line;
  std::uint64_t index = 0;

  explicit Cursor(const csv::Input& input) : lines{csv::open_decoded(input)} {
    (void)lines.next();
    advance();
  }
  void advance() {
    line = lines.next();
    const auto head = line ? read_line_head(*line) : std::nullopt;
    if (head)
      index = head->index;
    else
      line.reset();
  }
};

}  // namespace

Merge::Merge(std::span<const std::unique_ptr<csv::Input>> parts) : parts_{parts} {
  std::vector<Part> read;
  std::vector<Message> messages;
  for (const auto& input : parts) {
    try {
      read.push_back(read_part(*input));
      diaries_ += read.back().diaries;
    } catch (const InputError& error) {
      messages.insert(messages.end(), error.messages().begin(), error.messages().end());
    }
  }
  if (messages.empty()) messages = complaints(read);
  if (!messages.empty()) throw InputError{std::move(messages)};
  Json header = read.front().header;
  header["shard"] = nullptr;
  header_ = header.dump() + '\n';
  const Json& settings = header.at("settings");
  if (settings.value("fdr_scope", "") == "batch") batch_fdr_ = settings.at("fdr").get<double>();
}

void Merge::write(const std::function<void(std::string_view)>& write) const {
  std::vector<Cursor> cursors;  // never moved: they hold views of their own
  cursors.reserve(parts_.size());
  for (const auto& part : parts_) cursors.emplace_back(*part);
  const auto is_later = [&](std::size_t a, std::size_t b) {
    return cursors[a].index > cursors[b].index;
  };
  std::vector<std::size_t> heap;
  for (std::size_t i = 0; i < cursors.size(); ++i) {
    if (cursors[i].line) heap.push_back(i);
  }
  std::make_heap(heap.begin(), heap.end(), is_later);
  for (std::uint64_t expected = 0; !heap.empty(); ++expected) {
    std::pop_heap(heap.begin(), heap.end(), is_later);
    Cursor& cursor = cursors[heap.back()];
    if (cursor.index != expected)
      throw bad_part(*parts_[heap.back()], 0, "index_gap",
                     fmt::format("index {} comes where {} is due; expected parts of one run",
                                 cursor.index, expected));
    write(*cursor.line);
    cursor.advance();
    if (cursor.line)
      std::push_heap(heap.begin(), heap.end(), is_later);
    else
      heap.pop_back();
  }
}

PartialRun inspect(const csv::Input& partial, std::string_view header) {
  LineReader lines{partial.open()};
  PartialRun run;
  auto line = lines.next();
  if (!line) return run;  // not even the header was finished
  if (*line != header.substr(0, header.size() - 1)) {
    const auto there = parse_header(*line);
    const auto wanted = parse_header(header);
    std::string words = there && wanted ? difference(*wanted, *there) : "";
    if (words.empty()) words = there ? "the shard" : "the first line";
    throw bad_part(partial, 1, "other_run",
                   fmt::format("file is the rest of another run: {} differ; expected the same "
                               "program, settings, diaries and shard, or no --resume",
                               words));
  }
  run.bytes = lines.position();
  for (std::uint64_t number = 2; (line = lines.next()); ++number) {
    const auto head = read_line_head(*line);
    if (!head && read_end(*line) == run.diaries) {
      run.bytes = lines.position();
      run.is_complete = true;
      break;
    }
    if (!head || (run.last_index && head->index <= *run.last_index))
      throw bad_part(partial, number, "bad_line",
                     "line is no line of a diary, or out of order; expected what 'culprit batch' "
                     "writes, or no --resume");
    ++run.diaries;
    run.errors += head->status == "error" ? 1U : 0U;
    run.too_little_data += head->status == "too_little_data" ? 1U : 0U;
    run.has_suspect = run.has_suspect || has_suspect(*line);
    run.last_index = head->index;
    run.bytes = lines.position();
  }
  return run;
}

std::optional<PartialRun> find_complete(const csv::Input& result, std::string_view header) {
  try {
    auto run = inspect(result, header);
    if (run.is_complete) return run;
  } catch (const InputError&) {
    // Something else, which the result may replace.
  }
  return std::nullopt;
}

}  // namespace culprit::batch
