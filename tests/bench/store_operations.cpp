// Times what programs do with certificate stores, through the Windows API alone: the same source is built against the bundled
// library and, by mingw-w64, for any crypt32.dll. One process measures one size, so that no heap inherits another's past.
//
//   store_operations CERTIFICATE N      prints a line "operation N nanoseconds" for each operation
//
// CERTIFICATE is a DER file whose serial number and subject hold the marks "SERIAL00" and "SUBJCT00"; every certificate of
// the store is that one with other digits there.
#include <windows.h>
#include <wincrypt.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#ifndef _WIN32
#include <chrono>
#include <thread>
#endif

namespace {

using Bytes = std::vector<BYTE>;
constexpr DWORD encoding = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;

double now_in_nanoseconds() {
#ifdef _WIN32
  LARGE_INTEGER count, frequency;
  QueryPerformanceCounter(&count);
  QueryPerformanceFrequency(&frequency);
  return static_cast<double>(count.QuadPart) * 1e9 / static_cast<double>(frequency.QuadPart);
#else
  return static_cast<double>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

void run_at_once(int threads, const std::function<void(int)>& work) {
#ifdef _WIN32
  struct Task { const std::function<void(int)>* work; int index; };
  std::vector<Task> tasks;
  for (int i = 0; i < threads; ++i) tasks.push_back({&work, i});
  std::vector<HANDLE> handles;
  for (auto& task : tasks) {
    handles.push_back(CreateThread(nullptr, 0, [](void* p) -> DWORD {
      auto* t = static_cast<Task*>(p);
      (*t->work)(t->index);
      return 0;
    }, &task, 0, nullptr));
  }
  for (HANDLE handle : handles) { WaitForSingleObject(handle, INFINITE); CloseHandle(handle); }
#else
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i) running.emplace_back(work, i);
  for (auto& each : running) each.join();
#endif
}

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "store_operations: %s failed, last error 0x%lx\n", what, static_cast<unsigned long>(GetLastError()));
  std::exit(1);
}

void require(bool ok, const char* what) {
  if (!ok) fail(what);
}

// The median over several rounds, each of as many calls as take a few milliseconds.
double median_per_call(const std::function<void()>& call) {
  std::size_t calls = 1;
  for (;; calls *= 2) {
    const double start = now_in_nanoseconds();
    for (std::size_t i = 0; i < calls; ++i) call();
    if (now_in_nanoseconds() - start > 3e6 || calls > (1u << 24)) break;
  }
  std::vector<double> rounds;
  for (int round = 0; round < 7; ++round) {
    const double start = now_in_nanoseconds();
    for (std::size_t i = 0; i < calls; ++i) call();
    rounds.push_back((now_in_nanoseconds() - start) / static_cast<double>(calls));
  }
  std::sort(rounds.begin(), rounds.end());
  return rounds[rounds.size() / 2];
}

void print(const char* operation, std::size_t n, double nanoseconds) {
  std::printf("%s %zu %.2f\n", operation, n, nanoseconds);
  std::fflush(stdout);
}

Bytes read_file(const char* name) {
  FILE* file = std::fopen(name, "rb");
  if (file == nullptr) fail("opening the certificate file");
  Bytes bytes(1 << 16);
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
  std::fclose(file);
  return bytes;
}

// Certificates that differ in serial number and subject.
class Family {
 public:
  explicit Family(Bytes pattern) : pattern_(std::move(pattern)) {
    serial_ = find("SERIAL00");
    subject_ = find("SUBJCT00");
  }
  Bytes member(std::size_t index) const {
    Bytes bytes = pattern_;
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08zx", index & 0x7fffffffu);
    digits[0] = static_cast<char>('A' + (index >> 28));  // A positive serial number of constant length.
    std::memcpy(&bytes[serial_], digits, 8);
    std::memcpy(&bytes[subject_], digits, 8);
    return bytes;
  }

