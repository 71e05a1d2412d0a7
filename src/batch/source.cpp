#include "culprit/batch/source.hpp"

#include "batch/walk.hpp"

namespace culprit::batch {

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

}  // namespace culprit::batch
