#include "model/programs/attribution.h"

#include <algorithm>
#include <array>

#include "model/ledger/ledger.h"
#include "model/programs/model_calls.h"
#include "model/trace/notation.h"

namespace certlife::conformance {
namespace {

using trace::Call;
using trace::Line;

enum class Group { open, duplicate_store, close, control, save, create, add, enumerate, find, duplicate, free, remove, set_property, get_property, csp };

Group group_of(Call call) {
  if (call >= Call::CryptAcquireContext) return Group::csp;
  if (call >= Call::CertGetCertificateContextProperty) return Group::get_property;
  if (call >= Call::CertSetCertificateContextProperty) return Group::set_property;
  if (call >= Call::CertDeleteCertificateFromStore) return Group::remove;
  if (call >= Call::CertFreeCertificateContext) return Group::free;
  if (call >= Call::CertDuplicateCertificateContext) return Group::duplicate;
  if (call >= Call::CertFindCertificateInStore) return Group::find;
  if (call >= Call::CertEnumCertificatesInStore) return Group::enumerate;
  if (call >= Call::CertAddEncodedCertificateToStore) return Group::add;
  if (call >= Call::CertCreateCertificateContext) return Group::create;
  constexpr std::array groups{Group::open, Group::open, Group::duplicate_store, Group::close, Group::control, Group::save};
  return groups[static_cast<std::size_t>(call)];
}

// What of the observation differs: the probe, and the name it is about.
struct Aspect {
  std::string what;
  std::string name;
};

Aspect aspect_of(const oracle::Verdict& verdict) {
  if (verdict.differing.empty()) return {"ret", ""};
  const std::string& first = verdict.differing.front();
  constexpr std::string_view between = " of ";
  const auto end = first.find(between);
  return {first.substr(0, end), end == std::string::npos ? "" : first.substr(end + between.size())};
}

const trace::Value& probe(const trace::Fields& probes, const std::string& name) {
  static const trace::Value absent;
  const auto* found = probes.find(name);
  return found ? *found : absent;
}

bool is_store(const std::string& name) { return name.starts_with("s"); }

// Facts about the call that the tables below ask for.
struct Circumstances {
  const Line& seen;
  const oracle::Verdict& verdict;
  Aspect aspect;
  bool check, force;

