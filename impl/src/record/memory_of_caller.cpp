#include "impl/src/record/memory_of_caller.h"

#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>

#include "impl/src/encoding/files.h"

namespace certlife::impl::record {
namespace {

constexpr std::size_t page_size = 4096;

std::size_t copy(const void* from, void* to, std::size_t size) {
  const iovec theirs{const_cast<void*>(from), size}, ours{to, size};
  const ssize_t copied = process_vm_readv(getpid(), &ours, 1, &theirs, 1, 0);
  if (copied >= 0) return static_cast<std::size_t>(copied);
  // Where the kernel does not do it the caller is trusted.
  if (errno != ENOSYS && errno != EPERM) return 0;
  std::memcpy(to, from, size);
  return size;
}

// Up to the NUL, from page to page.
template <class Unit>
std::optional<std::basic_string<Unit>> units_at(const void* address) {
  std::basic_string<Unit> text;
  for (auto at = reinterpret_cast<std::uintptr_t>(address);;) {
    Unit part[256 / sizeof(Unit)];
    const std::size_t wanted = std::min(sizeof part, page_size - at % page_size);
    const std::size_t got = copy(reinterpret_cast<const void*>(at), part, wanted) / sizeof(Unit);
    if (got == 0) return std::nullopt;
    for (std::size_t i = 0; i < got; ++i) {
      if (part[i] == 0) return text;
      text.push_back(part[i]);
    }
    at += got * sizeof(Unit);
  }
}

}  // namespace

std::vector<std::uint8_t> bytes_at(const void* address, std::size_t size) {
  std::vector<std::uint8_t> bytes;
  for (auto at = reinterpret_cast<std::uintptr_t>(address); bytes.size() < size;) {
    const std::size_t before = bytes.size(), wanted = std::min<std::size_t>(size - before, 16 * page_size - at % page_size);
    bytes.resize(before + wanted);
    const std::size_t got = copy(reinterpret_cast<const void*>(at), bytes.data() + before, wanted);
    bytes.resize(before + got);
    if (got < wanted) return bytes;
    at += got;
  }
  return bytes;
}

std::optional<std::string> string_at(const void* address) { return units_at<char>(address); }

std::optional<std::string> wide_string_at(const void* address) {
  const auto units = units_at<char16_t>(address);
  return units ? encoding::utf8_from_utf16(*units) : std::nullopt;
}

}  // namespace certlife::impl::record
