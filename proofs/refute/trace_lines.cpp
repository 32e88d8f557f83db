#include "proofs/refute/trace_lines.h"

#include "model/oracle/line_names.h"
#include "model/trace/writer.h"

namespace certlife::proofs {

namespace {

// A TBSCertificate of serial number 1, and nothing around it.
constexpr const char* unsigned_body =
    "hex:304c02010130020600300c310a300806035504030c0169301e170d3230303130313030303030305a170d3330303130313030"
    "303030305a300c310a300806035504030c0173300730020600030100";

// Names by index: s1, c1, p1; the null store, which no call returns, is called by what it is.
class SmallNames : public oracle::LineNames {
 public:
  explicit SmallNames(model::Kind kind) : kind_(kind) {}
  std::string store(Concrete::Store it) const override { return it == Concrete::null_store() ? "null store" : "s" + std::to_string(it.index - 1); }
  std::string context(Concrete::Context it) const override { return "c" + std::to_string(it.index); }
  std::string csp(Concrete::Csp it) const override { return "p" + std::to_string(it.index); }
  std::string file(Concrete::File it) const override { return "F" + std::to_string(it.index); }
  std::string content(const Concrete::Content& it) const override {
    if (it.bytes == unsigned_bytes) return unsigned_body;
    return kind_word() + (it.time == 2 ? ":A@2" : ":A");
  }
  std::string value(Concrete::Value it) const override {
    if (it < 0) return hash_by_value(it);
    if (!Concrete::is_key(it)) return "text:" + std::to_string(it);
    return "key:p" + std::to_string(Concrete::handle_in(it)) + "/" + std::to_string(Concrete::spec_in(it));
  }
  std::string filter(const Concrete::Filter& it) const override {
    return it.by == Concrete::Filter::By::bytes ? hash_by_value(Concrete::hash_sought(it)) : it.bytes == 2 ? "cert:A@2" : "cert:A";
  }

 private:
  static std::string hash_by_value(Concrete::Value it) {
    return it == Concrete::sha1_of_bytes(2) ? "sha1:cert:A@2" : "sha1:cert:A";
  }
  std::string kind_word() const {
    switch (kind_) {
      case model::Kind::certificate: return "cert";
      case model::Kind::crl:         return "crl";
      case model::Kind::ctl:         return "ctl";
    }
    return "";
  }

  model::Kind kind_;  // Of the context that the call is for.
};

trace::Value error_value(model::Error error) {
  if (error == model::Error::unchanged) return trace::Value::of("unchanged");
  for (const trace::Named& each : trace::error_codes()) {
    if (std::int64_t{each.number} == static_cast<std::int64_t>(error)) return trace::Value::of(each.name);
  }
  return {};
}

bool returns_a_handle(const ConcreteCall& call) {
  return std::holds_alternative<model::OpenStore<Concrete>>(call) || std::holds_alternative<model::DuplicateStore<Concrete>>(call);
}
bool returns_a_context(const ConcreteCall& call) {
  return std::holds_alternative<model::CreateContext<Concrete>>(call) || std::holds_alternative<model::NextContext<Concrete>>(call) ||
         std::holds_alternative<model::DuplicateContext<Concrete>>(call);
}

trace::Value name_or_null(std::uint32_t index, const std::string& name) { return index == 0 ? trace::Value::null() : trace::Value::of(std::string_view(name)); }

trace::Value result_of(const ConcreteCall& call, const model::Answer<Concrete>& answer, const SmallNames& names) {
  if (returns_a_handle(call)) return name_or_null(answer.store.index, names.store(answer.store));
  if (returns_a_context(call)) return name_or_null(answer.context.index, names.context(answer.context));
  return trace::Value::of(answer.succeeds);
}

}  // namespace

std::string trace_line(const ConcreteWorld& before, const ConcreteCall& call, const model::Answer<Concrete>& answer) {
  const model::Kind kind = model::kind_of<Concrete>(call, before);
  const SmallNames names(kind);
  trace::Line line = oracle::to_line(call, names, kind);
  line.ret = result_of(call, answer, names);
  if (std::holds_alternative<model::AddContext<Concrete>>(call)) {
    if (!answer.succeeds) line.out.clear();
    for (auto& out : line.out) out.value = name_or_null(answer.context.index, names.context(answer.context));
  }
  if (std::holds_alternative<model::GetProperty<Concrete>>(call)) {
    line.out.clear();
    if (answer.succeeds) line.out["pvData"] = trace::Value::of(std::string_view(names.value(answer.value)));
  }
  if (std::holds_alternative<model::CreateContext<Concrete>>(call) && answer.succeeds) {
    line.observed.home[names.context(answer.context)] = trace::Value::of("null store");
  }
  line.last_error = error_value(answer.last_error);
  return trace::to_text(line);
}

}  // namespace certlife::proofs
