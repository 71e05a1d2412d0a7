/// Which share of the people is this process's, by the variables of what started it.
#pragma once

#include <functional>
#include <string>
#include <variant>

#include "culprit/batch/scope.hpp"
#include "culprit/core/error.hpp"

namespace culprit::cli {

/// The value of an environment variable; empty = not set.
using Variables = std::function<std::string(const char* name)>;

/// `--shard auto`: the task of a Slurm array (SLURM_ARRAY_TASK_ID, _MIN, _MAX, _STEP, _COUNT), the
/// rank within a Slurm step (SLURM_PROCID of SLURM_STEP_NUM_TASKS), of Open MPI
/// (OMPI_COMM_WORLD_RANK, _SIZE) or of MPICH and Intel MPI (PMI_RANK, PMI_SIZE); a rank within a
/// task of an array is a share of that task's share.
///
/// Otherwise the message says that nothing is set, or what is wrong with it: numbers that do not
/// fit together, or an array with gaps (only some tasks of an array that ran before), whose shares
/// would not be those of the others.
[[nodiscard]] std::variant<batch::Shard, Message> shard_from_variables(const Variables& variables);

}  // namespace culprit::cli
