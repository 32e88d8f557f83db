#include "tests/conformance/harness/harness.h"

#include "tests/conformance/harness/calls.h"
#include "tests/conformance/harness/files.h"
#include "tests/conformance/harness/probes.h"

namespace certlife::conformance {
namespace {

constexpr int protocol_version = 1;

std::string& chosen_name() {
  static std::string name;
  return name;
}

Json describe() {
  const platform::Target target = platform::target();
  Json calls = Json::array();
  for (const auto& [name, maker] : all_calls()) calls.push_back(name);
  return {{"protocol", protocol_version},
          {"name", chosen_name().empty() ? target.name : chosen_name()},
          {"version", target.version},
          {"calls", std::move(calls)},
          {"kinds", {"cert", "crl", "ctl"}},
          {"probes", all_probes()},
          {"detectsMisuse", target.detects_misuse}};
}

Json not_supported(const Json& line, const std::string& why) {
  return {{"call", line.at("call")}, {"notSupported", true}, {"reason", why}};
}

Json make_call(Session& session, const Json& line) {
  const CallMaker maker = maker_of(line.at("call").get_ref<const std::string&>());
  if (maker == nullptr) throw NotSupported("this call is not known here");
  Call call(session, line);
  maker(call);
  Json reply = call.take_reply();
  if (const std::string misuse = platform::take_misuse(); !misuse.empty()) reply["misuse"] = misuse;
  if (const auto wanted = line.find("observed"); wanted != line.end()) reply["observed"] = observe(session, *wanted);
  return reply;
}

// Text from the target may be any bytes; what is not UTF-8 is replaced, never thrown over.
std::string line_of(const Json& reply) { return reply.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

bool call_target(std::string_view name) {
  chosen_name() = name;
  return !name.empty();
}

std::string Harness::answer(std::string_view line) {
  try {
    const Json request = request_in(line);
    if (request.is_discarded()) throw BadRequest("this is no JSON, or nested too deeply");
    return line_of(reply_to(request));
  } catch (const std::exception& error) {
    return line_of({{"error", error.what()}});
  }
}

Json Harness::reply_to(const Json& request) {
  const std::string wanted = request.at("do").get<std::string>();
  if (wanted == "describe") return describe();
  if (wanted == "run") return {{"results", run(request.at("calls"))}};
  if (wanted != "reset") throw BadRequest("a request is describe, run or reset, not " + wanted);
  session_.reset();
  return Json::object();
}

Json Harness::run(const Json& calls) {
  if (!calls.is_array()) throw BadRequest("calls is a list");
  Json results = Json::array();
  for (const Json& line : calls) results.push_back(run_line(line));
  return results;
}

Json Harness::run_line(const Json& line) {
  if (line.contains("file")) {
    set_up_file(session_, line);
    return {{"file", line.at("file")}};
  }
  try {
    return make_call(session_, line);
  } catch (const NotSupported& reason) {
    return not_supported(line, reason.what());
  }
}

}  // namespace certlife::conformance
