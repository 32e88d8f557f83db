// Reductions: calls first, then arguments, then names, on the model with planted faults.
#include "tests/conformance/campaign/reduce.h"

#include <gtest/gtest.h>

#include "model/programs/pattern.h"
#include "model/programs/probes.h"
#include "model/programs/simpler.h"
#include "tests/conformance/campaign/model_port.h"
#include "tests/conformance/campaign/reproduce.h"

namespace certlife::conformance {
namespace {

const std::string open = "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY); ";

TestProgram program(const std::string& calls, Port& port) {
  TestProgram made{{}, "test", parse_program(calls)};
  ask_for_probes(made, port.description().probes);
  return made;
}

// The reduction of the first thing that is wrong with the program.
std::optional<Deviation> reduced(Port& port, const std::string& calls) {
  const Referee referee("windows");
  const TestProgram made = program(calls, port);
  const Trial trial = run_and_judge(port, referee, std::span(&made, 1)).front();
  if (trial.findings.empty()) return std::nullopt;
  return reduce(port, referee, made, trial, trial.findings.front());
}

std::string shape(const std::optional<Deviation>& deviation) { return deviation ? shape_of(deviation->requests) : "nothing"; }

TEST(Reduce, TakesAwayEveryCallThatIsNotNeeded) {
  ModelPort port("check_forgets_crls");
  const auto deviation = reduced(port, open + "s2 = CertOpenStore(CERT_STORE_PROV_MEMORY); c1 = CertCreateCertificateContext(cert:A); "
      "CertAddEncodedCRLToStore(s2, crl:B, CERT_STORE_ADD_ALWAYS, &c2); CertFreeCertificateContext(c1); CertFreeCRLContext(c2); "
      "s3 = CertDuplicateStore(s2); CertCloseStore(s3, 0); CertAddEncodedCRLToStore(s2, crl:C, CERT_STORE_ADD_ALWAYS, &c3); "
      "CertCloseStore(s1, 0); CertCloseStore(s2, CERT_CLOSE_STORE_CHECK_FLAG)");
  EXPECT_EQ(shape(deviation), "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, 0, NULL); CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_ALWAYS, &c1); "
                              "CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)");
  ASSERT_TRUE(deviation);
  EXPECT_EQ(deviation->clause, "CLOSE-5");
  EXPECT_FALSE(deviation->is_flaky());
  EXPECT_EQ(deviation->reruns.of, 4u);
}

TEST(Reduce, MakesArgumentsSimple) {
  ModelPort port("check_forgets_crls");
  EXPECT_EQ(shape(reduced(port, "s1 = CertOpenStore(CERT_STORE_PROV_FILENAME_W, NULL, CERT_FILE_STORE_COMMIT_ENABLE_FLAG, file:F); "
      "CertAddEncodedCRLToStore(s1, crl:A@2, CERT_STORE_ADD_REPLACE_EXISTING, &c1); CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)")),
            "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, 0, NULL); CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_ALWAYS, &c1); "
            "CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)");
}

TEST(Reduce, TakesAwayWhatSeveralContentsShare) {
  ModelPort port("add_new_ignores_matches");
  EXPECT_EQ(shape(reduced(port, open + "CertAddEncodedCertificateToStore(s1, cert:A@2/subject=54l89x6, CERT_STORE_ADD_ALWAYS); "
      "CertAddEncodedCertificateToStore(s1, cert:A@2/subject=54l89x6, CERT_STORE_ADD_NEW)")),
            "s1 = CertOpenStore(CERT_STORE_PROV_MEMORY, NULL, 0, NULL); CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, NULL); "
            "CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_NEW, NULL)");
}

TEST(Reduce, UsesOneStoreWhereOneIsEnough) {
  ModelPort port("add_new_ignores_matches");
  const auto deviation = reduced(port, open + "CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS); "
      "c1 = CertCreateCertificateContext(cert:A); CertAddCertificateContextToStore(s1, c1, CERT_STORE_ADD_NEW)");
  ASSERT_TRUE(deviation);
  EXPECT_LE(deviation->requests.size(), 4u);
}

TEST(Reduce, LeavesOutWhatOnlyFollowsFromAnEarlierDeviation) {
  ModelPort port("check_forgets_crls");
  const Referee referee("windows");
  const TestProgram made = program(open + "CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_ALWAYS, &c1); "
      "CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG); CertCloseStore(NULL, 0)", port);
  Trial trial = run_and_judge(port, referee, std::span(&made, 1)).front();
  ASSERT_FALSE(trial.findings.empty());
  Finding later = trial.findings.front();
  later.at += 1;
  later.signature = "something that never shows by itself";
  EXPECT_FALSE(reduce(port, referee, made, trial, later));
}

// The model, except that a context cannot be freed once its closed store was opened again.
class SpoiltByAReopenedStore : public Port {
 public:
  const Description& description() override { return model_.description(); }
  std::vector<ProgramRun> run(std::span<const Program> programs) override {
    auto runs = model_.run(programs);
    for (ProgramRun& run : runs)
      if (run.results.size() > 2 && run.results[run.results.size() - 2].line.which == trace::Call::CertDuplicateStore)
        run.results.back().line.ret = trace::Value::of(false);
    return runs;
  }

