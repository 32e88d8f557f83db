#include "model/oracle/usage.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "model/trace/utf8.h"

namespace certlife::oracle {

using trace::Call;
using trace::Line;

namespace {

constexpr UsageRule forced_after_passing_on{
    "forced-after-passing-on", "CLOSE-13",
    "close without CERT_CLOSE_STORE_FORCE_FLAG what was handed on, and let whoever has it give it back"};
constexpr UsageRule check_in_release{
    "check-in-release", "CLOSE-40",
    "close without CERT_CLOSE_STORE_CHECK_FLAG in what is released; for a program under development say --development"};
constexpr UsageRule report_not_looked_at{
    "report-not-looked-at", "CLOSE-2",
    "look at what CHECK reports before anything else is closed: the handle is closed with FALSE too, and never to be retried"};
constexpr UsageRule closed_store_used{
    "closed-store-used", "HANDLE-5",
    "open with CERT_STORE_DEFER_CLOSE_UNTIL_LAST_FREE_FLAG, or duplicate the store and close the duplicate after the last use"};

// So many signs and lines say enough.
constexpr std::size_t most_signs = 3, most_related = 20;

std::string quoted(const std::string& name) { return "\"" + trace::shortened(name) + "\""; }

// "crypt.dll+0x12" is in "crypt.dll".
std::string module_of(const Line& line) { return line.at.substr(0, line.at.find('+')); }

bool is_duplicate(Call call) {
  switch (call) {
    case Call::CertDuplicateStore:
    case Call::CertDuplicateCertificateContext:
    case Call::CertDuplicateCRLContext:
    case Call::CertDuplicateCTLContext: return true;
    default:                            return false;
  }
}

constexpr std::int64_t force_flag = 1, check_flag = 2;

bool is_close_with(const Line& line, std::int64_t flag) {
  return line.which == Call::CertCloseStore && (line.number_of("dwFlags") & flag) != 0;
}

bool reports_something(const Line& line) { return is_close_with(line, check_flag) && line.ret.is_boolean() && !line.ret.truth; }

}  // namespace

// --- Around a line -------------------------------------------------------------------------------------------------------

// The store of a name: its own, or the one that the context is of.
Usage::Touch Usage::touch_of(const Knowledge& known, NameId name) const {
  const NameEntry& entry = known.names[name];
  if (entry.thing == Thing::store) return {entry.text, entry.text};
  if (entry.thing != Thing::context || entry.dead || known.candidates.empty()) return {};
  const Candidate& candidate = known.candidates.front();
  const NameId home = known.bindings.of_home(candidate, {candidate.context_called(name)});
  return {home ? known.names[home].text : "", entry.text};
}

void Usage::before(const Knowledge& known, const Line& line) {
  touched_.clear();
  closed_in_ = 0;
  for_each_name_in(line, [&](std::string_view text) {
    const NameId name = known.names.find(text);
    Touch touch = name ? touch_of(known, name) : Touch{};
    const auto same_store = [&](const Touch& each) { return each.store == touch.store; };
    if (!touch.store.empty() && std::ranges::none_of(touched_, same_store)) touched_.push_back(std::move(touch));
  });
}

void Usage::sees(const Knowledge& known, const Line& line, const Branch&) {
  if (touched_.empty() || line.which == Call::CertCloseStore || !known.uses_closed_store()) return;
  const NameId store = known.names.find(touched_.front().store);
  closed_in_ = known.names[store].given_up.line;
}

void Usage::after(const Line& line, const Verdict& verdict) {
  if (verdict.kind == Verdict::Kind::not_evaluated && line.which != Call::unknown) return;
  if (closed_in_) note_use_of_closed(line);
  for (const Touch& touch : touched_) note_signs(line, touch);
  if (line.which == Call::CertCloseStore && !touched_.empty()) note_close(line, touched_.front());
  note_looks(line);
  if (line.which == Call::CertOpenStore && line.ret.is_text()) stores_[line.ret.text] = {line.thread, module_of(line), {}};
}

// --- What is found -------------------------------------------------------------------------------------------------------

// Whatever is done again about the same is told once.
UsageFinding& Usage::find(const UsageRule& rule, const std::string& about, const Line& line, const std::string& name) {
  const auto [at, is_new] = found_.try_emplace(std::string(rule.name) + ' ' + about, findings_.size());
  if (is_new) findings_.push_back({line.number, line.call, name, &rule, "", {}, 0, "", {}});
  UsageFinding& finding = findings_[at->second];
  if (!is_new && ++finding.again <= most_related) finding.related.push_back(line.number);
  return finding;
}

void Usage::note_use_of_closed(const Line& line) {
  const Touch& touch = touched_.front();
  UsageFinding& finding = find(closed_store_used, touch.store, line, touch.name);
  if (finding.again) return;
  finding.related = {closed_in_};
  finding.text = fmt::format("the hCertStore of {} is used after the last close of its store: line {}: {} was closed; what it lists since then is not promised",
                             quoted(touch.name), closed_in_, quoted(touch.store));
}

void Usage::note_signs(const Line& line, const Touch& touch) {
  const auto opened = stores_.find(touch.store);
  if (opened == stores_.end()) return;
  Store& store = opened->second;
  const auto sign = [&](const std::string& what) {
    if (store.passed_on.size() < most_signs)
      store.passed_on.push_back({line.number, fmt::format("line {}: {} {}", line.number, line.call, what)});
  };
  const std::string module = module_of(line);
  if (line.which == Call::unknown) sign("was given " + quoted(touch.name));
  else if (is_duplicate(line.which)) sign("duplicated " + quoted(touch.name));
  else if (store.thread && line.thread && *store.thread != *line.thread) sign(fmt::format("had {} on another thread", quoted(touch.name)));
  else if (!store.module.empty() && !module.empty() && store.module != module) sign(fmt::format("had {} in {}", quoted(touch.name), quoted(module)));
}

void Usage::note_close(const Line& line, const Touch& touch) {
  if (is_close_with(line, force_flag)) note_force(line, touch);
  if (!is_close_with(line, check_flag)) return;
  if (!in_development_)
    find(check_in_release, line.at, line, touch.name).text =
        fmt::format("{} is closed with CERT_CLOSE_STORE_CHECK_FLAG, which is for diagnosis while a program is developed", quoted(touch.name));
  const auto reported = reports_.find(touch.store);
  if (reported == reports_.end()) return;
  UsageFinding& finding = find(report_not_looked_at, std::to_string(line.number), line, touch.name);
  finding.related = {reported->second.line};
  finding.text = fmt::format("{} is closed again, and nobody has looked at what CHECK reported: line {}: CertCloseStore returned FALSE",
                             quoted(touch.name), reported->second.line);
}

void Usage::note_force(const Line& line, const Touch& touch) {
  const auto opened = stores_.find(touch.store);
  if (opened == stores_.end() || opened->second.passed_on.empty()) return;
  UsageFinding& finding = find(forced_after_passing_on, std::to_string(line.number), line, touch.name);
  std::vector<std::string_view> signs;
  for (const Sign& each : opened->second.passed_on) {
    finding.related.push_back(each.line);
    signs.push_back(each.text);
  }
  finding.text = fmt::format("{} is closed with CERT_CLOSE_STORE_FORCE_FLAG, and was passed on before: {}", quoted(touch.name),
                             fmt::join(signs, "; "));
}

// Asking for the last error on the thread is a look at what was reported there, and so is any call with something of the store but
// another close with CHECK.
void Usage::note_looks(const Line& line) {
  if (line.which == Call::GetLastError) std::erase_if(reports_, [&](const auto& each) { return each.second.thread == line.thread; });
  for (const Touch& touch : touched_) {
    if (reports_something(line)) reports_[touch.store] = {line.number, line.thread};
    else reports_.erase(touch.store);
  }
}

void hold_to_usage(Summary& summary, const std::vector<UsageFinding>& findings) {
  if (summary.overall != Overall::accepted || findings.empty()) return;
  const UsageFinding& first = findings.front();
  CallersFault fault;
  fault.line = first.line;
  fault.call = first.call;
  fault.name = first.name;
  fault.clauses = {first.rule->clause};
  fault.right = first.rule->right;
  summary.fault = std::make_shared<CallersFault>(std::move(fault));
  summary.overall = Overall::undefined;
}

}  // namespace certlife::oracle
