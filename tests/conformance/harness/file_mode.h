// Requests from a file instead of a pipe: for machines that have this program and nothing else of the project.
#pragma once

#include <string>
#include <vector>

namespace certlife::conformance {

// Answers every request of the file and writes to standard output a header line, then one line a request:
//   {"request":N,"asked":{…},"reply":{…}}
// Calls are made in a process of their own. A program that ends it is run again call by call in another; the results up
// to the fatal call are the reply, and "ended" says how: "exit 77", "time-out". Then the next program goes on.
// The exit code: 0, or 2 for a file that cannot be read or is no list of requests.
int answer_file(const std::string& path, const std::vector<std::string>& options);

}  // namespace certlife::conformance
