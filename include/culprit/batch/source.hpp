/// Where the diaries of a batch come from, one after the other.
///
/// Neighbours: the cli opens the files (`InputSet`); `run_batch.hpp` takes the jobs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "culprit/batch/scope.hpp"
#include "culprit/core/error.hpp"
#include "culprit/csv/input.hpp"
#include "culprit/diary/read.hpp"

namespace culprit::batch {

/// The files of one diary, or one file of many people.
struct Unit {
  /// Who it is, where somebody said so (a manifest); the files may name nobody else.
  std::optional<std::string> subject;
  std::string file;                                 ///< the first path, as given
  std::vector<std::unique_ptr<csv::Input>> inputs;  ///< empty with `error`
  std::optional<Message> error;                     ///< why it cannot be opened
};

/// The inputs of a batch in their order. Opened one at a time and as often as needed.
class InputSet {
 public:
  InputSet() = default;
  InputSet(const InputSet&) = delete;
  InputSet& operator=(const InputSet&) = delete;
  virtual ~InputSet() = default;

  [[nodiscard]] virtual std::size_t size() const noexcept = 0;
  /// @param i  below `size`. Never throws because of a file: see `Unit::error`.
  [[nodiscard]] virtual Unit open(std::size_t i) const = 0;
};

/// From lines of a person's text to lines of the file.
struct LineMap {
  std::uint64_t first_in_text = 0;  ///< 0 = they are the same
  std::uint64_t first_in_file = 0;

  /// `message` with the line of the file.
  void apply(Message& message) const noexcept;
};

/// One diary to be analysed: a unit, or one person of a file of many.
struct Job : Unit {
  std::uint64_t index = 0;                          ///< among all diaries of the inputs, from 0
  std::optional<diary::DateOrder> date_order = {};  ///< what the file's other people say
  LineMap lines = {};

  /// What tells people apart: the subject, else the file.
  [[nodiscard]] const std::string& key() const noexcept { return subject ? *subject : file; }
};

/// Gives jobs in the order of their index, and nothing at the end.
using NextJob = std::function<std::optional<Job>()>;

/// What a first reading of the inputs tells.
struct Census {
  std::uint64_t diaries = 0;
  std::uint64_t in_shard = 0;     ///< of them, those of the shard
  std::uint64_t fingerprint = 0;  ///< sum mod 2^64 of XXH3(subject, bytes) over all diaries
  /// One bit per unit: its files name their people.
  std::vector<bool> has_people;
};

/// Reads all inputs once; keeps 8 bytes for each named person.
/// @throws InputError  `scattered_subject`, naming both places, if a person's rows do not stand
///   together in one file; as a person would be two otherwise.
[[nodiscard]] Census take_census(
    const InputSet& inputs, const diary::ReadOptions& options, const Shard& shard);

class Walk;

/// The jobs of one shard. A file that breaks off in the middle is an error of the person who was
/// being read.
class DiarySource {
 public:
  /// @param inputs, options, census  must outlive the source.
  DiarySource(const InputSet& inputs, const diary::ReadOptions& options, const Census& census,
      const Shard& shard);
  ~DiarySource();
  /// Nothing at the end.
  [[nodiscard]] std::optional<Job> next();

 private:
  std::unique_ptr<Walk> walk_;
  Shard shard_;
};

}  // namespace culprit::batch
