#include "impl/src/checked.h"

#include <certlife/certlife.h>

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "impl/src/object_registry.h"
#include "impl/src/quarantine.h"

namespace certlife::impl {
namespace {

constexpr char context_clause[] =
    "When a context's reference count reaches zero its memory is freed; pointers to it are then not valid. (page: Remarks)";
constexpr char other_kind_clause[] =
    "A certificate, CRL or CTL context is passed to the calls of its own kind only. (header)";
constexpr char store_clause[] =
    "One close is owed per successful open and duplicate; after the last the handle is not valid. (page: Description)";
constexpr char pending_clause[] =
    "After the final close the store lives on for its contexts only; closing it once more is owed by nobody. (header)";

void write_to_standard_error(const char* function, const void* object, const char* clause) {
  std::fprintf(stderr, "certlife: misuse: %s(%p): %s\n", function, object, clause);
}

std::atomic<certlife_misuse_handler> misuse_handler{write_to_standard_error};

Status misuse(const char* function, const void* object, const char* clause) {
  misuse_handler.load()(function, object, clause);
  return Status::failure(DWORD{ERROR_INVALID_HANDLE});
}

struct LeakReport {
  DWORD leaks = 0;
};

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

const Element& element_at(const void* address, ObjectKind kind) {
  if (kind == ObjectKind::certificate) return *element_of<Certificate>(static_cast<PCCERT_CONTEXT>(address));
  if (kind == ObjectKind::crl) return *element_of<Crl>(static_cast<PCCRL_CONTEXT>(address));
  return *element_of<Ctl>(static_cast<PCCTL_CONTEXT>(address));
}

std::uint64_t references_to(const void* address, ObjectKind kind) {
  if (kind == ObjectKind::store) return static_cast<const Store*>(address)->handles.load();
  return element_at(address, kind).counts.load().references;
}

void report_leak(void* state, const void* address, ObjectKind kind) {
  const std::uint64_t references = references_to(address, kind);
  if (references == 0) return;
  const char* owed = kind == ObjectKind::store ? "close" : "free";
  std::fprintf(stderr, "certlife: leak: %s %p: %" PRIu64 " %s%s owed: %s\n", name_of(kind), address, references, owed,
               references == 1 ? "" : "s", acquisitions_of(address).c_str());
  ++static_cast<LeakReport*>(state)->leaks;
}

void report_leaks_at_exit() { certlife_report_leaks(); }

// Debug builds start in checked mode; so does a process that wants a leak report.
struct StartUp {
  StartUp() {
    const char* leaks = std::getenv("CERTLIFE_LEAKS");
    const bool wants_leaks = leaks != nullptr && std::strcmp(leaks, "1") == 0;
#ifdef NDEBUG
    settings.checked.store(wants_leaks);
#else
    settings.checked.store(true);
#endif
    if (wants_leaks) std::atexit(report_leaks_at_exit);
  }
};
const StartUp start_up;

}  // namespace

Status check_context_is_alive(const char* function, const void* context, Kind kind) {
  if (!objects_are_registered()) return Status::ok();
  const ObjectKind found = registered_kind(context);
  if (found == object_kind(kind)) return Status::ok();
  return misuse(function, context, found == ObjectKind::none ? context_clause : other_kind_clause);
}

Status check_store_is_open(const char* function, const void* store) {
  if (!objects_are_registered() || store == &null_store()) return Status::ok();
  if (registered_kind(store) != ObjectKind::store) return misuse(function, store, store_clause);
  const bool is_pending = static_cast<const Store*>(store)->handles.load() == 0;
  if (is_pending && std::strcmp(function, "CertCloseStore") == 0) return misuse(function, store, pending_clause);
  return Status::ok();
}

}  // namespace certlife::impl

using namespace certlife::impl;

extern "C" void certlife_set_checked(BOOL on) {
  settings.checked.store(on != FALSE);
  if (!objects_are_registered()) forget_registered_objects();
  if (!on) retire_chain(empty_quarantine());
}

extern "C" BOOL certlife_is_checked(void) { return settings.checked.load() ? TRUE : FALSE; }

extern "C" void certlife_set_misuse_handler(certlife_misuse_handler handler) {
  misuse_handler.store(handler != nullptr ? handler : write_to_standard_error);
}

extern "C" DWORD certlife_report_leaks(void) {
  if (!certlife_is_checked()) return 0;
  LeakReport report;
  visit_registered_objects(report_leak, &report);
  return report.leaks;
}
