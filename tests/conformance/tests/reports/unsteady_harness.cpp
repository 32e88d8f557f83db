// A harness around the model that forgets held CRLs at every third program.
#include <iostream>
#include <string>

#include "tests/conformance/tests/reports/unsteady_port.h"

namespace {

using namespace certlife::conformance;

Json described(const Description& of) {
  return {{"protocol", 1}, {"name", "unsteady"}, {"version", "1"},      {"calls", of.calls},
          {"kinds", of.kinds},       {"probes", of.probes}, {"detectsMisuse", false}};
}

Json answer(const Json& request, Port& port) {
  const std::string wanted = request.at("do");
  if (wanted == "describe") return described(port.description());
  if (wanted == "reset") return Json::object();
  const Program program = request.at("calls");
  return {{"results", port.run(std::span(&program, 1)).front().results}};
}

}  // namespace

int main() {
  UnsteadyPort port("check_forgets_crls");
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(Json::parse(line), port).dump() << "\n" << std::flush;
}
