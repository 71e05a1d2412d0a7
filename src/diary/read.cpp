#include "culprit/diary/read.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <unordered_set>
#include <utility>

#include "diary/cells/cells.hpp"
#include "diary/composite.hpp"
#include "diary/fingerprint.hpp"
#include "diary/layouts/layout.hpp"
#include "diary/off_scale.hpp"
#include "diary/reading.hpp"

namespace culprit::diary {
namespace {

std::string quoted_list(const std::vector<std::string>& names) {
  return joined(names, ", ", [](const auto& name) { return '\'' + quotable(name) + '\''; });
}

/// The columns that wide files offer for a role: all but the date and its like.
std::vector<std::string> value_columns(const std::vector<OpenFile>& files) {
  std::vector<std::string> columns;
  for (const auto& file : files) {
    if (!file.recognised.layout->is_table()) continue;
    for (std::size_t i = 0; i < file.head.names.size(); ++i) {
      const std::string& folded = file.head.folded[i];
      if (!folded.empty() && folded != "date" && folded != "time" && folded != "subject")
        columns.push_back(file.head.names[i]);
    }
  }
  return columns;
}

/// A map may name any column, dates too, of any file.
void check_mapped(const std::vector<OpenFile>& files, const MappedColumn& mapping,
    std::vector<Message>& messages) {
  std::vector<std::string> columns;
  for (const auto& file : files) {
    if (file.head.find(fold_name(mapping.column))) return;
    columns.insert(columns.end(), file.head.names.begin(), file.head.names.end());
  }
  std::erase(columns, "");
  messages.push_back(
      {"unknown_column", fmt::format("--map '{}' is not a column; expected one of {}",
                             quotable(mapping.column), quoted_list(columns))});
}

/// Every column that an option names must be in some file.
void check_columns(const std::vector<OpenFile>& files, const ReadOptions& options) {
  const auto columns = value_columns(files);
  const bool all_wide = std::ranges::all_of(
      files, [](const OpenFile& file) { return file.recognised.layout->is_table(); });
  std::unordered_set<std::string> folded;
  for (const auto& column : columns) folded.insert(fold_name(column));
  std::vector<Message> messages;
  const auto check = [&](std::string_view option, const std::string& wanted) {
    if (folded.contains(fold_name(wanted))) return;
    messages.push_back({"unknown_column",
        columns.empty() ? fmt::format("{} '{}' is not a column; expected a file of the wide layout",
                              option, quotable(wanted))
                        : fmt::format("{} '{}' is not a column; expected one of {}", option,
                              quotable(wanted), quoted_list(columns))});
  };
  // In a long file a severity is a name and not a column: `choose_outcome` looks for it.
  const auto composite = composite_from_text(options.severity.value_or(""));
  for (const auto& part : composite ? composite->parts : std::vector<std::string>{})
    if (all_wide) check("--severity", part);
  if (options.severity && !composite && all_wide) check("--severity", *options.severity);
  for (const auto& name : options.foods) check("--foods", name);
  for (const auto& name : options.factors) check("--factors", name);
  for (const auto& mapping : options.map) check_mapped(files, mapping, messages);
  if (!messages.empty()) throw InputError(std::move(messages));
}

/// Looks at every date of the file, other tables of it included. @throws InputError
/// `date_order_ambiguous`.
DateOrderEvidence::Decision decide_date_order(const FileContext& file, const Layout& layout) {
  Head head = file.head;
  head.last_line = std::numeric_limits<std::uint64_t>::max();
  head.line = 0;
  const std::size_t date = file.date_column ? *file.date_column : layout.date_column(head);
  DateOrderEvidence evidence;
  std::string first;
  for_each_row(head, [&](const csv::Record& record) {
    const auto cell = cell_of(record, date);
    if (first.empty()) {
      const auto parts = split_date(cell);
      if (parts && !parts->year_first) first = fmt::format("{} at line {}", cell, record.line());
    }
    evidence.add(cell, record.line());
    const bool is_elsewhere = record.line() < file.head.line || record.line() > file.head.last_line;
    for (std::size_t i = 0; is_elsewhere && i < record.size(); ++i)
      if (i != date) evidence.add(cell_of(record, i), record.line());
  });
  if (const auto usual = layout.usual_date_order; usual && evidence.is_silent())
    return {*usual, fmt::format("as {} writes them", layout.name)};
  if (auto decision = evidence.decide()) return *std::move(decision);
  std::string text = fmt::format(
      "the dates can be read day first or month first ({}); expected --date-order dmy or mdy",
      first);
  if (evidence.is_contradictory()) {
    std::string examples;
    for (const auto order : {DateOrder::ymd, DateOrder::dmy, DateOrder::mdy}) {
      if (evidence.example(order).empty()) continue;
      examples += (examples.empty() ? "" : ", ") + evidence.example(order);
    }
    text = fmt::format(
        "the dates contradict each other in the order of day and month ({}); expected one order, "
        "or --date-order dmy, mdy or ymd",
        examples);
  }
  throw InputError({"date_order_ambiguous", std::move(text), {head.input->name(), 0, 0}});
}

/// Entries to make room for, where the text lies in memory. Room that is not filled is never
/// touched.
std::size_t expected_entries(const OpenFile& file) {
  const std::size_t bytes = file.input->open()->in_memory().value_or("").size();
  return bytes / (file.recognised.layout->is_entry_per_row ? 32 : 11);  // of a row, of a cell
}

void count(FileReport& report, Fate fate) {
  static constexpr std::uint64_t FileReport::*counts[] = {
      &FileReport::used, &FileReport::merged, &FileReport::skipped, &FileReport::rejected};
  ++(report.*counts[static_cast<std::size_t>(fate)]);
}

}  // namespace

FileReport read_file(const OpenFile& file, SharedState& shared) {
  const Head& head = file.head;
  FileReport report;
  report.path = head.input->name();
  report.format = file.recognised.layout->name;
  report.confidence = file.recognised.recognition.confidence;
  report.reason = file.recognised.recognition.reason;
  report.delimiter = head.dialect.delimiter;
  report.notes = file.notes;
  for (const auto& note : file.notes) shared.reject(note);
  shared.entries.begin_file(expected_entries(file));
  const Layout& layout = *file.recognised.layout;
  FileContext context{head, shared, report,
      StampReader{shared.options, [&] { return decide_date_order(context, layout); }}};
  context.table = file.recognised.table.get();
  const auto rows = layout.open(context);
  OffScale off_scale{context};
  ClockTally clocks;
  const auto day_starts = static_cast<int>(shared.options.day_starts.count());
  const bool is_known = shared.n_read < shared.clocks.size();
  const OneClock known = is_known ? shared.clocks[shared.n_read] : OneClock{};
  std::size_t before = shared.entries.size();
  std::size_t logged = shared.entries.logged();
  const std::pair start{before, logged};
  const auto see_clocks = [&] {
    if (!is_known) clocks.add(shared.entries.since(before), day_starts);
    if (known.is_any())
      known.apply(shared.entries.since(before), shared.entries.logged_since(logged), day_starts);
  };
  for_each_row(head, [&](const csv::Record& record) {
    ++report.rows;
    if (const auto stray = record.stray_quote()) {
      shared.reject(record.message(report.path, *stray, "unclosed_quote",
          "quote '\"' is not closed before the next row; expected another one behind the text"));
      ++report.rejected_cells;
    }
    before = shared.entries.size();
    logged = shared.entries.logged();
    Fate fate = rows->consume(record);
    const std::size_t impossible = off_scale.check(record, before);
    if (impossible > 0 && layout.is_entry_per_row) fate = Fate::rejected;
    if (!layout.is_entry_per_row) report.rejected_cells += impossible;
    if (impossible > 0) report.rejected_readings += impossible;
    if (impossible == 0 && fate == Fate::rejected) rows->count_loss(record);
    count(report, fate);
    see_clocks();
    if (shared.entries.size() >= shared.drain_at) shared.drain();
  });
  before = shared.entries.size();
  rows->finish();
  see_clocks();
  if (report.rows == 0) {
    throw InputError({"header_only", "the file has a header but no rows; expected a row per entry",
        {report.path, head.line, 0}});
  }
  ++shared.n_read;
  if (!is_known) {
    const OneClock one = shared.clocks.emplace_back(clocks.decide(context.stamps.is_utc()));
    if (one.is_any()) report.notes.push_back({"one_clock", one.words(), {report.path, 0, 0}});
    // Where entries are drained the files are read again.
    if (one.is_any() && shared.drain == nullptr)
      one.apply(
          shared.entries.since(start.first), shared.entries.logged_since(start.second), day_starts);
  }
  report.date_order = context.stamps.order();
  report.date_order_reason = context.stamps.order_reason();
  return report;
}

void check_any_used(
    const std::vector<FileReport>& reports, const MessageTally& rejections, bool is_empty) {
  std::uint64_t rows = 0;
  std::uint64_t used = 0;
  std::uint64_t skipped = 0;
  std::uint64_t rejected = 0;
  for (const auto& report : reports) {
    rows += report.rows;
    used += report.used;
    skipped += report.skipped;
    rejected += report.rejected;
  }
  if (used > 0 && !is_empty) return;
  const auto groups = rejections.groups();
  const auto commonest = std::max_element(groups.begin(), groups.end(),
      [](const auto& a, const auto& b) { return a.second.count < b.second.count; });
  Message message{"no_usable_rows",
      fmt::format(
          "none of {} rows can be used ({} skipped, {} rejected); expected at least one entry",
          rows, skipped, rejected),
      {reports.front().path, 0, 0}};
  if (commonest != groups.end())
    message.hint = "the first of the commonest rejections: " + commonest->second.first.front().text;
  throw InputError(std::move(message));
}

std::vector<OpenFile> open_file(
    const csv::Input& input, const ReadOptions& options, std::size_t& room) {
  const auto text = std::make_shared<const csv::DecodedInput>(input, room);
  room -= text->kept();
  std::vector<OpenFile> tables;
  std::vector<Message> unread;
  // Each table is found by reading from the beginning. An export has a handful of them: a text
  // whose short lines look like thousands of headers is read as it is from here on.
  constexpr std::size_t most_tables = 64;
  for (std::uint64_t line = 1; line > 0;) {
    Head head = read_head(*text, line);
    const auto claim = find_claim(head);
    const bool is_last = claim.is_app() || tables.size() + unread.size() + 1 == most_tables;
    line = is_last ? 0 : end_table(head);
    try {
      auto recognised = recognise(head, options, claim);
      if (recognised.recognition.is_headless) {
        head.line = 0;
        for (std::size_t i = 0; i < head.names.size(); ++i)
          head.names[i] = head.folded[i] = fmt::format("column {}", i + 1);
      }
      tables.push_back({text, std::move(head), std::move(recognised)});
    } catch (const InputError& error) {
      unread.push_back(error.messages().front());
      if (line == 0 && tables.empty()) throw InputError(unread.front());
    }
  }
  for (auto& message : unread) {
    message.text =
        fmt::format("the table at line {} is not read: {}", message.place.line, message.text);
    tables.front().notes.push_back(std::move(message));
  }
  return tables;
}

std::optional<DateOrder> settled_date_order(const FileContext& file, const Layout& layout) {
  if (file.shared.options.date_order) return file.shared.options.date_order;
  const Head& head = file.head;
  const std::size_t date = file.date_column ? *file.date_column : layout.date_column(head);
  const auto is_plain = [&](const std::vector<std::string>& row) {
    return date < row.size() && parse_iso_day(row[date]);
  };
  if (std::all_of(head.sample.begin(), head.sample.end(), is_plain)) return std::nullopt;
  try {
    return decide_date_order(file, layout).order;
  } catch (const InputError&) {
    return std::nullopt;
  }
}

std::vector<OpenFile> open_files(
    std::span<const std::unique_ptr<csv::Input>> inputs, const ReadOptions& options) {
  if (inputs.empty()) throw std::invalid_argument("read: inputs is empty, but must not be!");
  if (options.day_starts.count() < 0 || options.day_starts >= std::chrono::hours{24})
    throw std::invalid_argument(fmt::format(
        "read: day_starts is {} minutes, but must be in [0, 1439]!", options.day_starts.count()));
  std::vector<OpenFile> files;
  std::size_t room = most_kept;
  for (const auto& input : inputs)
    for (auto& table : open_file(*input, options, room)) files.push_back(std::move(table));
  check_columns(files, options);
  return files;
}

SharedState shared_state(const std::vector<OpenFile>& files, const ReadOptions& options,
    const std::function<void(const Message&)>& on_rejection) {
  SharedState shared{.options = options,
      .on_rejection = &on_rejection,
      .subjects = SubjectFilter{options.subject}};
  shared.has_food_log = std::any_of(files.begin(), files.end(),
      [](const OpenFile& file) { return file.recognised.layout->is_food_log; });
  return shared;
}

ReadResult read(std::span<const std::unique_ptr<csv::Input>> inputs, const ReadOptions& options,
    const std::function<void(const Message&)>& on_rejection) {
  const auto files = open_files(inputs, options);
  auto shared = shared_state(files, options, on_rejection);
  ReadResult result;
  for (const auto& file : files) result.files.push_back(read_file(file, shared));
  auto [diary, merged] = shared.entries.finish();
  result.diary = std::move(diary);
  result.diary.subject = shared.subjects.finish(result.files);
  result.diary.day_starts = options.day_starts;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].recognised.layout->is_entry_per_row) continue;
    result.files[i].used -= merged[i];
    result.files[i].merged += merged[i];
  }
  settle_ratings(result, shared);
  const bool is_empty = result.diary.entries.empty() && result.diary.logged_days.empty();
  check_any_used(result.files, shared.rejections, is_empty);
  result.rejections = shared.rejections.groups();
  result.fingerprint = fingerprint(result.diary);
  if (const auto composite = composite_from_text(options.severity.value_or("")))
    add_composite(result.diary, *composite);
  return result;
}

}  // namespace culprit::diary
