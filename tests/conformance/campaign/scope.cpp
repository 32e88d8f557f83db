#include "tests/conformance/campaign/scope.h"

#include <algorithm>
#include <array>

#include "model/ledger/ledger.h"
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
  const model::Clause* known = model::Ledger::load().find(clause);
  return known && known->probe ? std::optional<std::string>(word_of(*known->probe)) : std::nullopt;
}

}  // namespace certlife::conformance
