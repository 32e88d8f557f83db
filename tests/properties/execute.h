// Makes one call of the model on a library: turns names into pointers, contents into bytes, and the result back into words
// that can be compared.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include "tests/properties/library.h"
#include "tests/properties/names.h"

namespace certlife::properties {

struct Observed {
  bool succeeds = false;
  const void* pointer = nullptr;  // the store handle or context returned or passed out
  HCRYPTPROV csp = 0;
  int value = 0;  // of the property got
  model::Error last_error = model::Error::unchanged;
};

// Which pointers stand for which names.
template <class D>
struct Bindings {
  template <class Value, class Key>
  using Table = typename Speaks<D>::template Table<Value, Key>;
  Table<HCERTSTORE, typename D::Store> store{};
  Table<const void*, typename D::Context> context{};
  Table<HCRYPTPROV, typename D::Csp> csp{};

  template <class Values, class Name>
  static auto& slot(Values& values, Name name) {
    if constexpr (requires { values.resize(1); }) {
      if (name.index >= values.size()) values.resize(name.index + 1);
    }
    return values[name.index];
  }
  auto& of(typename D::Store name) { return slot(store, name); }
  auto& of(typename D::Context name) { return slot(context, name); }
  auto& of(typename D::Csp name) { return slot(csp, name); }
};

// Where the files of the programs lie. File 3 is there and no store; file 4 cannot be written.
struct Files {
  static constexpr unsigned ordinary = 2, unreadable = 3, unwritable = 4;
  std::string folder;
  std::string path(unsigned file) const {
    return folder + (file == unwritable ? "/missing/" : "/") + "file" + std::to_string(file) + ".sst";
  }
};

inline constexpr DWORD sentinel = 0x5e47174e;
inline constexpr DWORD all_types = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;

// The value of a property, or 0; a hash that is the true one has the model's number for it.
template <class D>
int value_of(const Library& library, Kind kind, const void* context, typename D::Content content, DWORD id, bool& got) {
  std::array<BYTE, 64> buffer;
  DWORD size = buffer.size();
  got = library.kinds[static_cast<std::size_t>(kind)].get_property(context, id, buffer.data(), &size) != FALSE;
  if (!got) return 0;
  const std::vector<BYTE> bytes(buffer.begin(), buffer.begin() + size);
  if (id == CERT_SHA1_HASH_PROP_ID) {
    const auto& sha1 = Speaks<D>::sample_of(kind, content).sha1;
    if (std::equal(bytes.begin(), bytes.end(), sha1.begin(), sha1.end())) return D::hash_of(content, id);
    if (const int number = certificate_with_sha1(bytes); number >= 0) {
      return D::hash_of(Speaks<D>::content(Kind::certificate, number / times_in_use, number % times_in_use), id);
    }
  }
  return property_value(id, bytes);
}

// The bytes of a value to set: a hash is that of a certificate.
template <class D>
std::vector<BYTE> bytes_to_set(DWORD id, int value) {
  if (id == CERT_SHA1_HASH_PROP_ID) {
    for (int number = 0; number < Speaks<D>::keys * times_in_use; ++number) {
      const auto content = Speaks<D>::content(Kind::certificate, number / times_in_use, number % times_in_use);
      const auto& sha1 = Speaks<D>::sample_of(Kind::certificate, content).sha1;
      if (D::hash_of(content, id) == value) return {sha1.begin(), sha1.end()};
    }
  }
  return property_bytes(id, value);
}

template <class D>
class Execute {
 public:
  Execute(const Library& library, const model::World<D>& world, Bindings<D>& bindings, const Files& files)
      : library_(library), world_(world), bindings_(bindings), files_(files) {}

  // Of a call that has no way to be made below no program is made.
  template <class Call>
  static constexpr bool makes = requires(Execute it, const Call& call) { it.make(call); };

  Observed operator()(const auto& call) {
    if constexpr (makes<std::remove_cvref_t<decltype(call)>>) return make(call);
    else throw std::logic_error(std::string("programs do not make the call ") + call.name);
  }

