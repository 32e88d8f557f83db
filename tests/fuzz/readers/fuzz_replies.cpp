// Any bytes as what a harness says of itself, to a reset and to a run: a description or a reason against it, and a trial.
#include "model/trace/notation.h"
#include "model/trace/plain_text.h"
#include "tests/conformance/campaign/trial.h"
#include "tests/conformance/target/replies.h"
#include "tests/fuzz/readers/fuzzed.h"

namespace {

using namespace certlife;
using namespace certlife::conformance;

const TestProgram& asked() {
  static const TestProgram program = [] {
    TestProgram made{{"CLOSE-5"}, "a held context is reported", {}};
    for (const char* call : {"s1 = CertOpenStore(CERT_STORE_PROV_MEMORY)", "CertAddEncodedCertificateToStore(s1, cert:A, CERT_STORE_ADD_ALWAYS, &c1)",
                             "CertCloseStore(s1, CERT_CLOSE_STORE_CHECK_FLAG)"})
      made.lines.push_back(parse_call(call));
    made.lines[1].observed.alive["c1"] = trace::Value::null();
    return made;
  }();
  return program;
}

void describe(const std::string& reply) {
  try {
    const Description description = description_from_reply(reply);
    fuzz::require(!trace::has_unprintable(description.name) && !trace::has_unprintable(description.version));
    ++fuzz::accepted;
  } catch (const TargetUnusable&) {
  }
}

void run(const std::string& reply) {
  const Program& request = asked().lines;
  static const Referee referee("windows");
  const ProgramRun answered = run_from_replies(request, "{}", reply);
  fuzz::require(answered.ending || answered.results.size() == request.size());
  if (answered.ending) fuzz::require(!trace::has_unprintable(answered.ending->text()));
  else ++fuzz::accepted;
  const Trial trial = referee.judge(asked(), answered);
  fuzz::require(trial.lines.size() <= request.size());
  fuzz::require(!run_from_replies(request, reply, "{}").results.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string reply = fuzz::text_of(data, size);
  describe(reply);
  run(reply);
  return 0;
}
