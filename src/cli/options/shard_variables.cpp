#include "cli/options/shard_variables.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "cli/options/values.hpp"

namespace culprit::cli {
namespace {

using Found = std::variant<std::monostate, batch::Shard, Message>;

Message complaint(std::string text) {
  return {.code = "bad_value", .text = "option --shard: value 'auto' " + std::move(text)};
}

/// Number of a variable; nothing if it is not set or is none.
std::optional<std::uint64_t> number_of(const Variables& variables, const char* name) {
  return whole_number_from_text(variables(name));
}

Found array_task(const Variables& variables) {
  if (variables("SLURM_ARRAY_TASK_ID").empty()) return {};
  const auto id = number_of(variables, "SLURM_ARRAY_TASK_ID");
  const auto first = number_of(variables, "SLURM_ARRAY_TASK_MIN");
  const auto last = number_of(variables, "SLURM_ARRAY_TASK_MAX");
  const auto count = number_of(variables, "SLURM_ARRAY_TASK_COUNT");
  const auto step = number_of(variables, "SLURM_ARRAY_TASK_STEP").value_or(1);
  if (!id || !first || !last || !count || step == 0 || *id < *first || *id > *last)
    return complaint(
        "finds SLURM_ARRAY_TASK_ID, but not where it stands in its array; expected "
        "SLURM_ARRAY_TASK_MIN, _MAX and _COUNT beside it");
  if ((*last - *first) / step + 1 != *count || (*id - *first) % step != 0)
    return complaint(
        fmt::format("finds task {} of an array from {} to {} with {} tasks, which has "
                    "gaps; expected the whole array, or --shard I/N",
            *id, *first, *last, *count));
  return batch::Shard{.index = (*id - *first) / step + 1, .count = *count};
}

Found rank_of(const Variables& variables) {
  struct Names {
    const char* rank;
    const char* size;
  };
  constexpr std::array<Names, 3> all{{{"SLURM_PROCID", "SLURM_STEP_NUM_TASKS"},
      {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"}, {"PMI_RANK", "PMI_SIZE"}}};
  for (const auto& [rank_name, size_name] : all) {
    // Slurm sets its rank also where there is no step.
    if (variables(rank_name).empty() || variables(size_name).empty()) continue;
    const auto rank = number_of(variables, rank_name);
    const auto size = number_of(variables, size_name);
    if (!rank || !size || *rank >= *size)
      return complaint(fmt::format("finds {}={} and {}={}; expected a rank below the size",
          rank_name, variables(rank_name), size_name, variables(size_name)));
    return batch::Shard{.index = *rank + 1, .count = *size};
  }
  return {};
}

}  // namespace

std::variant<batch::Shard, Message> shard_from_variables(const Variables& variables) {
  const Found task = array_task(variables);
  const Found rank = rank_of(variables);
  for (const Found* found : {&task, &rank})
    if (const auto* message = std::get_if<Message>(found)) return *message;
  const auto* outer = std::get_if<batch::Shard>(&task);
  const auto* inner = std::get_if<batch::Shard>(&rank);
  if (outer == nullptr && inner == nullptr)
    return complaint(
        "finds no variables of a Slurm array or of MPI; expected to run under one, or "
        "--shard I/N");
  if (outer == nullptr) return *inner;
  if (inner == nullptr) return *outer;
  return batch::Shard{.index = (outer->index - 1) * inner->count + inner->index,
      .count = outer->count * inner->count};
}

}  // namespace culprit::cli
