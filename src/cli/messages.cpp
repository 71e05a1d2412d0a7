#include "cli/messages.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "cli/files/files.hpp"
#include "culprit/csv/writer.hpp"

namespace culprit::cli {
namespace {

/// Length of the UTF-8 sequence at the front of `text`, 0 if it is broken (RFC 3629).
std::size_t sequence_length(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto first = byte(0);
  const std::size_t n = first < 0x80   ? 1
                        : first < 0xC2 ? 0
                        : first < 0xE0 ? 2
                        : first < 0xF0 ? 3
                                       : 4;
  if (n == 0 || first > 0xF4 || n > text.size()) return 0;
  for (std::size_t i = 1; i < n; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) return 0;
  }
  const bool is_overlong_or_surrogate =
      (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F) ||
      (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
  return is_overlong_or_surrogate ? 0 : n;
}

/// C0, DEL and C1; the latter are two bytes in UTF-8.
bool is_control(std::string_view sequence) noexcept {
  const auto first = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return first < 0x20 || first == 0x7F;
  return sequence.size() == 2 && first == 0xC2 && static_cast<unsigned char>(sequence[1]) < 0xA0;
}

std::string printable_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto n = sequence_length(text);
    const auto sequence = text.substr(0, n == 0 ? 1 : n);
    if (sequence == "\t") {
      out += ' ';
    } else if (n == 0 || is_control(sequence)) {
      out += '?';
    } else {
      out += sequence;
    }
    text.remove_prefix(sequence.size());
  }
  return out;
}

std::string to_json_line(const Message& message) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? nlohmann::ordered_json{} : nlohmann::ordered_json(text);
  };
  const auto number_or_null = [](std::uint64_t number) {
    return number == 0 ? nlohmann::ordered_json{} : nlohmann::ordered_json(number);
  };
  nlohmann::ordered_json json;
  json["code"] = message.code;
  json["message"] = message.text;
  json["file"] = text_or_null(message.place.file);
  json["line"] = number_or_null(message.place.line);
  json["column"] = number_or_null(message.place.column);
  json["hint"] = text_or_null(message.hint);
  return json.dump() + '\n';
}

}  // namespace

Message printable(Message message) {
  for (auto* part :
       {&message.code, &message.text, &message.place.file, &message.excerpt, &message.hint}) {
    *part = printable_text(*part);
  }
  return message;
}

std::string format_message(const Message& message, ErrorFormat format) {
  const auto safe = printable(message);
  return format == ErrorFormat::json ? to_json_line(safe) : to_text(safe);
}

RejectionLog::RejectionLog(std::size_t max_per_reason, const std::string& rejects)
    : max_per_reason_{max_per_reason}, rejects_{rejects} {
  if (rejects_.empty()) return;
  // What people ate and how they felt is nobody else's business.
  constexpr mode_t owner_only = 0600;
  file_ = std::make_unique<OutputFile>(rejects_, owner_only);
  file_->write("file,line,column,code,message,row\n");
}

RejectionLog::~RejectionLog() = default;

void RejectionLog::add(const Message& message) {
  ++count_;
  auto& group = groups_[message.code];
  ++group.count;
  if (group.first.size() < max_per_reason_) group.first.push_back(message);
  if (!file_) return;
  const auto number = [](std::uint64_t n) { return n == 0 ? std::string{} : std::to_string(n); };
  const auto& name = message.place.file;
  const std::vector<std::string> fields{name == "-" ? name : csv::guard_formula(name),
                                        number(message.place.line),
                                        number(message.place.column),
                                        message.code,
                                        csv::guard_formula(message.text),
                                        csv::guard_formula(message.excerpt)};
  file_->write(csv::write_record(fields));
}

void RejectionLog::add_more(const std::string& code, std::uint64_t count) {
  count_ += count;
  groups_[code].count += count;
}

void RejectionLog::commit() {
  if (file_) file_->commit();
  file_.reset();
}

std::string RejectionLog::counted() const {
  return count_ == 1 ? "1 row or cell" : fmt::format("{} rows or cells", count_);
}

std::vector<Message> RejectionLog::summary() const {
  std::vector<Message> messages;
  if (count_ == 0) return messages;
  std::string reasons;
  for (const auto& [code, group] : groups_) {
    messages.insert(messages.end(), group.first.begin(), group.first.end());
    if (const auto more = group.count - group.first.size(); more > 0) {
      messages.push_back(
          {.code = "more_rejections",
           .text = rejects_.empty()
                       ? fmt::format("{} more like this; --rejects FILE writes all", more)
                       : fmt::format("{} more like this; '{}' has all", more, rejects_)});
    }
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", group.count, code);
  }
  messages.push_back(
      {.code = "rejections", .text = fmt::format("{} left out: {}", counted(), reasons)});
  return messages;
}

void Messenger::error(const Message& message) const noexcept {
  try {
    write_all(descriptor_, format_message(message, options_.format), "standard error");
  } catch (const std::exception&) {
    // Nowhere left to report to.
  }
}

void Messenger::errors(std::span<const Message> messages) const noexcept {
  for (const auto& message : messages) error(message);
}

void Messenger::notice(const Message& message) const noexcept {
  if (!options_.quiet) error(message);
}

void Messenger::detail(const Message& message) const noexcept {
  if (options_.verbose) error(message);
}

void Messenger::rejections(const RejectionLog& log) const noexcept {
  if (options_.quiet) return;
  errors(log.summary());
}

std::vector<Message> reading_details(std::span<const diary::FileReport> files) {
  std::vector<Message> messages;
  for (const auto& file : files) {
    messages.push_back(
        {.code = "file_read",
         .text = fmt::format("{} layout, {} rows: {} used, {} merged, {} skipped, {} rejected",
                             file.format, file.rows, file.used, file.merged, file.skipped,
                             file.rejected),
         .place = {file.path}});
  }
  return messages;
}

}  // namespace culprit::cli
