// What closes meant for those who held something: what FORCE ended under them, and whom CHECK reported.
#pragma once

#include <optional>
#include <vector>

#include "model/oracle/verdict.h"
#include "model/oracle/watcher.h"

namespace certlife::oracle {

class Closes : public Watcher {
 public:
  void sees(const Knowledge& known, const trace::Line& line, const Branch& branch) override;
  // Puts into the verdict what there was to see in its line. REQUIRES: the verdict is that of the line seen last, if it saw any.
  void tell(Verdict& verdict);

 private:
  std::vector<Owed> ended_;
  std::optional<std::vector<Holder>> reported_;
};

}  // namespace certlife::oracle
