#include "tests/conformance/embedded/named_handles.h"

#include <algorithm>

namespace certlife::embedded {
namespace {

bool still_lives(const conform::Port& port, const Object& object) {
  switch (object.sort) {
    case Sort::store: return !port.store_is_alive || port.store_is_alive(object.handle);
    case Sort::csp: return !port.csp_is_held || port.csp_is_held(object.handle);
    default: return !port.context_is_alive || port.context_is_alive(kind_of(object.sort), object.handle);
  }
}

}  // namespace

Object* NamedHandles::living_with(Sort sort, conform::Handle handle) {
  const auto found = std::ranges::find_if(objects_, [&](const Object& each) { return each.alive && each.sort == sort && each.handle == handle; });
  return found == objects_.end() ? nullptr : &*found;
}

const Object& NamedHandles::bind(std::string_view name, Sort sort, conform::Handle handle) {
  Object* object = living_with(sort, handle);
  if (!object) object = &objects_.emplace_back(Object{sort, handle, std::string(name)});
  Object*& bound = by_name_.try_emplace(std::string(name), nullptr).first->second;
  if (bound) --bound->names;
  bound = object;
  ++object->names;
  return *object;
}

const Object* NamedHandles::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

const Object* NamedHandles::last_with(Sort sort, conform::Handle handle) const {
  const auto found = std::find_if(objects_.rbegin(), objects_.rend(),
                                  [&](const Object& each) { return each.sort == sort && each.handle == handle; });
  return found == objects_.rend() ? nullptr : &*found;
}

void NamedHandles::notice_deaths(const conform::Port& port) {
  for (Object& each : objects_)
    if (each.alive && !still_lives(port, each)) each.alive = false;
  objects_.remove_if([](const Object& each) { return !each.alive && each.names == 0; });
}

void NamedHandles::clear() {
  by_name_.clear();
  objects_.clear();
}

}  // namespace certlife::embedded
