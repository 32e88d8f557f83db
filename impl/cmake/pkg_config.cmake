# certlife_install_pkg_config(NAME DESCRIPTION PRIVATE "-lA -lB" [REQUIRES OTHER…] COMPONENT C) installs NAME.pc for lib${NAME}. It finds
# its prefix by where it lies, so that an installed tree may be moved. What stands behind PRIVATE is for those who link statically.
set(certlife_pkg_config_template ${CMAKE_CURRENT_LIST_DIR}/library.pc.in)

function(certlife_install_pkg_config name description)
  cmake_parse_arguments(PARSE_ARGV 2 pc "" "PRIVATE;COMPONENT" "REQUIRES")
  list(JOIN pc_REQUIRES ", " pc_REQUIRES)
  file(RELATIVE_PATH pc_up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
  configure_file(${certlife_pkg_config_template} ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT ${pc_COMPONENT})
endfunction()
