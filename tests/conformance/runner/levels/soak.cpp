#include "tests/conformance/runner/levels/soak.h"

#include <algorithm>

#include "tests/conformance/runner/notation.h"
#include "tests/conformance/runner/trial.h"

namespace certlife::conformance {
namespace {

constexpr double least_leak = 12;  // Bytes a round: less than any object that a target would lose.

std::vector<std::string> life_of(const std::string& kind, const std::string& contents) {
  return {"s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)",
          "CertAddEncoded" + kind + "ToStore(s1, " + contents + ":A, CERT_STORE_ADD_ALWAYS, &c1)",
          "CertAddEncoded" + kind + "ToStore(s1, " + contents + ":B, CERT_STORE_ADD_ALWAYS)",
          "c2 = CertDuplicate" + kind + "Context(c1)",
          "CertSet" + kind + "ContextProperty(c1, CERT_FRIENDLY_NAME_PROP_ID, 0, text:soaked)",
          "c3 = CertEnum" + kind + "sInStore(s1, NULL)",
          "c4 = CertEnum" + kind + "sInStore(s1, c3)",
          "c5 = CertEnum" + kind + "sInStore(s1, c4)",
          "CertFree" + kind + "Context(c1)",
          "CertDelete" + kind + "FromStore(c1)",
          "CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)"};
}

std::vector<SoakRound> make_rounds() {
  return {
      {"certificates in a memory store", "CLOSE-19", life_of("Certificate", "cert")},
      {"CRLs in a memory store", "CLOSE-19", life_of("CRL", "crl")},
      {"CTLs in a memory store", "CLOSE-19", life_of("CTL", "ctl")},
      {"a context that outlives its store",
       "CLOSE-21",
       {"s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)", "CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, &c1)",
        "CertCloseStore(s1, 0)", "CertFreeCertificateContext(c1)"}},
      {"a forced close",
       "CLOSE-39",
       {"s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)", "CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, &c1)",
        "CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_ALWAYS)", "CertCloseStore(s1, CERT_CLOSE_STORE_FORCE_FLAG)"}},
      {"created contexts",
       "CREATE-6",
       {"c1 = CertCreateCertificateContext(cert:A)", "c2 = CertDuplicateCertificateContext(c1)", "CertFreeCertificateContext(c1)",
        "CertFreeCertificateContext(c1)", "c3 = CertCreateCRLContext(crl:A)", "CertFreeCRLContext(c3)",
        "c4 = CertCreateCTLContext(ctl:A)", "CertFreeCTLContext(c4)"}},
      {"a store with a CSP handle",
       "CLOSE-17",
       {"CryptAcquireContext(&p1, PROV_RSA_FULL, CRYPT_VERIFYCONTEXT)", "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, p1, 0)",
        "s2 = CertDuplicateStore(s1)", "CertCloseStore(s1, 0)", "CertCloseStore(s1, 0)"}},
  };
}

void note_new_names(const trace::Line& line, std::vector<std::string>& names) {
  if (line.ret.is_text()) names.push_back(line.ret.text);
  for (const auto& out : line.out)
    if (out.value.is_text() && out.name != "phProv") names.push_back(out.value.text);
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

const std::vector<SoakRound>& soak_rounds() {
  static const std::vector<SoakRound> rounds = make_rounds();
  return rounds;
}

TestProgram soak_program(const SoakRound& round, std::size_t rounds) {
  std::vector<trace::Line> lines;
  for (const std::string& call : round.calls) lines.push_back(parse_call(call));
  TestProgram program = soak_program(lines, rounds);
  program.title = "soak: " + round.name;
  return program;
}

TestProgram soak_program(const std::vector<trace::Line>& round, std::size_t rounds) {
  std::vector<trace::Line> lines = round;
  std::vector<std::string> names;
  for (const trace::Line& line : lines) note_new_names(line, names);
  for (const auto& name : names) lines.back().observed.alive[name] = trace::Value::null();
  TestProgram program{{}, "soak", {}};
  for (std::size_t i = 0; i < rounds; ++i) program.lines.insert(program.lines.end(), lines.begin(), lines.end());
  return program;
}

ProgramRun soaked(Port& port, const TestProgram& program, std::size_t calls_of_a_round) {
  Program request = request_of(program);
  const bool has_probe = port.description().probes.contains(private_bytes_probe);
  for (std::size_t i = calls_of_a_round - 1; has_probe && i < request.size(); i += calls_of_a_round)
    request[i]["observed"][private_bytes_probe] = nullptr;
  return port.run_in_parts(request, {calls_of_a_round, Parts::equal}, [](const ProgramRun&) { return true; });
}

bool is_slope(std::string_view shape) { return shape.ends_with(grows_when_repeated); }

bool grows(Port& port, const std::vector<trace::Line>& round) {
  return slope_of(private_bytes_in(soaked(port, soak_program(round, soak_length), round.size()))).is_leak;
}

std::vector<double> private_bytes_in(const ProgramRun& run) {
  std::vector<double> samples;
  for (const Json& result : run.results) {
    const auto observed = result.find("observed");
    if (observed == result.end() || !observed->is_object()) continue;
    const auto bytes = observed->find(private_bytes_probe);
    if (bytes != observed->end() && bytes->is_number()) samples.push_back(bytes->get<double>());
  }
  return samples;
}

Slope slope_of(const std::vector<double>& samples) {
  const std::vector<double> settled(samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 4), samples.end());
  const std::size_t third = settled.size() / 3;
  if (third < 4) return {};
  const std::size_t last = settled.size() - third;
  std::vector<double> slopes;
  for (std::size_t i = 0; i < third; ++i) slopes.push_back((settled[last + i] - settled[i]) / static_cast<double>(last));
  const auto middle = settled.begin() + static_cast<std::ptrdiff_t>(third);
  const double highest_before = *std::max_element(settled.begin(), middle);
  const double lowest_after = *std::min_element(settled.begin() + static_cast<std::ptrdiff_t>(last), settled.end());
  const double slope = median(slopes);
  return {slope, slope >= least_leak && lowest_after > highest_before};
}

}  // namespace certlife::conformance
