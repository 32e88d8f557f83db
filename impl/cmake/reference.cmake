# ninja certlife_reference: the reference of the public headers as HTML, where doxygen is installed. A warning fails it.
find_package(Doxygen QUIET)  # apt: doxygen
find_program(CERTLIFE_AWK awk)
if(NOT DOXYGEN_FOUND OR NOT CERTLIFE_AWK)
  message(STATUS "No doxygen (apt: doxygen): the reference of the headers is not made")
  return()
endif()
set(reference ${CMAKE_CURRENT_BINARY_DIR}/reference)
set(reference_roots impl/include model/include tests/conformance/include)
list(TRANSFORM reference_roots PREPEND ${PROJECT_SOURCE_DIR}/)
list(TRANSFORM reference_roots APPEND /certlife/*.h OUTPUT_VARIABLE reference_globs)
file(GLOB reference_headers CONFIGURE_DEPENDS ${reference_globs})
set(reference_files ${reference_headers})
foreach(list reference_headers reference_roots)
  list(JOIN ${list} "\" \"" ${list})
  set(${list} "\"${${list}}\"")
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/reference/Doxyfile.in ${CMAKE_CURRENT_BINARY_DIR}/Doxyfile @ONLY)
add_custom_command(OUTPUT ${reference}/html/index.html
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${reference}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${reference}
  COMMAND Doxygen::doxygen ${CMAKE_CURRENT_BINARY_DIR}/Doxyfile
  DEPENDS ${reference_files} ${CMAKE_CURRENT_LIST_DIR}/reference/comments.awk ${CMAKE_CURRENT_BINARY_DIR}/Doxyfile
  COMMENT "Writing the reference of the headers" VERBATIM)
add_custom_target(certlife_reference DEPENDS ${reference}/html/index.html)
# Installed where it was made.
install(DIRECTORY ${reference}/html DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libcertlife-doc COMPONENT reference OPTIONAL)
