#include "tests/conformance/target/replies.h"

#include "tests/conformance/target/reply_types.h"

namespace certlife::conformance {
namespace {

constexpr std::size_t most_quoted = 200;
constexpr int deepest = 64;

// One line that leaves a terminal alone.
std::string quotation(const std::string& text) {
  std::string quotes;
  for (const char c : text.substr(0, most_quoted)) quotes += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  return text.size() > most_quoted ? quotes + "…" : quotes;
}

ProgramRun refused(const std::string& why) { return {{}, Ending{Ending::Kind::refused, 0, quotation(why)}}; }

// Brackets inside brackets beyond any reply: handling them would take more stack than there is.
bool is_too_deep(const std::string& line) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') in_text = !in_text;
    if (in_text && line[i] == '\\') ++i;
    if (in_text) continue;
    if (line[i] == '[' || line[i] == '{') ++depth;
    if (line[i] == ']' || line[i] == '}') --depth;
    if (depth > deepest) return true;
  }
  return false;
}

std::optional<Json> object_in(const std::string& line) {
  if (is_too_deep(line)) return std::nullopt;
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
  return result;
}

ProgramRun run_from_reply(const Program& program, const std::string& reply_to_run) {
  const auto reply = object_in(reply_to_run);
  if (!reply) return {{}, garbage(reply_to_run)};
  if (reply->contains("error")) return refused(reply->at("error").dump());
  const Json results = reply->value("results", Json());
  if (!results.is_array()) return {{}, garbage("\"results\" is no list: " + reply_to_run)};
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

Ending garbage(const std::string& line) { return {Ending::Kind::garbage, 0, quotation(line)}; }

ProgramRun run_from_replies(const Program& program, const std::string& reply_to_reset,
                            const std::string& reply_to_run) {
  const auto reset = object_in(reply_to_reset);
  if (!reset || !reset->empty()) return {{}, garbage(reply_to_reset)};
  return run_from_reply(program, reply_to_run);
}

}  // namespace certlife::conformance
