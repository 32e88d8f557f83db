#include "tests/conformance/cli/description_check.h"

#include <algorithm>

#include "model/trace/plain_text.h"
#include "model/trace/vocabulary.h"

namespace certlife::conformance {
namespace {

constexpr std::string_view kinds[] = {"cert", "crl", "ctl"};
constexpr std::string_view probes[] = {"alive", "csp", "hCertStore", "content", "encodingType", "properties", "persisted", "privateBytes", "callbacks"};

constexpr std::size_t most_sentences = 20;

bool is_among(std::span<const std::string_view> known, const std::string& name) { return std::find(known.begin(), known.end(), name) != known.end(); }

}  // namespace

std::vector<std::string> unknown_names_in(const Description& description) {
  std::vector<std::string> sentences;
  std::size_t unknown = 0;
  const auto note = [&](const char* what, const std::string& name) {
    if (++unknown > most_sentences) return;
    sentences.push_back(description.name + " says that it has the " + what + " \"" + trace::excerpt(name) + "\", which this suite does not know");
  };
  for (const auto& call : description.calls)
    if (trace::call_named(call) == trace::Call::unknown) note("call", call);
  for (const auto& kind : description.kinds)
    if (!is_among(kinds, kind)) note("kind", kind);
  for (const auto& probe : description.probes)
    if (!is_among(probes, probe)) note("probe", probe);
  if (unknown > most_sentences)
    sentences.push_back(description.name + " says that it has " + std::to_string(unknown - most_sentences) + " more that this suite does not know");
  return sentences;
}

}  // namespace certlife::conformance
