// Reports of made-up runs: every status, every sort of deviation, and texts that want to break out of a page.
#pragma once

#include <string>
#include <vector>

#include "tests/conformance/campaign/campaign.h"
#include "tests/conformance/report/results.h"

namespace certlife::conformance::sample {

// What a page, an XML file and a terminal must not take for their own.
inline const std::string hostile = "</script><img src=x onerror=alert(1)> & \"quoted\" 'single' ]]> \x1B[31m\x01\xFF";

// A program in the notation of reports, the last call of which returned TRUE.
Deviation deviation(const std::string& clause, const std::string& program);

// Three targets: one of which all is well, a hostile one that deviates in every way, one that is not available. The reports
// refer into the sample.
class Sample {
 public:
  Sample();
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;
  const std::vector<TargetReport>& reports() const { return reports_; }
  CampaignResult& deviating() { return deviating_; }
  // Again, after a change.
  void make_reports();

 private:
  CampaignResult good_, deviating_, missing_;
  ExpectedFile expected_;
  std::vector<TargetReport> reports_;
};

}  // namespace certlife::conformance::sample
