#include "tests/conformance/tests/reports/sample.h"

#include "model/ledger/ledger.h"
#include "model/programs/pattern.h"
#include "tests/conformance/campaign/reproduce.h"

namespace certlife::conformance::sample {
namespace {

using trace::Value;

CampaignResult run_of(const std::string& target) {
  CampaignResult run;
  run.target = target;
  run.version = "1";
  run.open_with = "--target wine";
  run.seed = 7;
  run.seconds = 2;
  run.calls = 1000;
  run.levels = {{"clause programs", {400, 900}, 1.5}, {"every program, handles of stores: 7 calls, depth 3", {41, 123}, 0.5}};
  run.reached = {{LevelKind::clauses, Reach::How::whole, "", 400},
                 {LevelKind::exhaustive, Reach::How::cut, "its share of the time was over", 41},
                 {LevelKind::soak, Reach::How::not_reached, "its share of the time was over", 0}};
  run.judge_control = {11, 11, {"alive", "result"}, {}};
  run.programs = 441;
  for (const auto* clause : model::Ledger::load().clauses())
    if (is_observable(*clause)) run.clauses[clause->id].decided = 1;
  return run;
}

Deviation fatal() {
  Deviation each = deviation("CLOSE-26", "CertCloseStore(NULL, 0)");
  each.is_fatal = true;
  each.observed = "the process ends: signal 11";
  each.calls.back().ret.clear();
  return each;
}

std::vector<Deviation> every_sort() {
  std::vector<Deviation> all{fatal(), deviation("CLOSE-5", "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_ALWAYS, &c1); CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)"),
                             deviation("FREE-3", "c1 = CertCreateCertificateContext(cert:A); CertFreeCertificateContext(c1)"),
                             deviation("CLOSE-14", "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); CertCloseStore(s1, 0)")};
  all[1].shortest_over = "one store and its CRLs";
  all[1].checked = {{"one store and its CRLs", 5}};
  all[2].reruns = {4, 12};
  all[2].observed = hostile;
  all[2].found_by = hostile;
  all[3].expected = true;
  all[3].checked = {{"handles of stores", 3}};
  return all;
}

}  // namespace

Deviation deviation(const std::string& clause, const std::string& program) {
  Deviation each;
  each.clause = clause;
  each.requests = parse_program(program);
  each.calls = each.requests;
  each.calls.back().ret = Value::of(true);
  each.calls.back().last_error = Value::of("unchanged");
  each.shape = shape_of(each.requests);
  each.aspect = "returns TRUE";
  each.observed = "TRUE; last error unchanged";
  each.allowed = "FALSE; last error CRYPT_E_PENDING_CLOSE";
  each.signature = clause + " | " + each.requests.back().call + " | returns TRUE";
  each.found_by = "clause programs";
  each.reruns = {5, 5};
  each.ms_to_shortest = 12.5;
  return each;
}

Sample::Sample() : good_(run_of("certlife")), deviating_(run_of("wine " + hostile)), missing_(run_of("elsewhere")) {
  deviating_.deviations = every_sort();
  deviating_.coverage = {{10, 20}, {30, 60}};
  deviating_.clauses["CLOSE-7"].choices = {"yes"};
  deviating_.clauses["ADD-1"] = {};
  deviating_.clauses["ADD-2"] = {};
  deviating_.clauses["ADD-2"].lacks = {"the probe hCertStore"};
  deviating_.lacks = {{"CertSaveStore", 3}};
  deviating_.cut_short = 3;
  deviating_.consequences = 2;
  missing_.unavailable = "it is not installed: " + hostile;
  expected_.deviations.push_back({{"CLOSE-36", "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, 0, NULL)", "nothing"}, {}, {}, "known.toml:7"});
  make_reports();
}

void Sample::make_reports() {
  reports_ = {report_of(good_, {}, {}), report_of(deviating_, {&expected_.deviations.front()}, {}), report_of(missing_, {}, {})};
}

}  // namespace certlife::conformance::sample
