#include "tests/histories/recording.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <memory>
#include <mutex>
#include <utility>

#include "model/calls.h"
#include "model/trace/vocabulary.h"
#include "tests/properties/samples.h"

#undef CryptAcquireContext  // Here it is the name of a call.

namespace certlife::histories {
namespace {

using properties::KindCalls;
using properties::Library;
using trace::Call;
using trace::Fields;
using trace::Line;
using trace::Value;

// What each thread has called, kept until the recording ends.
struct Tape {
  std::int64_t thread = 0;
  std::vector<Line> lines;
};

const Library* played = nullptr;  // The library that is called in the end,
Library noting{};                 // and what stands in its place.
std::atomic<std::int64_t> clock_ticks{0};
std::atomic<int> recording_number{0};
std::mutex tapes_mutex;
std::vector<std::unique_ptr<Tape>> tapes;

Tape& own_tape() {
  thread_local int of = -1;
  thread_local Tape* tape = nullptr;
  if (of == recording_number) return *tape;
  const std::lock_guard lock(tapes_mutex);
  tapes.push_back(std::make_unique<Tape>());
  tape = tapes.back().get();
  tape->thread = static_cast<std::int64_t>(tapes.size());
  of = recording_number;
  return *tape;
}

std::string hex(const BYTE* bytes, std::size_t size) {
  std::string text = "hex:";
  for (std::size_t i = 0; i < size; ++i) {
    constexpr const char* digits = "0123456789abcdef";
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}

template <class Is>
std::string label_of_sample(std::size_t kind, Is is) {
  for (int key = 0; key < properties::keys_in_use; ++key) {
    for (int time = 0; time < properties::times_in_use; ++time) {
      const properties::Sample& each = properties::sample(static_cast<model::Kind>(kind), key, time);
      if (is(each)) return each.label;
    }
  }
  return "";
}

bool are(const auto& known, const BYTE* bytes, std::size_t size) { return known.size() == size && std::equal(known.begin(), known.end(), bytes); }

// An element by its label, if it is one of the samples.
Value element(std::size_t kind, const BYTE* bytes, std::size_t size) {
  const std::string label = label_of_sample(kind, [&](const properties::Sample& each) { return are(each.bytes, bytes, size); });
  return Value::of((label.empty() ? hex(bytes, size) : label).c_str());
}

// A value, by its label if it is the hash of a sample.
Value value(const BYTE* bytes, std::size_t size) {
  for (std::size_t kind = 0; kind < 3; ++kind) {
    const std::string label = label_of_sample(kind, [&](const properties::Sample& each) { return are(each.sha1, bytes, size); });
    if (!label.empty()) return Value::of(("sha1:" + label).c_str());
  }
  return Value::of(hex(bytes, size).c_str());
}

// The parameters of each kind of context.
struct KindWords {
  const char *encoding, *bytes, *context, *previous, *added;
};
constexpr std::array<KindWords, 3> words_of_kinds{{
    {"dwCertEncodingType", "pbCertEncoded", "pCertContext", "pPrevCertContext", "ppCertContext"},
    {"dwCertEncodingType", "pbCrlEncoded", "pCrlContext", "pPrevCrlContext", "ppCrlContext"},
    {"dwMsgAndCertEncodingType", "pbCtlEncoded", "pCtlContext", "pPrevCtlContext", "ppCtlContext"},
}};

// An address is its name.
Value named(const void* pointer) {
  if (pointer == nullptr) return Value::null();
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%p", pointer);
  return Value::of(text.data());
}
Value named_csp(HCRYPTPROV csp) { return csp == 0 ? Value::null() : Value::of(("p" + std::to_string(csp)).c_str()); }
Value number(std::int64_t value) { return Value::of(value); }

// Makes the call between two ticks of the clock, and notes it; show(line, result) adds what came of it.
template <class Make, class Show>
auto note(Call call, Fields args, Make make, Show show) {
  Line line = trace::call_line(call, std::move(args));
  line.start = ++clock_ticks;
  const auto result = make();
  line.end = ++clock_ticks;
  line.last_error_after = number(static_cast<std::int64_t>(played->get_last_error()));
  show(line, result);
  Tape& tape = own_tape();
  line.thread = tape.thread;
  tape.lines.push_back(std::move(line));
  return result;
}

constexpr auto shows_truth = [](Line& line, BOOL done) { line.ret = Value::of(done != FALSE); };
constexpr auto shows_name = [](Line& line, const void* object) { line.ret = named(object); };

template <int kind_number>
struct Noted {
  static constexpr const KindWords& words = words_of_kinds[kind_number];
  static const KindCalls& inner() { return played->kinds[kind_number]; }
  static Call call(Call of_certificates) { return static_cast<Call>(static_cast<int>(of_certificates) + kind_number); }
  static Fields context_argument(const void* context) { return {{words.context, named(context)}}; }

  static const void* create(DWORD type, const BYTE* bytes, DWORD size) {
    return note(call(Call::CertCreateCertificateContext),
                {{words.encoding, number(type)}, {words.bytes, element(kind_number, bytes, size)}},
                [&] { return inner().create(type, bytes, size); }, shows_name);
  }
  static BOOL add_encoded(HCERTSTORE store, DWORD type, const BYTE* bytes, DWORD size, DWORD disposition, const void** out) {
    return note(call(Call::CertAddEncodedCertificateToStore),
                {{"hCertStore", named(store)},
                 {words.encoding, number(type)},
                 {words.bytes, element(kind_number, bytes, size)},
                 {"dwAddDisposition", number(disposition)}},
                [&] { return inner().add_encoded(store, type, bytes, size, disposition, out); }, shows_added(words.added, out));
  }
  static BOOL add_context(HCERTSTORE store, const void* source, DWORD disposition, const void** out) {
    return note(call(Call::CertAddCertificateContextToStore),
                {{"hCertStore", named(store)}, {words.context, named(source)}, {"dwAddDisposition", number(disposition)}},
                [&] { return inner().add_context(store, source, disposition, out); }, shows_added("ppStoreContext", out));
  }
  static auto shows_added(const char* parameter, const void** out) {
    return [parameter, out](Line& line, BOOL done) {
      shows_truth(line, done);
      if (out != nullptr) line.out[parameter] = named(done != FALSE ? *out : nullptr);
    };
  }
  static const void* enumerate(HCERTSTORE store, const void* previous) {
    return note(call(Call::CertEnumCertificatesInStore),
                {{"hCertStore", named(store)}, {words.previous, named(previous)}},
                [&] { return inner().enumerate(store, previous); }, shows_name);
  }
  // Those who record here find by SHA-1 alone.
  static const void* find(HCERTSTORE store, DWORD find_type, const void* parameter, const void* previous) {
    const auto& blob = *static_cast<const CRYPT_DATA_BLOB*>(parameter);
    return note(call(Call::CertFindCertificateInStore),
                {{"hCertStore", named(store)},
                 {"dwFindType", number(find_type)},
                 {"pvFindPara", value(blob.pbData, blob.cbData)},
                 {words.previous, named(previous)}},
                [&] { return inner().find(store, find_type, parameter, previous); }, shows_name);
  }
  static const void* duplicate(const void* context) {
    return note(call(Call::CertDuplicateCertificateContext), context_argument(context), [&] { return inner().duplicate(context); }, shows_name);
  }
  static BOOL free(const void* context) {
    return note(call(Call::CertFreeCertificateContext), context_argument(context), [&] { return inner().free(context); }, shows_truth);
  }
  static BOOL remove(const void* context) {
    return note(call(Call::CertDeleteCertificateFromStore), context_argument(context), [&] { return inner().remove(context); }, shows_truth);
  }
  static BOOL set_property(const void* context, DWORD id, DWORD flags, const void* data) {
    const auto* blob = static_cast<const CRYPT_DATA_BLOB*>(data);
    Fields args = context_argument(context);
    args["dwPropId"] = number(id);
    args["dwFlags"] = number(flags);
    args["pvData"] = blob == nullptr ? Value::null() : value(blob->pbData, blob->cbData);
    return note(call(Call::CertSetCertificateContextProperty), std::move(args),
                [&] { return inner().set_property(context, id, flags, data); }, shows_truth);
  }
  static BOOL get_property(const void* context, DWORD id, void* data, DWORD* size) {
    Fields args = context_argument(context);
    args["dwPropId"] = number(id);
    return note(call(Call::CertGetCertificateContextProperty), std::move(args),
                [&] { return inner().get_property(context, id, data, size); },
                [&](Line& line, BOOL done) {
                  shows_truth(line, done);
                  if (done != FALSE) line.out["pvData"] = value(static_cast<const BYTE*>(data), *size);
                });
  }

  static KindCalls calls(KindCalls calls) {
    calls.create = create;
    calls.add_encoded = add_encoded;
    calls.add_context = add_context;
    calls.enumerate = enumerate;
    calls.find = find;
    calls.duplicate = duplicate;
    calls.free = free;
    calls.remove = remove;
    calls.set_property = set_property;
    calls.get_property = get_property;
    return calls;
  }
};

HCERTSTORE open_store(LPCSTR provider, DWORD type, HCRYPTPROV_LEGACY csp, DWORD flags, const void* parameter) {
  return note(Call::CertOpenStore,
              {{"lpszStoreProvider", number(static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(provider)))},
               {"hCryptProv", named_csp(csp)},
               {"dwFlags", number(flags)}},
              [&] { return played->open_store(provider, type, csp, flags, parameter); }, shows_name);
}
HCERTSTORE duplicate_store(HCERTSTORE store) {
  return note(Call::CertDuplicateStore, {{"hCertStore", named(store)}}, [&] { return played->duplicate_store(store); }, shows_name);
}
BOOL close_store(HCERTSTORE store, DWORD flags) {
  return note(Call::CertCloseStore, {{"hCertStore", named(store)}, {"dwFlags", number(flags)}},
              [&] { return played->close_store(store, flags); }, shows_truth);
}
BOOL acquire_csp(HCRYPTPROV* csp, DWORD type) {
  return note(Call::CryptAcquireContext, {{"dwProvType", number(type)}, {"dwFlags", number(CRYPT_VERIFYCONTEXT)}},
              [&] { return played->acquire_csp(csp, type); },
              [&](Line& line, BOOL done) {
                shows_truth(line, done);
                if (done != FALSE) line.out["phProv"] = named_csp(*csp);
              });
}
BOOL add_csp_reference(HCRYPTPROV csp) {
  return note(Call::CryptContextAddRef, {{"hProv", named_csp(csp)}}, [&] { return played->add_csp_reference(csp); }, shows_truth);
}
BOOL release_csp(HCRYPTPROV csp, DWORD flags) {
  return note(Call::CryptReleaseContext, {{"hProv", named_csp(csp)}, {"dwFlags", number(flags)}},
              [&] { return played->release_csp(csp, flags); }, shows_truth);
}
void set_last_error(DWORD code) {
  note(Call::SetLastError, {{"dwErrCode", number(code)}}, [&] { return played->set_last_error(code), 0; }, [](Line&, int) {});
}

Library noting_table(const Library& of) {
  Library table = of;
  table.kinds = {Noted<0>::calls(of.kinds[0]), Noted<1>::calls(of.kinds[1]), Noted<2>::calls(of.kinds[2])};
  table.open_store = open_store;
  table.duplicate_store = duplicate_store;
  table.close_store = close_store;
  table.acquire_csp = acquire_csp;
  table.add_csp_reference = add_csp_reference;
  table.release_csp = release_csp;
  table.set_last_error = set_last_error;
  return table;
}

}  // namespace

Recording::Recording(const Library& of) {
  played = &of;
  noting = noting_table(of);
  tapes.clear();
  ++recording_number;
}

Recording::~Recording() { tapes.clear(); }

const Library& Recording::library() const { return noting; }

std::vector<Line> Recording::lines() const {
  std::vector<Line> all;
  for (const auto& tape : tapes) all.insert(all.end(), tape->lines.begin(), tape->lines.end());
  std::sort(all.begin(), all.end(), [](const Line& a, const Line& b) { return *a.end < *b.end; });
  for (std::size_t i = 0; i < all.size(); ++i) all[i].number = i + 1;
  return all;
}

}  // namespace certlife::histories
