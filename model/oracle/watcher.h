// Who looks on while calls are judged, and has no say in it.
#pragma once

#include "model/oracle/knowledge.h"
#include "model/trace/line.h"

namespace certlife::oracle {

class Watcher {
 public:
  virtual ~Watcher() = default;
  // The call went this way, under the reading judged under. What is known is still what was known before it.
  virtual void sees(const Knowledge& known, const trace::Line& line, const Branch& branch) = 0;
};

}  // namespace certlife::oracle
