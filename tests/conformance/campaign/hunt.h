// The verb `hunt`: looks for deviations until stopped and keeps a trace of each.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <set>
#include <string>

#include "tests/conformance/campaign/deviation.h"
#include "tests/conformance/campaign/port.h"

namespace certlife::conformance {

struct HuntOptions {
  std::string target = "certlife";
  std::string reading = "windows";
  std::optional<std::chrono::milliseconds> time;  // None: until stopped.
  std::string save;                               // A directory, made if it is not there; empty: nothing is saved.
  std::uint64_t seed = 1;
};

struct HuntResult {
  std::size_t programs = 0, calls = 0, judged = 0, rounds = 0;
  double seconds = 0;
  std::vector<Deviation> deviations;
  std::vector<std::string> files;  // Of the deviations, in the same order; empty texts where nothing was saved.
};

// Clause programs first, then everything that can be exhausted, the tours, and then random programs that grow longer, each
// round with another seed. Says each deviation as it is found.
HuntResult hunt_on(Port& port, const HuntOptions& options, const std::atomic<bool>& stop, std::ostream& say);

// Runs until the time is over or the process is interrupted. 0 nothing was found, 1 something was, 3 no call was judged.
int hunt(const HuntOptions& options);

// A file name that tells what the deviation is: "close_5_certclosestore_returns_true".
std::string telling_name(const Deviation& deviation);

// The deviation as a trace file.
std::string trace_text(const Deviation& deviation, const std::string& target);

}  // namespace certlife::conformance
