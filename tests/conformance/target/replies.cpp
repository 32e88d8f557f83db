#include "tests/conformance/target/replies.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t quoted = 200;

ProgramRun refused(const std::string& why) { return {{}, Ending{Ending::Kind::refused, 0, why.substr(0, quoted)}}; }

std::optional<Json> object_in(const std::string& line) {
  Json value = Json::parse(line, nullptr, false);
  return value.is_object() ? std::optional(std::move(value)) : std::nullopt;
}

// Whether this can be the reply to that line: it names the same call or file.
bool fits(const Json& line, const Json& reply) {
  if (!reply.is_object()) return false;
  const char* key = line.contains("file") ? "file" : "call";
  return reply.contains(key) && line.contains(key) && reply.at(key) == line.at(key);
}

void take_over(Json& line, const Json& reply, const char* key) {
  line.erase(key);
  if (reply.contains(key)) line[key] = reply.at(key);
}

}  // namespace

Json completed(const Json& line, const Json& reply) {
  Json result = line;
  for (const char* key : {"ret", "out", "lastError", "observed", "notSupported", "reason"})
    take_over(result, reply, key);
  return result;
}

ProgramRun run_from_reply(const Program& program, const std::string& reply_to_run) {
  const auto reply = object_in(reply_to_run);
  if (!reply) return {{}, garbage(reply_to_run)};
  if (reply->contains("error")) return refused(reply->at("error").dump());
  const Json results = reply->value("results", Json());
  if (!results.is_array() || results.size() != program.size()) return {{}, garbage(reply_to_run)};
  ProgramRun run;
  for (std::size_t i = 0; i < program.size(); ++i) {
    if (!fits(program[i], results[i])) return {{}, garbage(results[i].dump())};
    run.results.push_back(completed(program[i], results[i]));
  }
  return run;
}

bool answers_nothing(const std::string& reply) {
  const auto object = object_in(reply);
  return object && object->contains("results") && object->at("results").is_array() && object->at("results").empty();
}

Ending garbage(const std::string& line) { return {Ending::Kind::garbage, 0, line.substr(0, quoted)}; }

ProgramRun run_from_replies(const Program& program, const std::string& reply_to_reset,
                            const std::string& reply_to_run) {
  const auto reset = object_in(reply_to_reset);
  if (!reset || !reset->empty()) return {{}, garbage(reply_to_reset)};
  return run_from_reply(program, reply_to_run);
}

}  // namespace certlife::conformance
