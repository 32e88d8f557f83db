#include "model/programs/probes.h"

#include <algorithm>

#include "model/programs/model_calls.h"

namespace certlife::conformance {
namespace {

using trace::Call;
using trace::Fields;
using trace::Line;
using trace::Value;

bool is_between(Call call, Call first, Call last) { return call >= first && call <= last; }
bool is_csp_call(Call call) { return is_between(call, Call::CryptAcquireContext, Call::CryptGetProvParam); }
bool sets_property(Call call) {
  return is_between(call, Call::CertSetCertificateContextProperty, Call::CertSetCTLContextProperty);
}
// Calls that can end the life of something.
bool may_end_something(const Line& line) {
  return line.which == Call::CertCloseStore || is_between(line.which, Call::CertAddEncodedCertificateToStore, Call::CertDeleteCTLFromStore);
}
// Duplicates bear the name of what they duplicate.
bool gives_new_name(Call call) {
  return call != Call::CertDuplicateStore &&
         !is_between(call, Call::CertDuplicateCertificateContext, Call::CertDuplicateCTLContext);
}

void ask(Fields& probe, const std::string& name) {
  if (!probe.has(name)) probe[name] = Value::null();
}

class Prober {
 public:
  Prober(TestProgram& program, const std::set<std::string>& available) : program_(program), available_(available) {
    for (const Line& line : program.lines) uses_properties_ = uses_properties_ || sets_property(line.which);
  }

  void run() {
    for (Line& line : program_.lines) {
      note_file(line);
      if (line.kind == Line::Kind::file) continue;
      note_names(line);
      probe(line);
    }
  }

 private:
  bool has(const char* probe) const { return available_.contains(probe); }

  void note(std::vector<std::string>& names, const Value& value) {
    if (value.is_text() && std::find(names.begin(), names.end(), value.text) == names.end()) names.push_back(value.text);
  }

  void note_file(const Line& line) {
    if (line.kind == Line::Kind::file) return note(files_, Value::of(line.file.name));
    for (const auto parameter : {"pvPara", "pvSaveToPara"})
      if (const Value& value = line.arg(parameter); value.is_text() && value.text.starts_with("file:"))
        note(files_, Value::of(value.text.substr(5)));
  }

  void note_names(const Line& line) {
    new_context_.clear();
    if (!gives_new_name(line.which)) return;
    const auto returns = trace::describe(line.which).returns;
    if (returns == trace::Returns::store) note(stores_, line.ret);
    if (returns == trace::Returns::context) new_context(line.ret);
    if (is_add(line.which)) new_context(line.output(added_parameter(line.which)));
    note(csps_, line.output("phProv"));
  }

  void new_context(const Value& value) {
    note(contexts_, value);
    if (value.is_text()) new_context_ = value.text;
  }

  void probe(Line& line) {
    trace::Observed& wanted = line.observed;
    const bool closes = line.which == Call::CertCloseStore;
    if (has("alive") && may_end_something(line)) {
      for (const auto& name : stores_) ask(wanted.alive, name);
      for (const auto& name : contexts_) ask(wanted.alive, name);
    }
    if (has("csp") && (closes || is_csp_call(line.which) || line.which == Call::CertOpenStore))
      for (const auto& name : csps_) ask(wanted.csp, name);
    for (const auto& name : contexts_) {
      if (!closes && name != new_context_) continue;
      if (has("hCertStore")) ask(wanted.home, name);
      if (has("content")) ask(wanted.content, name);
      if (has("encodingType") && line.which == Call::CertCreateCTLContext) ask(wanted.encoding, name);
    }
    probe_properties(line, closes);
    const bool file_call = closes || line.which == Call::CertOpenStore || line.which == Call::CertControlStore ||
                           line.which == Call::CertSaveStore;
    if (has("persisted") && file_call)
      for (const auto& name : files_) ask(wanted.persisted, name);
  }

  void probe_properties(Line& line, bool closes) {
    if (!uses_properties_ || !has("properties")) return;
    if (!closes && !sets_property(line.which) && !is_add(line.which)) return;
    for (const auto& name : contexts_) ask(line.observed.properties, name);
  }

  TestProgram& program_;
  const std::set<std::string>& available_;
  std::vector<std::string> stores_, contexts_, csps_, files_;
  std::string new_context_;
  bool uses_properties_ = false;
};

}  // namespace

void ask_for_probes(TestProgram& program, const std::set<std::string>& available) { Prober(program, available).run(); }

}  // namespace certlife::conformance
