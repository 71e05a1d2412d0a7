#include "cli/files/batch_inputs.hpp"

#include <fmt/format.h>
#include <glob.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <bit>
#include <filesystem>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "cli/cli_texts.hpp"
#include "cli/files/descriptor.hpp"
#include "cli/files/inputs.hpp"
#include "cli/options/values.hpp"
#include "culprit/core/text.hpp"
#include "culprit/csv/reader.hpp"

namespace culprit::cli {
namespace {

namespace fs = std::filesystem;

/// An input that lives elsewhere.
class BorrowedInput final : public csv::Input {
 public:
  explicit BorrowedInput(const csv::Input& input) : input_{input} {}
  [[nodiscard]] const std::string& name() const noexcept override { return input_.name(); }
  [[nodiscard]] std::unique_ptr<csv::ByteSource> open() const override { return input_.open(); }

 private:
  const csv::Input& input_;
};

bool is_diary_name(std::string_view path) {
  std::string name = lower_case(path);
  for (const std::string_view packed : {".gz", ".zst"})
    if (name.ends_with(packed)) name.resize(name.size() - packed.size());
  return name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".txt");
}

std::uint64_t combined(std::uint64_t hash, const FileStamp& stamp) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
  const auto bytes = std::bit_cast<std::array<char, sizeof stamp>>(stamp);
  return hash * odd + batch::hash_of({bytes.data(), bytes.size()});
}

/// What matches a pattern of the shell, in any order.
std::vector<std::string> matches(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> paths;
  if (::glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0)
    paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  return paths;
}

/// A named pipe, a device or a socket: reading it may wait for ever.
bool is_special(const fs::file_status& status) {
  return fs::is_fifo(status) || fs::is_socket(status) || fs::is_character_file(status) ||
         fs::is_block_file(status);
}

/// Files that are no diaries: how many, and the first by name.
struct LeftOut {
  std::uint64_t count = 0;
  std::string example = {};

  void add(const std::string& path) { example = count++ == 0 ? path : std::min(example, path); }
};

/// Which columns of a manifest hold what.
struct ManifestColumns {
  std::size_t file = 0;
  std::optional<std::size_t> subject;
};

std::optional<ManifestColumns> manifest_columns(const csv::Record& header) {
  std::optional<std::size_t> file;
  ManifestColumns columns;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string name = fold_name(header[i]);
    if ((name == "file" || name == "path") && !file) file = i;
    if (name == "subject" && !columns.subject) columns.subject = i;
    if (name == "date" || name == "day" || name == "datetime" || name == "timestamp")
      return std::nullopt;
  }
  if (!file) return std::nullopt;
  columns.file = *file;
  return columns;
}

/// A path of a manifest: as it stands, else beside the manifest.
std::string resolve(std::string_view path, const fs::path& folder) {
  std::error_code ignored;
  const fs::path given{path};
  if (given.is_absolute() || fs::exists(given, ignored)) return given.string();
  const auto beside = folder / given;
  return fs::exists(beside, ignored) ? beside.string() : given.string();
}

}  // namespace

/// Makes units out of the command line's words.
class InputGatherer {
 public:
  InputGatherer(BatchInputs& inputs, int standard_input)
      : inputs_{inputs}, standard_input_{standard_input} {}

  void take(const std::string& word) {
    if (word == "-") return add_stream(word, std::make_unique<SpooledInput>(word, standard_input_));
    if (word.starts_with('@')) return take_manifest(word.substr(1));
    std::error_code error;
    const auto status = fs::status(word, error);
    if (fs::is_directory(status)) return take_folder(word);
    const bool is_pattern = word.find_first_of("*?[") != std::string::npos;
    if (!fs::exists(status) && is_pattern) return take_pattern(word);
    take_file(word);
  }

  void finish() {
    if (!refused_.empty()) throw NoInputError{std::move(refused_)};
    if (!bad_rows_.empty()) throw InputError{std::move(bad_rows_)};
    inputs_.sort_units();
    if (inputs_.units_.empty())
      throw InputError{Message{.code = "no_diaries", .text = say("no_diaries")}};
  }

 private:
  void take_file(const std::string& path) {
    try {
      auto opened = open_input(path, Accepted::any);
      std::error_code ignored;
      if (!fs::is_regular_file(path, ignored)) return add_stream(path, std::move(opened));
      if (!take_manifest_of(*opened)) add({}, {path});
    } catch (const NoInputError& error) {
      refused_.push_back(error.messages().front());
    }
  }