 private:
  std::size_t find(const char* mark) const {
    const auto at = std::search(pattern_.begin(), pattern_.end(), mark, mark + 8);
    if (at == pattern_.end()) fail("finding the marks in the certificate");
    return static_cast<std::size_t>(at - pattern_.begin());
  }
  Bytes pattern_;
  std::size_t serial_, subject_;
};

HCERTSTORE open_store() {
  const HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, nullptr);
  require(store != nullptr, "CertOpenStore");
  return store;
}

PCCERT_CONTEXT add(HCERTSTORE store, const Bytes& bytes, DWORD disposition, bool wanted) {
  PCCERT_CONTEXT context = nullptr;
  require(CertAddEncodedCertificateToStore(store, encoding, bytes.data(), static_cast<DWORD>(bytes.size()), disposition,
                                           wanted ? &context : nullptr),
          "CertAddEncodedCertificateToStore");
  return context;
}

void time_without_elements(const Bytes& certificate) {
  const HCERTSTORE store = open_store();
  print("store_duplicate_close", 0, median_per_call([&] { CertCloseStore(CertDuplicateStore(store), 0); }));
  const PCCERT_CONTEXT context = add(store, certificate, CERT_STORE_ADD_ALWAYS, true);
  print("context_duplicate_free", 0, median_per_call([&] { CertFreeCertificateContext(CertDuplicateCertificateContext(context)); }));
  CertFreeCertificateContext(context);
  CertCloseStore(store, 0);
  print("store_open_close", 0, median_per_call([&] { CertCloseStore(open_store(), 0); }));
  print("create_free", 0, median_per_call([&] {
    CertFreeCertificateContext(CertCreateCertificateContext(encoding, certificate.data(), static_cast<DWORD>(certificate.size())));
  }));
}

// What is looked for: the members of the store in an order that defeats caches the way real programs do.
struct Wanted {
  std::vector<std::vector<BYTE>> hashes;
  std::vector<PCCERT_CONTEXT> contexts;
  std::size_t next = 0;
  std::size_t advance() { return next = (next * 1103515245u + 12345u) % contexts.size(); }
};

Wanted wanted_in(const Family& family, std::size_t n) {
  Wanted wanted;
  const std::size_t samples = std::min<std::size_t>(n, 1000);
  for (std::size_t i = 0; i < samples; ++i) {
    const Bytes bytes = family.member(i * (n / samples));
    wanted.contexts.push_back(CertCreateCertificateContext(encoding, bytes.data(), static_cast<DWORD>(bytes.size())));
    BYTE hash[20];
    DWORD size = sizeof hash;
    require(CertGetCertificateContextProperty(wanted.contexts.back(), CERT_SHA1_HASH_PROP_ID, hash, &size), "reading a hash");
    wanted.hashes.emplace_back(hash, hash + size);
  }
  return wanted;
}

void find_one(HCERTSTORE store, DWORD type, const void* what) {
  const PCCERT_CONTEXT found = CertFindCertificateInStore(store, encoding, 0, type, what, nullptr);
  require(found != nullptr, "CertFindCertificateInStore");
  CertFreeCertificateContext(found);
}

void find_hash(HCERTSTORE store, const Wanted& wanted, std::size_t index) {
  CRYPT_HASH_BLOB blob{static_cast<DWORD>(wanted.hashes[index].size()), const_cast<BYTE*>(wanted.hashes[index].data())};
  find_one(store, CERT_FIND_SHA1_HASH, &blob);
}

void walk(HCERTSTORE store) {
  for (PCCERT_CONTEXT each = nullptr; (each = CertEnumCertificatesInStore(store, each)) != nullptr;) {}
}

void time_finds(HCERTSTORE store, Wanted& wanted, std::size_t n) {
  print("find_sha1", n, median_per_call([&] { find_hash(store, wanted, wanted.advance()); }));
  print("find_issuer_serial", n, median_per_call([&] {
    find_one(store, CERT_FIND_SUBJECT_CERT, wanted.contexts[wanted.advance()]->pCertInfo);
  }));
  print("find_subject", n, median_per_call([&] {
    find_one(store, CERT_FIND_SUBJECT_NAME, &wanted.contexts[wanted.advance()]->pCertInfo->Subject);
  }));
  print("add_use_existing", n, median_per_call([&] {
    require(CertAddCertificateContextToStore(store, wanted.contexts[wanted.advance()], CERT_STORE_ADD_USE_EXISTING, nullptr), "add");
  }));
}

