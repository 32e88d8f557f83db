// What exported tests need of GoogleTest, written for runs under Wine, where no GoogleTest is installed.
#pragma once

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#define CERTLIFE_GTEST_SHIM

namespace testing {

// What is to be run, as "gtest NAME"; empty: all.
inline std::vector<std::string>& chosen() {
  static std::vector<std::string> all;
  return all;
}
inline bool is_chosen(const std::string& name) {
  for (const auto& each : chosen())
    if (each == name) return true;
  return chosen().empty();
}

struct Case {
  const char* name;
  void (*body)();
};
inline std::vector<Case>& cases() {
  static std::vector<Case> all;
  return all;
}
inline bool add(const char* name, void (*body)()) {
  cases().push_back({name, body});
  return true;
}

enum class Result { passed, failed, skipped };
inline Result& result() {
  static Result current = Result::passed;
  return current;
}

// Assigning ends the statement, so that a message may be streamed before.
struct Failure {
  Result outcome;
  void operator=(const std::ostringstream& message) const {
    result() = outcome;
    std::cout << message.str() << "\n";
  }
};
struct Message {
  std::ostringstream text;
  template <class T>
  Message& operator<<(const T& value) {
    text << value;
    return *this;
  }
  Message& operator<<(std::ios_base& (*manipulator)(std::ios_base&)) {
    text << manipulator;
    return *this;
  }
  operator const std::ostringstream&() const { return text; }
};

inline void InitGoogleTest(int*, char**) {}

}  // namespace testing

inline int RUN_ALL_TESTS() {
  int failed = 0;
  for (const auto& each : testing::cases()) {
    if (!testing::is_chosen(std::string("gtest ") + each.name)) continue;
    std::cout << "[ RUN      ] CertlifeExport." << each.name << std::endl;
    testing::result() = testing::Result::passed;
    each.body();
    const bool passed = testing::result() == testing::Result::passed, skipped = testing::result() == testing::Result::skipped;
    failed += !passed && !skipped;
    std::cout << (passed ? "[       OK ] " : skipped ? "[  SKIPPED ] " : "[  FAILED  ] ") << "CertlifeExport." << each.name << std::endl;
  }
  return failed != 0;
}

#define TEST(suite, name)                                                 \
  static void body_of_##name();                                           \
  static const bool added_##name = testing::add(#name, body_of_##name);   \
  static void body_of_##name()
#define ASSERT_TRUE(condition) \
  if (condition) {             \
  } else                       \
    return testing::Failure{testing::Result::failed} = testing::Message()
#define GTEST_SKIP() return testing::Failure{testing::Result::skipped} = testing::Message()
