#include "tests/conformance/campaign/hunt.h"

#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "model/programs/pattern.h"
#include "model/tool/interrupts.h"
#include "model/tool/output_file.h"
#include "model/tool/shell_words.h"
#include "model/tool/terminal.h"
#include "model/trace/notation.h"
#include "model/trace/writer.h"
#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/campaign/named_programs.h"
#include "tests/conformance/campaign/reproduce.h"
#include "tests/conformance/target/json_text.h"

namespace certlife::conformance {
namespace {

using Clock = std::chrono::steady_clock;

class Hunt {
 public:
  Hunt(Port& port, const HuntOptions& options, const std::atomic<bool>& stop, std::ostream& say)
      : port_(port), options_(options), stop_(stop), say_(say), referee_(options.reading) {}

  HuntResult run() {
    if (!options_.save.empty()) std::filesystem::create_directories(options_.save);
    for (const LevelKind level : {LevelKind::clauses, LevelKind::windows, LevelKind::exhaustive, LevelKind::tour, LevelKind::soak}) round({level}, 0);
    for (std::uint64_t grown = 0; !is_over(); ++grown) round({LevelKind::walks, LevelKind::random}, grown);
    result_.seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
    return std::move(result_);
  }

 private:
  bool is_over() const { return stop_ || died_ || !say_ || (options_.time && Clock::now() >= begin_ + *options_.time); }

  void round(Levels levels, std::uint64_t grown) {
    if (is_over()) return;
    CampaignOptions what;
    what.levels = std::move(levels);
    what.programs = clause_programs();
    what.seed = options_.seed + grown;
    what.random_programs = 400;
    what.random_length = static_cast<int>(20 + 4 * std::min<std::uint64_t>(grown, 20));
    what.guided_walks = 60;
    what.known = result_.deviations;
    what.refusals = refusals_;
    what.stop = &stop_;
    if (options_.time) what.budget = std::chrono::duration_cast<std::chrono::milliseconds>(begin_ + *options_.time - Clock::now());
    take(run_campaign(port_, referee_, what, [](const std::string&) {}));
    ++result_.rounds;
  }

  void take(const CampaignResult& campaign) {
    result_.programs += campaign.programs;
    result_.calls += campaign.calls;
    result_.judged += campaign.judged;
    died_ = died_ || campaign.died_too_often;
    for (const Deviation& each : campaign.deviations)
      if (is_new(each)) keep(each);
  }

  bool is_new(const Deviation& deviation) const {
    return std::none_of(result_.deviations.begin(), result_.deviations.end(), [&](const DeviationKey& known) { return known == deviation; });
  }

  void keep(const Deviation& deviation) {
    const std::string file = options_.save.empty() ? "" : save(deviation);
    result_.deviations.push_back(deviation);
    result_.files.push_back(file);
    say_ << fmt::format("{}  {} calls, by {}\n", deviation.broken(), deviation.calls.size(), plain(deviation.found_by));
    for (std::size_t i = 0; i < deviation.calls.size(); ++i) say_ << fmt::format("    {}. {}\n", i + 1, plain(call_text(deviation.calls[i])));
    if (const auto& blame = deviation.blame) say_ << fmt::format("    cause:    {} at call {}: {}; {} shows it\n", blame->clause, blame->at + 1, plain(blame->what), deviation.clause);
    say_ << "    observed: " << plain(deviation.observed) << "\n    allowed:  " << plain(deviation.allowed) << "\n";
    const std::string open_with = "--target " + tool::shell_quoted(options_.target);
    say_ << "    again:    "
         << (file.empty() ? reproduce_command(deviation, open_with, options_.reading) : "certlife replay " + tool::shell_quoted(file) + " " + open_with) << "\n"
         << std::flush;
  }

  std::string save(const Deviation& deviation) {
    const std::string name = telling_name(deviation);
    std::string unique = name;
    for (int n = 2; !names_.insert(unique).second; ++n) unique = name + "_" + std::to_string(n);
    const auto path = std::filesystem::path(options_.save) / (unique + ".jsonl");
    tool::write_file(path.string(), trace_text(deviation, options_.target));
    return path.string();
  }

  Port& port_;
  const HuntOptions& options_;
  const std::atomic<bool>& stop_;
  std::ostream& say_;
  Referee referee_;
  Clock::time_point begin_ = Clock::now();
  HuntResult result_;
  std::set<std::string> names_;
  std::shared_ptr<Refusals> refusals_ = std::make_shared<Refusals>();  // Of all rounds.
  bool died_ = false;
};

}  // namespace

std::string telling_name(const Deviation& deviation) {
  constexpr std::size_t most = 80;
  const std::string function = deviation.calls.empty() ? "" : deviation.calls.back().call;
  std::string name;
  for (const char c : deviation.broken() + " " + function + " " + deviation.aspect) {
    const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (letter) name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (!name.empty() && name.back() != '_') name += '_';
  }
  name.resize(std::min(name.size(), most));
  while (!name.empty() && name.back() == '_') name.pop_back();
  return name;
}

std::string trace_text(const Deviation& deviation, const std::string& target) {
  const nlohmann::ordered_json found{{"target", target}, {"clause", deviation.clause}, {"observed", deviation.observed}, {"allowed", deviation.allowed}};
  const nlohmann::ordered_json first{{"certlife-trace", 1}, {"deviation", found}};
  std::string text = harmless(first.dump(-1, ' ', false, Json::error_handler_t::replace)) + "\n";
  for (const auto& line : deviation.calls) text += trace::to_text(line) + "\n";
  return text;
}

HuntResult hunt_on(Port& port, const HuntOptions& options, const std::atomic<bool>& stop, std::ostream& say) {
  return Hunt(port, options, stop, say).run();
}

int hunt(const HuntOptions& options) {
  const auto port = open_port(options.target);
  std::atomic<bool> interrupted{false};
  const tool::AskedToStop guard(interrupted);
  const HuntResult result = hunt_on(*port, options, interrupted, std::cout);
  std::cout << fmt::format("{}: {} programs and {} calls in {:.1f} s, {} rounds; {} deviations{}\n", interrupted ? "stopped" : "done", result.programs,
                           result.calls, result.seconds, result.rounds, result.deviations.size(),
                           options.save.empty() ? std::string() : ", saved in " + options.save);
  if (!result.deviations.empty()) return 1;
  if (result.judged > 0) return 0;
  std::cout << "undecided: no call was judged\n";
  return 3;
}

}  // namespace certlife::conformance
