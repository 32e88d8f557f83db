// All that it takes to hold the store to the documentation: how its functions are called.
#include <certlife/conformance_gtest.h>

#include "own_store.h"

namespace {

using certlife::conform::Handle;
using certlife::conform::Kind;
using certlife::conform::NotSupported;

own::Store* store(Handle handle) {
  if (!handle) throw NotSupported("NULL for a store");
  return handle.to<own::Store*>();
}

own::Context* context(Handle handle) {
  if (!handle) throw NotSupported("NULL for a context");
  return handle.to<own::Context*>();
}

certlife::conform::Port make_port() {
  certlife::conform::Port port;
  port.name = "own_store";
  port.kinds = {Kind::certificate};
  port.start_afresh = own::forget_everything;
  port.get_last_error = [] { return own::last_error; };
  port.set_last_error = [](std::uint32_t code) { own::last_error = code; };

  port.open_store = [](const certlife::conform::OpenStore& request) -> Handle {
    constexpr std::uint32_t memory = 2;
    if (request.provider != memory || request.flags != 0 || request.csp) throw NotSupported("anything but plain memory stores");
    return own::open_store();
  };
  port.duplicate_store = [](Handle handle) -> Handle { return own::duplicate(store(handle)); };
  port.close_store = [](Handle handle, std::uint32_t flags) {
    if (flags > (own::force_flag | own::check_flag)) throw NotSupported("unknown flags of a close");
    return own::close(store(handle), flags);
  };
  port.add_encoded = [](Kind, Handle to, std::uint32_t encoding_type, certlife::conform::BytesView encoded, std::uint32_t disposition, Handle* added) {
    if (disposition != own::add_new && disposition != own::add_always) throw NotSupported("other dispositions than NEW and ALWAYS");
    if (encoded.size() < 64) throw NotSupported("certificates that are none");
    own::Context* made = nullptr;
    const bool succeeds = own::add(store(to), encoding_type, {encoded.begin(), encoded.end()}, disposition, added != nullptr ? &made : nullptr);
    if (added != nullptr) *added = made;
    return succeeds;
  };
  port.enumerate = [](Kind, Handle of, Handle previous) -> Handle { return own::next_of(store(of), previous.to<own::Context*>()); };
  port.duplicate_context = [](Kind, Handle handle) -> Handle { return own::duplicate(context(handle)); };
  port.free_context = [](Kind, Handle handle) { return own::release(context(handle)), true; };
  port.delete_context = [](Kind, Handle handle) { return own::remove(context(handle)), true; };

  port.store_is_alive = [](Handle handle) { return own::is_there(handle.to<const own::Store*>()); };
  port.context_is_alive = [](Kind, Handle handle) { return own::is_there(handle.to<const own::Context*>()); };
  port.store_of = [](Kind, Handle handle) -> Handle { return context(handle)->home; };
  port.content_of = [](Kind, Handle handle) { return context(handle)->encoded; };
  return port;
}

CERTLIFE_CONFORMANCE_TEST(OwnStore, make_port);

}  // namespace
