// The calls of the API, each with its arguments as the model sees them. Certificates, CRLs and CTLs share one call with a
// `kind`. An argument that names something not yet made (`fresh_…`) is the name that the thing will bear if it comes about.
#pragma once

#include <variant>

#include "model/world.h"

namespace certlife::model {

enum class Kind : unsigned char { certificate, crl, ctl };
enum class Provider : unsigned char { memory, file, unknown, file_handle };
enum class Disposition : unsigned char {
  none = 0,
  add_new = 1,
  use_existing = 2,
  replace_existing = 3,
  always = 4,
  replace_existing_inherit_properties = 5,
  newer = 6,
  newer_inherit_properties = 7,
  unknown = 8,
};
// What is wrong with the bytes or the encoding type given to a create or add, if anything. Bytes for a CTL may already fail to be
// the message around it.
enum class Encoding : unsigned char { sound, bad_type, no_bytes, undecodable, no_message };

template <class D>
struct OpenStore {
  typename D::ProviderTerm provider;
  typename D::Csp csp = D::no_csp();
  typename D::Bool no_crypt_release = false;
  typename D::Bool delete_flag = false;
  typename D::Bool read_only = false;
  typename D::Bool create_new = false;
  typename D::Bool open_existing = false;
  typename D::Bool commit_enable = false;
  typename D::Bool enum_archived = false;
  typename D::File file = D::no_file();
  typename D::Bool file_is_readable = true;  // Its bytes are one of the formats that a file store reads.
  typename D::Bool file_is_loose = false;    // They are, but only for a liberal reader: lines of PEM, or other bytes behind them.
  typename D::Bool named_as_pkcs7 = false;   // The file's extension is p7c or spc.
  typename D::Store fresh_store = D::no_store();
};

template <class D>
struct DuplicateStore {
  typename D::Store store;
};

template <class D>
struct CloseStore {
  typename D::Store store;
  typename D::Bool check = false;
  typename D::Bool force = false;
  typename D::Bool unknown_flags = false;
  typename D::Bool commit_fails = false;  // The file could not be written.
};

template <class D>
struct CreateContext {
  typename D::Kind kind;
  typename D::EncodingTerm encoding;
  typename D::Content content;
  typename D::Context fresh_context = D::no_context();
};

// CertAddEncoded…ToStore, and with a source context CertAdd…ContextToStore.
template <class D>
struct AddContext {
  typename D::Store store;
  typename D::Kind kind;
  typename D::EncodingTerm encoding;
  typename D::Content content;  // Of the bytes given, or of the source.
  typename D::Bool from_context = false;  // The context form; else the encoded form. A context's encoding is sound.
  typename D::Context source = D::no_context();
  typename D::DispositionTerm disposition;
  typename D::Bool wants_result = false;  // An out pointer was given.
  typename D::Context fresh_context = D::no_context();
};

// CertEnum…InStore and, with a filter, CertFind…InStore.
template <class D>
struct NextContext {
  typename D::Store store;
  typename D::Kind kind;
  typename D::Context previous = D::no_context();
  typename D::Bool is_find = false;
  typename D::Filter filter = D::any_content();
  typename D::Bool known_find_type = true;
};

template <class D>
struct DuplicateContext {
  typename D::Context context;
};

template <class D>
struct FreeContext {
  typename D::Context context;
};

template <class D>
struct DeleteContext {
  typename D::Context context;
};

template <class D>
struct SetProperty {
  typename D::Context context;
  typename D::PropertyId property;
  typename D::Value value;  // `no_value` deletes.
  typename D::Bool wrong_size = false;  // A key context that gives a wrong size of its own.
};

template <class D>
struct GetProperty {
  typename D::Context context;
  typename D::PropertyId property;
  typename D::Bool size_only = false;  // No buffer is given.
  typename D::Bool too_small = false;  // A buffer is given, and the value does not fit.
};

template <class D>
struct ControlStore {
  typename D::Store store;
  typename D::Bool is_commit = true;
  typename D::Bool force = false;
  typename D::Bool clear = false;
  typename D::Bool commit_fails = false;
};

template <class D>
struct SaveStore {
  typename D::Store store;
  typename D::File file = D::no_file();  // No file: to memory.
  typename D::Bool as_pkcs7 = false;     // Else as a serialized store.
  typename D::Bool save_fails = false;
};

template <class D>
struct AcquireCsp {
  typename D::Csp fresh_csp;
  typename D::Bool bad_type = false;      // The provider type is 0 or beyond all types.
  typename D::Bool unknown_type = false;  // There is no provider of this type.
};

template <class D>
struct AddCspReference {
  typename D::Csp csp;
};

template <class D>
struct ReleaseCsp {
  typename D::Csp csp;
  typename D::Bool flags = false;  // dwFlags is not zero.
};

template <class D>
struct AskCsp {
  typename D::Csp csp;
};

template <class D>
using Call = std::variant<OpenStore<D>, DuplicateStore<D>, CloseStore<D>, CreateContext<D>, AddContext<D>, NextContext<D>,
                          DuplicateContext<D>, FreeContext<D>, DeleteContext<D>, SetProperty<D>, GetProperty<D>,
                          ControlStore<D>, SaveStore<D>, AcquireCsp<D>, AddCspReference<D>, ReleaseCsp<D>, AskCsp<D>>;

}  // namespace certlife::model
