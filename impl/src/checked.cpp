#include "impl/src/checked.h"

#include <certlife/certlife.h>

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "impl/src/misuse.h"
#include "impl/src/object_registry.h"
#include "impl/src/quarantine.h"

namespace certlife::impl {
namespace {

// In one write, so that lines of several threads do not mix.
void write_to_standard_error(const char* function, const void* object, const char* text, const Call& given_up_by) {
  if (given_up_by.function == nullptr) {
    std::fprintf(stderr, "certlife: misuse: %s(%p) in call %" PRIu64 ": %s\n", function, object, current_call().number, text);
  } else {
    std::fprintf(stderr, "certlife: misuse: %s(%p) in call %" PRIu64 ", after %s in call %" PRIu64 ": %s\n", function, object,
                 current_call().number, given_up_by.function, given_up_by.number, text);
  }
}

std::atomic<certlife_misuse_handler> misuse_handler{nullptr};

void tell(const void* object, Misuse misuse, const Call& given_up_by = {}) {
  const char* const function = current_call().function;
  const certlife_misuse_handler handler = misuse_handler.load();
  if (handler != nullptr) return handler(function, object, text_of(misuse).text);
  write_to_standard_error(function, object, text_of(misuse).text, given_up_by);
}

Status refuse(const void* object, Misuse misuse, const Call& given_up_by = {}) {
  tell(object, misuse, given_up_by);
  return Status::failure(DWORD{ERROR_INVALID_HANDLE});
}

Misuse misuse_of_dead_context(Death death) {
  switch (death) {
    case Death::last_reference: return Misuse::context_is_freed;
    case Death::last_close: return Misuse::context_went_with_its_store;
    case Death::forced_close: return Misuse::context_went_by_force;
  }
  return Misuse::context_is_freed;
}

const char* name_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::none: return "nothing";
    case ObjectKind::certificate: return "certificate context";
    case ObjectKind::crl: return "CRL context";
    case ObjectKind::ctl: return "CTL context";
    case ObjectKind::store: return "store";
  }
  return "";
}

void write_open_calls(const OpenCalls& open) {
  const char* before = open.is_a_guess ? " owed, as it seems for " : " owed for ";
  for (const Call& call : open.calls) {
    std::fprintf(stderr, "%s%s in call %" PRIu64, before, call.function, call.number);
    before = ", ";
  }
  if (open.not_noted > 0) std::fprintf(stderr, "%s%" PRIu64 " unknown", before, open.not_noted);
  std::fputs(open.calls.empty() && open.not_noted == 0 ? " owed\n" : "\n", stderr);
}

void report_leak(void* number, const RegisteredObject& object) {
  if (object.references == 0) return;
  const char* owed = object.kind == ObjectKind::store ? "close" : "free";
  std::fprintf(stderr, "certlife: leak: %s %p: %" PRIu64 " %s%s", name_of(object.kind), object.address, object.references, owed,
               object.references == 1 ? "" : "s");
  write_open_calls(object.open);
  ++*static_cast<DWORD*>(number);
}

void report_leaks_at_exit() { certlife_report_leaks(); }

// Debug builds start in checked mode; so does a process that wants a leak report.
struct StartUp {
  StartUp() {
    const char* leaks = std::getenv("CERTLIFE_LEAKS");
    const bool wants_leaks = leaks != nullptr && std::strcmp(leaks, "1") == 0;
#ifdef NDEBUG
    settings.set_checked(wants_leaks);
#else
    settings.set_checked(true);
#endif
    if (wants_leaks) std::atexit(report_leaks_at_exit);
  }
};
const StartUp start_up;

}  // namespace

Status check_context(const void* context, Kind kind) {
  if (!objects_are_registered()) return Status::ok();
  const Sighting seen = look_at(context);
  if (seen.kind == ObjectKind::none || seen.kind == ObjectKind::store) return refuse(context, Misuse::no_context);
  if (!seen.is_alive) return refuse(context, misuse_of_dead_context(seen.death), seen.given_up_by);
  if (seen.kind != object_kind(kind)) return refuse(context, Misuse::context_is_of_another_kind);
  if (seen.references == 0) return refuse(context, Misuse::context_is_not_held, seen.given_up_by);
  if (seen.has_changed) tell(context, Misuse::context_was_changed);
  return Status::ok();
}

void note_lost_changes(const void* store) {
  if (settings.checked.load()) tell(store, Misuse::changes_were_lost);
}

Status check_store(const void* store) {
  if (!objects_are_registered() || store == &null_store()) return Status::ok();
  const Sighting seen = look_at(store);
  if (seen.kind != ObjectKind::store) return refuse(store, Misuse::no_store);
  const bool by_force = seen.death == Death::forced_close;
  if (!seen.is_alive) {
    return refuse(store, by_force ? Misuse::store_was_closed_by_force : Misuse::store_is_closed, seen.given_up_by);
  }
  const bool is_close = std::strcmp(current_call().function, "CertCloseStore") == 0;
  if (seen.references == 0 && is_close) return refuse(store, Misuse::store_waits_for_contexts, seen.given_up_by);
  return Status::ok();
}

}  // namespace certlife::impl

using namespace certlife::impl;

extern "C" void certlife_set_checked(BOOL on) {
  settings.set_checked(on != FALSE);
  if (!objects_are_registered()) forget_registered_objects();
  if (!on) retire_chain(empty_quarantine());
}

extern "C" BOOL certlife_is_checked(void) { return settings.checked.load() ? TRUE : FALSE; }

extern "C" void certlife_set_misuse_handler(certlife_misuse_handler handler) { misuse_handler.store(handler); }

extern "C" DWORD certlife_report_leaks(void) {
  if (!certlife_is_checked()) return 0;
  DWORD leaks = 0;
  visit_registered_objects(report_leak, &leaks);
  return leaks;
}
