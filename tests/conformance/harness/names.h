// Which name stands for which address, and which of the objects behind them have been destroyed.
#pragma once

#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "tests/conformance/harness/platform.h"

namespace certlife::conformance {

struct Object {
  ObjectKind kind = ObjectKind::store;
  void* address = nullptr;
  std::string first_name;
  bool alive = true;
  platform::Watch watched;
  unsigned names = 0;  // How many are bound to it.
};

class Names {
 public:
  // Binds a name to the object at an address. It is a known object if one that has not been destroyed stands there,
  // and then keeps its first name; otherwise it is a new one. An empty name lets the table make one up.
  const Object& bind(std::string_view name, ObjectKind kind, void* address);

  const Object* find(std::string_view name) const;
  // The object at this address that has not been destroyed, if it has a name.
  const Object* living_at(ObjectKind kind, const void* address) const;

  // The last object that was known at this address, destroyed or not.
  const Object* last_at(ObjectKind kind, const void* address) const;

  // To be asked after every call, before new names are bound: an address may be taken again by the next one.
  void notice_deaths();

  void clear();

 private:
  std::string made_up_name();
  void give_name(const std::string& name, Object& object);

  // Those that live or have a name: what is neither can never be asked for again.
  std::list<Object> objects_;  // references into it stay valid
  std::unordered_map<std::string, Object*> by_name_;
  std::size_t made_up_ = 0;
};

}  // namespace certlife::conformance
