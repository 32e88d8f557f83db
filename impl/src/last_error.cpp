// The last error of each thread. Only the C edge sets it on the library's behalf.
#include <certlife/wincrypt.h>

namespace {
// Initial-exec: its first use needs no memory. See reader_slot.h.
[[gnu::tls_model("initial-exec")]] thread_local constinit DWORD last_error_of_this_thread = ERROR_SUCCESS;
}

extern "C" DWORD GetLastError(void) { return last_error_of_this_thread; }

extern "C" void SetLastError(DWORD dwErrCode) { last_error_of_this_thread = dwErrCode; }
