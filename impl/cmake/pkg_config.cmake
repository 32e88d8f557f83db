# certlife_install_pkg_config(NAME DESCRIPTION PRIVATE "-lA -lB" [REQUIRES OTHER…] COMPONENT C) installs NAME.pc for lib${NAME}. It finds
# its prefix by where it lies, so that an installed tree may be moved. What stands behind PRIVATE is for those who link statically.
# With HEADERS_OF OTHER it has no library of its own, but more headers for that of OTHER, which CFLAGS finds.
set(certlife_pkg_config_template ${CMAKE_CURRENT_LIST_DIR}/library.pc.in)

function(certlife_install_pkg_config name description)
  cmake_parse_arguments(PARSE_ARGV 2 pc "" "PRIVATE;COMPONENT;HEADERS_OF;CFLAGS" "REQUIRES")
  set(pc_LIBS "-L\${libdir} -l${name}")
  if(pc_HEADERS_OF)
    set(pc_LIBS)
    list(APPEND pc_REQUIRES ${pc_HEADERS_OF})
  else()
    set(pc_CFLAGS "-I\${includedir}")
  endif()
  list(JOIN pc_REQUIRES ", " pc_REQUIRES)
  file(RELATIVE_PATH pc_up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
  configure_file(${certlife_pkg_config_template} ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT ${pc_COMPONENT})
endfunction()
