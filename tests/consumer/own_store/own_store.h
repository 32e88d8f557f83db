// A certificate store of somebody's own: memory stores of certificates, with reference counts, for one thread.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <vector>

namespace own {

using Encoded = std::vector<std::uint8_t>;

struct Store;

struct Context {
  Store* home;
  Encoded encoded;
  unsigned references = 0;
  bool is_listed = true;
};

struct Store {
  unsigned handles = 1;
  std::list<std::unique_ptr<Context>> contexts;  // The newest first; those that were deleted and are still held as well.
};

enum class Error : std::uint32_t {
  none = 0,
  exists = 0x80092005,
  not_found = 0x80092004,
  pending_close = 0x8009200F,
  invalid_argument = 0x80070057,
};
extern std::uint32_t last_error;

constexpr std::uint32_t force_flag = 1, check_flag = 2;
constexpr std::uint32_t add_new = 1, add_always = 4;
constexpr std::uint32_t x509 = 1;

Store* open_store();
Store* duplicate(Store* store);
bool close(Store* store, std::uint32_t flags);

// The context is held once more if it is wanted.
bool add(Store* store, std::uint32_t encoding_type, Encoded encoded, std::uint32_t disposition, Context** added);
// Gives the reference to `previous` back. nullptr behind the last, and where `previous` is of another store.
Context* next_of(Store* store, Context* previous);
Context* duplicate(Context* context);
void release(Context* context);
void remove(Context* context);

// For tests.
bool is_there(const Store* store);
bool is_there(const Context* context);
void forget_everything();

}  // namespace own
