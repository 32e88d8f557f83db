// GoogleTest: one TEST in a file of its own.
#include <cctype>

#include "model/export/body.h"
#include "model/export/render.h"
#include "model/export/spelling.h"

namespace certlife::conformance {
namespace {

class GoogleTest : public Frame {
 public:
  std::vector<std::string> check(const Step& step, const Check& check) const override {
    const std::string error = check.condition.find("error") == std::string::npos ? "" : " << \"; it is 0x\" << std::hex << error";
    return {"ASSERT_TRUE(" + check.condition + ")", "    << " + c_string(expectation_text(step, check)) + error + ";"};
  }
  std::vector<std::string> stop(const Step& step) const override {
    return {"if (!" + step.goes_on_if + ")",
            "  GTEST_SKIP() << \"call " + std::to_string(step.number) + " went another allowed way; what follows is not about it\";"};
  }
};

}  // namespace

std::string camel_from(const std::string& slug) {
  std::string name;
  bool begins = true;
  for (const char c : slug) {
    if (c != '_') name += begins ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    begins = c == '_';
  }
  return name.empty() ? "Exported" : name;
}

std::string gtest_text(const CProgram& program) {
  std::string text = heading_of(program, {"Written by certlife export. Link it with GoogleTest's main and the library under test.",
                                          with_the_library,
                                          "    c++ " + program.slug + ".cpp -o " + program.slug + library_words + " -lgtest_main -lgtest -pthread"});
  text += "#include <gtest/gtest.h>\n\n#include <windows.h>\n// wincrypt.h needs the types of windows.h first.\n#include <wincrypt.h>\n\n"
          "#include <cstdio>\n#include <cstring>\n\n";
  text += helpers_of(program, true);
  text += "TEST(CertlifeExport, " + camel_from(program.slug) + ") {\n" + body_of(program, GoogleTest(), 2) + "}\n";
  return text;
}

}  // namespace certlife::conformance
