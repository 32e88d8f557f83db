#include "tests/conformance/campaign/scope.h"

#include <algorithm>
#include <array>
#include <map>

#include "model/programs/model_calls.h"
#include "model/trace/notation.h"

namespace certlife::conformance {
namespace {

using trace::Call;
using trace::Line;

bool has_kind(Call call) { return call >= Call::CertCreateCertificateContext && call <= Call::CertEnumCTLContextProperties; }

const std::string& name_of_kind(Call call) {
  static const std::array<std::string, 3> names{"cert", "crl", "ctl"};
  return names[static_cast<std::size_t>(kind_of(call))];
}

// The call tells by its result what the clause is about, so that no probe is needed.
bool is_question(const Line& line) {
  const bool gets_property = line.which >= Call::CertGetCertificateContextProperty && line.which <= Call::CertEnumCTLContextProperties;
  const bool enumerates = line.which >= Call::CertEnumCertificatesInStore && line.which <= Call::CertFindCTLInStore;
  return gets_property || enumerates || line.which == Call::CryptGetProvParam;
}

}  // namespace

std::optional<Scope::Reason> Scope::reason_against(const Line& line) const {
  if (line.kind == Line::Kind::file || line.which == Call::unknown) return std::nullopt;
  if (!target_.calls.contains(line.call)) return Reason{line.call, true};
  if (!has_kind(line.which)) return std::nullopt;
  const std::string& kind = name_of_kind(line.which);
  if (!target_.kinds.contains(kind)) return Reason{"kind " + kind, true};
  if (!selection_.means_kind(kind)) return Reason{"kind " + kind, false};
  return std::nullopt;
}

std::optional<Alphabet> Scope::within(const Alphabet& alphabet, const Declines& declines) const {
  const auto is_left_out = [&](const std::string& call) {
    const Line line = parse_call(call);
    return reason_against(line).has_value() || (declines && declines(line));
  };
  if (std::any_of(alphabet.before.begin(), alphabet.before.end(), is_left_out)) return std::nullopt;
  Alphabet smaller = alphabet;
  std::erase_if(smaller.calls, is_left_out);
  return smaller.calls.empty() ? std::nullopt : std::optional(smaller);
}

bool Scope::shows(const std::string& clause) const {
  const auto probe = probe_needed_for(clause);
  return !probe || target_.probes.contains(*probe);
}

bool Scope::decides(const std::string& clause, const TestProgram& program) const {
  return shows(clause) || is_told_by_the_result(clause, program);
}

bool is_told_by_the_result(const std::string& clause, const TestProgram& program) {
  return !probe_needed_for(clause) || (!program.lines.empty() && is_question(program.lines.back()));
}

std::optional<std::string> probe_needed_for(const std::string& clause) {
  static const std::map<std::string, const char*> probes = [] {
    std::map<std::string, const char*> all;
    const auto need = [&all](const char* probe, std::initializer_list<const char*> clauses) {
      for (const char* each : clauses) all[each] = probe;
    };
    // Whether memory is still allocated shows in no result.
    need("alive", {"CLOSE-6", "CLOSE-8", "CLOSE-9", "CLOSE-11", "CLOSE-19", "CLOSE-20", "CLOSE-21", "CLOSE-28", "CLOSE-35", "CLOSE-36",
                   "CLOSE-38", "CLOSE-39", "HANDLE-11", "HANDLE-12", "CONTEXT-3", "CONTEXT-4", "CONTEXT-5", "CONTEXT-10", "CONTEXT-11",
                   "CREATE-5", "CREATE-6", "DELETE-2", "DELETE-4", "DELETE-12", "DUP-2", "DUP-4", "FREE-2", "FREE-3", "FREE-4", "FREE-7",
                   "FREE-9", "ENUM-2", "ENUM-15", "ENUM-12", "FIND-2", "FIND-10", "FIND-15", "FIND-17", "ADD-3", "ADD-4", "ADD-5",
                   "ADD-13", "ADD-14", "ADD-31", "CSP-10", "FILE-13", "DELETE-6", "DELETE-8"});
    need("csp", {"CLOSE-14", "CLOSE-15", "CLOSE-16", "CLOSE-17", "OPEN-8", "OPEN-9", "OPEN-10", "OPEN-11", "HANDLE-6", "CSP-3", "CSP-8"});
    need("hCertStore", {"ADD-2", "CREATE-3", "HANDLE-4", "DELETE-5"});
    need("content", {"CREATE-1", "CONTEXT-8", "ADD-1"});
    need("encodingType", {"CREATE-17"});
    need("properties", {"ADD-6", "ADD-7", "ADD-12", "ADD-16", "ADD-19", "ADD-46", "PROP-1", "PROP-2", "PROP-3", "PROP-17"});
    need("persisted", {"CLOSE-31", "CLOSE-32", "CLOSE-34", "PROP-15", "PROP-16", "PROP-21", "CONTROL-1", "CONTROL-3", "CONTROL-4",
                       "CONTROL-5", "CONTROL-9", "FILE-4", "FILE-7", "FILE-10", "FILE-15", "FILE-17", "FILE-18", "SAVE-1", "SAVE-2", "SAVE-5",
                       "SAVE-11", "SAVE-12"});
    return all;
  }();
  const auto found = probes.find(clause);
  return found == probes.end() ? std::nullopt : std::optional<std::string>(found->second);
}

}  // namespace certlife::conformance
