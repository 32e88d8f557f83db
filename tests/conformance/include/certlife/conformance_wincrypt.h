// certlife: a Port for a library whose functions are those of Windows, by name and signature.
//
// REQUIRES: its <wincrypt.h>, or <certlife/wincrypt.h>, was included before this header, in which no name is another thing's.
//
//     certlife::conform::Port port = certlife::conform::wincrypt_port();
//     port.store_is_alive = …;      // What no function of Windows says, you may.
//
// Programs leak what they leave open. Key containers of the user are neither made nor opened.
#pragma once

#include <certlife/conformance.h>

namespace certlife::conform::wincrypt {

// The functions of one kind of context.
template <class Context>
struct Functions {
  Context (*create)(DWORD, const BYTE*, DWORD);
  BOOL (*add_encoded)(HCERTSTORE, DWORD, const BYTE*, DWORD, DWORD, Context*);
  BOOL (*add)(HCERTSTORE, Context, DWORD, Context*);
  Context (*enumerate)(HCERTSTORE, Context);
  Context (*find)(HCERTSTORE, DWORD, DWORD, DWORD, const void*, Context);
  Context (*duplicate)(Context);
  BOOL (*release)(Context);
  BOOL (*remove)(Context);
  BOOL (*set_property)(Context, DWORD, DWORD, const void*);
  BOOL (*get_property)(Context, DWORD, void*, DWORD*);
  DWORD (*enumerate_properties)(Context, DWORD);
};

inline constexpr Functions<PCCERT_CONTEXT> certificates{
    CertCreateCertificateContext, CertAddEncodedCertificateToStore, CertAddCertificateContextToStore, CertEnumCertificatesInStore,
    CertFindCertificateInStore, CertDuplicateCertificateContext, CertFreeCertificateContext, CertDeleteCertificateFromStore,
    CertSetCertificateContextProperty, CertGetCertificateContextProperty, CertEnumCertificateContextProperties};
inline constexpr Functions<PCCRL_CONTEXT> crls{
    CertCreateCRLContext, CertAddEncodedCRLToStore, CertAddCRLContextToStore, CertEnumCRLsInStore, CertFindCRLInStore, CertDuplicateCRLContext,
    CertFreeCRLContext, CertDeleteCRLFromStore, CertSetCRLContextProperty, CertGetCRLContextProperty, CertEnumCRLContextProperties};
inline constexpr Functions<PCCTL_CONTEXT> ctls{
    CertCreateCTLContext, CertAddEncodedCTLToStore, CertAddCTLContextToStore, CertEnumCTLsInStore, CertFindCTLInStore, CertDuplicateCTLContext,
    CertFreeCTLContext, CertDeleteCTLFromStore, CertSetCTLContextProperty, CertGetCTLContextProperty, CertEnumCTLContextProperties};

// Calls the action with the functions of the kind and nullptr of its context's type.
template <class Action>
auto of(Kind kind, Action action) {
  switch (kind) {
    case Kind::certificate: return action(certificates, PCCERT_CONTEXT{});
    case Kind::crl: return action(crls, PCCRL_CONTEXT{});
    case Kind::ctl: break;
  }
  return action(ctls, PCCTL_CONTEXT{});
}

template <class Context>
bool with_place(Handle* added, auto action) {
  Context context = nullptr;
  const bool succeeds = action(added ? &context : nullptr) != FALSE;
  if (added) *added = context;
  return succeeds;
}

inline DWORD size_of(BytesView bytes) { return static_cast<DWORD>(bytes.size()); }
inline CRYPT_DATA_BLOB blob_of(const Bytes& bytes) { return {static_cast<DWORD>(bytes.size()), const_cast<BYTE*>(bytes.data())}; }

// A path in units of 16 bits, as the providers ending in W take it. REQUIRES: it is ASCII, as paths of the suite are below such a directory.
inline std::vector<WCHAR> wide(std::string_view text) {
  std::vector<WCHAR> units(text.begin(), text.end());
  units.push_back(0);
  return units;
}

inline Handle open_store(const OpenStore& request) {
  constexpr std::uint32_t filename_a = 7;
  const std::string name(request.provider_name);
  const char* const provider = name.empty() ? reinterpret_cast<const char*>(std::uintptr_t{request.provider}) : name.c_str();
  const std::vector<WCHAR> units = wide(request.path.value_or(""));
  const void* const narrow = request.path ? request.path->c_str() : nullptr;
  const void* const path = request.path && request.provider != filename_a ? units.data() : narrow;
  return CertOpenStore(provider, request.encoding_type, request.csp.to<HCRYPTPROV>(), request.flags, path);
}

inline bool save_store(Handle store, const SaveStore& request) {
  constexpr std::uint32_t to_filename_a = 3;
  const auto save = [&](void* parameter) {
    return CertSaveStore(store.to<HCERTSTORE>(), request.encoding_type, request.save_as, request.save_to, parameter, request.flags) != FALSE;
  };
  if (request.path) {
    std::string narrow = *request.path;
    std::vector<WCHAR> units = wide(narrow);
    return save(request.save_to == to_filename_a ? static_cast<void*>(narrow.data()) : units.data());
  }
  CRYPT_DATA_BLOB blob{*request.size, static_cast<BYTE*>(request.data)};
  const bool succeeds = save(&blob);
  *request.size = blob.cbData;
  return succeeds;
}

template <class Context>
Handle find(const Functions<Context>& functions, Handle store, const FindContext& request, Handle previous) {
  const auto call = [&](const void* parameter) -> Handle {
    return functions.find(store.to<HCERTSTORE>(), request.encoding_type, request.flags, request.type, parameter, previous.to<Context>());
  };
  constexpr std::uint32_t subject_certificate = 0xB0000;
  if (request.issuer) {
    CERT_INFO info{};
    info.Issuer = blob_of(*request.issuer);
    info.SerialNumber = blob_of(*request.serial_number);
    return call(&info);
  }
  if (request.bytes) {
    const CRYPT_DATA_BLOB blob = blob_of(*request.bytes);
    return call(&blob);
  }
  if constexpr (std::is_same_v<Context, PCCERT_CONTEXT>)
    if (request.context && request.type == subject_certificate) return call(request.context.to<PCCERT_CONTEXT>()->pCertInfo);
  return call(request.context.to<const void*>());
}

// pvData points at a blob, but for the properties that are a handle, a structure or a number.
template <class Context>
bool set_property(const Functions<Context>& functions, Handle context, std::uint32_t id, std::uint32_t flags, const Bytes* value) {
  constexpr std::uint32_t provider_handle = 1, key_context = 5, key_spec = 6;
  const auto set = [&](const void* data) { return functions.set_property(context.to<Context>(), id, flags, data) != FALSE; };
  if (!value) return set(nullptr);
  if (id == provider_handle) return set(*reinterpret_cast<const void* const*>(value->data()));
  if (id == key_context || id == key_spec) return set(value->data());
  const CRYPT_DATA_BLOB blob = blob_of(*value);
  return set(&blob);
}

inline bool acquire_csp(Handle* csp, const char* container, const char* provider, std::uint32_t type, std::uint32_t flags) {
  constexpr std::uint32_t no_provider_from = 999;
  if (type > 0 && type < no_provider_from && (flags & CRYPT_VERIFYCONTEXT) != CRYPT_VERIFYCONTEXT) throw NotSupported("only CRYPT_VERIFYCONTEXT");
  HCRYPTPROV acquired = 0;
  const BOOL succeeds = CryptAcquireContextA(&acquired, container, provider, type, flags);
  *csp = Handle::of(acquired);
  return succeeds != FALSE;
}

// Asking a CSP handle is defined even when it is dead.
inline bool csp_is_held(Handle csp) {
  BYTE name[256];
  DWORD size = sizeof name;
  return CryptGetProvParam(csp.to<HCRYPTPROV>(), PP_NAME, name, &size, 0) != FALSE;
}

inline const BYTE* encoded(PCCERT_CONTEXT context) { return context->pbCertEncoded; }
inline const BYTE* encoded(PCCRL_CONTEXT context) { return context->pbCrlEncoded; }
inline const BYTE* encoded(PCCTL_CONTEXT context) { return context->pbCtlEncoded; }
inline DWORD encoded_size(PCCERT_CONTEXT context) { return context->cbCertEncoded; }
inline DWORD encoded_size(PCCRL_CONTEXT context) { return context->cbCrlEncoded; }
inline DWORD encoded_size(PCCTL_CONTEXT context) { return context->cbCtlEncoded; }
inline DWORD encoding_type(PCCERT_CONTEXT context) { return context->dwCertEncodingType; }
inline DWORD encoding_type(PCCRL_CONTEXT context) { return context->dwCertEncodingType; }
inline DWORD encoding_type(PCCTL_CONTEXT context) { return context->dwMsgAndCertEncodingType; }

inline void add_context_calls(Port& port) {
  port.create_context = [](Kind kind, std::uint32_t encoding, BytesView bytes) {
    return of(kind, [&](const auto& f, auto) -> Handle { return f.create(encoding, bytes.data(), size_of(bytes)); });
  };
  port.add_encoded = [](Kind kind, Handle store, std::uint32_t encoding, BytesView bytes, std::uint32_t disposition, Handle* added) {
    return of(kind, [&]<class Context>(const auto& f, Context) {
      return with_place<Context>(added, [&](Context* place) {
        return f.add_encoded(store.to<HCERTSTORE>(), encoding, bytes.data(), size_of(bytes), disposition, place);
      });
    });
  };
  port.add_context = [](Kind kind, Handle store, Handle context, std::uint32_t disposition, Handle* added) {
    return of(kind, [&]<class Context>(const auto& f, Context) {
      return with_place<Context>(added, [&](Context* place) { return f.add(store.to<HCERTSTORE>(), context.to<Context>(), disposition, place); });
    });
  };
  port.enumerate = [](Kind kind, Handle store, Handle previous) {
    return of(kind, [&]<class Context>(const auto& f, Context) -> Handle { return f.enumerate(store.to<HCERTSTORE>(), previous.to<Context>()); });
  };
  port.find = [](Kind kind, Handle store, const FindContext& request, Handle previous) {
    return of(kind, [&](const auto& f, auto) { return find(f, store, request, previous); });
  };
  port.duplicate_context = [](Kind kind, Handle context) {
    return of(kind, [&]<class Context>(const auto& f, Context) -> Handle { return f.duplicate(context.to<Context>()); });
  };
  port.free_context = [](Kind kind, Handle context) {
    return of(kind, [&]<class Context>(const auto& f, Context) { return f.release(context.to<Context>()) != FALSE; });
  };
  port.delete_context = [](Kind kind, Handle context) {
    return of(kind, [&]<class Context>(const auto& f, Context) { return f.remove(context.to<Context>()) != FALSE; });
  };
}

inline void add_property_calls(Port& port) {
  port.set_property = [](Kind kind, Handle context, std::uint32_t id, std::uint32_t flags, const Bytes* value) {
    return of(kind, [&](const auto& f, auto) { return set_property(f, context, id, flags, value); });
  };
  port.get_property = [](Kind kind, Handle context, std::uint32_t id, void* data, std::uint32_t* size) {
    return of(kind, [&]<class Context>(const auto& f, Context) {
      DWORD room = *size;
      const BOOL succeeds = f.get_property(context.to<Context>(), id, data, &room);
      *size = room;
      return succeeds != FALSE;
    });
  };
  port.enumerate_properties = [](Kind kind, Handle context, std::uint32_t id) {
    return of(kind, [&]<class Context>(const auto& f, Context) -> std::uint32_t { return f.enumerate_properties(context.to<Context>(), id); });
  };
}

inline void add_probes(Port& port) {
  port.csp_is_held = csp_is_held;
  port.store_of = [](Kind kind, Handle context) {
    return of(kind, [&]<class Context>(const auto&, Context) -> Handle { return context.to<Context>()->hCertStore; });
  };
  port.content_of = [](Kind kind, Handle context) {
    return of(kind, [&]<class Context>(const auto&, Context) {
      const Context held = context.to<Context>();
      return encoded(held) ? Bytes(encoded(held), encoded(held) + encoded_size(held)) : Bytes();
    });
  };
  port.encoding_type_of = [](Kind kind, Handle context) {
    return of(kind, [&]<class Context>(const auto&, Context) -> std::uint32_t { return encoding_type(context.to<Context>()); });
  };
}

inline void add_csp_calls(Port& port) {
  port.acquire_csp = acquire_csp;
  port.add_csp_reference = [](Handle csp, std::uint32_t flags) { return CryptContextAddRef(csp.to<HCRYPTPROV>(), nullptr, flags) != FALSE; };
  port.release_csp = [](Handle csp, std::uint32_t flags) { return CryptReleaseContext(csp.to<HCRYPTPROV>(), flags) != FALSE; };
  port.get_csp_parameter = [](Handle csp, std::uint32_t parameter, void* data, std::uint32_t* size, std::uint32_t flags) {
    DWORD room = *size;
    const BOOL succeeds = CryptGetProvParam(csp.to<HCRYPTPROV>(), parameter, static_cast<BYTE*>(data), &room, flags);
    *size = room;
    return succeeds != FALSE;
  };
}

}  // namespace certlife::conform::wincrypt

namespace certlife::conform {

// Every call, and the probes that a context itself answers.
inline Port wincrypt_port() {
  Port port;
  port.get_last_error = [] { return std::uint32_t{GetLastError()}; };
  port.set_last_error = [](std::uint32_t code) { SetLastError(code); };
  port.open_store = wincrypt::open_store;
  port.duplicate_store = [](Handle store) -> Handle { return CertDuplicateStore(store.to<HCERTSTORE>()); };
  port.close_store = [](Handle store, std::uint32_t flags) { return CertCloseStore(store.to<HCERTSTORE>(), flags) != FALSE; };
  port.control_store = [](Handle store, std::uint32_t flags, std::uint32_t type) {
    return CertControlStore(store.to<HCERTSTORE>(), flags, type, nullptr) != FALSE;
  };
  port.save_store = wincrypt::save_store;
  wincrypt::add_context_calls(port);
  wincrypt::add_property_calls(port);
  wincrypt::add_csp_calls(port);
  wincrypt::add_probes(port);
  return port;
}

}  // namespace certlife::conform
