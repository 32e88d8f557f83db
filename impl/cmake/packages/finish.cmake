# Run by CPack between installing and packing: what Debian wants of each package, and what no two packages may have.
file(GLOB trees LIST_DIRECTORIES true ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*)
file(READ ${CPACK_CERTLIFE_SOURCE_DIRECTORY}/LICENSE license)
string(REGEX REPLACE "\n+$" "" license "${license}")
string(REPLACE "\n\n" "\n.\n" license "${license}")
string(REPLACE "\n" "\n " license " ${license}")
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)  # SOURCE_DATE_EPOCH, where it is set

function(pack_tree tree component)
  string(TOUPPER ${component} upper)
  set(name ${CPACK_DEBIAN_${upper}_PACKAGE_NAME})
  set(documents ${tree}/usr/share/doc/${name})
  file(MAKE_DIRECTORY ${documents})
  file(WRITE ${documents}/copyright "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: certlife

Files: *
Copyright: 2026 The certlife authors
License: MIT-and-CC0-for-exported-tests
${license}
")
  file(WRITE ${documents}/changelog.Debian "certlife (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium

  * Release ${CPACK_PACKAGE_VERSION}; what is new in it stands in changelog.gz.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
  file(COPY_FILE ${CPACK_CERTLIFE_SOURCE_DIRECTORY}/CHANGES.md ${documents}/changelog)
  file(REMOVE ${documents}/LICENSE ${documents}/CHANGES.md)
  file(GLOB pages ${tree}/usr/share/man/man*/*)
  execute_process(COMMAND gzip -9nf ${documents}/changelog ${documents}/changelog.Debian ${pages} COMMAND_ERROR_IS_FATAL ANY)
  # libcertlife-dev has them, on which the others depend.
  if(NOT component STREQUAL certlife_development)
    file(GLOB_RECURSE shared ${tree}/usr/lib/*/certlifeConfig*.cmake)
    if(shared)
      file(REMOVE ${shared})
    endif()
  endif()
endfunction()

foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  foreach(tree IN LISTS trees)
    if(tree MATCHES "/${component}$")
      pack_tree(${tree} ${component})
    endif()
  endforeach()
endforeach()
