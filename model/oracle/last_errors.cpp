#include "model/oracle/last_errors.h"

namespace certlife::oracle {
namespace {

KnownLastError promised_by(const Outcome& outcome, const KnownLastError& before) {
  const auto promised = static_cast<std::int64_t>(outcome.answer.last_error);
  if (promised >= 0) return promised;
  return outcome.answer.last_error == model::Error::unchanged ? before : std::nullopt;
}

// What all of the branches promise.
KnownLastError agreed_by(const std::vector<Branch>& branches, const KnownLastError& before) {
  if (branches.empty()) return before;
  const KnownLastError first = promised_by(branches.front().outcome, before);
  for (const Branch& branch : branches)
    if (promised_by(branch.outcome, before) != first) return std::nullopt;
  return first;
}

}  // namespace

void LastErrors::learn(const trace::Line& line, const std::vector<Branch>& branches) {
  KnownLastError& known = of(line);
  if (!line.last_error_after.is_nothing()) known = line.last_error_after.number;
  else if (line.last_error.is_nothing()) known = agreed_by(branches, known);
  else if (line.last_error_is_unchanged()) known.reset();
  else known = line.last_error.number;
}

}  // namespace certlife::oracle
