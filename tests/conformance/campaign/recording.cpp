#include "tests/conformance/campaign/recording.h"

#include <algorithm>
#include <fstream>
#include <optional>

#include "model/trace/bad_input.h"
#include "tests/conformance/target/json_text.h"
#include "tests/conformance/target/replies.h"
#include "tests/conformance/target/requests.h"

namespace certlife::conformance {
namespace {

struct PlacedJson {
  std::string place;  // FILE:LINE
  Json json;
};

[[noreturn]] void refuse_line(const std::string& path, std::size_t number, const std::string& line) {
  try {
    JsonFile::check_line(path, number, line);
  } catch (const trace::BadInput& error) {
    throw BadRecording(error.what());
  }
  throw BadRecording(path + ":" + std::to_string(number) + ": not a JSON object");
}

// What stands there if it is a text; else nothing: it is a remark, or asks for nothing that is known here.
std::string text_or_nothing(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::vector<PlacedJson> json_lines(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw BadRecording(path + ": cannot be read");
  std::vector<PlacedJson> lines;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto json = json_in(line);
    // A harness that died may have left half a line behind.
    if (!json && file.peek() == std::ifstream::traits_type::eof()) break;
    if (!json) refuse_line(path, number, line);
    const std::string place = path + ":" + std::to_string(number);
    if (!json->is_object()) throw BadRecording(place + ":1: not a JSON object");
    lines.push_back({place, *std::move(json)});
  }
  return lines;
}

// "exit 77", "signal 11", "time-out", as certlife-harness writes them.
Ending ending_from(const std::string& text) {
  if (text.starts_with("exit ")) return {Ending::Kind::exited, static_cast<int>(std::strtoul(text.c_str() + 5, nullptr, 0)), ""};
  if (text.starts_with("signal ")) return {Ending::Kind::signalled, std::atoi(text.c_str() + 7), ""};
  if (text == "time-out") return {Ending::Kind::timed_out, 0, ""};
  return {Ending::Kind::malformed, 0, text};
}

// A request, and what came back.
struct Answered {
  std::string place;
  Json asked;
  std::optional<Json> reply;
  std::string ended;
};

std::vector<Answered> answered_by_itself(const std::vector<PlacedJson>& lines) {
  std::vector<Answered> all;
  for (const auto& [place, json] : lines) {
    if (json.contains("certlife-replies")) continue;
    if (!json.contains("asked") || !json.at("asked").is_object()) throw BadRecording(place + ": \"asked\" is missing");
    Answered each{place, json.at("asked"), std::nullopt, ""};
    if (json.contains("reply")) each.reply = json.at("reply");
    each.ended = text_or_nothing(json, "ended");
    all.push_back(std::move(each));
  }
  return all;
}

std::vector<Answered> answered_in_order(const std::vector<PlacedJson>& replies, const std::string& path, const std::string& programs) {
  if (programs.empty()) throw BadRecording(path + ": these replies do not repeat what was asked; name the file of requests with --programs");
  const auto requests = json_lines(programs);
  if (replies.size() > requests.size())
    throw BadRecording(replies[requests.size()].place + ": more replies than " + programs + " has requests");
  std::vector<Answered> all;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    all.push_back({requests[i].place, requests[i].json, std::nullopt, ""});
    if (i < replies.size()) all.back().reply = replies[i].json;
  }
  return all;
}

trace::Line line_from(const Json& call, const std::string& place) {
  try {
    return line_in_request(call.dump());
  } catch (const trace::BadInput& error) {
    throw BadRecording(place + ": " + error.message());
  }
}

TestProgram program_from(const Answered& answered) {
  TestProgram program;
  if (const auto about = answered.asked.find("program"); about != answered.asked.end() && about->is_object()) {
    program.title = text_or_nothing(*about, "title");
    if (const auto clauses = about->find("clauses"); clauses != about->end() && clauses->is_array())
      for (const Json& each : *clauses)
        if (each.is_string()) program.clauses.push_back(each.get<std::string>());
  }
  const auto found = answered.asked.find("calls");
  if (found == answered.asked.end() || !found->is_array()) throw BadRecording(answered.place + ": \"calls\" is no list");
  const Json& calls = *found;
  for (const Json& call : calls) program.lines.push_back(line_from(call, answered.place));
  return program;
}

ProgramRun run_from(const Answered& answered, Program calls) {
  const bool has_results = answered.reply && answered.reply->is_object() && answered.reply->contains("results");
  const Json results = has_results ? answered.reply->at("results") : Json();
  // After an ending the results of the calls before it stand.
  if (!answered.ended.empty() && results.is_array() && results.size() < calls.size()) calls.resize(results.size());
  ProgramRun run;
  if (answered.reply) run = run_from_reply(calls, answered.reply->dump());
  if (!answered.ended.empty()) run.ending = ending_from(answered.ended);
  return run;
}

RecordedProgram answered_program(const Answered& answered) {
  TestProgram program = program_from(answered);
  ProgramRun run = run_from(answered, program.lines);
  return {std::move(program), std::move(run)};
}

}  // namespace

std::vector<const RecordedProgram*> shortest_first(const Recording& recording) {
  std::vector<const RecordedProgram*> all;
  for (const RecordedProgram& each : recording.programs) all.push_back(&each);
  std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->program.lines.size() < b->program.lines.size(); });
  return all;
}

ProgramWriter::ProgramWriter(std::ostream& to) : to_(to) { to_ << Json{{"do", "describe"}, {"certlife-programs", 1}}.dump() << "\n"; }

void ProgramWriter::write(const TestProgram& program, const std::string& level) {
  const Json about{{"title", program.title}, {"clauses", program.clauses}, {"level", level}};
  to_ << Json{{"do", "reset"}}.dump() << "\n{\"calls\":" << text_of_calls(program.lines) << ",\"do\":\"run\",\"program\":" << about.dump() << "}\n";
}

Recording read_recording(const std::string& replies, const std::string& programs) {
  const auto lines = json_lines(replies);
  if (lines.empty()) throw BadRecording(replies + ": there is no reply in it");
  const bool by_itself = lines.front().json.contains("certlife-replies");
  const auto all = by_itself ? answered_by_itself(lines) : answered_in_order(lines, replies, programs);
  Recording recording;
  bool is_described = false;
  for (const Answered& each : all) {
    const std::string what = text_or_nothing(each.asked, "do");
    if (what == "describe" && each.reply) {
      try {
        recording.description = description_from_reply(each.reply->dump());
      } catch (const TargetUnusable& reason) {
        throw BadRecording(each.place + ": " + reason.what());
      }
      is_described = true;
    }
    if (what != "run") continue;
    if (each.reply || !each.ended.empty()) recording.programs.push_back(answered_program(each));
    else ++recording.unanswered;
  }
  if (!is_described) throw BadRecording(replies + ": no reply to \"describe\" is in it");
  return recording;
}

}  // namespace certlife::conformance
