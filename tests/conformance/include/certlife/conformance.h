// certlife: the conformance suite inside your own tests.
//
// You have a certificate store of your own, in C or C++. Say in a Port how its functions are called, and run() makes every program of
// `certlife conform` on it, in your process: clause programs, what Windows was seen to do, every short program, tours of the state space, walks,
// random and long programs. The oracle judges every call by all that the documents allow, and each failure comes as the shortest program of calls
// that shows it. <certlife/conformance_gtest.h> makes GoogleTest cases of it.
//
// Conventions
//  1. A member of Port that is left empty is not supported: no program with that call is run, and clauses that need it are "not supported",
//     never passed. What a function cannot do (a flag, a disposition, a property) it says by throwing NotSupported, before it changes anything.
//  2. Arguments are those of the function's documentation, numbers and flags with the values of <wincrypt.h>. A function returns what the
//     documented one does; what it throws but NotSupported is a deviation like a crash: the program ends there.
//  3. Handles are yours: any pointers or numbers; 0 is NULL. Two live objects of one sort have different handles. The suite never uses a handle of
//     what store_is_alive() or context_is_alive() said is destroyed.
//  4. Programs leave things open. start_afresh() is called before each: then nothing that was there before is asked for again.
//  5. Crashes and hangs. With Isolation::fork, the default, programs are run in children of the process, 64 to a child: a call that crashes, exits or
//     hangs is named and reduced like any other deviation. Only the soak of a port with private_bytes is made in this process, where
//     memory can grow. The parent must have no other threads that hold locks then, and what children
//     write, such as coverage counts, is lost with them. With Isolation::none all is made in this thread of this process, where a debugger sees it,
//     and a crash ends the process.
//  6. Threads. run() makes all calls from the thread that calls it. Several run() at a time need ports that share nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace certlife::conform {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;  // NULL where data() is nullptr.

enum class Kind : std::uint8_t { certificate, crl, ctl };

// What you hand out for a store, a context or a CSP handle.
class Handle {
 public:
  Handle(std::nullptr_t = nullptr) {}
  template <class T>
  Handle(T* pointer) : bits_(reinterpret_cast<std::uintptr_t>(pointer)) {}
  static Handle of(std::uintptr_t bits) {
    Handle handle;
    handle.bits_ = bits;
    return handle;
  }

  // store.to<Store*>(), csp.to<HCRYPTPROV>()
  template <class T>
  T to() const {
    if constexpr (std::is_pointer_v<T>) return reinterpret_cast<T>(bits_);
    else return static_cast<T>(bits_);
  }
  explicit operator bool() const { return bits_ != 0; }
  bool operator==(const Handle&) const = default;

 private:
  std::uintptr_t bits_ = 0;
};

// Thrown by your functions for what they cannot do; what() is a few words for the report: "CERT_STORE_ADD_NEWER".
class NotSupported : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct OpenStore {
  std::uint32_t provider = 0;                // 0 where its name is none of the documentation's.
  std::string_view provider_name;            // Empty, or the string form that was given instead of a number.
  std::uint32_t encoding_type = 0;
  Handle csp;                                // NULL, or from acquire_csp().
  std::uint32_t flags = 0;
  std::optional<std::string> path;           // Of a file store, in UTF-8; the file is this program's own.
};

struct FindContext {
  std::uint32_t encoding_type = 0, flags = 0, type = 0;
  // What pvFindPara points at; all of it empty: NULL.
  Handle context;                            // Of the CRL finds and CERT_FIND_EXISTING: of the kind that the type says; CERT_FIND_SUBJECT_CERT may have one too.
  std::optional<Bytes> bytes;                // Of finds by hash or name: the hash, the encoded name.
  std::optional<Bytes> issuer, serial_number;  // Of CERT_FIND_SUBJECT_CERT without a context: the encoded name; lowest byte first, as CERT_INFO has it.
};

struct SaveStore {
  std::uint32_t encoding_type = 0, save_as = 0, save_to = 0, flags = 0;
  std::optional<std::string> path;           // To a file.
  void* data = nullptr;                      // To memory: the pbData and cbData of the blob. Without pbData the size is asked for.
  std::uint32_t* size = nullptr;
};

// How your store is called. Every member may be left empty; less can be judged then.
struct Port {
  std::string name = "embedded", version = "0";
  std::vector<Kind> kinds = {Kind::certificate, Kind::crl, Kind::ctl};

  // Nothing that is there now is asked for again.
  std::function<void()> start_afresh;

  // The last error of this thread. With both, a value that no call sets is planted before each call and looked for behind it.
  std::function<std::uint32_t()> get_last_error;
  std::function<void(std::uint32_t code)> set_last_error;

  // Stores.
  std::function<Handle(const OpenStore&)> open_store;
  std::function<Handle(Handle store)> duplicate_store;
  std::function<bool(Handle store, std::uint32_t flags)> close_store;
  std::function<bool(Handle store, std::uint32_t flags, std::uint32_t type)> control_store;
  std::function<bool(Handle store, const SaveStore&)> save_store;

