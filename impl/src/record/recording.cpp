#include "impl/src/record/recording.h"

#include <certlife/wincrypt.h>
#include <pthread.h>

#include <cerrno>

#include "impl/src/record/call_text.h"
#include "impl/src/record/json.h"
#include "impl/src/record/trace.h"

namespace certlife::impl::record {
namespace {

// The program's errno stays as it is, and its threads are not cancelled here.
class Unnoticed {
 public:
  Unnoticed() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel_state_); }
  ~Unnoticed() {
    pthread_setcancelstate(cancel_state_, nullptr);
    errno = errno_;
  }
  Unnoticed(const Unnoticed&) = delete;
  Unnoticed& operator=(const Unnoticed&) = delete;

 private:
  int errno_ = errno, cancel_state_ = 0;
};

// Threads are numbered as they come: those of the system are given again.
unsigned number_of_this_thread() {
  static std::atomic<unsigned> numbers{0};
  [[gnu::tls_model("initial-exec")]] static thread_local constinit unsigned number = 0;
  if (number == 0) number = ++numbers;
  return number;
}

// For who holds the trace's lock.
template <class Work>
bool done(Trace& trace, Work&& work) noexcept {
  try {
    if (trace.goes_on()) return work(), true;
  } catch (...) {
    trace.give_up("out of memory");
  }
  return false;
}

}  // namespace

bool MadeCall::succeeded() const { return of.returns == Returns::boolean ? static_cast<BOOL>(result) != FALSE : result != 0; }

Recording::Recording(const Signature& of, const std::uint64_t* arguments, const void* returns_to) noexcept : call_{of, arguments} {
  const Unnoticed unnoticed;
  Trace& trace = Trace::current();
  {
    const std::lock_guard lock(trace.lock());
    is_open_ = done(trace, [&] { write_beginning(returns_to); });
  }
  start_ = trace.next_time();
}

void Recording::write_beginning(const void* returns_to) {
  constexpr std::size_t usual_size = 1024;
  Trace& trace = Trace::current();
  text_.reserve(usual_size);
  if (call_.of.parameters[0].role == Role::provider) {
    if (const std::string file = file_of(call_); !file.empty()) trace.note_opened(file);
  }
  text_.append("{\"call\":\"").append(call_.of.function).append("\"");
  append_arguments(text_, call_, trace);
  append_number(text_.append(",\"thread\":"), number_of_this_thread());
  append_code(text_.append(",\"lastErrorBefore\":"), GetLastError());
  append_quoted(text_.append(",\"at\":"), "", trace.place_of(returns_to));
  append_number(unfinished_.append(text_).append(",\"start\":"), trace.next_time());
  unfinished_.append(",\"unfinished\":true}\n");
  trace.begin(*this);
}

void Recording::finish(std::uint64_t result) noexcept {
  Trace& trace = Trace::current();
  const std::uint64_t end = trace.next_time();
  if (!is_open_) return;
  const Unnoticed unnoticed;
  const std::lock_guard lock(trace.lock());
  call_.result = result;
  done(trace, [&] { write_results(end); });
}

void Recording::write_results(std::uint64_t end) {
  Trace& trace = Trace::current();
  append_number(text_.append(",\"start\":"), start_);
  append_results(text_, call_, trace);
  append_code(text_.append(",\"lastErrorAfter\":"), GetLastError());
  append_number(text_.append(",\"end\":"), end);
  trace.end(*this, text_.append("}\n"));
  if (const std::string file = file_of(call_); !file.empty()) trace.note_known(file);
}

}  // namespace certlife::impl::record
