#include "culprit/batch/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "batch/batch_texts.hpp"
#include "batch/strict_json.hpp"
#include "culprit/batch/scope.hpp"
#include "culprit/core/error.hpp"

namespace culprit::batch {
namespace {

using Visit = std::function<void(const LineHead&, std::string_view)>;

/// A part as far as its first reading tells.
struct Part {
  const csv::Input* input = nullptr;
  Header header;
  PartialRun lines;
  std::uint64_t index_sum = 0;
};

Message about(const csv::Input& input, std::uint64_t line, std::string code, std::string text) {
  return {.code = std::move(code), .text = std::move(text), .place = {input.name(), line, 0}};
}

/// Calls `use`. What it throws without a place is about that line.
template <typename Use> auto at_line(const csv::Input& input, std::uint64_t line, const Use& use) {
  try {
    return use();
  } catch (const InputError& error) {
    auto messages = error.messages();
    for (auto& message : messages)
      if (message.place.file.empty()) message.place = {input.name(), line, 0};
    throw InputError{std::move(messages)};
  }
}

/// Summed over different indices, this shows whether they are 0, 1, 2 …
std::uint64_t mixed(std::uint64_t index) noexcept {
  return hash_of({reinterpret_cast<const char*>(&index), sizeof index});
}

void take_end(const LineReader& lines, std::string_view line, PartialRun& run) {
  const auto unsealed_end =
      fmt::format("{{\"schema\":\"culprit.batch_end/1\",\"diaries\":{}}}", run.diaries);
  run.is_complete = true;
  if (line == unsealed_end && run.unsealed == run.diaries) {
    ++run.unsealed;
    return;
  }
  const auto wanted = end_line(run.diaries, run.checksum);
  if (line != std::string_view{wanted}.substr(0, wanted.size() - 1))
    throw lines.error("bad_checksum", say("bad_checksum"));
}

/// Reads the lines below the header to the end.
void read_lines(LineReader& lines, PartialRun& run, const Visit& visit) {
  while (const auto line = lines.next()) {
    if (run.is_complete) throw lines.error("bad_line", say("line_behind_last"));
    if (is_end_line(*line)) {
      take_end(lines, *line, run);
    } else {
      const auto head = read_line_head(*line);
      if (!head || (run.last_index && head->index <= *run.last_index))
        throw lines.error("bad_line", say("bad_line"));
      ++run.diaries;
      run.errors += head->status == "error" ? 1U : 0U;
      run.too_little_data += head->status == "too_little_data" ? 1U : 0U;
      run.unsealed += head->is_sealed ? 0U : 1U;
      run.last_index = head->index;
      run.checksum.add(*line);
      run.checksum.add("\n");
      visit(*head, *line);
    }
    run.bytes = lines.position();
  }
}

/// Reads a part to its end. @throws InputError
Part read_part(const csv::Input& input, std::string_view version) {
  LineReader lines{csv::open_decoded(input), input.name()};
  const auto first = lines.next(longest_header);
  Part part{.input = &input,
      .header = at_line(input, 1, [&] { return parse_header(first.value_or(""), version); }),
      .lines = {}};
  part.lines.checksum.add(*first);
  part.lines.checksum.add("\n");
  read_lines(lines, part.lines, [&](const LineHead& head, std::string_view /*line*/) {
    part.index_sum += mixed(head.index);
  });
  const auto diaries = part.lines.diaries;
  if (part.lines.is_complete && lines.torn() == 0 &&
      part.header.diaries.value_or(diaries) == diaries)
    return part;
  throw InputError{about(input, 0, "incomplete_part", say("incomplete_part", diaries))};
}

std::string list_missing(
    const std::map<std::uint64_t, const Part*>& present, std::uint64_t shards) {
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
  const Header& first = parts.front().header;
  const std::string& first_name = parts.front().input->name();
  std::map<std::uint64_t, const Part*> present;
  for (const Part& part : parts) {
    const auto words = difference(first, part.header);
    if (!words.empty()) {
      messages.push_back(about(*part.input, 1, "other_run", say("other_run", first_name, words)));
    } else if (part.header.shards != first.shards) {
      messages.push_back(about(*part.input, 1, "other_run",
          say("other_shards", part.header.shards, first_name, first.shards)));
    } else if (const auto [at, is_new] = present.try_emplace(part.header.shard, &part); !is_new) {
      messages.push_back(about(*part.input, 1, "doubled_shard",
          say("doubled_shard", part.header.shard, first.shards, at->second->input->name())));
    }
  }
  if (const auto missing = list_missing(present, first.shards); !missing.empty())
    messages.push_back(
        {.code = "missing_shard", .text = say("missing_shard", first.shards, missing)});
  return messages;
}

/// A part in the second reading.
struct Cursor {
  const csv::Input* input;
  LineReader lines;
  std::uint64_t left;        ///< lines of diaries that have not been read
  std::uint64_t number = 1;  ///< of the line
  std::string_view line;
  std::string now_sealed;
  std::uint64_t index = 0;