  bool cites(std::string_view clause) const {
    return std::any_of(verdict.clauses.begin(), verdict.clauses.end(), [&](const char* each) { return clause == each; });
  }
  bool closes_for_good() const { return cites("CLOSE-8") || cites("CLOSE-11") || cites("CLOSE-19"); }
  std::string first_cited() const { return verdict.clauses.empty() ? "" : verdict.clauses.front(); }
};

// What the call itself returned or passed out under that name, so that its content tells which thing it gave.
bool was_given(const Line& seen, const std::string& name) {
  if (seen.ret.is_text() && seen.ret.text == name) return true;
  return std::any_of(seen.out.begin(), seen.out.end(), [&](const auto& out) { return out.value.is_text() && out.value.text == name; });
}

bool is_about_the_result(const Circumstances& of) {
  return of.aspect.what == "ret" || of.aspect.what == "out" || (of.aspect.what == "content" && was_given(of.seen, of.aspect.name));
}

// A choice on which an accepting reading differs is what the rejection is about.
std::string open_clause(const Circumstances& of) {
  if (of.verdict.readings == 0) return "";
  switch (group_of(of.seen.which)) {
    case Group::close:
      if (of.aspect.what == "csp") return "CLOSE-16";
      if (of.cites("CLOSE-27")) return "CLOSE-27";
      if (of.aspect.what == "lastError" && of.check) return "CLOSE-22";
      return of.aspect.what == "ret" ? "CLOSE-7" : "";
    case Group::open: return of.aspect.what == "csp" ? "OPEN-10" : "";
    case Group::enumerate:
    case Group::find: return is_about_the_result(of) ? "ENUM-7" : "";
    case Group::add: return kind_of(of.seen.which) == model::Kind::certificate ? "ADD-25" : "";
    default: return "";
  }
}

// Of a certificate context alone the sources agree that the existing one is kept.
std::string clause_for_inheriting(const Line& seen) {
  return seen.which == Call::CertAddCertificateContextToStore ? "ADD-16" : "ADD-17";
}

// What the disposition does with a match, if there was one.
std::string clause_for_disposition(const Circumstances& of) {
  const bool replaces = of.cites("ADD-13"), uses = of.first_cited() == "ADD-18";
  if (!replaces && !uses) return of.first_cited();
  switch (of.seen.number_of("dwAddDisposition")) {
    case 5: return clause_for_inheriting(of.seen);
    case 6: return "ADD-10";
    case 7: return "ADD-12";
    default: return replaces ? "ADD-13" : "ADD-18";
  }
}

std::string clause_for_result(const Circumstances& of) {
  if (group_of(of.seen.which) == Group::add) return clause_for_disposition(of);
  const bool last_error = of.aspect.what == "lastError";
  if (group_of(of.seen.which) == Group::close && last_error && !of.check && of.first_cited() == "CLOSE-3") return "CLOSE-10";
  if (group_of(of.seen.which) == Group::close && last_error && of.first_cited() == "CLOSE-4") return "CLOSE-22";
  return of.first_cited();
}

std::string clause_for_close(const Circumstances& of, bool alive) {
  const bool store = is_store(of.aspect.name);
  if (!of.closes_for_good()) return of.force ? "CLOSE-9" : "CLOSE-36";
  if (of.force) return alive ? (store ? "CLOSE-39" : "CLOSE-11") : "CLOSE-35";
  if (alive) return of.check && of.seen.ret.is_boolean() && of.seen.ret.truth ? "CLOSE-38" : "CLOSE-19";
  return store ? "CLOSE-21" : "CLOSE-8";
}

std::string clause_for_life(const Circumstances& of) {
  const bool alive = probe(of.seen.observed.alive, of.aspect.name).truth, store = is_store(of.aspect.name);
  switch (group_of(of.seen.which)) {
    case Group::close: return clause_for_close(of, alive);
    case Group::free: return store ? "FREE-7" : alive ? "FREE-3" : of.cites("FREE-4") ? "FREE-4" : "FREE-2";
    case Group::remove: return store ? "FREE-7" : alive ? "FREE-3" : "DELETE-4";
    case Group::add: return alive ? clause_for_disposition(of) : "ADD-14";
    case Group::enumerate: return alive ? "ENUM-2" : "ENUM-15";
    case Group::find: return alive ? "FIND-2" : "FIND-15";
    case Group::duplicate: return "DUP-2";
    default: return of.first_cited();
  }
}

std::string clause_for_csp(const Circumstances& of) {
  const bool held = probe(of.seen.observed.csp, of.aspect.name).text == "held";
  switch (group_of(of.seen.which)) {
    case Group::close: return held ? "CLOSE-14" : of.closes_for_good() ? "CLOSE-15" : "CLOSE-16";
    case Group::open: return of.first_cited() == "OPEN-1" ? "OPEN-8" : held ? "OPEN-10" : "OPEN-11";
    default: return of.first_cited();
  }
}

std::string clause_for_home(const Circumstances& of) {
  const Group group = group_of(of.seen.which);
  return group == Group::add ? "ADD-2" : group == Group::create ? "CREATE-3" : "HANDLE-4";
}

std::string clause_for_content(const Circumstances& of) {
  if (group_of(of.seen.which) == Group::create) return "CREATE-1";
  return is_about_the_result(of) ? clause_for_result(of) : "CONTEXT-8";
}

std::string clause_for_properties(const Circumstances& of) {
  switch (group_of(of.seen.which)) {
    case Group::close: return "CLOSE-8";
    case Group::set_property: return of.seen.arg("pvData").is_nothing() ? "PROP-3" : "PROP-2";
    case Group::add: break;
    default: return "PROP-1";
  }
  switch (of.seen.number_of("dwAddDisposition")) {
    case 2: return "ADD-19";
    case 5: return clause_for_inheriting(of.seen);
    case 7: return "ADD-12";
    default: return of.seen.which >= Call::CertAddCertificateContextToStore ? "ADD-6" : "ADD-46";
  }
}

std::string clause_for_file(const Circumstances& of) {
  switch (group_of(of.seen.which)) {
    case Group::close: return of.cites("CLOSE-31") ? "CLOSE-31" : "FILE-10";
    case Group::control: return "CONTROL-1";
    case Group::save: return "SAVE-1";
    case Group::open: return "FILE-15";
    default: return of.first_cited();
  }
}

std::string clause_for(const Circumstances& of) {
  if (const std::string open = open_clause(of); !open.empty()) return open;
  const std::string& what = of.aspect.what;
  if (what == "alive") return clause_for_life(of);
  if (what == "csp") return clause_for_csp(of);
  if (what == "hCertStore") return clause_for_home(of);
  if (what == "content") return clause_for_content(of);
  if (what == "encodingType") return "CREATE-17";
  if (what == "properties") return clause_for_properties(of);
  if (what == "persisted") return clause_for_file(of);
  return clause_for_result(of);
}

std::string truth_text(const trace::Value& value) {
  if (value.is_boolean()) return value.truth ? "TRUE" : "FALSE";
  if (value.is_null()) return "NULL";
  return value.is_number() ? std::to_string(value.number) : "another object";
}

std::string aspect_text(const Line& seen, const Aspect& aspect) {
  const std::string thing = is_store(aspect.name) ? "a store" : "a context";
  if (aspect.what == "ret") return "returns " + truth_text(seen.ret);
  if (aspect.what == "out") return "passes out something else";
  if (aspect.what == "alive") return thing + (probe(seen.observed.alive, aspect.name).truth ? " stays allocated" : " is destroyed");
  if (aspect.what == "csp") return "the CSP handle is " + probe(seen.observed.csp, aspect.name).text;
  if (aspect.what == "hCertStore") return "hCertStore is another";
  if (aspect.what == "content") return "the content is another";
  if (aspect.what == "encodingType") return "the encoding type is another";
  if (aspect.what == "properties") return "the properties are others";
  if (aspect.what == "persisted") return "the file holds something else";
  if (!aspect.what.starts_with("lastError")) return aspect.what;
  return "last error " + (seen.last_error_is_unchanged() ? std::string("unchanged") : seen.last_error.is_number() || seen.last_error.resolved
                              ? trace::error_name(static_cast<std::uint32_t>(seen.last_error.number))
                              : seen.last_error.text);
}

}  // namespace

Blame blame_for(const Line& seen, const oracle::Verdict& verdict, std::string_view) {
  const auto flags = seen.which == Call::CertCloseStore ? seen.number_of("dwFlags") : 0;
  const Circumstances of{seen, verdict, aspect_of(verdict), (flags & 2) != 0, (flags & 1) != 0};
  return {clause_for(of), aspect_text(seen, of.aspect)};
}

}  // namespace certlife::conformance
