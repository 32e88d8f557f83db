// A Wine is found where people have it: an installation, a build tree, a prefix, a command.
#include "tests/conformance/target/wine_build.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/conformance/target/known_targets.h"

namespace certlife::conformance {
namespace {

namespace fs = std::filesystem;

class WineBuildIn : public testing::Test {
 protected:
  // A program that says it is some Wine.
  void make_program(const fs::path& place, const std::string& says = "wine-9.9-test (a pretence)") {
    const fs::path file = directory() / place;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "#!/bin/sh\necho '" << says << "'\n";
    fs::permissions(file, fs::perms::owner_all);
  }
  const fs::path& directory() const { return files_.path(); }
  std::string loader() const { return wine_at(directory().string()).loader.front(); }

 private:
  TemporaryDirectory files_;
};

TEST_F(WineBuildIn, AnInstallationIsFoundUnderBin) {
  make_program("bin/wine");
  make_program("bin/wineserver");
  EXPECT_EQ(loader(), (fs::canonical(directory()) / "bin/wine").string());
  EXPECT_EQ(wine_at(directory().string()).server, fs::canonical(directory()) / "bin/wineserver");
}

TEST_F(WineBuildIn, ABuildTreeIsFoundByItsWrapperAndServer) {
  make_program("wine");
  make_program("server/wineserver");
  EXPECT_EQ(loader(), (fs::canonical(directory()) / "wine").string());
  EXPECT_EQ(wine_at(directory().string()).server, fs::canonical(directory()) / "server/wineserver");
}

TEST_F(WineBuildIn, TheSixtyFourBitLoaderComesFirst) {
  make_program("bin/wine");
  make_program("bin/wine64");
  EXPECT_EQ(loader(), (fs::canonical(directory()) / "bin/wine64").string());
}

TEST_F(WineBuildIn, APrefixIsUsedWithTheInstalledWine) {
  if (!installed_wine()) GTEST_SKIP() << "no Wine is installed";
  fs::create_directories(directory() / "drive_c");
  const WineBuild build = wine_at(directory().string() + "/");
  EXPECT_EQ(build.loader, installed_wine()->loader);
  EXPECT_EQ(build.prefix, fs::canonical(directory()));
}

TEST_F(WineBuildIn, ACommandMayHaveArguments) {
  make_program("my wine");
  const WineBuild build = wine_at("'" + (directory() / "my wine").string() + "' --quiet");
  EXPECT_EQ(build.loader, (std::vector<std::string>{(directory() / "my wine").string(), "--quiet"}));
  EXPECT_TRUE(build.server.empty());
}

TEST_F(WineBuildIn, WhatIsNoneIsRefusedByName) {
  for (const std::string& place : {directory().string(), std::string("no-such-wine"), std::string("'half")}) {
    try {
      wine_at(place);
      ADD_FAILURE() << place;
    } catch (const WineUnusable& reason) {
      EXPECT_NE(std::string(reason.what()).find(place), std::string::npos) << reason.what();
    }
  }
}

TEST_F(WineBuildIn, AProgramThatSaysNoVersionIsNoWine) {
  make_program("bin/wine", "hello");
  EXPECT_THROW(Wine(wine_at(directory().string()), directory() / "cache"), WineUnusable);
}

TEST_F(WineBuildIn, AWineThatStartsNothingIsUnusable) {
  make_program("bin/wine");
  std::ofstream(directory() / "bin/wine", std::ios::app) << "[ \"$1\" = --version ]\n";
  try {
    Wine(wine_at(directory().string()), directory() / "cache");
    ADD_FAILURE() << "it started";
  } catch (const WineUnusable& reason) {
    // The prefix bears the version that this Wine says, so that no other Wine ever meets it.
    EXPECT_NE(std::string(reason.what()).find("wine-prefix-9.9-test-"), std::string::npos) << reason.what();
  }
}

}  // namespace
}  // namespace certlife::conformance
