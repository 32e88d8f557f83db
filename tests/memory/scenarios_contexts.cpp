#include <array>

#include "tests/memory/scenarios.h"

namespace certlife::memory {
namespace {

constexpr DWORD all_types = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;

const KindCalls& calls(std::size_t kind) { return library().kinds[kind]; }

void set_blob(std::size_t kind, const void* context, DWORD id, const char* value) {
  CRYPT_DATA_BLOB blob{static_cast<DWORD>(std::char_traits<char>::length(value)), reinterpret_cast<BYTE*>(const_cast<char*>(value))};
  calls(kind).set_property(context, id, 0, &blob);
}

Scenario add_encoded(std::size_t kind, const std::string& label, DWORD disposition, bool wants_context, bool to_many) {
  const std::vector<BYTE>& bytes = content(kind, label);
  return {"add encoded " + label + ", disposition " + std::to_string(disposition) + (wants_context ? "" : ", unheld"),
          [](World&) {},
          [=, &bytes](World& world) {
            const void* added = nullptr;
            const BOOL done = calls(kind).add_encoded(world.store(), all_types, bytes.data(), static_cast<DWORD>(bytes.size()),
                                                      disposition, wants_context ? &added : nullptr);
            world.hold(kind, added);
            return done != FALSE;
          },
          {}, to_many};
}

// The source has properties: one that the existing element has as well, and others.
Scenario add_context(std::size_t kind, const std::string& label, DWORD disposition, bool wants_context) {
  const std::vector<BYTE>& bytes = content(kind, label);
  return {"add context " + label + ", disposition " + std::to_string(disposition) + (wants_context ? "" : ", unheld"),
          [=, &bytes](World& world) {
            world.hold(kind, calls(kind).create(all_types, bytes.data(), static_cast<DWORD>(bytes.size())));
            const void* source = world.held.back().context;
            set_blob(kind, source, CERT_DESCRIPTION_PROP_ID, "of the source");
            set_blob(kind, source, CERT_ARCHIVED_PROP_ID, "");
            set_blob(kind, source, CERT_FIRST_USER_PROP_ID, "more");
          },
          [=](World& world) {
            const void* added = nullptr;
            const BOOL done =
                calls(kind).add_context(world.store(), world.held[3].context, disposition, wants_context ? &added : nullptr);
            world.hold(kind, added);
            return done != FALSE;
          }};
}

Scenario add_to_no_store(std::size_t kind) {
  const std::vector<BYTE>& bytes = content(kind, "Z");
  return {"add encoded to NULL", [](World&) {}, [=, &bytes](World& world) {
            const void* added = nullptr;
            calls(kind).add_encoded(nullptr, all_types, bytes.data(), static_cast<DWORD>(bytes.size()), CERT_STORE_ADD_ALWAYS, &added);
            return world.hold(kind, added);
          }};
}

Scenario create(std::size_t kind) {
  const std::vector<BYTE>& bytes = content(kind, "Z");
  return {"create", [](World&) {}, [=, &bytes](World& world) {
            return world.hold(kind, calls(kind).create(all_types, bytes.data(), static_cast<DWORD>(bytes.size())));
          }};
}

// The first held context of the kind is given up by the call itself.
void give_up_first(std::size_t kind, World& world) { calls(kind).free(std::exchange(world.held[kind].context, nullptr)); }

Scenario enumerate_on(std::size_t kind) {
  return {"enumerate on", [](World&) {},
          [=](World& world) {
            return world.hold(kind, calls(kind).enumerate(world.store(), std::exchange(world.held[kind].context, nullptr)));
          },
          [=](World& world) { give_up_first(kind, world); }};
}

Scenario find(std::size_t kind, const std::string& name, DWORD type, const std::string& wanted, bool among_many) {
  return {"find " + name, [=](World& world) {
            const std::vector<BYTE>& bytes = content(kind, wanted);
            world.hold(kind, calls(kind).create(all_types, bytes.data(), static_cast<DWORD>(bytes.size())));
          },
          [=](World& world) {
            return world.hold(kind, calls(kind).find(world.store(), type, world.held[3].context, nullptr));
          },
          {}, among_many};
}

// By what a certificate itself says.
Scenario find_by_part(const std::string& name, DWORD type, const void* (*part)(PCCERT_CONTEXT, World&)) {
  return {"find by " + name, [](World&) {},
          [=](World& world) {
            const void* parameter = part(static_cast<PCCERT_CONTEXT>(world.first(0)), world);
            return world.hold(0, calls(0).find(world.store(), type, parameter, nullptr));
          },
          {}, true};
}

const void* sha1_of_first(PCCERT_CONTEXT, World& world) {
  auto& blob = *reinterpret_cast<CRYPT_DATA_BLOB*>(world.buffer.data());
  return &blob;
}

Scenario find_by_sha1() {
  Scenario scenario = find_by_part("SHA-1", CERT_FIND_SHA1_HASH, sha1_of_first);
  scenario.prepare = [](World& world) {
    BYTE* hash = world.buffer.data() + 64;
    DWORD size = 20;
    const void* copy = calls(0).create(all_types, content(0, "A").data(), static_cast<DWORD>(content(0, "A").size()));
    calls(0).get_property(copy, CERT_SHA1_HASH_PROP_ID, hash, &size);
    calls(0).free(copy);
    new (world.buffer.data()) CRYPT_DATA_BLOB{20, hash};
  };
  return scenario;
}

Scenario set_property(std::size_t kind, const std::string& name, DWORD id, const std::string& value) {
  return {"set " + name, [](World&) {}, [=](World& world) {
            CRYPT_DATA_BLOB blob{static_cast<DWORD>(value.size()), reinterpret_cast<BYTE*>(const_cast<char*>(value.data()))};
            return calls(kind).set_property(world.first(kind), id, 0, &blob) != FALSE;
          }};
}

Scenario get_property(std::size_t kind, const std::string& name, DWORD id) {
  return {"get " + name, [](World&) {}, [=](World& world) {
            DWORD size = 64;
            return calls(kind).get_property(world.first(kind), id, world.buffer.data(), &size) != FALSE;
          }};
}

// The context owns a CSP handle of its own first.
Scenario set_key_property(std::size_t kind, const std::string& name, DWORD id) {
  return {"set " + name,
          [=](World& world) {
            library().add_csp_reference(world.csp);
            const CERT_KEY_CONTEXT key{sizeof key, {world.csp}, AT_SIGNATURE};
            calls(kind).set_property(world.first(kind), CERT_KEY_CONTEXT_PROP_ID, 0, &key);
          },
          [=](World& world) {
            const DWORD specification = AT_KEYEXCHANGE;
            return calls(kind).set_property(world.first(kind), id, 0, &specification) != FALSE;
          }};
}

}  // namespace

std::vector<Scenario> scenarios_of_adds(std::size_t kind) {
  std::vector<Scenario> all = {create(kind), add_to_no_store(kind)};
  for (DWORD disposition = CERT_STORE_ADD_NEW; disposition <= CERT_STORE_ADD_NEWER_INHERIT_PROPERTIES; ++disposition) {
    for (const char* label : {"A", "A@2", "Z"}) {
      all.push_back(add_encoded(kind, label, disposition, true, true));
      all.push_back(add_encoded(kind, label, disposition, false, false));
      all.push_back(add_context(kind, label, disposition, true));
      all.push_back(add_context(kind, label, disposition, false));
    }
  }
  return all;
}

std::vector<Scenario> scenarios_of_contexts(std::size_t kind) {
  const auto nothing = [](World&) {};
  return {
      {"enumerate", nothing, [=](World& world) { return world.hold(kind, calls(kind).enumerate(world.store(), nullptr)); }},
      enumerate_on(kind),
      {"duplicate", nothing, [=](World& world) { return world.hold(kind, calls(kind).duplicate(world.first(kind))); }},
      {"free", nothing,
       [=](World& world) { return calls(kind).free(std::exchange(world.held[kind].context, nullptr)) != FALSE; }},
      {"delete", nothing,
       [=](World& world) { return calls(kind).remove(std::exchange(world.held[kind].context, nullptr)) != FALSE; }},
      {"next property", nothing, [=](World& world) { return calls(kind).next_property(world.first(kind), 0) != 0; }},
  };
}

std::vector<Scenario> scenarios_of_finds(std::size_t kind) {
  const DWORD existing = std::array<DWORD, number_of_kinds>{CERT_FIND_EXISTING, CRL_FIND_EXISTING, CTL_FIND_EXISTING}[kind];
  std::vector<Scenario> all = {find(kind, "existing", existing, "A", false), find(kind, "existing by index", existing, "A", true),
                               find(kind, "any", 0, "A", false)};
  if (kind != 0) return all;
  all.push_back(find_by_sha1());
  all.push_back(find_by_part("subject", CERT_FIND_SUBJECT_NAME,
                             [](PCCERT_CONTEXT c, World&) -> const void* { return &c->pCertInfo->Subject; }));
  all.push_back(find_by_part("issuer", CERT_FIND_ISSUER_NAME,
                             [](PCCERT_CONTEXT c, World&) -> const void* { return &c->pCertInfo->Issuer; }));
  all.push_back(find_by_part("subject certificate", CERT_FIND_SUBJECT_CERT,
                             [](PCCERT_CONTEXT c, World&) -> const void* { return c->pCertInfo; }));
  return all;
}

std::vector<Scenario> scenarios_of_properties(std::size_t kind) {
  std::vector<Scenario> all = {
      set_property(kind, "a new property", CERT_FIRST_USER_PROP_ID, "new"),
      set_property(kind, "a property that is there", CERT_DESCRIPTION_PROP_ID, "another"),
      set_property(kind, "archived", CERT_ARCHIVED_PROP_ID, ""),
      get_property(kind, "a property", CERT_DESCRIPTION_PROP_ID),
      get_property(kind, "SHA-1", CERT_SHA1_HASH_PROP_ID),
      get_property(kind, "MD5", CERT_MD5_HASH_PROP_ID),
      set_key_property(kind, "a key's specification", CERT_KEY_SPEC_PROP_ID),
      {"remove a property", [](World&) {},
       [=](World& world) { return calls(kind).set_property(world.first(kind), CERT_DESCRIPTION_PROP_ID, 0, nullptr) != FALSE; }},
  };
  Scenario key = set_key_property(kind, "a key context", CERT_KEY_CONTEXT_PROP_ID);
  key.call = [=](World& world) {
    const CERT_KEY_CONTEXT context{sizeof context, {world.csp}, AT_KEYEXCHANGE};
    return calls(kind).set_property(world.first(kind), CERT_KEY_CONTEXT_PROP_ID, CERT_STORE_NO_CRYPT_RELEASE_FLAG, &context) != FALSE;
  };
  all.push_back(key);
  Scenario handle = set_key_property(kind, "a key handle", CERT_KEY_PROV_HANDLE_PROP_ID);
  handle.call = [=](World& world) {
    const auto* value = reinterpret_cast<const void*>(world.csp);
    return calls(kind).set_property(world.first(kind), CERT_KEY_PROV_HANDLE_PROP_ID, CERT_STORE_NO_CRYPT_RELEASE_FLAG, value) != FALSE;
  };
  all.push_back(handle);
  return all;
}

}  // namespace certlife::memory