  void take_pattern(const std::string& pattern) {
    auto paths = matches(pattern);
    if (paths.empty())
      refused_.push_back(
          {.code = "no_such_file", .text = say("pattern_without_match"), .place = {pattern}});
    LeftOut left_out;
    for (auto& path : paths) {
      std::error_code ignored;
      const auto status = fs::status(path, ignored);
      if (fs::is_directory(status)) take_folder(path);
      else if (is_special(status)) left_out.add(path);
      else add({}, {path});
    }
    say_special(pattern, left_out);
  }

  void take_folder(const std::string& folder) {
    std::error_code error;
    LeftOut misnamed;
    LeftOut special;
    fs::recursive_directory_iterator at{folder, error};
    for (; !error && at != fs::recursive_directory_iterator{}; at.increment(error)) {
      const std::string name = at->path().filename().string();
      std::error_code ignored;
      if (name.starts_with('.')) {
        if (at->is_directory(ignored)) at.disable_recursion_pending();
      } else if (at->is_directory(ignored)) {
        continue;
      } else if (!is_diary_name(name)) {
        misnamed.add(at->path().string());
      } else if (is_special(at->status(ignored))) {
        special.add(at->path().string());
      } else {
        add({}, {at->path().string()});
      }
    }
    if (error)
      refused_.push_back({.code = "cannot_open",
          .text = say("unreadable_folder", error.message()),
          .place = {folder}});
    say_left_out(folder, misnamed, "not named .csv, .tsv or .txt ");
    say_special(folder, special);
  }

  void say_left_out(const std::string& place, const LeftOut& left_out, std::string_view why) {
    if (left_out.count == 0) return;
    const bool is_one = left_out.count == 1;
    inputs_.notices_.push_back({.code = "left_out",
        .text = fmt::format("{} {} {}{} left out, such as '{}'", left_out.count,
            is_one ? "file" : "files", why, is_one ? "is" : "are", left_out.example),
        .place = {place}});
  }

  void say_special(const std::string& place, const LeftOut& left_out) {
    say_left_out(place, left_out, "that would not end (named pipes, devices, sockets) ");
  }

  void take_manifest(const std::string& path) {
    try {
      const auto opened = open_input(path, Accepted::no_wait, "a list of diaries");
      if (!take_manifest_of(*opened)) take_lines(*opened);
    } catch (const NoInputError& error) {
      refused_.push_back(error.messages().front());
    }
  }

  /// False if the file's header is not a manifest's.
  bool take_manifest_of(const csv::Input& input) {
    std::optional<csv::Reader> reader;
    std::optional<ManifestColumns> columns;
    try {
      reader.emplace(csv::open_decoded(input), input.name(), csv::sniff_dialect(input));
      const csv::Record* header = reader->next();
      if (header != nullptr) columns = manifest_columns(*header);
    } catch (const InputError&) {
      // Who reads it as a diary is told why it is none.
    } catch (const IoError&) {
      // Likewise.
    }
    if (!columns) return false;
    const fs::path folder = fs::path{input.name()}.parent_path();
    while (const csv::Record* record = reader->next()) take_row(input, *record, *columns, folder);
    end_subject();
    return true;
  }

  void take_row(const csv::Input& input, const csv::Record& record, const ManifestColumns& columns,
      const fs::path& folder) {
    const auto cell = [&](std::size_t i) {
      return i < record.size() ? trim(record[i]) : std::string_view{};
    };
    if (cell(columns.file).empty()) {
      bad_rows_.push_back(record.message(input.name(), columns.file, "no_file", say("blank_file")));
      return;
    }
    std::string path = resolve(cell(columns.file), folder);
    const std::string subject{columns.subject ? cell(*columns.subject) : std::string_view{}};
    if (subject.empty()) {
      end_subject();
      return add({}, {path});
    }
    if (subject != subject_) {
      end_subject();
      start_subject(input, record, subject, *columns.subject);
    }
    subject_paths_.push_back(std::move(path));
  }

  void start_subject(const csv::Input& input, const csv::Record& record, const std::string& subject,
      std::size_t column) {
    subject_ = subject;
    const auto [at, is_new] = line_of_subject_.try_emplace(subject, record.line());
    if (is_new) return;
    bad_rows_.push_back(record.message(
        input.name(), column, "scattered_subject", say("scattered_subject", subject, at->second)));
  }

