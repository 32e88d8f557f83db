#include "tests/conformance/harness/names.h"

#include "tests/conformance/harness/windows_api.h"

namespace certlife::conformance {
namespace {

// A dead CSP handle is recognised by the API, so asking is defined.
bool csp_is_held(void* handle) {
  BYTE name[256];
  DWORD size = sizeof name;
  return CryptGetProvParam(reinterpret_cast<HCRYPTPROV>(handle), PP_NAME, name, &size, 0) != FALSE;
}

bool not_destroyed(const Object& object) {
  if (!platform::still_there(object.watched, object.address, object.kind)) return false;
  return object.kind != ObjectKind::csp || csp_is_held(object.address);
}

}  // namespace

const Object& Names::bind(std::string_view name, ObjectKind kind, void* address) {
  const std::string bound = name.empty() ? made_up_name() : std::string(name);
  if (const Object* known = living_at(kind, address)) {
    give_name(bound, const_cast<Object&>(*known));
    return *known;
  }
  objects_.push_back({kind, address, bound, true, platform::watch(address, kind)});
  Object& made = objects_.back();
  give_name(bound, made);
  return made;
}

void Names::give_name(const std::string& name, Object& object) {
  Object*& bound = by_name_[name];
  Object* const before = bound;
  bound = &object;
  ++object.names;
  if (before != nullptr) --before->names;
}

const Object* Names::find(std::string_view name) const {
  const auto found = by_name_.find(std::string(name));
  return found == by_name_.end() ? nullptr : found->second;
}

const Object* Names::living_at(ObjectKind kind, const void* address) const {
  for (const Object& object : objects_)
    if (object.alive && object.address == address && object.kind == kind) return &object;
  return nullptr;
}

const Object* Names::last_at(ObjectKind kind, const void* address) const {
  for (auto object = objects_.rbegin(); object != objects_.rend(); ++object)
    if (object->address == address && object->kind == kind) return &*object;
  return nullptr;
}

void Names::notice_deaths() {
  for (Object& object : objects_)
    if (object.alive && !not_destroyed(object)) object.alive = false;
  objects_.remove_if([](const Object& object) { return !object.alive && object.names == 0; });
}

void Names::clear() {
  by_name_.clear();
  objects_.clear();
  made_up_ = 0;
}

std::string Names::made_up_name() {
  std::string name;
  do name = "unnamed-" + std::to_string(++made_up_);
  while (by_name_.contains(name));
  return name;
}

}  // namespace certlife::conformance
