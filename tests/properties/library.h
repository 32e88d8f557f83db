// The library under test as a table of functions, so that the same tests run the bundled library and every faulty variant of
// it, which is loaded at run time.
#pragma once

#include <certlife/wincrypt.h>

#include <array>
#include <cstddef>

namespace certlife::properties {

// What a context shows without a call.
struct Shown {
  const BYTE* bytes;
  DWORD size;
  HCERTSTORE home;
};

// What the test-only observer tells of a context.
struct ContextState {
  bool alive;
  bool listed;
  unsigned references;
};

// The same of a store.
struct StoreState {
  bool alive;
  unsigned handles;
  unsigned listed;  // its elements
};

// The calls for one kind of context, without its type.
struct KindCalls {
  const void* (*create)(DWORD type, const BYTE* bytes, DWORD size);
  BOOL (*add_encoded)(HCERTSTORE store, DWORD type, const BYTE* bytes, DWORD size, DWORD disposition, const void** out);
  BOOL (*add_context)(HCERTSTORE store, const void* source, DWORD disposition, const void** out);
  const void* (*enumerate)(HCERTSTORE store, const void* previous);
  const void* (*find)(HCERTSTORE store, DWORD find_type, const void* parameter, const void* previous);
  const void* (*duplicate)(const void* context);
  BOOL (*free)(const void* context);
  BOOL (*remove)(const void* context);
  BOOL (*set_property)(const void* context, DWORD id, DWORD flags, const void* data);
  BOOL (*get_property)(const void* context, DWORD id, void* data, DWORD* size);
  DWORD (*next_property)(const void* context, DWORD id);
  Shown (*show)(const void* context);
  ContextState (*observe)(const void* context);
};

// The library's table of CSP handles, which a test that undoes calls puts aside.
struct CspTableCopy {
  alignas(8) std::array<unsigned char, 32> bytes;
};

struct Library {
  std::array<KindCalls, 3> kinds;

  HCERTSTORE (*open_store)(LPCSTR provider, DWORD type, HCRYPTPROV_LEGACY csp, DWORD flags, const void* parameter);
  HCERTSTORE (*duplicate_store)(HCERTSTORE store);
  BOOL (*close_store)(HCERTSTORE store, DWORD flags);
  BOOL (*control_store)(HCERTSTORE store, DWORD flags, DWORD type, const void* parameter);
  BOOL (*save_store)(HCERTSTORE store, DWORD type, DWORD as, DWORD to, void* parameter, DWORD flags);
  BOOL (*acquire_csp)(HCRYPTPROV* csp, DWORD type);
  BOOL (*add_csp_reference)(HCRYPTPROV csp);
  BOOL (*release_csp)(HCRYPTPROV csp, DWORD flags);
  BOOL (*ask_csp)(HCRYPTPROV csp);
  DWORD (*get_last_error)();
  void (*set_last_error)(DWORD code);

  // The test-only observer. Contexts and stores may be asked about when they are dead as well, provided their memory can
  // be read (as that of an arena can), or `keep_register` was called before they were made.
  StoreState (*observe_store)(HCERTSTORE store);
  unsigned (*csp_references)(HCRYPTPROV csp);
  HCERTSTORE (*null_store)();
  void (*keep_register)(bool on);
  unsigned long (*registered_objects)();  // stores and contexts
  void (*use_blocks)(void* (*allocate)(void* state, std::size_t size),
                     void (*release)(void* state, void* block, std::size_t size), void* state);
  void (*use_heap)();
  CspTableCopy (*copy_csp_table)();
  void (*put_csp_table_back)(const CspTableCopy& copy);
};

}  // namespace certlife::properties

// The one symbol that a variant of the library exports for tests.
extern "C" __attribute__((visibility("default"))) const certlife::properties::Library* certlife_library_under_test();
