#include <gtest/gtest.h>

#include <map>
#include <string>

#include "cli/options/values.hpp"

namespace culprit::cli {
namespace {

using Values = std::map<std::string, std::string>;

/// `I/N`, or the message.
std::string shard_of(const Values& values) {
  try {
    const auto shard = shard_from_variables([&](const char* name) {
      const auto at = values.find(name);
      return at == values.end() ? std::string{} : at->second;
    });
    return std::to_string(shard.index) + '/' + std::to_string(shard.count);
  } catch (const InputError& error) {
    return error.what();
  }
}

Values array(const std::string& id, const std::string& first, const std::string& last,
    const std::string& count, const std::string& step = "") {
  return {{"SLURM_ARRAY_TASK_ID", id}, {"SLURM_ARRAY_TASK_MIN", first},
      {"SLURM_ARRAY_TASK_MAX", last}, {"SLURM_ARRAY_TASK_COUNT", count},
      {"SLURM_ARRAY_TASK_STEP", step}};
}

TEST(ShardFromVariables, KnowsSlurmArraysAndRanks) {
  EXPECT_EQ(shard_of(array("1", "1", "7", "7")), "1/7");
  EXPECT_EQ(shard_of(array("6", "0", "6", "7", "1")), "7/7");
  EXPECT_EQ(shard_of(array("14", "10", "18", "5", "2")), "3/5");
  EXPECT_EQ(shard_of({{"SLURM_PROCID", "3"}, {"SLURM_STEP_NUM_TASKS", "4"}}), "4/4");
  EXPECT_EQ(shard_of({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "2"}}), "1/2");
  EXPECT_EQ(shard_of({{"PMI_RANK", "1"}, {"PMI_SIZE", "2"}}), "2/2");
}

TEST(ShardFromVariables, ARankWithinATaskIsAShareOfItsShare) {
  auto values = array("2", "1", "3", "3");
  values["PMI_RANK"] = "1";
  values["PMI_SIZE"] = "4";
  EXPECT_EQ(shard_of(values), "6/12");
}

TEST(ShardFromVariables, ARankWithoutAStepIsNone) {
  auto values = array("2", "1", "3", "3");
  values["SLURM_PROCID"] = "0";
  EXPECT_EQ(shard_of(values), "2/3");
}

TEST(ShardFromVariables, SaysWhatIsMissingOrDoesNotFit) {
  EXPECT_EQ(shard_of({}),
      "option --shard: value 'auto' finds no variables of a Slurm array or of MPI; expected "
      "to run under one, or --shard I/N");
  const std::string incomplete =
      "option --shard: value 'auto' finds SLURM_ARRAY_TASK_ID without the range of its array; "
      "expected SLURM_ARRAY_TASK_MIN, _MAX and _COUNT beside it";
  EXPECT_EQ(shard_of({{"SLURM_ARRAY_TASK_ID", "1"}}), incomplete);
  EXPECT_EQ(shard_of(array("9", "1", "7", "7")), incomplete);
  EXPECT_EQ(shard_of(array("3", "3", "5", "2")),
      "option --shard: value 'auto' finds task 3 of an array from 3 to 5 with 2 tasks, which "
      "has gaps; expected the whole array, or --shard I/N");
  EXPECT_EQ(shard_of({{"PMI_RANK", "2"}, {"PMI_SIZE", "2"}}),
      "option --shard: value 'auto' finds PMI_RANK=2 and PMI_SIZE=2; expected a rank below "
      "the size");
}

}  // namespace
}  // namespace culprit::cli
