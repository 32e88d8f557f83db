#include "tests/conformance/target/replies.h"

#include "model/trace/plain_text.h"
#include "tests/conformance/target/json_text.h"
#include "tests/conformance/target/reply_types.h"

namespace certlife::conformance {
namespace {

// A remark may quote a clause whole.
constexpr std::size_t most_of_a_remark = 1000;

ProgramRun refused(const std::string& why) { return {{}, Ending{Ending::Kind::refused, 0, trace::excerpt(why)}}; }

std::optional<Json> object_in(const std::string& line) {
  auto value = json_in(line);
  return value && value->is_object() ? std::move(value) : std::nullopt;
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

// Of a remark a null is as good as none; of a result it is NULL.
void take_over_remark(Json& line, const Json& reply, const char* key) {
  take_over(line, reply, key);
  if (line.contains(key) && line.at(key).is_null()) line.erase(key);
}

}  // namespace

Json completed(const Json& line, const Json& reply) {
  Json result = line;
  for (const char* key : {"ret", "out", "lastError", "observed"}) take_over(result, reply, key);
  for (const char* key : {"notSupported", "reason", "misuse"}) take_over_remark(result, reply, key);
  for (const char* key : {"reason", "misuse"})
    if (result.contains(key) && result.at(key).is_string()) result[key] = trace::excerpt(result.at(key).get_ref<const std::string&>(), most_of_a_remark);
  return result;
}

ProgramRun run_from_reply(const Program& program, const std::string& reply_to_run) {
  const auto reply = object_in(reply_to_run);
  if (!reply) return {{}, garbage(reply_to_run)};
  if (reply->contains("error")) return refused(reply->at("error").dump());
  if (!reply->contains("results") || !reply->at("results").is_array()) return {{}, garbage("\"results\" is no list: " + reply_to_run)};
  const Json& results = reply->at("results");
  if (results.size() != program.size())
    return {{}, garbage(std::to_string(results.size()) + " results for " + std::to_string(program.size()) + " calls: " + reply_to_run)};
  ProgramRun run;
  for (std::size_t i = 0; i < program.size(); ++i) {
    if (!fits(program[i], results[i])) return {{}, garbage("this answers another call: " + results[i].dump())};
    if (const std::string fault = fault_in(results[i]); !fault.empty()) return {{}, garbage(fault)};
    run.results.push_back(completed(program[i], results[i]));
  }
  return run;
}

bool answers_nothing(const std::string& reply) {
  const auto object = object_in(reply);
  return object && object->contains("results") && object->at("results").is_array() && object->at("results").empty();
}

Ending garbage(const std::string& line) { return {Ending::Kind::garbage, 0, trace::excerpt(line)}; }

bool answers_reset(const std::string& reply) {
  const auto object = object_in(reply);
  return object && object->empty();
}

ProgramRun run_from_replies(const Program& program, const std::string& reply_to_reset,
                            const std::string& reply_to_run) {
  if (!answers_reset(reply_to_reset)) return {{}, garbage(reply_to_reset)};
  return run_from_reply(program, reply_to_run);
}

}  // namespace certlife::conformance
