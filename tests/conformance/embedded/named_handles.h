// Which name of a program stands for which handle, and which of the objects behind them have been destroyed.
#pragma once

#include <list>
#include <map>
#include <string>
#include <string_view>

#include "tests/conformance/include/certlife/conformance.h"

namespace certlife::embedded {

enum class Sort { certificate, crl, ctl, store, csp };

inline Sort sort_of(conform::Kind kind) { return static_cast<Sort>(kind); }
// REQUIRES: a context.
inline conform::Kind kind_of(Sort sort) { return static_cast<conform::Kind>(sort); }
inline bool is_context(Sort sort) { return sort < Sort::store; }

struct Object {
  Sort sort;
  conform::Handle handle;
  std::string first_name;
  bool alive = true;
  unsigned names = 0;  // How many are bound to it.
};

class NamedHandles {
 public:
  // Binds a name to what has this handle: an object that lives and was named before keeps its first name; else it is a new one.
  const Object& bind(std::string_view name, Sort sort, conform::Handle handle);
  const Object* find(std::string_view name) const;
  // What last had this handle, destroyed or not.
  const Object* last_with(Sort sort, conform::Handle handle) const;
  // To be called after every call, before new names are bound: the next object may have the same handle.
  void notice_deaths(const conform::Port& port);
  void clear();

 private:
  Object* living_with(Sort sort, conform::Handle handle);

  std::list<Object> objects_;  // Those that live or have a name.
  std::map<std::string, Object*, std::less<>> by_name_;
};

}  // namespace certlife::embedded
