#include "tests/conformance/campaign/judge_control.h"

#include <algorithm>
#include <array>
#include <optional>

#include "model/programs/model_calls.h"
#include "model/trace/notation.h"
#include "model/trace/windows_trace.h"
#include "tests/conformance/campaign/port.h"

namespace certlife::conformance {
namespace {

using trace::Call;
using trace::Fields;
using trace::Line;
using trace::Value;

constexpr std::size_t longest_program = 40;

bool is_between(Call call, Call first, Call last) { return call >= first && call <= last; }
bool is_free(const Line& line) { return is_between(line.which, Call::CertFreeCertificateContext, Call::CertFreeCTLContext); }
bool is_duplicate(const Line& line) { return is_between(line.which, Call::CertDuplicateCertificateContext, Call::CertDuplicateCTLContext); }
bool is_encoded_add(const Line& line) { return is_between(line.which, Call::CertAddEncodedCertificateToStore, Call::CertAddEncodedCTLToStore); }
bool is_create(const Line& line) { return is_between(line.which, Call::CertCreateCertificateContext, Call::CertCreateCTLContext); }
bool succeeded(const Line& line) { return line.ret.is_boolean() && line.ret.truth; }

bool is_text(const Value& value, std::string_view text) { return value.is_text() && value.text == text; }

constexpr std::int64_t check_flag = 2;

// One place in an accepted program: the line, and the program that it stands in.
struct Place {
  const std::vector<Line>& lines;
  std::size_t at;
  const Line& line() const { return lines[at]; }

