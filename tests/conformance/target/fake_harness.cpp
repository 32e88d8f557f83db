// A harness that misbehaves to order, for the tests of Target. It answers every call with true, but for these: Exit7,
// Crash, Hang, Babble, AnswerTwice, AnswerTooFew, CloseOutput, DieAtTheNextReset. Options spoil the description.
#include <signal.h>
#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

namespace {

using Json = nlohmann::json;

struct Mood {
  bool dies_at_reset = false;
  bool answers_twice = false;
};

[[noreturn]] void hang() {
  for (;;) pause();
}

Json answer_call(const std::string& call, Mood& mood) {
  if (call == "Exit7") _exit(7);
  if (call == "Crash") signal(SIGSEGV, SIG_DFL), raise(SIGSEGV);
  if (call == "Hang") hang();
  if (call == "CloseOutput") close(STDOUT_FILENO), hang();
  if (call == "Complain") std::cerr << "Assertion failed: all is well" << std::endl, _exit(3);
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
    if (call != "AnswerTooFew") results.push_back(answer_call(call, mood));
  }
  return Json{{"results", results}}.dump();
}

std::string describe(const std::string& option) {
  const int protocol = option == "--protocol-9" ? 9 : 0;
  if (option == "--mute") hang();
  if (option == "--nonsense") return "hello";
  return Json{{"protocol", protocol}, {"name", "fake"},      {"version", "1"},        {"calls", {"Ordinary"}},
              {"kinds", {"cert"}},    {"probes", {"alive"}}, {"detectsMisuse", false}}
      .dump();
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
  if (option == "--speaks-first") std::cout << "welcome" << std::endl;
  Mood mood;
  for (std::string line; std::getline(std::cin, line);) {
    const std::string reply = answer(Json::parse(line), option, mood);
    std::cout << reply << "\n" << std::flush;
    if (mood.answers_twice) std::cout << reply << "\n" << std::flush;
  }
}