  Cursor(const csv::Input& part, std::uint64_t diaries)
      : input{&part}, lines{csv::open_decoded(part), part.name()}, left{diaries} {
    (void)lines.next();
  }
  /// False at the end.
  bool advance() {
    if (left == 0) return false;
    --left;
    ++number;
    const auto next = lines.next();
    const auto head = next ? read_line_head(*next) : std::nullopt;
    if (!head) throw IoError{about(*input, number, "changed", say("part_changed"))};
    index = head->index;
    line = *next;
    if (!head->is_sealed) {
      now_sealed = sealed(std::string{line});
      line = std::string_view{now_sealed}.substr(0, now_sealed.size() - 1);
    }
    return true;
  }
};

}  // namespace

Merge::Merge(std::span<const std::unique_ptr<csv::Input>> parts, std::string_view version)
    : parts_{parts} {
  std::vector<Part> read;
  std::vector<Message> messages;
  std::uint64_t index_sum = 0;
  for (const auto& input : parts) {
    try {
      read.push_back(read_part(*input, version));
      const Part& part = read.back();
      index_sum += part.index_sum;
      diaries_ += sizes_.emplace_back(part.lines.diaries);
      if (part.lines.unsealed > 0) unsealed_.push_back(input->name());
    } catch (const InputError& error) {
      messages.insert(messages.end(), error.messages().begin(), error.messages().end());
    }
  }
  if (messages.empty()) messages = complaints(read);
  if (!messages.empty()) throw InputError{std::move(messages)};
  header_ = read.front().header.whole;
  batch_fdr_ = read.front().header.batch_fdr;
  for (std::uint64_t i = 0; i < diaries_; ++i) index_sum -= mixed(i);
  if (index_sum != 0) write([](std::string_view /*line*/) {});  // finds where
}

void Merge::write(const std::function<void(std::string_view)>& write) const {
  std::vector<Cursor> cursors;  // never moved: they hold views of their own
  cursors.reserve(parts_.size());
  std::vector<std::size_t> heap;
  for (std::size_t i = 0; i < parts_.size(); ++i)
    if (cursors.emplace_back(*parts_[i], sizes_[i]).advance()) heap.push_back(i);
  const auto is_later = [&](std::size_t a, std::size_t b) {
    return cursors[a].index > cursors[b].index;
  };
  std::make_heap(heap.begin(), heap.end(), is_later);
  for (std::uint64_t expected = 0; !heap.empty(); ++expected) {
    std::pop_heap(heap.begin(), heap.end(), is_later);
    Cursor& cursor = cursors[heap.back()];
    if (cursor.index != expected)
      throw InputError{about(
          *cursor.input, cursor.number, "index_gap", say("index_gap", cursor.index, expected))};
    at_line(*cursor.input, cursor.number, [&] { write(cursor.line); });
    if (cursor.advance()) std::push_heap(heap.begin(), heap.end(), is_later);
    else heap.pop_back();
  }
}

PartialRun inspect(const csv::Input& partial, std::string_view header) {
  LineReader lines{partial.open(), partial.name()};
  PartialRun run;
  const auto line = lines.next(longest_header);
  if (!line) return run;  // not even the header was finished
  if (*line != header.substr(0, header.size() - 1)) {
    std::string words = "the first line";
    try {
      words = difference(
          parse_header(header.substr(0, header.size() - 1), {}), parse_header(*line, {}));
      if (words.empty()) words = "the shard";
    } catch (const InputError&) {
      // Anything else cannot be a header.
    }
    throw lines.error("other_run", say("rest_of_other_run", words));
  }
  run.bytes = lines.position();
  run.checksum.add(header);
  read_lines(lines, run, [&run](const LineHead& /*head*/, std::string_view text) {
    run.has_suspect = run.has_suspect || has_suspect(text);
  });
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