  template <class Test>
  bool any_before(Test test) const { return std::any_of(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(at), test); }
  bool speaks_of_files() const {
    return std::any_of(lines.begin(), lines.end(), [](const Line& each) {
      return each.kind == Line::Kind::file || (each.which == Call::CertOpenStore && !is_text(each.arg("lpszStoreProvider"), "CERT_STORE_PROV_MEMORY"));
    });
  }
};

// A store by a handle of its own. What a context's hCertStore leads to may be the null store.
bool is_handle(const Place& at, const Value& value) {
  return value.is_text() && at.any_before([&](const Line& each) {
    return (each.which == Call::CertOpenStore || each.which == Call::CertDuplicateStore) && is_text(each.ret, value.text);
  });
}

bool is_close(const Place& at, std::int64_t flags) {
  const Line& line = at.line();
  return line.which == Call::CertCloseStore && is_handle(at, line.arg("hCertStore")) && line.number_of("dwFlags") == flags;
}

using Changed = std::optional<Line>;

template <class Set>
Changed with(const Line& line, Set set) {
  Line changed = line;
  set(changed);
  return changed;
}

Changed failing(const Line& line) { return with(line, [](Line& it) { it.ret = Value::of(false); }); }
Changed with_error(const Line& line, const char* code) {
  return with(line, [&](Line& it) {
    it.last_error = Value::of(code);
    if (it.last_error.text != "unchanged") trace::resolve_error_code(it.last_error);
  });
}

// The observed value of a name, changed.
Changed with_probe(const Line& line, Fields trace::Observed::*probe, const std::string& name, Value value) {
  return with(line, [&](Line& it) { (it.observed.*probe)[name] = std::move(value); });
}

const Value* probed(const Line& line, Fields trace::Observed::*probe, const Value& name) {
  return name.is_text() ? (line.observed.*probe).find(name.text) : nullptr;
}

const Value& added_context(const Line& line) { return is_create(line) ? line.ret : line.output(added_parameter(line.which)); }

const Value& encoded_argument(const Line& line) {
  for (const auto parameter : {"pbCertEncoded", "pbCrlEncoded"})
    if (!line.arg(parameter).is_absent()) return line.arg(parameter);
  return line.arg("pbCtlEncoded");
}

// --- The changes: each gives a line that no reading allows there, or nothing where the place does not lend itself to it ----------

Changed free_fails(const Place& at) { return is_free(at.line()) && succeeded(at.line()) ? failing(at.line()) : Changed(); }

Changed duplicate_gives_nothing(const Place& at) {
  if (!is_duplicate(at.line()) || !at.line().ret.is_text()) return {};
  return with(at.line(), [](Line& it) { it.ret = Value::null(); });
}

Changed close_sets_an_error(const Place& at) {
  const bool fits = is_close(at, 0) && succeeded(at.line()) && at.line().last_error_is_unchanged() && !at.speaks_of_files();
  return fits ? with_error(at.line(), "CRYPT_E_NOT_FOUND") : Changed();
}

Changed pending_close_sets_no_error(const Place& at) {
  const Line& line = at.line();
  const bool fits = is_close(at, check_flag) && line.ret.is_boolean() && !line.ret.truth && is_text(line.last_error, "CRYPT_E_PENDING_CLOSE");
  return fits ? with_error(line, "unchanged") : Changed();
}

Changed added_context_is_gone(const Place& at) {
  const Line& line = at.line();
  if (!is_add(line.which) || !succeeded(line)) return {};
  const Value& name = added_context(line);
  const Value* alive = probed(line, &trace::Observed::alive, name);
  return alive && alive->is_boolean() && alive->truth ? with_probe(line, &trace::Observed::alive, name.text, Value::of(false)) : Changed();
}

Changed open_store_is_gone(const Place& at) {
  const Line& line = at.line();
  if (!is_add(line.which) || !succeeded(line) || !is_handle(at, line.arg("hCertStore"))) return {};
  const Value* alive = probed(line, &trace::Observed::alive, line.arg("hCertStore"));
  return alive && alive->is_boolean() && alive->truth ? with_probe(line, &trace::Observed::alive, line.arg("hCertStore").text, Value::of(false)) : Changed();
}

Changed acquired_handle_is_released(const Place& at) {
  const Line& line = at.line();
  if (line.which != Call::CryptAcquireContext || !succeeded(line)) return {};
  const Value* csp = probed(line, &trace::Observed::csp, line.output("phProv"));
  return csp && is_text(*csp, "held") ? with_probe(line, &trace::Observed::csp, line.output("phProv").text, Value::of("released")) : Changed();
}

Changed context_has_other_bytes(const Place& at) {
  const Line& line = at.line();
  const bool adds = is_encoded_add(line) && succeeded(line) && line.number_of("dwAddDisposition") == 4;
  if (!adds && !is_create(line)) return {};
  const Value& name = added_context(line);
  const Value* content = probed(line, &trace::Observed::content, name);
  if (!content || !content->is_text() || !(*content == encoded_argument(line))) return {};
  return with_probe(line, &trace::Observed::content, name.text, Value::of(content->text.substr(0, content->text.find(':')) + ":Another"));
}

Changed context_is_of_another_store(const Place& at) {
  const Line& line = at.line();
  if (!is_encoded_add(line) || !succeeded(line) || !is_handle(at, line.arg("hCertStore"))) return {};
  const Value* home = probed(line, &trace::Observed::home, added_context(line));
  return home && *home == line.arg("hCertStore") ? with_probe(line, &trace::Observed::home, added_context(line).text, Value::of("s-another")) : Changed();
}

Changed property_has_another_value(const Place& at) {
  for (const auto& context : at.line().observed.properties) {
    for (const auto& property : context.value.fields) {
      if (property.name != "11" || !property.value.is_text()) continue;
      return with(at.line(), [&](Line& it) { it.observed.properties[context.name].fields["11"] = Value::of("text:another value"); });
    }
  }
  return {};
}

// The element that came before comes again. Only where nothing but adds at the end changed the list, so that it is listed still.
Changed element_comes_twice(const Place& at) {
  const Line& line = at.line();
  if (!is_between(line.which, Call::CertEnumCertificatesInStore, Call::CertEnumCTLsInStore) || !line.ret.is_text()) return {};
  const Line* const previous_line = at.at > 0 ? &at.lines[at.at - 1] : nullptr;
  const bool disturbed = at.any_before([](const Line& each) {
    const bool replaces = is_add(each.which) && each.number_of("dwAddDisposition") != 4;
    return replaces || each.which == Call::CertCloseStore || is_between(each.which, Call::CertDeleteCertificateFromStore, Call::CertDeleteCTLFromStore);
  });
  if (!previous_line || disturbed) return {};
  for (const auto parameter : {"pPrevCertContext", "pPrevCrlContext", "pPrevCtlContext"})
    if (const Value& previous = line.arg(parameter); previous.is_text()) return with(line, [&](Line& it) { it.ret = previous; });
  return {};
}

Changed file_holds_what_nobody_added(const Place& at) {
  for (const auto& file : at.line().observed.persisted) {
    if (!file.value.is_list()) continue;
    return with(at.line(), [&](Line& it) {
      Value& records = it.observed.persisted[file.name];
      records.items.clear();
      records.items.add() = Value::of("cert:Another");
    });
  }
  return {};
}

struct Change {
  std::string_view aspect;
  Changed (*make)(const Place& at);
};
constexpr std::array<Change, 12> changes{{{"result", free_fails},
                                          {"result", duplicate_gives_nothing},
                                          {"last error", close_sets_an_error},
                                          {"last error", pending_close_sets_no_error},
                                          {"alive", added_context_is_gone},
                                          {"alive", open_store_is_gone},
                                          {"csp", acquired_handle_is_released},
                                          {"content", context_has_other_bytes},
                                          {"hCertStore", context_is_of_another_store},
                                          {"properties", property_has_another_value},
                                          {"order", element_comes_twice},
                                          {"persisted", file_holds_what_nobody_added}}};

ProgramRun run_with(const std::vector<Line>& lines, std::size_t at, const Line& changed) {
  ProgramRun run;
  for (std::size_t i = 0; i < lines.size(); ++i) run.results.push_back({i == at ? changed : lines[i]});
  return run;
}

bool is_rejected_at(const Trial& trial, std::size_t at) { return !trial.findings.empty() && trial.findings.front().at == at; }

}  // namespace

std::size_t changes_to_see() { return changes.size(); }

void JudgeControls::look_at(const TestProgram& program, const Trial& trial) {
  // What Windows was seen to answer would tell a change as well: here the oracle alone is on trial.
  if (program.windows) return;
  const bool was_accepted = trial.findings.empty() && trial.last_call_was_judged && trial.lines.size() == program.lines.size();
  if (!was_accepted || made_.size() == changes.size() || program.lines.size() > longest_program) return;
  for (std::size_t change = 0; change < changes.size(); ++change) {
    if (made_.contains(change)) continue;
    for (std::size_t at = 0; at < trial.lines.size(); ++at)
      if (try_at(change, at, program, trial)) break;
  }
}

bool JudgeControls::try_at(std::size_t change, std::size_t at, const TestProgram& program, const Trial& trial) {
  const Line& line = trial.lines[at];
  if (line.kind == Line::Kind::file) return false;
  const Changed changed = changes[change].make({trial.lines, at});
  if (!changed) return false;
  made_.insert(change);
  const std::string aspect(changes[change].aspect);
  controls_.aspects.insert(aspect);
  ++controls_.of;
  if (is_rejected_at(judge_(program, run_with(trial.lines, at, *changed)), at)) ++controls_.seen;
  else controls_.unseen.push_back(aspect + ": " + call_text(line) + " with " + observation_text(*changed));
  return true;
}

}  // namespace certlife::conformance
