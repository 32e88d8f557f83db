// What a process or a thread does once, at its first call, must bear a failing allocation as well. Each trial has a process of its
// own, in which nothing of the library was used before.
#include <certlife/certlife.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <thread>

#include "tests/memory/heap.h"
#include "tests/memory/world.h"

namespace certlife::memory {
namespace {

constexpr DWORD all_types = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;

enum Verdict { succeeded, failed_well, wrong_error, never_again, nothing_refused };

// The call without and, should it fail, once more with memory.
Verdict try_twice(const std::function<bool()>& call, std::size_t refused) {
  heap::refuse(refused, heap::Refusal::once);
  const bool done = call();
  const DWORD error = library().get_last_error();
  if (heap::stop_refusing() < refused) return nothing_refused;
  if (!done && error != static_cast<DWORD>(E_OUTOFMEMORY)) return wrong_error;
  if (!done && !call()) return never_again;
  return done ? succeeded : failed_well;
}

// By a thread that has not used the library before either; its end is part of it.
Verdict try_in_thread(const std::function<bool()>& call, std::size_t refused) {
  Verdict verdict = succeeded;
  std::thread([&] { verdict = try_twice(call, refused); }).join();
  return verdict;
}

struct FirstUse {
  const char* name;
  std::function<void()> prepare;
  std::function<bool()> call;
};

HCERTSTORE store = nullptr;
const void* context = nullptr;
BYTE value[64];

void a_store_with_a_certificate() {
  store = library().open_store(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  const std::vector<BYTE>& bytes = content(0, "A");
  library().kinds[0].add_encoded(store, all_types, bytes.data(), static_cast<DWORD>(bytes.size()), CERT_STORE_ADD_ALWAYS, &context);
}

bool get_hash(DWORD id) {
  DWORD size = sizeof value;
  return library().kinds[0].get_property(context, id, value, &size) != FALSE;
}

bool find_by_hash() {
  CRYPT_DATA_BLOB blob{20, value};
  library().kinds[0].find(store, CERT_FIND_SHA1_HASH, &blob, nullptr);
  return library().get_last_error() == static_cast<DWORD>(CRYPT_E_NOT_FOUND);
}

const std::vector<FirstUse>& first_uses() {
  static const std::vector<FirstUse> all = {
      {"open", [] {}, [] { return library().open_store(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr) != nullptr; }},
      {"create", [] {},
       [] {
         const std::vector<BYTE>& bytes = content(0, "A");
         return library().kinds[0].create(all_types, bytes.data(), static_cast<DWORD>(bytes.size())) != nullptr;
       }},
      {"enumerate", a_store_with_a_certificate, [] { return library().kinds[0].enumerate(store, nullptr) != nullptr; }},
      {"find by hash", a_store_with_a_certificate, find_by_hash},
      {"SHA-1", a_store_with_a_certificate, [] { return get_hash(CERT_SHA1_HASH_PROP_ID); }},
      {"MD5", a_store_with_a_certificate, [] { return get_hash(CERT_MD5_HASH_PROP_ID); }},
      {"acquire", [] {},
       [] {
         HCRYPTPROV csp = 0;
         return library().acquire_csp(&csp, PROV_RSA_FULL) != FALSE;
       }},
  };
  return all;
}

// What became of a child process: its verdict, or 128 and the signal that ended it.
int in_a_process(const std::function<Verdict()>& trial) {
  const pid_t child = fork();
  if (child == 0) _exit(trial());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

using Way = Verdict (*)(const std::function<bool()>& call, std::size_t refused);

// How many of its allocations failed well.
std::size_t refuse_each(const FirstUse& use, bool is_checked, Way way) {
  std::size_t well = 0;
  for (std::size_t refused = 1;; ++refused) {
    const int verdict = in_a_process([&] {
      certlife_set_checked(is_checked);
      use.prepare();
      return way(use.call, refused);
    });
    if (verdict == nothing_refused) return well;
    EXPECT_TRUE(verdict == succeeded || verdict == failed_well) << use.name << ": allocation " << refused << ": " << verdict;
    if (verdict != succeeded && verdict != failed_well) return well;
    well += verdict == failed_well;
  }
}

std::size_t refuse_each(Way way) {
  std::size_t well = 0;
  content(0, "A");
  for (const FirstUse& use : first_uses()) {
    for (const bool is_checked : {false, true}) well += refuse_each(use, is_checked, way);
  }
  return well;
}

TEST(MemoryThatEndsAtOnce, FailsTheFirstCallOfAProcessAndNoOther) { EXPECT_GT(refuse_each(try_twice), 0u); }

TEST(MemoryThatEndsAtOnce, FailsTheFirstCallOfAThreadAndNoOther) { EXPECT_GT(refuse_each(try_in_thread), 0u); }

// The harness sees what the two above look for: an abort, as the C library makes where it has no memory for a destructor.
TEST(MemoryThatEndsAtOnce, IsSeenToEndAProcess) { EXPECT_EQ(in_a_process([]() -> Verdict { abort(); }), 128 + SIGABRT); }

}  // namespace
}  // namespace certlife::memory
