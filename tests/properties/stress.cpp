#include "tests/properties/stress.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "tests/properties/random.h"
#include "tests/properties/samples.h"

namespace certlife::properties {
namespace {

using model::Kind;
constexpr DWORD both_types = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;
constexpr DWORD last_error_mark = 0x5e47174e;

// The first complaint of any thread.
class Complaints {
 public:
  void say(const std::string& sentence) {
    const std::lock_guard lock(mutex_);
    if (first_.empty()) first_ = sentence;
  }
  std::string first() {
    const std::lock_guard lock(mutex_);
    return first_;
  }

 private:
  std::mutex mutex_;
  std::string first_;
};

struct Held {
  std::size_t kind;
  const void* context;
};

// One thread's user of a store.
class User {
 public:
  User(const Library& library, HCERTSTORE store, std::uint64_t seed, Complaints& complaints)
      : library_(library), store_(store), random_(seed), complaints_(complaints) {}

  void work(unsigned steps, const Held& shared) {
    for (unsigned i = 0; i < steps; ++i) {
      step();
      use_shared(shared);
    }
  }
  void let_go() {
    for (const Held& each : held_) calls(each).free(each.context);
    held_.clear();
  }
  void add() {
    const std::size_t kind = random_.below(3);
    const Sample& what = any_sample(kind);
    const void* out = nullptr;
    library_.set_last_error(last_error_mark);
    const BOOL done = library_.kinds[kind].add_encoded(store_, both_types, what.bytes.data(),
                                                       static_cast<DWORD>(what.bytes.size()), 1 + random_.below(7), &out);
    if (done != FALSE) return keep(kind, out);
    expect(library_.get_last_error() == static_cast<DWORD>(CRYPT_E_EXISTS), "a refused add leaves another thread's last error");
  }

 private:
  const KindCalls& calls(const Held& held) const { return library_.kinds[held.kind]; }
  void expect(bool holds, const char* complaint) {
    if (!holds) complaints_.say(complaint);
  }
  const Sample& any_sample(std::size_t kind) {
    return sample(static_cast<Kind>(kind), static_cast<int>(random_.below(keys_in_use)),
                  static_cast<int>(random_.below(times_in_use)));
  }

  // What the library hands out is alive, of this store, and has the bytes of something that was added.
  void keep(std::size_t kind, const void* context) {
    if (context == nullptr) return;
    const Shown shown = library_.kinds[kind].show(context);
    expect(shown.home == store_, "a context names another store");
    expect(is_a_sample(kind, shown), "a context has bytes that nobody added");
    held_.push_back({kind, context});
    if (held_.size() > 6) drop(random_.below(static_cast<unsigned>(held_.size())));
  }
  static bool is_a_sample(std::size_t kind, const Shown& shown) {
    for (int key = 0; key < keys_in_use; ++key) {
      for (int time = 0; time < times_in_use; ++time) {
        const auto& bytes = sample(static_cast<Kind>(kind), key, time).bytes;
        if (bytes.size() == shown.size && std::equal(bytes.begin(), bytes.end(), shown.bytes)) return true;
      }
    }
    return false;
  }
  void drop(std::size_t which) {
    calls(held_[which]).free(held_[which].context);
    held_.erase(held_.begin() + static_cast<std::ptrdiff_t>(which));
  }

  void step() {
    switch (random_.below(9)) {
      case 0: return add();
      case 1: return find();
      case 2: return enumerate();
      case 3: return duplicate();
      case 4: return remove();
      case 5: return remove();
      case 6: return change_property();
      case 7: return use_handle();
      default: return let_one_go();
    }
  }
  void find() {
    const auto& sha1 = any_sample(0).sha1;
    const CRYPT_DATA_BLOB hash{static_cast<DWORD>(sha1.size()), const_cast<BYTE*>(sha1.data())};
    library_.set_last_error(last_error_mark);
    const void* found = library_.kinds[0].find(store_, CERT_FIND_SHA1_HASH, &hash, nullptr);
    if (found != nullptr) return keep(0, found);
    expect(library_.get_last_error() == static_cast<DWORD>(CRYPT_E_NOT_FOUND), "a find that fails leaves another thread's last error");
  }
  void enumerate() {
    const std::size_t kind = random_.below(3);
    std::set<const void*> seen;
    const void* context = nullptr;
    while ((context = library_.kinds[kind].enumerate(store_, context)) != nullptr) {
      expect(seen.insert(context).second, "an enumeration shows an element twice");
    }
    expect(library_.get_last_error() == static_cast<DWORD>(CRYPT_E_NOT_FOUND), "the end of an enumeration leaves another last error");
  }
  void duplicate() {
    if (held_.empty()) return;
    const Held from = held_[random_.below(static_cast<unsigned>(held_.size()))];
    const void* same = calls(from).duplicate(from.context);
    expect(same == from.context, "a duplicate is another pointer");
    keep(from.kind, same);
  }
  void remove() {
    if (held_.empty()) return;
    calls(held_.back()).remove(held_.back().context);
    held_.pop_back();
  }
  void change_property() {
    if (held_.empty()) return;
    const auto bytes = property_bytes(CERT_FRIENDLY_NAME_PROP_ID, 1);
    CRYPT_DATA_BLOB blob{static_cast<DWORD>(bytes.size()), const_cast<BYTE*>(bytes.data())};
    const Held& of = held_.back();
    calls(of).set_property(of.context, CERT_FRIENDLY_NAME_PROP_ID, 0, random_.one_in(3) ? nullptr : &blob);
    BYTE buffer[64];
    DWORD size = sizeof buffer;
    calls(of).get_property(of.context, CERT_SHA1_HASH_PROP_ID, buffer, &size);
  }
  void use_handle() {
    const HCERTSTORE same = library_.duplicate_store(store_);
    expect(same == store_, "a duplicate is another handle");
    library_.set_last_error(last_error_mark);
    if (random_.one_in(2)) {
      expect(library_.close_store(same, 0) != FALSE, "a close with flags 0 fails");
      expect(library_.get_last_error() == last_error_mark, "a close with flags 0 touches the last error");
    } else {
      expect(library_.close_store(same, CERT_CLOSE_STORE_CHECK_FLAG) == FALSE, "CHECK overlooks the other handle");
      expect(library_.get_last_error() == static_cast<DWORD>(CRYPT_E_PENDING_CLOSE), "CHECK leaves another last error");
    }
  }
  void let_one_go() {
    if (!held_.empty()) drop(0);
  }
  // Every thread counts the same context and the same handle up and down.
  void use_shared(const Held& shared) {
    for (int i = 0; i < 4; ++i) calls(shared).duplicate(shared.context);
    for (int i = 0; i < 4; ++i) library_.duplicate_store(store_);
    for (int i = 0; i < 4; ++i) calls(shared).free(shared.context);
    for (int i = 0; i < 4; ++i) library_.close_store(store_, 0);
  }

