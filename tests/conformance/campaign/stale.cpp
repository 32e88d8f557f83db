#include "tests/conformance/campaign/stale.h"

#include "model/oracle/readings.h"
#include "model/programs/walk.h"
#include "model/trace/notation.h"

namespace certlife::conformance {

void check_not_stale(const ExpectedFile& file) {
  // The reading that files are written under; they are used under others too.
  const model::Reading reading = oracle::reading_called("windows");
  Vocabulary words;
  for (const ExpectedDeviation& entry : file.deviations) {
    Walk walk(reading, words);
    for (const trace::Line& line : entry.program) {
      auto after = walk.after(line);
      if (!after) throw BadExpectedFile(entry.place + ": stale: the model refuses the program of this " + entry.clause + " entry at " + call_text(line));
      walk = std::move(*after);
    }
  }
}

}  // namespace certlife::conformance
