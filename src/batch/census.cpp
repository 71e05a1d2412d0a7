#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "batch/walk.hpp"
#include "culprit/batch/lines.hpp"
#include "culprit/batch/source.hpp"
#include "culprit/core/error.hpp"

namespace culprit::batch {
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
      .text = fmt::format("subject '{}' has rows elsewhere, too, from {} on; expected all rows "
                          "of a person together in one file",
          again.subject, where),
      .place = again.place,
      .hint =
          "sort the rows by subject, or name each person's files in a manifest with the "
          "columns subject and file"};
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
