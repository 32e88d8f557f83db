#include "tests/conformance/tests/embedded/bundled_port.h"

#include <certlife/certlife.h>
#include <certlife/conformance_wincrypt.h>

#include "impl/src/testing/observer.h"

namespace certlife::embedded_tests {
namespace {

namespace observer = impl::testing;

observer::ObjectKind observed(conform::Kind kind) {
  switch (kind) {
    case conform::Kind::certificate: return observer::ObjectKind::certificate;
    case conform::Kind::crl: return observer::ObjectKind::crl;
    case conform::Kind::ctl: return observer::ObjectKind::ctl;
  }
  return observer::ObjectKind::none;
}

}  // namespace

conform::Port bundled_port() {
  static const bool is_observed = (observer::observe_objects(true), true);
  conform::Port port = conform::wincrypt_port();
  port.name = "certlife";
  port.version = is_observed ? certlife_version() : "";
  port.store_is_alive = [](conform::Handle store) {
    const void* const address = store.to<const void*>();
    return address == observer::null_store_handle() || observer::observe(address).kind == observer::ObjectKind::store;
  };
  port.context_is_alive = [](conform::Kind kind, conform::Handle context) {
    return observer::observe(context.to<const void*>()).kind == observed(kind);
  };
  return port;
}

}  // namespace certlife::embedded_tests
