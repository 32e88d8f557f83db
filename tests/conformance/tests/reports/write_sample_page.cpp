// certlife-write-sample-page FILE: the page of the made-up runs, for the browser's test.
#include <fstream>
#include <iostream>

#include "model/export/svg.h"
#include "tests/conformance/report/report_html.h"
#include "tests/conformance/tests/reports/sample.h"

int main(int count, char** arguments) {
  using namespace certlife::conformance;
  if (count != 2) {
    std::cerr << "usage: certlife-write-sample-page FILE\n";
    return 2;
  }
  const Charts charts{[](const auto& calls, const auto& reading) { return svg_of(calls, {reading, "", true, false}); }, svg_style()};
  std::ofstream stream(arguments[1], std::ios::binary);
  stream << html_text(sample::Sample().reports(), "windows", charts);
  if (stream.flush()) return 0;
  std::cerr << arguments[1] << ": cannot be written\n";
  return 2;
}
