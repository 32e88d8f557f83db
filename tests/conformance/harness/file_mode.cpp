#include "tests/conformance/harness/file_mode.h"

#include <cstdio>
#include <fstream>

#include "tests/conformance/harness/helper.h"
#include "tests/conformance/harness/json.h"
#include "tests/conformance/harness/platform.h"

namespace certlife::conformance {
namespace {

constexpr int bad_input = 2;
constexpr std::chrono::milliseconds patience_for_a_program{10000};
constexpr std::chrono::milliseconds patience_for_a_call{3000};

class FileMode {
 public:
  FileMode(std::string path, const std::vector<std::string>& options) : path_(std::move(path)), helper_(options) {}

  int run() {
    std::ifstream file(path_, std::ios::binary);
    if (!file) return complain("cannot be read");
    write({{"certlife-replies", 1}});
    for (std::string line; std::getline(file, line);) {
      ++number_;
      if (line.ends_with('\r')) line.pop_back();
      if (line.empty()) continue;
      const Json request = request_in(line);
      if (!request.is_object() || !request.contains("do")) return complain("no request");
      answer(request);
    }
    std::fprintf(stderr, "certlife-harness: %zu requests answered, %zu of them ended the process\n", answered_, ended_);
    return 0;
  }

 private:
  int complain(const char* what) const {
    const std::string place = number_ == 0 ? path_ : path_ + ":" + std::to_string(number_);
    std::fprintf(stderr, "certlife-harness: %s: %s\n", place.c_str(), what);
    return bad_input;
  }

  void answer(const Json& request) {
    ++answered_;
    Json line{{"request", answered_}, {"asked", request}};
    if (const auto reply = ask(request, patience_for_a_program)) line["reply"] = *reply;
    else if (request.at("do") == "run" && request.contains("calls")) answer_call_by_call(request.at("calls"), line);
    else note_ending(line);
    write(line);
  }

  // Which call was it? Each is made once the one before has been answered.
  void answer_call_by_call(const Json& calls, Json& line) {
    Json results = Json::array();
    ask({{"do", "reset"}}, patience_for_a_program);
    for (const Json& call : calls) {
      const auto reply = ask({{"do", "run"}, {"calls", {call}}}, patience_for_a_call);
      if (!reply) {
        note_ending(line);
        break;
      }
      if (!reply->contains("results")) break;
      results.push_back(reply->at("results").front());
    }
    line["reply"] = {{"results", std::move(results)}};
  }

  void note_ending(Json& line) {
    ++ended_;
    line["ended"] = helper_.ending();
  }

  std::optional<Json> ask(const Json& request, std::chrono::milliseconds patience) {
    const auto reply = helper_.ask(request.dump(), patience);
    if (!reply) return std::nullopt;
    Json read = request_in(*reply);
    return read.is_discarded() ? Json{{"error", *reply}} : std::move(read);
  }

  static void write(const Json& line) { platform::write_all(line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"); }

  std::string path_;
  Helper helper_;
  std::size_t number_ = 0, answered_ = 0, ended_ = 0;
};

}  // namespace

int answer_file(const std::string& path, const std::vector<std::string>& options) { return FileMode(path, options).run(); }

}  // namespace certlife::conformance
