// The shortest program to a state or to a violation: the keys of the path say which worlds it passes through, and a replay
// finds the calls. Things keep their names through the replay, since it never renames as symmetry does.
#pragma once

#include <string>

#include "model/explore/explorer.h"

namespace certlife::model::explore {

template <class D>
struct Program {
  std::vector<Call<D>> calls;
  World<D> after{};  // Settled; fresh names are found as in the exploration.
};

// Appends to the program the first call whose outcome is wanted.
template <class Rules, class D, class Wanted>
bool extend(Program<D>& program, const Scope& scope, const typename D::Choices& choices, Wanted wanted) {
  const World<D> before = program.after;
  bool extended = false;
  every_candidate(before, scope, [&](const auto& call) {
    if (extended) return;
    const auto outcome = Rules::template step<D>(before, call, choices);
    if (!outcome.given.holds() || !wanted(before, call, outcome)) return;
    extended = true;
    program.calls.push_back(call);
    program.after = outcome.after;
    settle(program.after, scope);
  });
  return extended;
}

// REQUIRES: the explorer kept parents and reached the key.
template <class D, class Key, class Claims, class Rules>
Program<D> program_to(const Explorer<D, Key, Claims, Rules>& explorer, const Key& key) {
  Program<D> program;
  for (const Key& next : explorer.path_to(key)) {
    if (explorer.key_of(program.after) == next) continue;
    extend<Rules>(program, explorer.scope(), explorer.choices(), [&](const auto&, const auto&, const Outcome<D>& outcome) {
      return is_within(explorer.scope(), outcome.after) && explorer.key_of(outcome.after) == next;
    });
  }
  return program;
}

// REQUIRES: there is a violation, and the explorer kept parents.
template <class D, class Key, class Claims, class Rules>
Program<D> program_to_violation(const Explorer<D, Key, Claims, Rules>& explorer) {
  const auto& violation = *explorer.violation();
  Program<D> program = program_to(explorer, violation.before);
  extend<Rules>(program, explorer.scope(), explorer.choices(),
                [&](const World<D>& before, const auto& call, const Outcome<D>& outcome) {
                  return is_within(explorer.scope(), outcome.after) &&
                         explorer.broken_by(before, call, outcome) == violation.claim;
                });
  return program;
}

// A call in one line, with the names of its slots: s1 is the first store, c2 the second context.
template <class D>
class CallText {
 public:
  std::string operator()(const OpenStore<D>& call) const {
    return name(call.fresh_store) + " = CertOpenStore(" + (call.csp == D::no_csp() ? "" : "csp") +
           (call.no_crypt_release ? ", NO_CRYPT_RELEASE)" : ")");
  }
  std::string operator()(const DuplicateStore<D>& call) const { return "CertDuplicateStore(" + name(call.store) + ")"; }
  std::string operator()(const CloseStore<D>& call) const {
    return "CertCloseStore(" + name(call.store) + (call.check ? ", CHECK" : "") + (call.force ? ", FORCE" : "") +
           (call.unknown_flags ? ", unknown flags)" : ")");
  }
  std::string operator()(const CreateContext<D>& call) const {
    return name(call.fresh_context) + " = create(" + name(call.kind, call.content) + ")";
  }
  std::string operator()(const AddContext<D>& call) const {
    const std::string what = call.from_context ? name(call.source) : name(call.kind, call.content);
    return (call.wants_result ? name(call.fresh_context) + " = " : "") + "add(" + name(call.store) + ", " + what +
           ", disposition " + std::to_string(static_cast<int>(call.disposition)) + ")";
  }
  std::string operator()(const NextContext<D>& call) const {
    return (call.is_find ? "find(" : "enumerate(") + name(call.store) + ", " + name(call.kind) + ", " + name(call.previous) + ")";
  }
  std::string operator()(const DuplicateContext<D>& call) const { return "duplicate(" + name(call.context) + ")"; }
  std::string operator()(const FreeContext<D>& call) const { return "free(" + name(call.context) + ")"; }
  std::string operator()(const DeleteContext<D>& call) const { return "delete(" + name(call.context) + ")"; }
  std::string operator()(const SetProperty<D>& call) const {
    return "set_property(" + name(call.context) + ", " + std::to_string(call.property) + ", " + std::to_string(call.value) + ")";
  }
  std::string operator()(const GetProperty<D>& call) const {
    return "get_property(" + name(call.context) + ", " + std::to_string(call.property) + ")";
  }
  std::string operator()(const ControlStore<D>& call) const { return "CertControlStore(" + name(call.store) + ")"; }
  std::string operator()(const SaveStore<D>& call) const { return "CertSaveStore(" + name(call.store) + ")"; }
  std::string operator()(const AcquireCsp<D>&) const { return "csp = CryptAcquireContext()"; }
  std::string operator()(const AddCspReference<D>&) const { return "CryptContextAddRef(csp)"; }
  std::string operator()(const ReleaseCsp<D>&) const { return "CryptReleaseContext(csp)"; }
  std::string operator()(const AskCsp<D>&) const { return "CryptGetProvParam(csp)"; }

 private:
  static std::string name(typename D::Store store) {
    if (store == D::no_store()) return "NULL";
    return store == D::null_store() ? "null store" : "s" + std::to_string(store.index - 1);
  }
  static std::string name(typename D::Context context) {
    return context == D::no_context() ? "NULL" : "c" + std::to_string(context.index);
  }
  static std::string name(Kind kind) {
    switch (kind) {
      case Kind::certificate: return "certificate";
      case Kind::crl: return "CRL";
      case Kind::ctl: return "CTL";
    }
    return {};
  }
  static std::string name(Kind kind, typename D::Content content) {
    return name(kind) + " " + std::to_string(content.key) + (content.time ? " newer" : "");
  }
};

template <class D>
std::string text_of(const Call<D>& call) {
  return std::visit(CallText<D>{}, call);
}

}  // namespace certlife::model::explore