  Observed make(const model::OpenStore<D>& call) {
    DWORD flags = 0;
    if (call.no_crypt_release) flags |= CERT_STORE_NO_CRYPT_RELEASE_FLAG;
    if (call.delete_flag) flags |= CERT_STORE_DELETE_FLAG;
    if (call.read_only) flags |= CERT_STORE_READONLY_FLAG;
    if (call.create_new) flags |= CERT_STORE_CREATE_NEW_FLAG;
    if (call.open_existing) flags |= CERT_STORE_OPEN_EXISTING_FLAG;
    if (call.commit_enable) flags |= CERT_FILE_STORE_COMMIT_ENABLE_FLAG;
    if (call.enum_archived) flags |= CERT_STORE_ENUM_ARCHIVED_FLAG;
    const HCRYPTPROV csp = bindings_.of(call.csp);
    std::string path;
    if constexpr (Speaks<D>::has_files) path = files_.path(call.file.index);
    return pointer_result([&] {
      return library_.open_store(provider(call.provider), 0, csp, flags,
                                 call.provider == model::Provider::file ? path.c_str() : nullptr);
    });
  }
  Observed make(const model::DuplicateStore<D>& call) {
    return pointer_result([&] { return library_.duplicate_store(bindings_.of(call.store)); });
  }
  Observed make(const model::CloseStore<D>& call) {
    const DWORD flags = (call.check ? CERT_CLOSE_STORE_CHECK_FLAG : 0) | (call.force ? CERT_CLOSE_STORE_FORCE_FLAG : 0) |
                        (call.unknown_flags ? 0x40u : 0);
    return truth_result([&] { return library_.close_store(bindings_.of(call.store), flags); });
  }
  Observed make(const model::CreateContext<D>& call) {
    const Encoded given = encoded(call.kind, call.encoding, call.content);
    return pointer_result([&] { return calls(call.kind).create(given.type, given.bytes, given.size); });
  }
  Observed make(const model::AddContext<D>& call) {
    const void* out = nullptr;
    const void** result = call.wants_result ? &out : nullptr;
    const auto store = bindings_.of(call.store);
    const auto disposition = call.disposition == model::Disposition::unknown ? 99u : static_cast<DWORD>(call.disposition);
    Observed observed = truth_result([&] {
      if (call.from_context) {
        return calls(call.kind).add_context(store, bindings_.of(call.source), disposition, result);
      }
      const Encoded given = encoded(call.kind, call.encoding, call.content);
      return calls(call.kind).add_encoded(store, given.type, given.bytes, given.size, disposition, result);
    });
    observed.pointer = out;
    return observed;
  }
  Observed make(const model::NextContext<D>& call) {
    const auto store = bindings_.of(call.store);
    const void* previous = bindings_.of(call.previous);
    if (!call.is_find) return pointer_result([&] { return calls(call.kind).enumerate(store, previous); });
    if (!call.known_find_type) {
      return pointer_result([&] { return calls(call.kind).find(store, 0x00770000, nullptr, previous); });
    }
    return find(call, store, previous);
  }
  Observed make(const model::DuplicateContext<D>& call) {
    return pointer_result([&] { return calls_for(call.context).duplicate(bindings_.of(call.context)); });
  }
  Observed make(const model::FreeContext<D>& call) {
    return truth_result([&] { return calls_for(call.context).free(bindings_.of(call.context)); });
  }
  Observed make(const model::DeleteContext<D>& call) {
    return truth_result([&] { return calls_for(call.context).remove(bindings_.of(call.context)); });
  }
  Observed make(const model::SetProperty<D>& call) {
    std::vector<BYTE> bytes;
    CRYPT_DATA_BLOB blob{0, nullptr};
    if (call.value != 0) {
      bytes = bytes_to_set<D>(call.property, call.value);
      blob = {static_cast<DWORD>(bytes.size()), bytes.data()};
    }
    return truth_result([&] {
      return calls_for(call.context).set_property(bindings_.of(call.context), call.property, 0,
                                                  call.value != 0 ? &blob : nullptr);
    });
  }
  Observed make(const model::GetProperty<D>& call) {
    int value = 0;
    Observed observed = truth_result([&] {
      bool got = false;
      value = value_of<D>(library_, world_.kind.at(call.context), bindings_.of(call.context),
                          world_.content.at(call.context), call.property, got);
      return got ? TRUE : FALSE;
    });
    observed.value = value;
    return observed;
  }
  Observed make(const model::ControlStore<D>& call) {
    const DWORD flags = (call.force ? CERT_STORE_CTRL_COMMIT_FORCE_FLAG : 0) |
                        (call.clear ? CERT_STORE_CTRL_COMMIT_CLEAR_FLAG : 0);
    const DWORD type = CERT_STORE_CTRL_COMMIT;
    return truth_result([&] { return library_.control_store(bindings_.of(call.store), flags, type, nullptr); });
  }
  Observed make(const model::SaveStore<D>& call) {
    std::string path = files_.path(call.file.index);
    CERT_BLOB size{0, nullptr};
    const bool to_memory = call.file == D::no_file();
    void* parameter = to_memory ? static_cast<void*>(&size) : path.data();
    const DWORD to = to_memory ? CERT_STORE_SAVE_TO_MEMORY : CERT_STORE_SAVE_TO_FILENAME_A;
    return truth_result([&] {
      return library_.save_store(bindings_.of(call.store), all_types, CERT_STORE_SAVE_AS_STORE, to, parameter, 0);
    });
  }
  Observed make(const model::AcquireCsp<D>& call) {
    const DWORD type = call.bad_type ? 0 : call.unknown_type ? 999 : PROV_RSA_FULL;
    HCRYPTPROV csp = 0;
    Observed observed = truth_result([&] { return library_.acquire_csp(&csp, type); });
    observed.csp = csp;
    return observed;
  }
  Observed make(const model::AddCspReference<D>& call) {
    return truth_result([&] { return library_.add_csp_reference(bindings_.of(call.csp)); });
  }
  Observed make(const model::ReleaseCsp<D>& call) {
    return truth_result([&] { return library_.release_csp(bindings_.of(call.csp), call.flags ? 1 : 0); });
  }
  Observed make(const model::AskCsp<D>& call) {
    return truth_result([&] { return library_.ask_csp(bindings_.of(call.csp)); });
  }

