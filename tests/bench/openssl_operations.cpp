// The same operations as store_operations, done with OpenSSL's X509_STORE and X509, and the floor: an atomic increment and
// decrement.
//
//   openssl_operations CERTIFICATE N      prints a line "operation N nanoseconds" for each operation
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/bench/timing.h"

namespace {

using namespace certlife::bench;
using Bytes = std::vector<unsigned char>;

void print(const char* operation, std::size_t n, double nanoseconds) { std::printf("%s %zu %.2f\n", operation, n, nanoseconds); }

Bytes member(const Bytes& pattern, std::size_t index) {
  Bytes bytes = pattern;
  char digits[9];
  std::snprintf(digits, sizeof digits, "%08zx", index & 0x7fffffffu);
  digits[0] = 'A';
  for (const char* mark : {"SERIAL00", "SUBJCT00"}) {
    const auto at = std::search(bytes.begin(), bytes.end(), mark, mark + 8);
    if (at != bytes.end()) std::memcpy(&*at, digits, 8);
  }
  return bytes;
}

X509* parse(const Bytes& bytes) {
  const unsigned char* at = bytes.data();
  return d2i_X509(nullptr, &at, static_cast<long>(bytes.size()));
}

void time_without_elements(const Bytes& pattern) {
  std::atomic<int> count{1};
  print("atomic_pair", 0, median_per_call([&] { count.fetch_add(1); count.fetch_sub(1); }));
  X509_STORE* store = X509_STORE_new();
  print("store_duplicate_close", 0, median_per_call([&] { X509_STORE_up_ref(store); X509_STORE_free(store); }));
  X509* certificate = parse(member(pattern, 1));
  print("context_duplicate_free", 0, median_per_call([&] { X509_up_ref(certificate); X509_free(certificate); }));
  print("store_open_close", 0, median_per_call([&] { X509_STORE_free(X509_STORE_new()); }));
  const Bytes bytes = member(pattern, 1);
  print("create_free", 0, median_per_call([&] { X509_free(parse(bytes)); }));
  X509_free(certificate);
  X509_STORE_free(store);
}

void time_with_elements(const Bytes& pattern, std::size_t n) {
  X509_STORE* store = X509_STORE_new();
  double start = now_in_nanoseconds();
  std::vector<X509*> certificates;
  for (std::size_t i = 0; i < n; ++i) {
    certificates.push_back(parse(member(pattern, i)));
    X509_STORE_add_cert(store, certificates.back());
  }
  print("add_always", n, (now_in_nanoseconds() - start) / static_cast<double>(n));
  print("enumerate", n, median_per_call([&] { sk_X509_pop_free(X509_STORE_get1_all_certs(store), X509_free); }) / static_cast<double>(n));

  X509_STORE_CTX* search = X509_STORE_CTX_new();
  X509_STORE_CTX_init(search, store, nullptr, nullptr);
  std::size_t next = 0;
  print("find_subject", n, median_per_call([&] {
    next = (next * 1103515245u + 12345u) % n;
    X509_OBJECT_free(X509_STORE_CTX_get_obj_by_subject(search, X509_LU_X509, X509_get_subject_name(certificates[next])));
  }));
  X509_STORE_CTX_free(search);
  std::vector<X509*> more;
  for (std::size_t i = 0; i < 10; ++i) more.push_back(parse(member(pattern, n + i)));
  start = now_in_nanoseconds();
  for (X509* each : more) X509_STORE_add_cert(store, each);
  print("add_new", n, (now_in_nanoseconds() - start) / 10);
  for (X509* each : certificates) X509_free(each);
  for (X509* each : more) X509_free(each);
  start = now_in_nanoseconds();
  X509_STORE_free(store);
  print("close", n, (now_in_nanoseconds() - start) / static_cast<double>(n));
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    std::fprintf(stderr, "usage: openssl_operations CERTIFICATE N\n");
    return 2;
  }
  std::ifstream file(arguments[1], std::ios::binary);
  const Bytes pattern{std::istreambuf_iterator<char>(file), {}};
  const std::size_t n = std::strtoul(arguments[2], nullptr, 10);
  if (n == 0) time_without_elements(pattern);
  else time_with_elements(pattern, n);
  return 0;
}
