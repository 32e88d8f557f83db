// The user's port as the campaign's: programs go in, what came of them comes out.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "tests/conformance/campaign/port.h"
#include "tests/conformance/embedded/session.h"
#include "tests/conformance/embedded/shared_log.h"

namespace certlife::embedded {

class EmbeddedPort : public conformance::Port {
 public:
  EmbeddedPort(const conform::Port& port, conform::Isolation isolation, std::chrono::milliseconds patience);

  const conformance::Description& description() override { return description_; }
  std::vector<conformance::ProgramRun> run(std::span<const conformance::Program> programs) override;
  conformance::ProgramRun run_in_parts(const conformance::Program& program, conformance::Parts parts, const conformance::GoesOn& goes_on) override;

 private:
  Session session_;
  std::optional<SharedLog> log_;  // Of children.
  conform::Isolation isolation_;
  std::chrono::milliseconds patience_;
  conformance::Description description_;
};

}  // namespace certlife::embedded
