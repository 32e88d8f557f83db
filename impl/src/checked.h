// Checked mode: is what a caller passes alive, and does anybody hold it? Outside checked mode all this is branches.
#pragma once

#include "impl/src/acquisitions.h"
#include "impl/src/kinds.h"
#include "impl/src/settings.h"
#include "impl/src/status.h"
#include "impl/src/store.h"

namespace certlife::impl {

// ERROR_INVALID_HANDLE after telling the handler, if the address is no living context of this kind that somebody holds, or no
// living store. REQUIRES: checked mode, and a call has begun.
Status check_context(const void* context, Kind kind);
Status check_store(const void* store);

// Tells the handler, in checked mode, that the final close of a file store could not write the changes.
void note_lost_changes(const void* store);

// One call of the API: what it checks, and what it hands out and takes back, for the leak report.
class CheckedCall {
 public:
  // The function's name, or null where nobody checks it.
  explicit CheckedCall(const char* function) : is_checked_(function != nullptr) {
    if (is_checked_) begin_call(function);
  }

  template <class K>
  Status check(const typename K::Context* context) const {
    return context == nullptr || !is_checked_ ? Status::ok() : check_context(context, K::kind);
  }
  Status check(HCERTSTORE store) const { return store == nullptr || !is_checked_ ? Status::ok() : check_store(store); }

  template <class Object>
  Object* handed_out(Object* object) const {
    if (is_checked_ && object != nullptr) note_acquired(object);
    return object;
  }
  void taken_back(const void* object, Release how = Release::freed) const {
    if (is_checked_) note_released(object, how);
  }

 private:
  bool is_checked_;
};

}  // namespace certlife::impl
