// The bundled library on Linux. Liveness is asked of the library's own observer.
#include <certlife/certlife.h>
#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "impl/src/testing/observer.h"
#include "tests/conformance/harness/platform.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();  // g++ 12 has no header for it.
#endif

namespace certlife::conformance::platform {
namespace {

namespace observer = certlife::impl::testing;

constexpr int exit_without_directory = 2;

observer::ObjectKind observed_kind(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::store:
      return observer::ObjectKind::store;
    case ObjectKind::certificate:
      return observer::ObjectKind::certificate;
    case ObjectKind::crl:
      return observer::ObjectKind::crl;
    case ObjectKind::ctl:
      return observer::ObjectKind::ctl;
    case ObjectKind::csp:
      break;
  }
  return observer::ObjectKind::none;
}

std::string& directory_in_use() {
  static std::string path;
  return path;
}

std::string make_private_directory() {
  std::string path = (std::filesystem::temp_directory_path() / "certlife-XXXXXX").string();
  if (mkdtemp(path.data()) == nullptr) {
    std::perror("certlife-harness: cannot make a directory");
    std::exit(exit_without_directory);
  }
  return path;
}

std::string& last_misuse() {
  static std::string text;
  return text;
}

void note_misuse(const char* function, const void*, const char* clause) { last_misuse() = std::string(function) + ": " + clause; }

}  // namespace

Target target() { return {"certlife", certlife_version(), certlife_is_checked() != FALSE}; }

bool accept_option(std::string_view option) {
  if (option == "--checked") {
    certlife_set_misuse_handler(note_misuse);
    certlife_set_checked(TRUE);
    return true;
  }
  if (option == "--unchecked") return certlife_set_checked(FALSE), true;
  if (option == "--reading=windows") return certlife_set_reading(CERTLIFE_READING_WINDOWS), true;
  if (option == "--reading=page") return certlife_set_reading(CERTLIFE_READING_PAGE), true;
  return false;
}

std::string take_misuse() { return std::exchange(last_misuse(), {}); }

std::uint64_t private_bytes() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return __sanitizer_get_current_allocated_bytes();
#else
  const struct mallinfo2 heap = mallinfo2();
  return heap.uordblks + heap.hblkhd;
#endif
}

std::string read_some() {
  static char buffer[1 << 16];
  ssize_t count = 0;
  do count = read(STDIN_FILENO, buffer, sizeof buffer);
  while (count < 0 && errno == EINTR);
  return std::string(buffer, static_cast<std::size_t>(count > 0 ? count : 0));
}

void write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) _exit(exit_without_directory);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

// A crash shows as its signal. No core file is left behind.
void prepare() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  observer::observe_objects(true);
}

void keep_csp_provider_loaded() {}

const std::string& private_directory() {
  if (directory_in_use().empty()) directory_in_use() = make_private_directory();
  return directory_in_use();
}

void remove_private_directory() {
  std::error_code ignored;
  if (!directory_in_use().empty()) std::filesystem::remove_all(directory_in_use(), ignored);
}

Watch watch(const void*, ObjectKind) { return {}; }

bool still_there(const Watch&, const void* object, ObjectKind kind) {
  // The null store is never destroyed, and CSP handles are asked for by the API itself.
  if (kind == ObjectKind::csp || object == observer::null_store_handle()) return true;
  return observer::observe(object).kind == observed_kind(kind);
}

}  // namespace certlife::conformance::platform
