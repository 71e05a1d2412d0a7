/// The way through all diaries of all inputs: the census and every shard go it alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "culprit/batch/source.hpp"
#include "culprit/diary/people.hpp"

namespace culprit::batch {

/// Gives every diary its number.
class Walk {
 public:
  /// @param has_people  of earlier walks; null = every file is looked at.
  Walk(const InputSet& inputs, const diary::ReadOptions& options,
      const std::vector<bool>* has_people) noexcept
      : inputs_{inputs}, options_{options}, has_people_{has_people} {}

  /// The next diary of everybody's, or nothing.
  [[nodiscard]] std::optional<Job> next();

  /// Number of the unit that the last job came from.
  [[nodiscard]] std::size_t unit() const noexcept { return at_ - 1; }
  /// The last job is one of the people that its file names.
  [[nodiscard]] bool is_of_people() const noexcept { return is_of_people_; }

 private:
  [[nodiscard]] Job numbered();
  [[nodiscard]] Job whole_unit();
  [[nodiscard]] bool opens_people();
  [[nodiscard]] std::optional<Job> next_person();

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

}  // namespace culprit::batch
