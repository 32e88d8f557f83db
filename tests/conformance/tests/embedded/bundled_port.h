// The bundled library as somebody's own.
#pragma once

#include <certlife/conformance.h>

#include <string>

namespace certlife::embedded_tests {

// Every call and every probe.
conform::Port bundled_port();

// What a run has against the port, for messages.
inline std::string texts_of(const conform::Report& report) {
  std::string all = report.undecided + "\n";
  for (const auto& each : report.failures) all += each.text + "\n";
  return all;
}

}  // namespace certlife::embedded_tests
