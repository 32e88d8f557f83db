// A harness that misbehaves to order, for the tests of Target. It answers every call with true, but for these: Exit7,
// Crash, Hang, Babble, AnswerTwice, AnswerTooFew, AnswerTooMany, CloseOutput, DieAtTheNextReset, EndlessLine, Dribble,
// ComplainForever, TooDeep, Refuse, RefuseOnce, and those of spoiled(). Options spoil the description; with --second-start-fails=FILE the
// second process that is told of the file does not come up.
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace {

using Json = nlohmann::json;

struct Mood {
  bool dies_at_reset = false;
  bool has_refused = false;
  bool answers_twice = false;
};

[[noreturn]] void hang() {
  for (;;) pause();
}

// Never a newline, as fast as it goes.
[[noreturn]] void say_endlessly(int descriptor) {
  const std::string much(1 << 16, 'x');
  for (;;)
    if (write(descriptor, much.data(), much.size()) < 0) pause();
}

// A byte now and then: never silent for long, and never done.
[[noreturn]] void dribble() {
  for (;;) {
    if (write(STDOUT_FILENO, "x", 1) < 0) pause();
    usleep(20000);
  }
}

// A reply whose types are wrong.
Json spoiled(const std::string& call) {
  Json reply{{"call", call}, {"ret", true}};
  if (call == "WrongRet") reply["ret"] = {1, 2};
  if (call == "WrongOut") reply["out"] = 5;
  if (call == "WrongLastError") reply["lastError"] = 1.5;
  if (call == "WrongObserved") reply["observed"] = "c1";
  if (call == "WrongAlive") reply["observed"] = {{"alive", {{"c1", "yes"}}}};
  if (call == "WrongNotSupported") reply["notSupported"] = "true";
  if (call == "WrongCall") reply["call"] = "Ordinary";
  return reply;
}

Json answer_call(const std::string& call, Mood& mood) {
  if (call == "Exit7") _exit(7);
  if (call == "Crash") signal(SIGSEGV, SIG_DFL), raise(SIGSEGV);
  if (call == "Hang") hang();
  if (call == "CloseOutput") close(STDOUT_FILENO), hang();
  if (call == "Complain") std::cerr << "Assertion failed: all is well" << std::endl, _exit(3);
  if (call == "EndlessLine") say_endlessly(STDOUT_FILENO);
  if (call == "ComplainForever") say_endlessly(STDERR_FILENO);
  if (call == "Dribble") dribble();
  if (call.starts_with("Wrong")) return spoiled(call);
  if (call == "AnswerTwice") mood.answers_twice = true;
  if (call == "DieAtTheNextReset") mood.dies_at_reset = true;
  return {{"call", call}, {"ret", true}, {"lastError", "unchanged"}};
}

std::string run(const Json& calls, Mood& mood) {
  Json results = Json::array();
  for (const Json& line : calls) {
    const std::string call = line.at("call");
    if (call == "Babble") return "I would rather not say";
    if (call == "Refuse") return "{\"error\":\"no such thing\"}";
    if (call == "RefuseOnce" && !std::exchange(mood.has_refused, true)) return "{\"error\":\"not now\"}";
    if (call == "TooDeep") return "{\"results\":" + std::string(1000000, '[') + std::string(1000000, ']') + "}";
    if (call == "AnswerTooMany") results.push_back(answer_call(call, mood));
    if (call != "AnswerTooFew") results.push_back(answer_call(call, mood));
  }
  return Json{{"results", results}}.dump();
}

// One byte for each process.
void count_start(const std::string& file) {
  std::ofstream(file, std::ios::app) << '.';
  if (std::filesystem::file_size(file) == 2) _exit(4);
}

std::string describe(const std::string& option) {
  if (option == "--mute") hang();
  if (option == "--dies") std::cerr << "no licence" << std::endl, _exit(4);
  if (option == "--closes") close(STDOUT_FILENO), hang();
  if (option == "--nonsense") return "hello";
  Json description{{"protocol", 1},        {"name", "fake"},      {"version", "1"},        {"calls", {"Ordinary"}},
                   {"kinds", {"cert"}},    {"probes", {"alive"}}, {"detectsMisuse", false}};
  if (option == "--protocol-9") description["protocol"] = 9;
  if (option == "--protocol-0") description["protocol"] = 0;
  if (option == "--without-kinds") description.erase("kinds");
  if (option == "--calls-as-text") description["calls"] = "Ordinary";
  return description.dump();
}

std::string answer(const Json& request, const std::string& option, Mood& mood) {
  const std::string wanted = request.at("do");
  if (wanted == "describe") return describe(option);
  if (wanted == "run") return run(request.at("calls"), mood);
  if (mood.dies_at_reset) _exit(9);
  return "{}";
}

}  // namespace

int main(int count, char** arguments) {
  const std::string option = count > 1 ? arguments[1] : "";
  constexpr std::string_view second_start_fails = "--second-start-fails=";
  if (option.starts_with(second_start_fails)) count_start(option.substr(second_start_fails.size()));
  if (option == "--speaks-first") std::cout << "welcome" << std::endl;
  Mood mood;
  for (std::string line; std::getline(std::cin, line);) {
    const std::string reply = answer(Json::parse(line), option, mood);
    std::cout << reply << "\n" << std::flush;
    if (mood.answers_twice) std::cout << reply << "\n" << std::flush;
  }
}
