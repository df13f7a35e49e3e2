# The two libraries for other programs (component Development):
#
#   cmake --install build/release --component Development --prefix DIR
#   find_package(Channelscope)                 Channelscope::Client, Channelscope::Server
#
# Headers keep their paths below include/channelscope: #include "client/socket.h".
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(phx_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/Channelscope")
set(phx_header_dir "${CMAKE_INSTALL_INCLUDEDIR}/channelscope")

set_target_properties(phx_client PROPERTIES EXPORT_NAME Client)
set_target_properties(phx_server PROPERTIES EXPORT_NAME Server)
install(TARGETS phx_options phx_protocol phx_tap phx_io phx_http phx_websocket phx_server phx_client
    EXPORT ChannelscopeTargets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}/channelscope" COMPONENT Development
    INCLUDES DESTINATION "${phx_header_dir}")
install(DIRECTORY client server
    DESTINATION "${phx_header_dir}" COMPONENT Development
    FILES_MATCHING PATTERN "*.h" PATTERN scripthost EXCLUDE)
install(EXPORT ChannelscopeTargets NAMESPACE Channelscope::
    DESTINATION "${phx_package_dir}" COMPONENT Development)

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/ChannelscopeConfig.cmake.in"
    "${PROJECT_BINARY_DIR}/ChannelscopeConfig.cmake" INSTALL_DESTINATION "${phx_package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/ChannelscopeConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/ChannelscopeConfig.cmake"
    "${PROJECT_BINARY_DIR}/ChannelscopeConfigVersion.cmake"
    DESTINATION "${phx_package_dir}" COMPONENT Development)
