// The function body that the frames of exported programs have in common.
#pragma once

#include <string>
#include <vector>

#include "model/export/program.h"

namespace certlife::conformance {

// What differs between the frames. Statements come without indentation, in as many lines as they need.
class Frame {
 public:
  virtual ~Frame() = default;
  virtual std::vector<std::string> check(const Step& step, const Check& check) const = 0;
  // Where the implementation went another allowed way than the trace.
  virtual std::vector<std::string> stop(const Step& step) const = 0;
  // Around a call that did not come back in the run.
  virtual std::string guard(const Step&) const { return ""; }
  virtual bool asks_heap() const { return true; }
};

std::string body_of(const CProgram& program, const Frame& frame, std::size_t indent);

// "call 3, CertCloseStore: expected that the result is FALSE"
std::string expectation_text(const Step& step, const Check& check);

// The comment at the top: the licence, the title, what it is about, and how it is used.
std::string heading_of(const CProgram& program, const std::vector<std::string>& usage);

// Before a command line that builds a program with the library, and what all such lines have in common.
inline constexpr const char* with_the_library = "With the certlife library, where CERTLIFE is a checkout in which ./certlife conform was run:";
inline constexpr const char* library_words =
    " -I\"$CERTLIFE/impl/include\" -I\"$CERTLIFE/impl/include/certlife/compat\" \"$CERTLIFE/build/release/impl/libcertlife.a\" -lcrypto";

// What the program needs beside its function.
std::string helpers_of(const CProgram& program, bool asks_heap);

}  // namespace certlife::conformance
