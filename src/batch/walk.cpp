#include "batch/walk.hpp"

#include <utility>

#include "culprit/core/error.hpp"

namespace culprit::batch {
namespace {

Message with_file(Message message, const std::string& file) {
  if (message.place.file.empty()) message.place.file = file;
  return message;
}

}  // namespace

std::optional<Job> Walk::next() {
  while (true) {
    if (people_) {
      if (auto job = next_person()) return job;
      people_.reset();
    }
    if (at_ == inputs_.size()) return std::nullopt;
    unit_ = inputs_.open(at_++);
    if (unit_.error || !opens_people()) return whole_unit();
    if (auto job = next_person()) return job;
    // A header and no rows: whoever reads it is told.
    people_.reset();
    return whole_unit();
  }
}

Job Walk::numbered() {
  Job job;
  job.index = count_++;
  job.subject = unit_.subject;
  job.file = unit_.file;
  return job;
}

Job Walk::whole_unit() {
  is_of_people_ = false;
  Job job = numbered();
  job.inputs = std::move(unit_.inputs);
  job.error = std::move(unit_.error);
  return job;
}

/// A unit that somebody named is one person's; so is what is given as several files.
bool Walk::opens_people() {
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
    unit_.error = with_file(error.message(), unit_.file);
    unit_.inputs.clear();
    return false;
  }
}

std::optional<Job> Walk::next_person() {
  std::optional<Message> error;
  std::optional<diary::PersonRows> rows;
  try {
    rows = people_->next();
    if (!rows) return std::nullopt;
  } catch (const InputError& broken) {
    error = broken.messages().front();
  } catch (const IoError& broken) {
    error = with_file(broken.message(), unit_.file);
  }
  is_of_people_ = true;
  Job job = numbered();
  if (error) {
    job.subject = people_->current();
    job.error = std::move(error);
    people_.reset();
    return job;
  }
  job.subject = std::move(rows->subject);
  job.date_order = date_order_;
  job.lines = {.first_in_text = diary::PersonRows::first_row_in_text, .first_in_file = rows->line};
  job.inputs.push_back(std::make_unique<csv::TextInput>(unit_.file, std::move(rows->text)));
  return job;
}

}  // namespace culprit::batch
