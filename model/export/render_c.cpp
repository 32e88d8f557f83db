// Plain C: a complete program.
#include "model/export/body.h"
#include "model/export/render.h"
#include "model/export/spelling.h"

namespace certlife::conformance {
namespace {

class PlainC : public Frame {
 public:
  std::vector<std::string> check(const Step& step, const Check& check) const override {
    return {"CHECK(" + check.condition + ",", "      " + c_string(expectation_text(step, check)) + ");"};
  }
  std::vector<std::string> stop(const Step& step) const override {
    return {"if (!" + step.goes_on_if + ")", "{",
            "    puts(\"call " + std::to_string(step.number) + " went another allowed way; what follows is not about it\");", "    return 0;", "}"};
  }
};

constexpr const char* check_macro = R"(/* Ends the program at the first call that does what is not allowed. */
#define CHECK(condition, expectation) \
    do { if (!(condition)) { printf("%s\n", expectation); return 1; } } while (0)

)";

}  // namespace

std::string c_text(const CProgram& program) {
  const std::string file = program.slug;
  std::string text = heading_of(program, {"Written by certlife export. Ends with 0 if every call does what is allowed, else with 1 at the first that does not.",
                                          "For Windows and Wine:",
                                          "    x86_64-w64-mingw32-gcc " + file + ".c -o " + file + ".exe -lcrypt32 -ladvapi32",
                                          with_the_library,
                                          "    cc " + file + ".c -o " + file + library_words + " -lstdc++ -pthread"});
  text += "#include <windows.h>\n#include <wincrypt.h>\n#include <stdio.h>\n#include <string.h>\n\n";
  text += helpers_of(program, true) + check_macro;
  text += "int main(void)\n{\n" + body_of(program, PlainC(), 4) + "\n    puts(\"every call does what is allowed\");\n    return 0;\n}\n";
  return text;
}

}  // namespace certlife::conformance
