#include "tests/conformance/runner/description_check.h"

#include <algorithm>

#include "model/trace/vocabulary.h"

namespace certlife::conformance {
namespace {

constexpr std::string_view kinds[] = {"cert", "crl", "ctl"};
constexpr std::string_view probes[] = {"alive", "csp", "hCertStore", "content", "properties", "persisted", "privateBytes", "callbacks"};

bool is_among(std::span<const std::string_view> known, const std::string& name) { return std::find(known.begin(), known.end(), name) != known.end(); }

}  // namespace

std::vector<std::string> unknown_names_in(const Description& description) {
  std::vector<std::string> sentences;
  const auto note = [&](const char* what, const std::string& name) {
    sentences.push_back(description.name + " says that it has the " + what + " \"" + name + "\", which this suite does not know");
  };
  for (const auto& call : description.calls)
    if (trace::call_named(call) == trace::Call::unknown) note("call", call);
  for (const auto& kind : description.kinds)
    if (!is_among(kinds, kind)) note("kind", kind);
  for (const auto& probe : description.probes)
    if (!is_among(probes, probe)) note("probe", probe);
  return sentences;
}

}  // namespace certlife::conformance
