// The verbs that keep files of known deviations: accept and expire.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace certlife::conformance {

struct AcceptOptions {
  std::string from;      // A report of conform --json.
  std::string expected;  // The file; made if it is not there.
  std::string target;    // Of the report; empty: the one that the file is for, or the only one.
  std::string clause;    // Only of this clause; empty: of any.
  std::string note, ticket, expires;
};

struct ExpireOptions {
  std::string expected;
  std::string from;  // A report: what no longer shows by it is taken out. Empty: what has expired is listed.
  std::string on;    // A day instead of today.
};

// These give the exit code, and throw what reading their files throws, or std::runtime_error for bad input.
int accept(const AcceptOptions& options);
int expire(const ExpireOptions& options);

CLI::App* add_accept(CLI::App& app, AcceptOptions& options);
CLI::App* add_expire(CLI::App& app, ExpireOptions& options);

}  // namespace certlife::conformance
