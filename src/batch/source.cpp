#include "culprit/batch/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "batch/batch_texts.hpp"
#include "culprit/batch/lines.hpp"
#include "culprit/diary/people.hpp"

namespace culprit::batch {
/// The way through all diaries of all inputs, which gives every diary its number: the census and
/// every shard go it alike.
class Walk {
 public:
  /// @param has_people  of earlier walks; null = every file is looked at.
  Walk(const InputSet& inputs, const diary::ReadOptions& options,
      const std::vector<bool>* has_people) noexcept
      : inputs_{inputs}, options_{options}, has_people_{has_people} {}

  /// The next diary of all people, or nothing.
  std::optional<Job> next() {
    while (true) {
      if (people_) {
        if (auto job = next_person()) return job;
        people_.reset();
      }
      if (at_ == inputs_.size()) return std::nullopt;
      unit_ = inputs_.open(at_++);
      if (unit_.error || !opens_people()) return whole_unit();
      if (auto job = next_person()) return job;
      // There is a header and no row: reading the file gives the error.
      people_.reset();
      return whole_unit();
    }
  }

  /// Number of the unit that the last job came from.
  [[nodiscard]] std::size_t unit() const noexcept { return at_ - 1; }
  /// The last job is one of the people that its file names.
  [[nodiscard]] bool is_of_people() const noexcept { return is_of_people_; }

 private:
  Job whole_unit() {
    is_of_people_ = false;
    return {std::move(unit_), count_++};
  }

  /// A unit that somebody named is one person's; so is what is given as several files.
  bool opens_people() {
    if (unit_.subject || unit_.inputs.size() != 1) return false;
    if (has_people_ != nullptr && !(*has_people_)[at_ - 1]) return false;
    try {
      const csv::Input& input = *unit_.inputs.front();
      const auto layout = diary::find_people(input, options_);
      if (!layout) return false;
      date_order_ = layout->date_order;
      people_.emplace(input, *layout);
      return true;
    } catch (const IoError& error) {
      unit_.error = about_unit(error.message());
      unit_.inputs.clear();
      return false;
    }
  }

  std::optional<Job> next_person() {
    std::optional<Message> error;
    std::optional<diary::PersonRows> rows;
    try {
      rows = people_->next();
      if (!rows) return std::nullopt;
    } catch (const InputError& broken) {
      error = broken.messages().front();
    } catch (const IoError& broken) {
      error = about_unit(broken.message());
    }
    is_of_people_ = true;
    Job job{{.subject = {}, .file = unit_.file, .inputs = {}, .error = {}}, count_++};
    if (error) {
      job.subject = people_->current();
      job.error = std::move(error);
      people_.reset();
      return job;
    }
    job.subject = std::move(rows->subject);
    job.date_order = date_order_;
    job.lines = {
        .first_in_text = diary::PersonRows::first_row_in_text, .first_in_file = rows->line};
    job.inputs.push_back(std::make_unique<csv::TextInput>(unit_.file, std::move(rows->text)));
    return job;
  }

  [[nodiscard]] Message about_unit(Message message) const {
    if (message.place.file.empty()) message.place.file = unit_.file;
    return message;
  }

  const InputSet& inputs_;
  const diary::ReadOptions& options_;
  const std::vector<bool>* has_people_;
  std::size_t at_ = 0;
  std::uint64_t count_ = 0;
  bool is_of_people_ = false;
  Unit unit_;
  std::optional<diary::PeopleReader> people_;  ///< reads an input of `unit_`
  std::optional<diary::DateOrder> date_order_;
};

namespace {

/// XXH3 of what is added, in memory that does not grow.
class ContentHash {
 public:
  ContentHash() : block_(block_size, '\0') {}

  /// Over key and decoded bytes of a job's inputs. What cannot be read counts as its message.
  [[nodiscard]] std::uint64_t of(const Job& job) {
    hash_.reset();
    const std::string& key = job.key();
    hash_.add({key.data(), key.size() + 1});  // the NUL parts it from the bytes
    if (job.error) hash_.add(job.error->text);
    for (const auto& input : job.inputs) add(*input);
    return hash_.value();
  }

