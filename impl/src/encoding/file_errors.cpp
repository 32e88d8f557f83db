// Errors of the file system as Windows codes.
#include <certlife/wincrypt.h>

#include <cerrno>

#include "impl/src/encoding/files.h"

namespace certlife::impl::encoding {

std::uint32_t windows_error_of(int error_number) {
  switch (error_number) {
    case 0: return ERROR_SUCCESS;
    case ENOENT: return ERROR_FILE_NOT_FOUND;
    case ENOTDIR:
    case ELOOP:
    case ENAMETOOLONG: return ERROR_PATH_NOT_FOUND;
    case EMFILE:
    case ENFILE: return ERROR_TOO_MANY_OPEN_FILES;
    case EACCES:
    case EPERM:
    case EROFS:
    case EISDIR: return ERROR_ACCESS_DENIED;
    case EBADF: return ERROR_INVALID_HANDLE;
    case ENOMEM: return static_cast<std::uint32_t>(E_OUTOFMEMORY);  // as wherever else memory ends
    case ENXIO:
    case ENODEV: return ERROR_NOT_READY;
    case ENOTSUP: return ERROR_NOT_SUPPORTED;
    case EEXIST: return ERROR_FILE_EXISTS;
    case EINVAL: return ERROR_INVALID_PARAMETER;
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return ERROR_DISK_FULL;
    case EAGAIN:
    case EBUSY:
    case ETXTBSY: return ERROR_BUSY;
    case EIO: return ERROR_WRITE_FAULT;
    default: return ERROR_GEN_FAILURE;
  }
}

std::uint32_t windows_error_of_reading(int error_number) {
  if (error_number == EIO) return ERROR_READ_FAULT;
  return error_number == EFBIG ? static_cast<std::uint32_t>(CRYPT_E_FILE_ERROR) : windows_error_of(error_number);
}

}  // namespace certlife::impl::encoding
