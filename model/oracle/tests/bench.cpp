// How many calls a second the oracle judges, from a trace file, under all readings at once.
//
//   certlife_oracle_bench [CALLS [FILE [histories]]]     judges histories of so many calls; unless only these are wanted, plays a trace of
//                                                        so many calls, writes it, and times reading and judging it
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "model/first_values.h"
#include "model/oracle/judge.h"
#include "model/oracle/player.h"
#include "model/oracle/tests/histories.h"
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

std::size_t peak_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss);
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Judged as it is made, so that the memory is the judge's; what making it takes is not counted. By the time of the processor.
void measure_history(const char* name, std::size_t calls, const BusyThreads::Habits& habits) {
  BusyThreads threads(1, habits);
  std::size_t rejected = 0;
  Judge judge;
  History history(judge, {}, [&](const trace::Line& line) { return judge.judge(line); }, [&](const trace::Line&, const HistoryVerdict& said) { rejected += said.verdict.kind != Verdict::Kind::accepted; });
  std::vector<trace::Line> lines;
  double seconds = 0;
  std::size_t at_first = 0;
  for (std::size_t made = 0; made < calls;) {
    lines.clear();
    for (std::size_t i = 0; i < 10'000 && made < calls; ++i, ++made) {
      lines.push_back(threads.next_line());
      lines.back().number = made + 1;
    }
    const double began = processor_seconds();
    for (const trace::Line& line : lines) history.add(line);
    seconds += processor_seconds() - began;
    if (!at_first) at_first = peak_kilobytes();
  }
  const double ending = processor_seconds();
  history.finish();
  seconds += processor_seconds() - ending;
  const Summary summary = judge.summary();
  const auto count = static_cast<double>(calls);
  std::printf("{\"bench\":\"history\",\"trace\":\"%s\",\"threads\":%u,\"calls\":%zu,\"verdict\":%d,\"notAccepted\":%zu,\"callsPerSecond\":%.0f,"
              "\"statesPerCall\":%.2f,\"kilobytesAfter10k\":%zu,\"kilobytes\":%zu}\n",
              name, habits.threads, calls, static_cast<int>(summary.overall), rejected, count / seconds,
              static_cast<double>(history.states_tried()) / count, at_first, peak_kilobytes());
  if (!summary.undecided_because.empty()) std::printf("undecided: %s\n", summary.undecided_because.c_str());
  std::fflush(stdout);
}

}  // namespace
}  // namespace certlife::oracle

int main(int argc, char** argv) {
  using namespace certlife::oracle;
  const std::size_t calls = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const std::string path = argc > 2 ? argv[2] : "oracle-bench.jsonl";
  measure_history("8 threads, each with a store of its own", calls, {8, 0, 6});
  measure_history("8 threads, one call in five on a store that all have", calls, {8, 20, 6});
  measure_history("8 threads on one store", calls / 10, {8, 100, 6});
  if (argc > 3) return 0;
  write_trace(path, calls, false, 0);
  measure("calls only", path);
  write_trace(path, calls, true, 20);
  measure("forced closes, one call in twenty probed", path);
  std::remove(path.c_str());
}
