#include "tests/conformance/target/replies.h"

#include <utility>

#include "model/trace/plain_text.h"
#include "model/trace/reader.h"
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
bool fits(const trace::Line& line, const Json& reply) {
  if (!reply.is_object()) return false;
  const bool is_file = line.kind == trace::Line::Kind::file;
  const auto name = reply.find(is_file ? "file" : "call");
  return name != reply.end() && *name == (is_file ? line.file.name : line.call);
}

// What the reply says of results, as the line of a trace. Where it says nothing there is no key.
std::string text_of_results(const Json& reply) {
  std::string text = R"({"call":"")";
  for (const char* key : {"ret", "out", "lastError", "observed"})
    if (reply.contains(key)) text.append(",\"").append(key).append("\":").append(reply.at(key).dump());
  return text + "}";
}

// Of a remark a null is as good as none; of a result it is NULL.
std::optional<std::string> remark_in(const Json& reply, const char* key) {
  const auto found = reply.find(key);
  if (found == reply.end() || !found->is_string()) return std::nullopt;
  return trace::excerpt(found->get_ref<const std::string&>(), most_of_a_remark);
}

std::optional<std::int64_t> private_bytes_in(const Json& reply) {
  const auto observed = reply.find("observed");
  if (observed == reply.end() || !observed->is_object()) return std::nullopt;
  const auto bytes = observed->find("privateBytes");
  return bytes != observed->end() && bytes->is_number_integer() ? std::optional(bytes->get<std::int64_t>()) : std::nullopt;
}

// Completes a line with the reply to it: ret, out, lastError and observed are the reply's alone. Throws trace::BadInput.
Result completed(const trace::Line& asked, const Json& reply) {
  Result result{asked, remark_in(reply, "reason").value_or(""), remark_in(reply, "misuse"), private_bytes_in(reply)};
  const auto declined = reply.find("notSupported");
  result.line.not_supported = declined != reply.end() && *declined == true;
  if (asked.kind == trace::Line::Kind::file) return result;
  trace::Line seen = trace::parse_line(text_of_results(reply));
  result.line.ret = std::move(seen.ret);
  result.line.out = std::move(seen.out);
  result.line.last_error = std::move(seen.last_error);
  result.line.observed = std::move(seen.observed);
  return result;
}

}  // namespace

ProgramRun run_from_reply(const Program& program, const std::string& reply_to_run) {
  const auto reply = object_in(reply_to_run);
  if (!reply) return {{}, malformed_reply(reply_to_run)};
  if (reply->contains("error")) return refused(reply->at("error").dump());
  if (!reply->contains("results") || !reply->at("results").is_array()) return {{}, malformed_reply("\"results\" is no list: " + reply_to_run)};
  const Json& results = reply->at("results");
  if (results.size() != program.size())
    return {{}, malformed_reply(std::to_string(results.size()) + " results for " + std::to_string(program.size()) + " calls: " + reply_to_run)};
  ProgramRun run;
  for (std::size_t i = 0; i < program.size(); ++i) {
    if (!fits(program[i], results[i])) return {{}, malformed_reply("this answers another call: " + results[i].dump())};
    if (const std::string fault = fault_in(results[i]); !fault.empty()) return {{}, malformed_reply(fault)};
    try {
      run.results.push_back(completed(program[i], results[i]));
    } catch (const trace::BadInput& error) {
      run.ending = malformed_reply(error.message() + " in " + results[i].dump());
      return run;
    }
  }
  return run;
}

bool answers_nothing(const std::string& reply) {
  const auto object = object_in(reply);
  return object && object->contains("results") && object->at("results").is_array() && object->at("results").empty();
}

Ending malformed_reply(const std::string& line) { return {Ending::Kind::malformed, 0, trace::excerpt(line)}; }

bool answers_reset(const std::string& reply) {
  const auto object = object_in(reply);
  return object && object->empty();
}

ProgramRun run_from_replies(const Program& program, const std::string& reply_to_reset,
                            const std::string& reply_to_run) {
  if (!answers_reset(reply_to_reset)) return {{}, malformed_reply(reply_to_reset)};
  return run_from_reply(program, reply_to_run);
}

}  // namespace certlife::conformance
