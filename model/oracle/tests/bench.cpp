// How many calls a second the oracle judges, from a trace file, under all readings at once.
//
//   certlife_oracle_bench [CALLS [FILE]]     plays a trace of so many calls, writes it, and times reading and judging it
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "model/first_values.h"
#include "model/oracle/judge.h"
#include "model/oracle/player.h"
#include "model/trace/reader.h"
#include "model/trace/writer.h"

namespace certlife::oracle {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

void write_trace(const std::string& path, std::size_t calls, bool forces, int probes) {
  std::ofstream file(path);
  trace::Writer writer(file);
  Player::Limits limits;
  limits.files = false;
  limits.forces = forces;
  limits.probes = probes;
  limits.contexts = 40;
  limits.stores = 8;
  Player player(1, model::first_values("windows"), limits);
  for (std::size_t i = 0; i < calls; ++i) writer.write(player.next());
}

void measure(const char* name, const std::string& path) {
  trace::Line line;
  const auto reading_began = Clock::now();
  std::size_t calls = 0;
  for (trace::Reader reader = trace::Reader::open(path); reader.next(line);) ++calls;
  const double reading = seconds_since(reading_began);

  Judge judge;
  std::size_t most = 0, sum = 0;
  const auto began = Clock::now();
  for (trace::Reader reader = trace::Reader::open(path); reader.next(line);) {
    judge.judge(line);
    most = std::max(most, judge.candidates());
    sum += judge.candidates();
  }
  const double seconds = seconds_since(began);
  const auto count = static_cast<double>(calls);
  std::printf("{\"bench\":\"oracle\",\"trace\":\"%s\",\"calls\":%zu,\"verdict\":%d,\"callsPerSecond\":%.0f,\"readOnlyPerSecond\":%.0f,"
              "\"mostCandidates\":%zu,\"candidates\":%.2f}\n",
              name, calls, static_cast<int>(judge.summary().overall), count / seconds, count / reading, most,
              static_cast<double>(sum) / count);
}

}  // namespace
}  // namespace certlife::oracle

int main(int argc, char** argv) {
  using namespace certlife::oracle;
  const std::size_t calls = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const std::string path = argc > 2 ? argv[2] : "oracle-bench.jsonl";
  write_trace(path, calls, false, 0);
  measure("calls only", path);
  write_trace(path, calls, true, 20);
  measure("forced closes, one call in twenty probed", path);
  std::remove(path.c_str());
}
