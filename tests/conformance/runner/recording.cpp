#include "tests/conformance/runner/recording.h"

#include <fstream>
#include <optional>

#include "model/trace/bad_input.h"
#include "model/trace/reader.h"
#include "tests/conformance/runner/trial.h"
#include "tests/conformance/target/replies.h"

namespace certlife::conformance {
namespace {

struct PlacedJson {
  std::string place;  // FILE:LINE
  Json json;
};

std::vector<PlacedJson> json_lines(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw BadRecording(path + ": cannot be read");
  std::vector<PlacedJson> lines;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    Json json = Json::parse(line, nullptr, false);
    const std::string place = path + ":" + std::to_string(number);
    // A harness that died may have left half a line behind.
    if (json.is_discarded() && file.peek() == std::ifstream::traits_type::eof()) break;
    if (!json.is_object()) throw BadRecording(place + ": not a JSON object");
    lines.push_back({place, std::move(json)});
  }
  return lines;
}

// "exit 77", "signal 11", "time-out", as certlife-harness writes them.
Ending ending_from(const std::string& text) {
  if (text.starts_with("exit ")) return {Ending::Kind::exited, static_cast<int>(std::strtoul(text.c_str() + 5, nullptr, 0)), ""};
  if (text.starts_with("signal ")) return {Ending::Kind::signalled, std::atoi(text.c_str() + 7), ""};
  if (text == "time-out") return {Ending::Kind::timed_out, 0, ""};
  return {Ending::Kind::garbage, 0, text};
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
    if (json.contains("ended") && json.at("ended").is_string()) each.ended = json.at("ended").get<std::string>();
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
    trace::Line line = trace::parse_line(call.dump());
    // The raw bytes of a file stand as its only content in a request.
    auto& items = line.file.contents.items;
    if (items.size() == 1 && items[0].is_text() && items[0].text.starts_with("hex:")) {
      line.file.bytes = items[0];
      line.file.contents = {};
    }
    return line;
  } catch (const trace::BadInput& error) {
    throw BadRecording(place + ": " + error.message());
  }
}

TestProgram program_from(const Answered& answered) {
  TestProgram program;
  const Json about = answered.asked.value("program", Json::object());
  if (about.is_object()) {
    program.title = about.value("title", std::string());
    program.clauses = about.value("clauses", std::vector<std::string>());
  }
  const Json calls = answered.asked.value("calls", Json());
  if (!calls.is_array()) throw BadRecording(answered.place + ": \"calls\" is no list");
  for (const Json& call : calls) program.lines.push_back(line_from(call, answered.place));
  return program;
}

ProgramRun run_from(const Answered& answered) {
  Program calls = answered.asked.at("calls").get<Program>();
  const Json results = answered.reply ? answered.reply->value("results", Json()) : Json();
  // After an ending the results of the calls before it stand.
  if (!answered.ended.empty() && results.is_array() && results.size() < calls.size()) calls.resize(results.size());
  ProgramRun run;
  if (answered.reply) run = run_from_reply(calls, answered.reply->dump());
  if (!answered.ended.empty()) run.ending = ending_from(answered.ended);
  return run;
}

}  // namespace

ProgramWriter::ProgramWriter(std::ostream& to) : to_(to) { to_ << Json{{"do", "describe"}, {"certlife-programs", 1}}.dump() << "\n"; }

void ProgramWriter::write(const TestProgram& program, const std::string& level) {
  const Json about{{"title", program.title}, {"clauses", program.clauses}, {"level", level}};
  to_ << Json{{"do", "reset"}}.dump() << "\n" << Json{{"do", "run"}, {"program", about}, {"calls", request_of(program)}}.dump() << "\n";
}

Recording read_recording(const std::string& replies, const std::string& programs) {
  const auto lines = json_lines(replies);
  if (lines.empty()) throw BadRecording(replies + ": there is no reply in it");
  const bool by_itself = lines.front().json.contains("certlife-replies");
  const auto all = by_itself ? answered_by_itself(lines) : answered_in_order(lines, replies, programs);
  Recording recording;
  bool is_described = false;
  for (const Answered& each : all) {
    const std::string what = each.asked.value("do", std::string());
    if (what == "describe" && each.reply) {
      try {
        recording.description = description_from_reply(each.reply->dump());
      } catch (const TargetUnusable& reason) {
        throw BadRecording(each.place + ": " + reason.what());
      }
      is_described = true;
    }
    if (what != "run") continue;
    if (each.reply || !each.ended.empty()) recording.programs.push_back({program_from(each), run_from(each)});
    else ++recording.unanswered;
  }
  if (!is_described) throw BadRecording(replies + ": no reply to \"describe\" is in it");
  return recording;
}

}  // namespace certlife::conformance
