// One call of a program: its arguments as the API wants them, and its reply as a trace wants it.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "tests/conformance/harness/session.h"
#include "tests/conformance/harness/windows_api.h"

namespace certlife::conformance {

// No API call sets this; if it is still there afterwards, the call left the last error alone.
constexpr DWORD last_error_sentinel = 0xDEADBEEF;

// A number as traces write it: a number, a name, "0x…", or a list of these that is or-ed together.
DWORD number_from(const Json& value);

class Call {
 public:
  Call(Session& session, const Json& request);

  // Arguments. An omitted one is NULL or 0, like null itself.
  const Json& argument(std::string_view name) const;
  bool is_null(std::string_view name) const { return argument(name).is_null(); }
  DWORD number(std::string_view name, DWORD when_omitted = 0) const;
  DWORD encoding_type(std::string_view name) const;
  void* object(std::string_view name, ObjectKind kind) const;
  // A store, by its own name or by the name of a context whose hCertStore it is.
  HCERTSTORE store(std::string_view name) const;
  // Null for null. The bytes live as long as the session.
  const Bytes* bytes(std::string_view name);
  // The number of bytes: what the argument says, else all there are.
  DWORD size_of(const Bytes* bytes, std::string_view name) const;

  // Makes the call with the sentinel planted and notes what became of it.
  template <class Action>
  auto perform(Action action) {
    SetLastError(last_error_sentinel);
    const auto result = action();
    note_last_error(GetLastError());
    return result;
  }

  // Out parameters: one that the request does not name is passed as NULL.
  bool wants(std::string_view out_name) const;
  template <class Pointer>
  Pointer* place_for(std::string_view out_name, Pointer& place) const {
    return wants(out_name) ? &place : nullptr;
  }

  // The reply.
  void returns_truth(BOOL result) { reply_["ret"] = result != FALSE; }
  void returns_number(DWORD result) { reply_["ret"] = result; }
  void returns_object(ObjectKind kind, const void* address);
  void gives_object(std::string_view out_name, ObjectKind kind, const void* address);
  void gives(std::string_view out_name, Json value);
  Json take_reply() { return std::move(reply_); }

  Session& session() const { return session_; }

 private:
  void note_last_error(DWORD code);
  Json name_for(const Json& wanted, ObjectKind kind, const void* address);

  Session& session_;
  const Json& request_;
  Json reply_;
};

}  // namespace certlife::conformance