 private:
  struct Encoded {
    DWORD type;
    const BYTE* bytes;
    DWORD size;
  };

  const KindCalls& calls(Kind kind) const { return library_.kinds[static_cast<std::size_t>(kind)]; }
  const KindCalls& calls_for(typename D::Context context) const { return calls(world_.kind.at(context)); }

  static LPCSTR provider(model::Provider provider) {
    switch (provider) {
      case model::Provider::memory: return CERT_STORE_PROV_MEMORY;
      case model::Provider::file: return CERT_STORE_PROV_FILENAME_A;
      case model::Provider::file_handle: return CERT_STORE_PROV_FILE;
      case model::Provider::unknown: return "NoSuchProvider";
    }
    return nullptr;
  }

  static Encoded encoded(Kind kind, model::Encoding encoding, typename D::Content content) {
    const auto& bad = undecodable_bytes();
    const bool is_bad = encoding == model::Encoding::undecodable || encoding == model::Encoding::no_message;
    const auto& bytes = is_bad ? bad : Speaks<D>::sample_of(kind, content).bytes;
    if (encoding == model::Encoding::no_bytes) return {all_types, nullptr, 0};
    const DWORD type = encoding == model::Encoding::bad_type ? 0x7u : all_types;
    return {type, bytes.data(), static_cast<DWORD>(bytes.size())};
  }

  template <class Make>
  Observed truth_result(Make call) {
    library_.set_last_error(sentinel);
    const BOOL result = call();
    return {result != FALSE, nullptr, 0, 0, last_error()};
  }
  template <class Make>
  Observed pointer_result(Make call) {
    library_.set_last_error(sentinel);
    const void* result = call();
    return {result != nullptr, result, 0, 0, last_error()};
  }
  model::Error last_error() const {
    const DWORD code = library_.get_last_error();
    return code == sentinel ? model::Error::unchanged : static_cast<model::Error>(code);
  }

  Observed find(const model::NextContext<D>& call, HCERTSTORE store, const void* previous);
  Observed find_subject_certificate(const model::NextContext<D>& call, const Sample& wanted, HCERTSTORE store, const void* previous);
  Observed find_by_context(const model::NextContext<D>& call, DWORD type, Kind kind, const Sample& wanted, HCERTSTORE store,
                           const void* previous);

