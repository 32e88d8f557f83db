// A call of the model on its way to a line: what the roles of binding_roles.h write there.
#pragma once

#include <string>
#include <string_view>

#include "model/oracle/element_parameters.h"
#include "model/oracle/line_names.h"
#include "model/trace/line.h"

namespace certlife::oracle {

class LineWriting {
 public:
  using Concrete = model::Concrete;
  using Value = trace::Value;

  LineWriting(const LineNames& names, model::Kind of, trace::Line& into)
      : kind(of), args(into.args), out(into.out), ret(into.ret), names_(names) {}

  void argument(std::string_view parameter, Value value) { args[parameter] = std::move(value); }
  void argument(std::string_view parameter, std::string_view text) { args[parameter] = Value::of(text); }
  void element(const ElementParameters& parameters, model::Encoding encoding, const Concrete::Content& content);

  Value store(Concrete::Store it) const { return it.index ? named(names_.store(it)) : Value::null(); }
  Value context(Concrete::Context it) const { return it.index ? named(names_.context(it)) : Value::null(); }
  Value csp(Concrete::Csp it) const { return it.index ? named(names_.csp(it)) : Value::null(); }
  Value file(Concrete::File it, bool named_as_pkcs7 = false) const;
  Value filter(const Concrete::Filter& it) const { return named(names_.filter(it)); }
  Value property_value(Concrete::Value it, bool wrong_size) const { return named(names_.value(it) + (wrong_size ? "/size=0" : "")); }

  const model::Kind kind;  // That the call is for.
  trace::Fields &args, &out;
  Value& ret;

 private:
  static Value named(const std::string& text) { return Value::of(std::string_view(text)); }

  const LineNames& names_;
};

}  // namespace certlife::oracle
