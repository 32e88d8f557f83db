// How functions inside the library report: a Status, or a Result that carries a value. Only the C edge turns them into BOOL, NULL and
// a last error.
#pragma once

#include <certlife/wincrypt.h>

namespace certlife::impl {

class [[nodiscard]] Status {
 public:
  static constexpr Status ok() { return Status(ERROR_SUCCESS); }
  // From a Windows code. Some are spelled as signed HRESULTs, some as plain numbers.
  static constexpr Status failure(HRESULT code) { return Status(static_cast<DWORD>(code)); }
  static constexpr Status failure(DWORD code) { return Status(code); }

  constexpr bool is_ok() const { return code_ == ERROR_SUCCESS; }
  constexpr DWORD code() const { return code_; }

 private:
  explicit constexpr Status(DWORD code) : code_(code) {}
  DWORD code_;
};

// A pointer or the reason why there is none. A success may carry a null pointer: "done, and no reference was asked for".
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T* value) : value_(value) {}                // NOLINT: both ways in are meant to be implicit
  Result(Status failure) : status_(failure) {}       // NOLINT

  bool is_ok() const { return status_.is_ok(); }
  T* value() const { return value_; }
  Status status() const { return status_; }

 private:
  T* value_ = nullptr;
  Status status_ = Status::ok();
};

}  // namespace certlife::impl
