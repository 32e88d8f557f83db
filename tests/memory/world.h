// What a scenario finds: stores with elements, contexts and handles that are held, a folder of files; and what can be seen of all that.
#pragma once

#include <certlife/wincrypt.h>

#include <string>
#include <vector>

#include "tests/properties/library.h"

namespace certlife::memory {

using properties::KindCalls;

constexpr std::size_t number_of_kinds = 3;
inline const properties::Library& library() { return *certlife_library_under_test(); }

// The encoded element of a label, such as content(0, "A@2"); they are made once and stay.
const std::vector<BYTE>& content(std::size_t kind, const std::string& label);

struct Held {
  std::size_t kind;
  const void* context;
};

class World {
 public:
  // A memory store with elements "A" (which is held, and has properties) to "C" of each kind, or to "L", so that finds use an index;
  // and an empty folder.
  explicit World(bool has_many_elements);
  // Gives up all that is held, and closes all that is open.
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  HCERTSTORE store() const { return handles.front(); }
  const void* first(std::size_t kind) const { return held[kind].context; }
  // Both need no memory. Null and what is not there are passed over.
  bool hold(std::size_t kind, const void* context);
  bool own(HCERTSTORE handle);

  // A file in the folder.
  std::string path(const std::string& file) const { return directory + "/" + file; }
  void write(const std::string& name, const std::vector<BYTE>& bytes) const;

  // All that can be seen: elements in order with bytes, properties and references; handles, CSP references, files.
  std::string description() const;

  std::vector<HCERTSTORE> handles;  // each owes a close
  std::vector<Held> held;           // each owes a free
  HCRYPTPROV csp = 0;
  std::string directory;
  std::string name;              // of a file, made before the call
  std::u16string wide_name;
  std::vector<BYTE> buffer = std::vector<BYTE>(1 << 16);
};

// The store as a serialized store, or as PKCS #7.
std::vector<BYTE> saved(HCERTSTORE store, DWORD as);

}  // namespace certlife::memory