  // Contexts. Where a Handle* is nullptr the caller wants no context; else it is set to NULL beforehand.
  std::function<Handle(Kind, std::uint32_t encoding_type, BytesView encoded)> create_context;
  std::function<bool(Kind, Handle store, std::uint32_t encoding_type, BytesView encoded, std::uint32_t disposition, Handle* added)> add_encoded;
  std::function<bool(Kind, Handle store, Handle context, std::uint32_t disposition, Handle* added)> add_context;
  std::function<Handle(Kind, Handle store, Handle previous)> enumerate;
  std::function<Handle(Kind, Handle store, const FindContext&, Handle previous)> find;
  std::function<Handle(Kind, Handle context)> duplicate_context;
  std::function<bool(Kind, Handle context)> free_context;
  std::function<bool(Kind, Handle context)> delete_context;

  // Properties. A value is the bytes that get gives: of most the bytes of the blob; of 1 (the provider handle) those of the handle, of 5 (the key context)
  // those of the structure { uint32 cbSize, handle, uint32 dwKeySpec }, of 6 (the key spec) those of the number. To set none deletes it.
  std::function<bool(Kind, Handle context, std::uint32_t id, std::uint32_t flags, const Bytes* value)> set_property;
  // `data` may be nullptr; *size is the room there is, and is set to what is needed.
  std::function<bool(Kind, Handle context, std::uint32_t id, void* data, std::uint32_t* size)> get_property;
  std::function<std::uint32_t(Kind, Handle context, std::uint32_t previous_id)> enumerate_properties;

  // CSP handles. `container` and `provider` may be nullptr.
  std::function<bool(Handle* csp, const char* container, const char* provider, std::uint32_t type, std::uint32_t flags)> acquire_csp;
  std::function<bool(Handle csp, std::uint32_t flags)> add_csp_reference;
  std::function<bool(Handle csp, std::uint32_t flags)> release_csp;
  std::function<bool(Handle csp, std::uint32_t parameter, void* data, std::uint32_t* size, std::uint32_t flags)> get_csp_parameter;

  // Probes: what no call returns. They must not touch what may be destroyed.
  // Has the object that was given this handle last not been destroyed? Without these two, no handle may come back for another
  // object within a program; with them it may, but not within one call.
  std::function<bool(Handle store)> store_is_alive;
  std::function<bool(Kind, Handle context)> context_is_alive;
  std::function<bool(Handle csp)> csp_is_held;               // By whomever it is held.
  std::function<Handle(Kind, Handle context)> store_of;      // hCertStore
  std::function<Bytes(Kind, Handle context)> content_of;     // pbCertEncoded and its kin
  std::function<std::uint32_t(Kind, Handle context)> encoding_type_of;
  std::function<std::int64_t()> private_bytes;               // What your store has allocated and not given back; only its slope counts.
};

enum class Level : std::uint8_t { clauses, windows, exhaustive, tour, walks, random, soak };
std::vector<Level> every_level();
std::string_view name_of(Level level);

enum class Isolation : std::uint8_t { fork, none };

struct Options {
  std::string reading = "windows";           // page, header or windows: what holds where the sources disagree.
  std::vector<Level> levels = every_level();
  std::vector<std::string> clauses = {};     // Only these are judged; empty: all.
  std::chrono::milliseconds budget = std::chrono::seconds(60);  // For all levels together; 0: to their ends.
  std::uint64_t seed = 1;
  std::string known_deviations = {};         // A file as --expected of `certlife conform` takes it; empty: none are known.
  Isolation isolation = Isolation::fork;
  std::chrono::milliseconds patience = std::chrono::milliseconds(1500);  // How long a call may take, with Isolation::fork.
};

// A deviation: the shortest program that shows it.
struct Failure {
  std::string clause, sentence;     // The id of the clause that is broken, and what it says.
  std::vector<std::string> calls;   // As a C programmer writes them; the last one deviates.
  std::string trace;                // The same as lines of JSON, for `certlife oracle check` and `certlife export`.
  std::string observed, allowed;
  bool is_shortest = false;         // Every shorter program over its calls was run; else no call and no two can be left out.
  bool is_known = false;            // By Options::known_deviations.
  std::string text;                 // All of it for people, with the call of replay() that shows it again.
};

struct ClauseResult {
  std::string id;
  std::string status;               // "pass", "fail", "expected-fail", "unexpected-pass", "not-supported", "not-evaluated"
  std::string reason;               // Why not, where there is something to say.
  std::vector<std::size_t> failures;  // Which of Report::failures it fails with.
};

struct Report {
  std::vector<Failure> failures;        // Known ones as well.
  std::vector<std::string> no_longer;   // Known deviations that do not show any more.
  std::vector<ClauseResult> clauses;    // Every clause that says something about an implementation.
  std::string undecided;                // Why the run says nothing of the store, whatever else stands here; empty if it does.
  bool nothing_was_judged = false;      // That is why.
  std::size_t programs = 0, calls = 0, judged = 0;
  double seconds = 0;
  std::string text, json;               // As `certlife conform` and its --json write them.

  // Something was judged, and nothing but what is known deviates.
  bool passed() const;
};

// Runs the suite. Throws std::runtime_error or std::invalid_argument for options that make no sense; the message is one line.
Report run(const Port& port, const Options& options = {});

// The clauses that say something about an implementation.
std::vector<std::string> observable_clauses();

// Runs one program, its calls separated by ";" as in Failure::text, in this process, and says what came of each call.
std::string replay(const Port& port, std::string_view program, const Options& options = {});

}  // namespace certlife::conform
