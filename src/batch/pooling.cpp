#include "culprit/batch/pooling.hpp"

#include <utility>

#include "batch/job_reading.hpp"
#include "batch/ordered.hpp"

namespace culprit::batch {
namespace {

struct Person {
  engine::PersonEffects effects;
  Gathered told;
};

Person effects_of(const Job& job, const RunOptions& options) {
  Person person;
  person.told.rejected = MessageTally{options.kept_per_reason};
  person.told.error = error_of(job, [&] {
    const auto own = options_for(job, options.pipeline);
    const auto prepared = prepare(job.inputs, own,
        [&](const Message& message) { person.told.rejected.add(placed(job, message)); });
    person.effects = engine::preset_effects(prepared.input.diary, prepared.resolution, own.engine);
    person.effects.person = job.key();
  });
  return person;
}

}  // namespace

std::optional<engine::Pool> gather(Source& source, const RunOptions& options,
    const std::atomic<bool>& stop, const std::function<void(const Gathered&)>& on_person) {
  engine::Pool pool;
  Crowd crowd;
  bool was_stopped = false;
  for_each_ordered<Job, Person>(
      [&]() -> std::optional<Job> {
        was_stopped = was_stopped || stop.load();
        return was_stopped ? std::nullopt : source.next();
      },
      [&](Job&& job) {
        return crowd.run(job, [&](const Job& one) { return effects_of(one, options); });
      },
      [&](Person&& person) {
        if (person.told.error) pool.leave_out("diary cannot be used");
        else pool.add(person.effects);
        on_person(person.told);
        return true;
      },
      options.threads);
  return was_stopped ? std::nullopt : std::optional{std::move(pool)};
}

}  // namespace culprit::batch
