#include "tests/conformance/campaign/stale.h"

#include "model/oracle/readings.h"
#include "model/programs/walk.h"
#include "model/trace/notation.h"
#include "model/trace/plain_text.h"

namespace certlife::conformance {

namespace {

void check_what_it_needs(const ExpectedDeviation& entry, const model::Reading& reading) {
  if (!entry.where) return;
  const Situation met = situation_at_the_end(entry.program, reading);
  for (const std::string& each : *entry.where)
    if (!met.has(each)) throw BadExpectedFile(entry.place + ": the last call of this program does not meet \"" + trace::excerpt(each) + "\"");
}

}  // namespace

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
    check_what_it_needs(entry, reading);
  }
}

}  // namespace certlife::conformance
