// A harness around the model that forgets held CRLs at every third program.
#include <iostream>
#include <string>

#include "model/trace/writer.h"
#include "tests/conformance/target/json_text.h"
#include "tests/conformance/target/requests.h"
#include "tests/conformance/tests/reports/unsteady_port.h"

namespace {

using namespace certlife::conformance;

Json described(const Description& of) {
  return {{"protocol", 1}, {"name", "unsteady"}, {"version", "1"},      {"calls", of.calls},
          {"kinds", of.kinds},       {"probes", of.probes}, {"detectsMisuse", false}};
}

Program program_in(const Json& calls) {
  Program program;
  for (const Json& call : calls) program.push_back(line_in_request(call.dump()));
  return program;
}

Json reply_to(const Program& program, Port& port) {
  Json results = Json::array();
  const std::vector<ProgramRun> runs = port.run(std::span(&program, 1));
  for (const Result& result : runs.front().results) results.push_back(Json::parse(certlife::trace::to_text(result.line)));
  return {{"results", results}};
}

Json answer(const Json& request, Port& port) {
  const std::string wanted = request.at("do");
  if (wanted == "describe") return described(port.description());
  if (wanted == "reset") return Json::object();
  return reply_to(program_in(request.at("calls")), port);
}

}  // namespace

int main() {
  UnsteadyPort port("check_forgets_crls");
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(Json::parse(line), port).dump() << "\n" << std::flush;
}
