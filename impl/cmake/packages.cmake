# What ./certlife package makes: a .deb for each component, by CPack, and what runs on Windows as a .zip. Everything that is installed is
# named by the rooms; here stand the names and the dependencies of the packages.
set(packages ${CMAKE_CURRENT_LIST_DIR}/packages)
set(CERTLIFE_MAINTAINER "The certlife authors <certlife@localhost.localdomain>" CACHE STRING "Who answers for the packages: NAME <ADDRESS>")

# What the tools read, and what people read about them.
set(shared_data ${CMAKE_INSTALL_DATADIR}/certlife)
install(FILES LICENSE CHANGES.md README.md TYPE DOC COMPONENT tools)
install(FILES tests/conformance/PROTOCOL.md tests/conformance/protocol.schema.json tests/conformance/report.schema.json
  model/trace/trace.schema.json model/trace/verdict.schema.json model/ledger/ownership.schema.json
  DESTINATION ${shared_data} COMPONENT tools)
install(DIRECTORY tests/conformance/expected tests/conformance/programs DESTINATION ${shared_data} COMPONENT tools
  FILES_MATCHING PATTERN "*.toml" PATTERN "*.programs" PATTERN "*.jsonl")
install(DIRECTORY tests/conformance/examples/ DESTINATION ${shared_data}/harnesses COMPONENT tools FILES_MATCHING PATTERN "*.py")
install(DIRECTORY model/trace/examples/ DESTINATION ${shared_data}/traces COMPONENT tools
  FILES_MATCHING PATTERN "rejected_*.jsonl" PATTERN "accepted_check_*.jsonl")
configure_file(${packages}/windows.txt.in ${CMAKE_CURRENT_BINARY_DIR}/README.txt @ONLY NEWLINE_STYLE CRLF)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/README.txt LICENSE tests/conformance/programs/open_questions.jsonl DESTINATION .
  COMPONENT windows EXCLUDE_FROM_ALL)

# ninja certlife_packaged builds what is packaged.
get_property(packaged GLOBAL PROPERTY CERTLIFE_INSTALLED_TARGETS)
add_custom_target(certlife_packaged)
add_dependencies(certlife_packaged ${packaged})

set(CPACK_PACKAGE_VENDOR "The certlife authors")
set(CPACK_PACKAGE_CONTACT ${CERTLIFE_MAINTAINER})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PRE_BUILD_SCRIPTS ${packages}/finish.cmake)
set(CPACK_CERTLIFE_SOURCE_DIRECTORY ${PROJECT_SOURCE_DIR})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_COMPRESSION_TYPE gzip)  # xz costs seconds at each package, and saves a third
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(same_version "(= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})")

# package(COMPONENT NAME SECTION DEPENDS DESCRIPTION [RECOMMENDS]): the first line of the description is the short one.
macro(package component name section depends description)
  string(TOUPPER ${component} upper)
  list(APPEND CPACK_COMPONENTS_ALL ${component})
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name})
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION ${section})
  set(CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS "${depends}")
  set(CPACK_DEBIAN_${upper}_DESCRIPTION "${description}")
  set(CPACK_DEBIAN_${upper}_PACKAGE_RECOMMENDS "${ARGN}")
endmacro()

set(CPACK_COMPONENTS_ALL)
set(soname ${PROJECT_VERSION_MAJOR})
if(TARGET certlife-conform AND TARGET certlife-prove)
  package(tools certlife devel "" "how Windows' certificate stores live and die: judge and recorder
The command certlife judges implementations of CertCloseStore and the
functions around it, clause by clause; judges recorded runs of programs;
records Windows programs under Wine; proves claims about the documents." "wine64, python3")
endif()
package(certlife_library libcertlife${soname} libs "" "Windows' certificate stores and contexts for programs in C
Memory and file stores with certificates, CRLs and CTLs, as the
CryptoAPI of Windows has them.")
package(certlife_development libcertlife-dev libdevel "libcertlife${soname} ${same_version}, libssl-dev"
  "Windows' certificate stores and contexts: headers and archive
The headers <certlife/wincrypt.h> and those that stand in for
<windows.h>, the archive, and descriptions for pkg-config and CMake." "g++")
package(oracle_library libcertlife-oracle${soname} libs "" "judge for traces of certificate store calls
The oracle as a library in C: may an implementation do this, what may
it do now, and what is still owed?")
package(oracle_development libcertlife-oracle-dev libdevel
  "libcertlife-oracle${soname} ${same_version}, libcertlife-dev ${same_version}, libfmt-dev, libssl-dev"
  "judge for traces of certificate store calls: header and archive
The header <certlife/oracle.h>, the archive, and descriptions for
pkg-config and CMake.")
if(TARGET certlife_embedded)
  package(conformance_library libcertlife-conformance-dev libdevel
    "libcertlife-dev ${same_version}, libfmt-dev, libssl-dev, libtomlplusplus-dev, librapidcheck-dev"
    "conformance suite for certificate stores inside one's own tests
The header <certlife/conformance.h>, the archive, and descriptions for
pkg-config and CMake." "libgtest-dev")
endif()
if(TARGET certlife_reference)
  package(reference libcertlife-doc doc "" "Windows' certificate stores and contexts: reference of the headers
What the headers of libcertlife-dev, libcertlife-oracle-dev and
libcertlife-conformance-dev say, as pages of HTML.")
  set(CPACK_DEBIAN_REFERENCE_PACKAGE_ARCHITECTURE all)
  # Packed by a run of its own, which does not look for libraries in each of its many pages.
  list(REMOVE_ITEM CPACK_COMPONENTS_ALL reference)
endif()
include(CPack)