 private:
  static constexpr std::size_t block_size = std::size_t{1} << 16;

  void add(const csv::Input& input) {
    try {
      const auto source = csv::open_decoded(input);
      if (const auto whole = source->in_memory()) return hash_.add(*whole);
      while (const std::size_t n = source->read(block_)) hash_.add({block_.data(), n});
    } catch (const InputError& error) {
      hash_.add(error.what());
    } catch (const IoError& error) {
      hash_.add(error.what());
    }
  }

  Checksum hash_;
  std::string block_;
};

/// Where a person's rows begin.
struct Sighting {
  Place place;
  std::string subject;
};

Message scattered(const Sighting& first, const Sighting& again) {
  const std::string where =
      first.place.line == 0 ? fmt::format("file '{}'", first.place.file)
                            : fmt::format("line {} of '{}'", first.place.line, first.place.file);
  return {.code = "scattered_subject",
      .text = say("scattered_subject", again.subject, where),
      .place = again.place,
      .hint = say("sort_or_name")};
}

/// A second walk, to say where the people of these hashes stand.
std::vector<Message> describe_scattered(const InputSet& inputs, const diary::ReadOptions& options,
    std::span<const std::uint64_t> hashes) {
  constexpr std::size_t most = 20;
  std::map<std::string, Sighting> first;
  std::vector<Message> messages;
  Walk walk{inputs, options, nullptr};
  while (const auto job = walk.next()) {
    if (!job->subject || messages.size() == most) continue;
    const auto hash = hash_of(*job->subject);
    if (!std::binary_search(hashes.begin(), hashes.end(), hash)) continue;
    const Sighting sighting{{job->file, job->lines.first_in_file, 0}, *job->subject};
    const auto [at, is_new] = first.try_emplace(*job->subject, sighting);
    if (!is_new) messages.push_back(scattered(at->second, sighting));
  }
  return messages;
}

/// Those that come more than once, sorted.
std::vector<std::uint64_t> repeated(std::vector<std::uint64_t> hashes) {
  std::sort(hashes.begin(), hashes.end());
  std::vector<std::uint64_t> twice;
  for (std::size_t i = 1; i < hashes.size(); ++i)
    if (hashes[i] == hashes[i - 1]) twice.push_back(hashes[i]);
  return twice;
}

}  // namespace

void LineMap::apply(Message& message) const noexcept {
  std::uint64_t& line = message.place.line;
  if (first_in_text > 0 && line >= first_in_text) line += first_in_file - first_in_text;
}

DiarySource::DiarySource(const InputSet& inputs, const diary::ReadOptions& options,
    const Census& census, const Shard& shard)
    : walk_{std::make_unique<Walk>(inputs, options, &census.has_people)}, shard_{shard} {}

DiarySource::~DiarySource() = default;

std::optional<Job> DiarySource::next() {
  while (auto job = walk_->next())
    if (shard_.holds(job->key())) return job;
  return std::nullopt;
}

Census take_census(const InputSet& inputs, const diary::ReadOptions& options, const Shard& shard) {
  Census census;
  census.has_people.resize(inputs.size());
  ContentHash content;
  std::vector<std::uint64_t> people;
  Walk walk{inputs, options, nullptr};
  while (const auto job = walk.next()) {
    ++census.diaries;
    census.fingerprint += content.of(*job);
    if (shard.holds(job->key())) ++census.in_shard;
    if (walk.is_of_people()) census.has_people[walk.unit()] = true;
    if (job->subject) people.push_back(hash_of(*job->subject));
  }
  const auto twice = repeated(std::move(people));
  if (twice.empty()) return census;
  // Two people may share a hash: only names that are the same are the same person.
  auto messages = describe_scattered(inputs, options, twice);
  if (!messages.empty()) throw InputError{std::move(messages)};
  return census;
}

}  // namespace culprit::batch
