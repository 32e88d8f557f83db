// A function for a file of Wine's tests. Of Wine's it uses the names of three macros.
#include "model/export/body.h"
#include "model/export/render.h"
#include "model/export/spelling.h"

namespace certlife::conformance {
namespace {

class WineTest : public Frame {
 public:
  std::vector<std::string> check(const Step& step, const Check& check) const override {
    const bool shows_error = check.condition.find("error") != std::string::npos;
    const std::string message = expectation_text(step, check) + (shows_error ? "; it is " : "");
    std::string format = c_format(message);
    format.insert(format.size() - 1, shows_error ? "%#x\\n" : "\\n");
    std::vector<std::string> lines;
    if (check.failed_in_run) lines.emplace_back("todo_wine");
    lines.push_back("ok(" + check.condition + ",");
    lines.push_back("   " + format + (shows_error ? ", (unsigned int)error" : "") + ");");
    return lines;
  }
  std::vector<std::string> stop(const Step& step) const override {
    return {"/* Another way is allowed as well; what follows is not about it. */", "if (!" + step.goes_on_if + ") return;"};
  }
  std::string guard(const Step& step) const override { return step.ends_process ? "if (0)  /* ends the process in the run that this was exported from */" : ""; }
  bool asks_heap() const override { return false; }
};

}  // namespace

std::string winetest_text(const CProgram& program) {
  std::string text = heading_of(program, {"Written by certlife export. To be called from START_TEST: test_" + program.slug + "();"});
  text += helpers_of(program, false);
  text += "static void test_" + program.slug + "(void)\n{\n" + body_of(program, WineTest(), 4) + "}\n";
  return text;
}

}  // namespace certlife::conformance