// How much longer two threads take that do at once what one does alone.
double slowdown_of_two(const std::function<void(int)>& work) {
  std::vector<double> ratios;
  for (int round = 0; round < 5; ++round) {
    double start = now_in_nanoseconds();
    run_at_once(1, work);
    const double alone = now_in_nanoseconds() - start;
    start = now_in_nanoseconds();
    run_at_once(2, work);
    ratios.push_back((now_in_nanoseconds() - start) / alone);
  }
  std::sort(ratios.begin(), ratios.end());
  return ratios[ratios.size() / 2];
}

void time_two_readers(HCERTSTORE store, const Wanted& wanted, std::size_t n) {
  const std::size_t finds = n >= 1000 ? 20000 : 100000;
  const auto find_many = [&](int thread) {
    std::size_t index = static_cast<std::size_t>(thread) * 17;
    for (std::size_t i = 0; i < finds; ++i) find_hash(store, wanted, index = (index * 1103515245u + 12345u) % wanted.contexts.size());
  };
  print("two_finders_throughput", n, 2.0 / slowdown_of_two(find_many));
  const std::size_t walks = std::max<std::size_t>(1, 200000 / n);
  print("two_walkers_throughput", n, 2.0 / slowdown_of_two([&](int) { for (std::size_t i = 0; i < walks; ++i) walk(store); }));
}

HCERTSTORE filled_store(const std::vector<Bytes>& members) {
  const HCERTSTORE store = open_store();
  for (const Bytes& member : members) add(store, member, CERT_STORE_ADD_ALWAYS, false);
  return store;
}

// A store that nothing was done with but adding, so that no reference that an implementation may lose keeps it alive.
void time_fill_and_close(const std::vector<Bytes>& members) {
  const auto n = static_cast<double>(members.size());
  double start = now_in_nanoseconds();
  const HCERTSTORE store = filled_store(members);
  print("add_always", members.size(), (now_in_nanoseconds() - start) / n);
  start = now_in_nanoseconds();
  CertCloseStore(store, 0);
  print("close", members.size(), (now_in_nanoseconds() - start) / n);
}

void time_adding_more(HCERTSTORE store, const Family& family, std::size_t n) {
  const std::size_t more = std::max<std::size_t>(10, n / 100);
  const double start = now_in_nanoseconds();
  for (std::size_t i = 0; i < more; ++i) add(store, family.member(n + i), CERT_STORE_ADD_NEW, false);
  print("add_new", n, (now_in_nanoseconds() - start) / static_cast<double>(more));
}

void time_with_elements(const Family& family, std::size_t n, bool with_threads) {
  std::vector<Bytes> members;
  for (std::size_t i = 0; i < n; ++i) members.push_back(family.member(i));
  time_fill_and_close(members);

  const HCERTSTORE store = filled_store(members);
  Wanted wanted = wanted_in(family, n);
  print("enumerate", n, median_per_call([&] { walk(store); }) / static_cast<double>(n));
  time_finds(store, wanted, n);
  if (with_threads) time_two_readers(store, wanted, n);
  time_adding_more(store, family, n);
  CertCloseStore(store, 0);
  for (const PCCERT_CONTEXT each : wanted.contexts) CertFreeCertificateContext(each);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    std::fprintf(stderr, "usage: store_operations CERTIFICATE N [--no-threads]\n");
    return 2;
  }
  const Family family(read_file(arguments[1]));
  const std::size_t n = std::strtoul(arguments[2], nullptr, 10);
  const bool no_threads = count > 3 && std::strcmp(arguments[3], "--no-threads") == 0;
  if (n == 0) time_without_elements(family.member(1));
  else time_with_elements(family, n, !no_threads);
  return 0;
}
