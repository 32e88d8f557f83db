// Calls of the model as lines to be run: how the things of a call are called there.
#pragma once

#include <string>

#include "model/domain/concrete.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct LineNames {
  using Concrete = model::Concrete;

  virtual ~LineNames() = default;
  virtual std::string store(Concrete::Store store) const = 0;
  virtual std::string context(Concrete::Context context) const = 0;
  virtual std::string csp(Concrete::Csp csp) const = 0;
  virtual std::string file(Concrete::File file) const = 0;        // Without "file:".
  virtual std::string content(const Concrete::Content& content) const = 0;
  virtual std::string value(Concrete::Value value) const = 0;
  // The contents that the find parameter is for this filter.
  virtual std::string filter(const Concrete::Filter& filter) const = 0;
};

// The line that makes this call, with the names that are to be bound in `ret` and `out`, as a harness is asked for it.
// `kind` is that of the context for calls that have one and do not say.
trace::Line to_line(const model::Call<model::Concrete>& call, const LineNames& names, model::Kind kind = model::Kind::certificate);

}  // namespace certlife::oracle