  void end_subject() {
    if (!subject_paths_.empty())
      add(std::exchange(subject_, {}), std::exchange(subject_paths_, {}));
    subject_.clear();
  }

  void take_lines(const csv::Input& input) {
    const std::string text = read_text(input);
    const fs::path folder = fs::path{input.name()}.parent_path();
    for (const auto line : lines_of(text))
      if (const auto path = trim(line); !path.empty()) add({}, {resolve(path, folder)});
  }

  void add_stream(const std::string& path, std::unique_ptr<csv::Input> input) {
    inputs_.streams_.emplace(path, std::move(input));
    add({}, {path});
  }

  void add(const std::string& subject, const std::vector<std::string>& paths) {
    inputs_.units_.push_back({.at = inputs_.text_.size(),
        .files = static_cast<std::uint32_t>(paths.size()),
        .is_named = !subject.empty()});
    if (!subject.empty()) inputs_.text_.append(subject).push_back('\0');
    for (const auto& path : paths) inputs_.text_.append(path).push_back('\0');
  }

  BatchInputs& inputs_;
  int standard_input_;
  std::vector<Message> refused_;
  std::vector<Message> bad_rows_;
  std::string subject_;  ///< of the manifest's rows above
  std::vector<std::string> subject_paths_;
  std::unordered_map<std::string, std::uint64_t> line_of_subject_;
};

BatchInputs::BatchInputs(std::span<const std::string> words, int stdin_descriptor) {
  InputGatherer gatherer{*this, stdin_descriptor};
  for (const auto& word : words) gatherer.take(word);
  gatherer.finish();
}

BatchInputs::~BatchInputs() = default;

std::string_view BatchInputs::text_at(std::uint64_t at) const noexcept {
  return text_.data() + at;  // up to its NUL
}

std::vector<std::string> BatchInputs::paths_of(const UnitRef& unit) const {
  std::vector<std::string> paths;
  auto at = unit.at;
  if (unit.is_named) at += text_at(at).size() + 1;
  for (std::uint32_t i = 0; i < unit.files; ++i) {
    paths.emplace_back(text_at(at));
    at += paths.back().size() + 1;
  }
  return paths;
}

void BatchInputs::sort_units() {
  const auto first_path = [this](const UnitRef& unit) {
    return text_at(unit.is_named ? unit.at + text_at(unit.at).size() + 1 : unit.at);
  };
  std::stable_sort(units_.begin(), units_.end(),
      [&](const UnitRef& a, const UnitRef& b) { return first_path(a) < first_path(b); });
  // A file that is named twice, alone or in its folder, is one diary.
  const auto is_same = [&](const UnitRef& a, const UnitRef& b) {
    return !a.is_named && !b.is_named && first_path(a) == first_path(b);
  };
  units_.erase(std::unique(units_.begin(), units_.end(), is_same), units_.end());
}

batch::Unit BatchInputs::open(std::size_t i) const {
  const UnitRef& ref = units_[i];
  batch::Unit unit;
  if (ref.is_named) unit.subject = std::string{text_at(ref.at)};
  const auto paths = paths_of(ref);
  unit.file = paths.front();
  std::uint64_t stamp = 1;
  for (const auto& path : paths) {
    if (const auto stream = streams_.find(path); stream != streams_.end()) {
      unit.inputs.push_back(std::make_unique<BorrowedInput>(*stream->second));
      continue;
    }
    try {
      auto input = open_input(path, Accepted::files);
      // An empty file has no stamp.
      const auto* file = dynamic_cast<const FileInput*>(input.get());
      if (file != nullptr && file->stamp()) stamp = combined(stamp, *file->stamp());
      unit.inputs.push_back(std::move(input));
    } catch (const NoInputError& error) {
      unit.error = error.messages().front();
    }
  }
  // The census opens the files first; its fingerprint describes what later openings must read.
  if (!unit.error && ref.stamp != 0 && stamp != ref.stamp)
    unit.error = changed_error(unit.file).message();
  if (!unit.error) ref.stamp = stamp;
  if (unit.error) unit.inputs.clear();
  return unit;
}

std::vector<Message> BatchInputs::check_outputs(std::span<const WrittenFile> written) const {
  const OutputCheck check{written};
  std::vector<Message> messages;
  for (const auto& unit : units_) {
    for (const auto& path : paths_of(unit))
      for (auto& message : check.complaints({.path = path})) messages.push_back(std::move(message));
  }
  return messages;
}

}  // namespace culprit::cli
