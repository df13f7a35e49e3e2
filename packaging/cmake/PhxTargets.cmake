# How every target of the project is made. Nobody writes compiler flags elsewhere.
#
#   phx_add_library(phx_tap SOURCES tap.cpp … LINK Qt6::Core)      also makes phx::tap
#   phx_add_program(channelscope-cli SOURCES main.cpp … LINK phx::app)
#   phx_add_test(tap SOURCES tst_spscring.cpp … LINK phx::tap LABELS threads)
#   phx_add_fuzz(httphead SOURCES fuzz_httphead.cpp LINK phx::http)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_INCLUDE_CURRENT_DIR OFF)

option(PHX_WERROR "Treat warnings as errors" OFF)
option(PHX_FUZZ "Build the libFuzzer targets (clang)" OFF)
option(PHX_PCH "Precompile the headers that nearly every file reads (builds in half the time)" OFF)
set(PHX_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")

find_program(PHX_CCACHE ccache)
if(PHX_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${PHX_CCACHE}")
endif()

# Quicker than the usual linker, which counts with some forty programs.
find_program(PHX_LLD ld.lld)
if(PHX_LLD AND CMAKE_CXX_COMPILER_ID MATCHES Clang)
    add_link_options(-fuse-ld=lld)
endif()

# What every target is built with. Programs that use the installed libraries take none of it over
# but C++20.
add_library(phx_options INTERFACE)
target_compile_features(phx_options INTERFACE cxx_std_20)
target_include_directories(phx_options INTERFACE "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>")
target_compile_options(phx_options INTERFACE "$<BUILD_INTERFACE:-Wall;-Wextra;-Wpedantic;-Wshadow;\
-Wconversion;-Wsign-conversion;-Wnon-virtual-dtor;-Woverloaded-virtual;-Wold-style-cast;\
-Wimplicit-fallthrough;$<$<BOOL:${PHX_WERROR}>:-Werror>>")
target_compile_definitions(phx_options INTERFACE "$<BUILD_INTERFACE:QT_NO_CAST_FROM_ASCII;\
QT_NO_CAST_TO_ASCII;QT_NO_URL_CAST_FROM_STRING;QT_NO_FOREACH;\
QT_NO_NARROWING_CONVERSIONS_IN_CONNECT;QT_DISABLE_DEPRECATED_BEFORE=0x060400;\
PHX_VERSION=\"${PROJECT_VERSION}\">")
if(PHX_SANITIZE)
    # A target with the property PHX_PLAIN is built without them.
    set(sanitized "$<NOT:$<BOOL:$<TARGET_PROPERTY:PHX_PLAIN>>>")
    # -g1 is enough for reports, and quicker to build and link than all of it.
    target_compile_options(phx_options INTERFACE
        "$<BUILD_INTERFACE:$<${sanitized}:-fsanitize=${PHX_SANITIZE}>>"
        "$<BUILD_INTERFACE:$<${sanitized}:-fno-sanitize-recover=all>>"
        "$<BUILD_INTERFACE:$<${sanitized}:-fno-omit-frame-pointer>>"
        "$<BUILD_INTERFACE:$<${sanitized}:-g1>>")
    target_link_options(phx_options INTERFACE
        "$<BUILD_INTERFACE:$<${sanitized}:-fsanitize=${PHX_SANITIZE}>>")
endif()
if(PHX_FUZZ)
    target_compile_options(phx_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined
        -fno-omit-frame-pointer)
    target_link_options(phx_options INTERFACE -fsanitize=address,undefined)
endif()

# Two sets of precompiled headers, shared by all targets: with widgets and without. Build once with
# -DPHX_PCH=OFF to find a file that forgets an include.
if(PHX_PCH)
    foreach(set IN ITEMS core widgets)
        add_library(phx_pch_${set} STATIC "${PROJECT_SOURCE_DIR}/packaging/cmake/pch.cpp")
        target_precompile_headers(phx_pch_${set} PRIVATE "${PROJECT_SOURCE_DIR}/packaging/cmake/pch_${set}.h")
        set_target_properties(phx_pch_${set} PROPERTIES AUTOMOC OFF)
    endforeach()
    target_link_libraries(phx_pch_core PRIVATE phx_options Qt6::Core)
    target_link_libraries(phx_pch_widgets PRIVATE phx_options Qt6::Widgets)
endif()

# Lets a target use the precompiled headers of one of the sets.
function(phx_precompile target)
    if(NOT PHX_PCH)
        return()
    endif()
    set(set core)
    if(ARGN MATCHES "phx::ui|Qt6::Widgets")
        set(set widgets)
    endif()
    target_precompile_headers(${target} REUSE_FROM phx_pch_${set})
endfunction()

add_custom_target(thread_tests)
add_custom_target(fuzz_targets)

function(phx_add_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC phx_options ${ARG_LINK})
    phx_precompile(${name} ${ARG_LINK})
    string(REGEX REPLACE "^phx_" "" short "${name}")
    add_library(phx::${short} ALIAS ${name})
endfunction()

function(phx_add_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE phx_options ${ARG_LINK})
    phx_precompile(${name} ${ARG_LINK})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
endfunction()

# A test executable tst_<module>: one QObject class per tst_<class>.cpp, registered with PHX_TEST_CLASS.
function(phx_add_test module)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK;LABELS" ${ARGN})
    add_executable(tst_${module} ${ARG_SOURCES})
    target_link_libraries(tst_${module} PRIVATE phx_options phx_testmain ${ARG_LINK})
    phx_precompile(tst_${module} ${ARG_LINK})
    add_test(NAME ${module} COMMAND tst_${module})
    set_tests_properties(${module} PROPERTIES
        LABELS "${ARG_LABELS}" TIMEOUT 300
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp")
    if("threads" IN_LIST ARG_LABELS)
        add_dependencies(thread_tests tst_${module})
    endif()
endfunction()

# A fuzz target in two forms: with -fsanitize=fuzzer under PHX_FUZZ, and always a replayer of its
# corpus (tests/fuzz/corpus/<name>) that ctest runs with any compiler.
function(phx_add_fuzz name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    if(PHX_FUZZ)
        add_executable(fuzz_${name} ${ARG_SOURCES})
        target_link_libraries(fuzz_${name} PRIVATE phx_options ${ARG_LINK})
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
        add_dependencies(fuzz_targets fuzz_${name})
    else()
        add_executable(replay_${name} ${ARG_SOURCES} "${PROJECT_SOURCE_DIR}/tests/fuzz/replaymain.cpp")
        target_link_libraries(replay_${name} PRIVATE phx_options ${ARG_LINK})
        add_test(NAME fuzz_${name} COMMAND replay_${name} "${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name}")
    endif()
endfunction()