  const Library& library_;
  HCERTSTORE store_;
  Random random_;
  Complaints& complaints_;
  std::vector<Held> held_;
};

// Runs the work on that many threads, which begin together.
template <class Work>
void on_threads(unsigned number, Work work) {
  std::atomic<unsigned> waiting{number};
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < number; ++i) {
    threads.emplace_back([&, i] {
      waiting.fetch_sub(1);
      while (waiting.load() > 0) std::this_thread::yield();
      work(i);
    });
  }
  for (auto& thread : threads) thread.join();
}

HCERTSTORE open_memory_store(const Library& library, HCRYPTPROV csp = 0) {
  return library.open_store(CERT_STORE_PROV_MEMORY, 0, csp, 0, nullptr);
}

const void* add_first(const Library& library, HCERTSTORE store) {
  const auto& bytes = sample(Kind::certificate, 0, 0).bytes;
  const void* context = nullptr;
  library.kinds[0].add_encoded(store, both_types, bytes.data(), static_cast<DWORD>(bytes.size()), CERT_STORE_ADD_ALWAYS, &context);
  return context;
}

}  // namespace

std::string stress_one_store(const Library& library, std::uint64_t seed, unsigned threads, unsigned steps) {
  Complaints complaints;
  sample(Kind::certificate, 0, 0);  // made before there are threads
  const HCERTSTORE store = open_memory_store(library);
  const Held shared{0, add_first(library, store)};
  on_threads(threads, [&](unsigned i) {
    User user(library, store, seed + i, complaints);
    user.work(steps, shared);
    user.let_go();
  });
  library.kinds[0].free(shared.context);
  if (!complaints.first().empty()) return complaints.first();
  return library.close_store(store, CERT_CLOSE_STORE_CHECK_FLAG) != FALSE ? "" : "a checked close finds something held that nobody holds";
}

std::string stress_the_last_free(const Library& library, std::uint64_t seed, unsigned threads, unsigned rounds) {
  Complaints complaints;
  sample(Kind::certificate, 0, 0);
  for (unsigned round = 0; round < rounds; ++round) {
    const HCERTSTORE store = open_memory_store(library);
    std::vector<User> users;
    for (unsigned i = 0; i < threads; ++i) users.emplace_back(library, store, seed + round * threads + i, complaints);
    for (User& user : users) {
      for (int adds = 0; adds < 4; ++adds) user.add();
    }
    on_threads(threads + 1, [&](unsigned i) {
      if (i < threads) return users[i].let_go();
      if (library.close_store(store, 0) == FALSE) complaints.say("a close with flags 0 fails");
    });
  }
  return complaints.first();
}

std::string stress_own_stores(const Library& library, std::uint64_t seed, unsigned threads, unsigned steps) {
  Complaints complaints;
  sample(Kind::certificate, 0, 0);
  HCRYPTPROV csp = 0;
  library.acquire_csp(&csp, PROV_RSA_FULL);
  on_threads(threads, [&](unsigned i) {
    for (unsigned step = 0; step < steps; ++step) {
      library.add_csp_reference(csp);
      const HCERTSTORE store = open_memory_store(library, csp);
      User user(library, store, seed + i * steps + step, complaints);
      for (int adds = 0; adds < 3; ++adds) user.add();
      user.let_go();
      if (library.close_store(store, CERT_CLOSE_STORE_CHECK_FLAG) == FALSE) complaints.say("a store of one's own is held");
    }
  });
  if (library.csp_references(csp) != 1) complaints.say("the CSP handle has lost or gained references");
  library.release_csp(csp, 0);
  return complaints.first();
}

}  // namespace certlife::properties