  const Library& library_;
  const model::World<D>& world_;
  Bindings<D>& bindings_;
  const Files& files_;
};

// The first sample that passes the filter.
inline const Sample* sample_that_passes(Kind kind, const Growing::Filter& filter) {
  for (int key = 0; key < keys_in_use; ++key) {
    for (int time = 0; time < times_in_use; ++time) {
      if (Growing::matches(filter, Speaks<Growing>::content(kind, key, time))) return &sample(kind, key, time);
    }
  }
  return nullptr;
}
inline const Sample* certificate_with_subject(int number) {
  return sample_that_passes(Kind::certificate, {Growing::Filter::By::subject, number});
}

// A find whose parameter is a context: it is made for the call and freed after it.
template <class D>
Observed Execute<D>::find_by_context(const model::NextContext<D>& call, DWORD type, Kind kind, const Sample& wanted,
                                     HCERTSTORE store, const void* previous) {
  const void* parameter = calls(kind).create(all_types, wanted.bytes.data(), static_cast<DWORD>(wanted.bytes.size()));
  const Observed observed = pointer_result([&] { return calls(call.kind).find(store, type, parameter, previous); });
  calls(kind).free(parameter);
  return observed;
}

template <class D>
Observed Execute<D>::find_subject_certificate(const model::NextContext<D>& call, const Sample& wanted, HCERTSTORE store,
                                              const void* previous) {
  CERT_INFO info{};
  info.Issuer = {static_cast<DWORD>(wanted.issuer.size()), const_cast<BYTE*>(wanted.issuer.data())};
  info.SerialNumber = {static_cast<DWORD>(wanted.serial.size()), const_cast<BYTE*>(wanted.serial.data())};
  return pointer_result([&] { return calls(call.kind).find(store, CERT_FIND_SUBJECT_CERT, &info, previous); });
}

template <class D>
Observed Execute<D>::find(const model::NextContext<D>& call, HCERTSTORE store, const void* previous) {
  const auto with = [&](DWORD type, const void* parameter) {
    return pointer_result([&] { return calls(call.kind).find(store, type, parameter, previous); });
  };
  const auto blob_of = [](const auto& bytes) {
    return CRYPT_DATA_BLOB{static_cast<DWORD>(bytes.size()), const_cast<BYTE*>(bytes.data())};
  };
  const DWORD any = call.kind == Kind::certificate ? CERT_FIND_ANY : 0;
  if constexpr (std::is_same_v<D, Small>) {
    if (call.filter.any) return with(any, nullptr);
    const CRYPT_DATA_BLOB hash = blob_of(Speaks<D>::sample_of(call.kind, call.filter.wanted).sha1);
    return with(CERT_FIND_SHA1_HASH, &hash);
  } else {
    using By = Growing::Filter::By;
    const bool is_crl = call.kind == Kind::crl;
    if (is_crl && call.filter.by == By::issuer) {
      return find_by_context(call, CRL_FIND_ISSUED_BY, Kind::certificate, *certificate_with_subject(call.filter.wanted),
                             store, previous);
    }
    if (call.filter.by == By::everything) return with(any, nullptr);
    const Sample& wanted = *sample_that_passes(call.kind, call.filter);
    const DWORD existing = is_crl ? CRL_FIND_EXISTING : call.kind == Kind::ctl ? CTL_FIND_EXISTING : CERT_FIND_EXISTING;
    if (call.filter.by == By::key && call.kind == Kind::certificate) return find_subject_certificate(call, wanted, store, previous);
    if (call.filter.by == By::key || call.filter.by == By::existing) {
      return find_by_context(call, existing, call.kind, wanted, store, previous);
    }
    const CRYPT_DATA_BLOB hash = blob_of(wanted.sha1), subject = blob_of(wanted.subject), issuer = blob_of(wanted.issuer);
    if (call.filter.by == By::bytes) return with(CERT_FIND_SHA1_HASH, &hash);
    if (call.filter.by == By::subject) return with(CERT_FIND_SUBJECT_NAME, &subject);
    return with(CERT_FIND_ISSUER_NAME, &issuer);
  }
}

}  // namespace certlife::properties
