// One call of a program on its way through the port: its arguments as a port takes them, its results as a trace has them.
#pragma once

#include <optional>
#include <utility>

#include "model/trace/line.h"
#include "tests/conformance/embedded/session.h"

namespace certlife::embedded {

class MadeCall {
 public:
  // The line is completed as the call is made. REQUIRES: a call that traces know.
  MadeCall(Session& session, trace::Line& line) : session_(session), line_(line), parameters_(trace::describe(line.which).parameters) {}

  // Arguments, by their place in the documentation. One that is left out is NULL or 0.
  const trace::Value& at(std::size_t place) const { return line_.arg(parameters_[place].name); }
  bool is_null(std::size_t place) const { return at(place).is_nothing(); }
  std::uint32_t number(std::size_t place, std::uint32_t otherwise = 0) const;
  std::uint32_t encoding_type(std::size_t place) const { return number(place, trace::default_encoding_type); }
  // Text that is there. Throws conform::NotSupported for anything else.
  const std::string& text(std::size_t place) const;
  conform::Handle handle(std::size_t place, Sort sort) const;
  // A store by its own name, or by that of a context whose hCertStore it is.
  conform::Handle store(std::size_t place) const;
  // Contents, of which the argument behind them may say that only so many bytes count.
  conform::BytesView bytes(std::size_t place) const;
  conform::Handle handle_named(std::string_view name, Sort sort) const;

  // Makes the call, with a last error planted that no call sets, and notes what became of it.
  template <class Action>
  auto perform(Action action) {
    begin();
    auto result = action();
    end();
    return result;
  }

  // Results.
  void returns(bool truth) { line_.ret = trace::Value::of(truth); }
  void returns(std::uint32_t number) { line_.ret = trace::Value::of(std::int64_t{number}); }
  void returns(Sort sort, conform::Handle handle) { line_.ret = name_for(line_.ret, sort, handle); }
  bool wants(std::size_t place) const { return line_.out.has(parameters_[place].name); }
  // Where the handle goes that an out parameter gets; nullptr where it is passed as NULL.
  conform::Handle* place_for(std::size_t place, conform::Handle& handle) const { return wants(place) ? &handle : nullptr; }
  void gives(std::size_t place, Sort sort, conform::Handle handle);
  void gives(std::size_t place, trace::Value value);

  Session& session() const { return session_; }
  const conform::Port& port() const { return session_.port; }

 private:
  void begin();
  void end();
  trace::Value name_for(const trace::Value& wanted, Sort sort, conform::Handle handle);

  Session& session_;
  trace::Line& line_;
  std::span<const trace::Parameter> parameters_;
};

}  // namespace certlife::embedded