 private:
  ModelPort model_;
};

// No walk goes that way; but the program was run, and shows it each time.
TEST(Reduce, CallsNothingFlakyThatShowsEachTimeInAProgramThatNoWalkMakes) {
  SpoiltByAReopenedStore port;
  const auto deviation = reduced(port, open + "CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_ALWAYS, &c1); CertCloseStore(s1, 0); "
      "s2 = CertDuplicateStore(c1); CertFreeCRLContext(c1)");
  ASSERT_TRUE(deviation);
  EXPECT_LE(deviation->requests.size(), 5u);
  EXPECT_FALSE(deviation->is_flaky());
}

TEST(Reduce, HasNothingToSayOfASoundImplementation) {
  ModelPort port;
  EXPECT_FALSE(reduced(port, open + "CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_ALWAYS, &c1); CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)"));
}

TEST(Reduce, NamesACallThatEndsTheProcess) {
  ModelPort port("closing_null_crashes");
  const auto deviation = reduced(port, open + "CertCloseStore(s1, 0); CertCloseStore(NULL, 0)");
  ASSERT_TRUE(deviation);
  EXPECT_TRUE(deviation->is_fatal);
  EXPECT_EQ(deviation->requests.size(), 1u);
  EXPECT_FALSE(deviation->is_flaky());
}

// --- Candidates ----------------------------------------------------------------------------------------------------------------

std::set<std::string> texts(const std::vector<Lines>& candidates) {
  std::set<std::string> all;
  for (const Lines& each : candidates) all.insert(program_text(each));
  return all;
}

TEST(Simpler, KeepsTheLastCall) {
  const Lines lines = parse_program(open + "CertCloseStore(s1, 0); CertCloseStore(NULL, 0)");
  for (const auto& candidates : {without_one(lines), without_two(lines), without_one_and_its_own(lines), without_stretches(lines, 2)})
    for (const Lines& each : candidates) EXPECT_EQ(each.back(), lines.back());
}

TEST(Simpler, TakesACallWithAllThatUseWhatItMade) {
  const Lines lines = parse_program(open + "s2 = CertDuplicateStore(s1); CertCloseStore(s2, 0); CertCloseStore(NULL, 0)");
  EXPECT_TRUE(texts(without_one_and_its_own(lines)).contains("CertCloseStore(NULL, 0)"));
  EXPECT_TRUE(texts(without_one_and_its_own(lines)).contains(program_text(parse_program(open + "CertCloseStore(NULL, 0)"))));
}

TEST(Simpler, OpensStoresFirstWhereThatChangesNothing) {
  const Lines lines = parse_program("c1 = CertCreateCRLContext(crl:A); " + open + "CertCloseStore(s1, 0)");
  EXPECT_EQ(texts(with_plainer_order(lines)), std::set<std::string>{program_text(parse_program(open + "c1 = CertCreateCRLContext(crl:A); CertCloseStore(s1, 0)"))});
  EXPECT_TRUE(with_plainer_order(parse_program(open + "s2 = CertDuplicateStore(s1); CertCloseStore(s1, 0)")).empty());
}

TEST(Simpler, ReplacesNamesByEarlierOnesAndLabelsByTheFirst) {
  const Lines lines = parse_program(open + "CertAddEncodedCRLToStore(s1, crl:A, CERT_STORE_ADD_ALWAYS, &c1); "
      "CertAddEncodedCRLToStore(s1, crl:B, CERT_STORE_ADD_ALWAYS, &c2); CertFreeCRLContext(c2)");
  const auto all = texts(with_simpler_names(lines));
  EXPECT_EQ(all.size(), 2u);
  for (const auto& each : all) EXPECT_TRUE(each.ends_with("(c1)") || each.find("crl:B") == std::string::npos) << each;
}

}  // namespace
}  // namespace certlife::conformance
