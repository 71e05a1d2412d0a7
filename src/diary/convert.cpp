#include "culprit/diary/convert.hpp"

#include <fmt/format.h>

#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "culprit/csv/writer.hpp"
#include "diary/reading.hpp"

namespace culprit::diary {
namespace {

constexpr std::size_t batch_entries = 16'384;
constexpr int day_minutes = 24 * 60;
constexpr std::string_view header = "subject,date,time,type,name,amount,unit,note\n";
/// The name of what was eaten when nothing was: with an amount of 0 it is no food.
constexpr std::string_view nothing = "nothing";

/// Batches of entries to lines.
class LineWriter {
 public:
  LineWriter(
      std::string subject, int day_starts, const std::function<void(std::string_view)>& write)
      : subject_{std::move(subject)}, day_starts_{day_starts}, write_{write} {}

  void add(const EntryTable::Batch& batch) {
    quote_new(batch.names, names_);
    quote_new(batch.units, units_);
    std::set<Day> eaten;
    for (const Entry& entry : batch.entries) {
      if (entry.kind == Kind::food) eaten.insert(entry.day);
      add_line(entry);
    }
    for (const Day day : batch.logged_days) {
      if (!eaten.insert(day).second) continue;
      fmt::format_to(
          std::back_inserter(lines_), "{},{},,food,{},0,,\n", subject_, to_iso(day), nothing);
    }
    write_(lines_);
    lines_.clear();
  }

 private:
  static void quote_new(const std::vector<std::string>& texts, std::vector<std::string>& quoted) {
    for (std::size_t i = quoted.size(); i < texts.size(); ++i)
      quoted.push_back(csv::quote_field(texts[i]));
  }

  void add_line(const Entry& entry) {
    const int minute = entry.time.is_known() ? entry.time.minute() + day_starts_ : 0;
    const Day day = entry.day + Days{minute / day_minutes};
    if (day != day_ || date_.empty()) {
      day_ = day;
      date_ = to_iso(day);
    }
    auto out = std::back_inserter(lines_);
    fmt::format_to(out, "{},{},", subject_, date_);
    if (entry.time.is_known())
      fmt::format_to(out, "{:02}:{:02}", minute % day_minutes / 60, minute % 60);
    else fmt::format_to(out, "{}", to_word(entry.part));
    fmt::format_to(out, ",{},{},", to_word(entry.kind), names_[entry.name]);
    // All digits: the same number must come out of the next reading.
    if (entry.has_amount()) fmt::format_to(out, "{}", entry.amount);
    fmt::format_to(out, ",{},\n", units_[entry.unit]);
  }

  std::string subject_;
  int day_starts_;
  const std::function<void(std::string_view)>& write_;
  std::vector<std::string> names_;  ///< as fields
  std::vector<std::string> units_;
  std::string lines_;
  Day day_{};
  std::string date_;  ///< of `day_`
};

SharedState make_state(const std::vector<OpenFile>& files, const ReadOptions& options,
    const std::function<void(const Message&)>& on_rejection) {
  auto shared = shared_state(files, options, on_rejection);
  shared.keeps_repetitions = true;
  shared.drain_at = batch_entries;
  return shared;
}

/// Reads all files; `take` gets every batch.
template <typename Take> std::vector<FileReport> read_all(
    const std::vector<OpenFile>& files, SharedState& shared, const Take& take) {
  shared.drain = [&] { shared.entries.drain(take); };
  std::vector<FileReport> reports;
  reports.reserve(files.size());
  for (const auto& file : files) reports.push_back(read_file(file, shared));
  shared.drain();
  return reports;
}

}  // namespace

struct Conversion::Impl {
  ReadOptions options;
  std::vector<OpenFile> files;
  std::vector<FileReport> reports = {};
  std::vector<OneClock> clocks = {};  ///< [files]
  std::optional<std::string> subject = {};
};

Conversion::Conversion(std::span<const std::unique_ptr<csv::Input>> inputs,
    const ReadOptions& options, const std::function<void(const Message&)>& on_rejection)
    : impl_{new Impl{options, open_files(inputs, options)}} {
  auto shared = make_state(impl_->files, impl_->options, on_rejection);
  impl_->reports = read_all(impl_->files, shared, [](const EntryTable::Batch&) {});
  impl_->clocks = shared.clocks;
  impl_->subject = shared.subjects.finish(impl_->reports);
  check_any_used(impl_->reports, shared.rejections);
}

Conversion::~Conversion() = default;

const std::vector<FileReport>& Conversion::files() const noexcept { return impl_->reports; }

void Conversion::write(const std::function<void(std::string_view)>& write) const {
  const std::function<void(const Message&)> said_already;
  auto shared = make_state(impl_->files, impl_->options, said_already);
  shared.clocks = impl_->clocks;
  LineWriter lines{csv::quote_field(impl_->subject.value_or("")),
      static_cast<int>(impl_->options.day_starts.count()), write};
  write(header);
  (void)read_all(impl_->files, shared, [&](const EntryTable::Batch& batch) { lines.add(batch); });
}

}  // namespace culprit::diary
