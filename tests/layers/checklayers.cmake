# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT
#
# cmake -DSOURCE_DIR=… -P checklayers.cmake
# The doors of the house: which folder may include which, as data. Fails on a forbidden include, on a
# source file above 400 lines and on one without its SPDX lines. Tests may include everything.

# folder | what it may include besides itself (folders or single headers). The longest matching folder counts.
set(doors
    "server/protocol|"
    "server/tap|"
    "server/http|"
    "server/websocket|server/protocol server/http"
    "server/io|"
    "server/transport|server/protocol server/tap server/http server/websocket"
    "server/pubsub|server/protocol server/tap server/http server/websocket server/transport"
    "server/presence|server/protocol"
    "server/channel|server/protocol server/tap server/transport server/pubsub server/presence"
    "server/channels|server/protocol server/tap server/transport server/pubsub server/presence server/channel"
    "server/socket|server/protocol server/tap server/http server/websocket server/transport server/pubsub server/presence server/channel server/channels"
    "server/script|server/protocol server/tap server/transport server/pubsub server/presence server/channel server/socket"
    "server/script/scripthost|server/script/scriptwire.h"
    "server/endpoint|server/protocol server/tap server/http server/websocket server/transport server/pubsub server/presence server/channel server/channels server/socket server/io"
    "server/handlers|server"
    "server|server"
    "client|server/protocol server/tap server/http server/websocket server/io"
    "app|server client"
    "ui/models|app client server/protocol server/tap server/endpoint server/transport/transport.h server/channels/channelrule.h"
    "ui/theme|app client server/protocol server/tap server/endpoint server/transport/transport.h server/channels/channelrule.h"
    "ui/delegates|app client server/protocol server/tap server/endpoint server/transport/transport.h server/channels/channelrule.h ui/models ui/theme"
    "ui/views|app client server/protocol server/tap server/endpoint server/transport/transport.h server/channels/channelrule.h ui/models ui/theme ui/delegates"
    "ui/compose|app client server/protocol server/tap server/endpoint server/transport/transport.h server/channels/channelrule.h ui/models ui/theme ui/delegates ui/views"
    "ui/behaviours|app client server/protocol server/tap server/endpoint server/transport/transport.h server/channels/channelrule.h ui/models ui/theme ui/delegates ui/views"
    "ui/dialogs|app client server/protocol server/tap server/endpoint server/transport/transport.h server/channels/channelrule.h ui/models ui/theme ui/delegates ui/views"
    "ui/panels|app client server/protocol server/tap server/endpoint server/transport/transport.h server/channels/channelrule.h ui/models ui/theme ui/delegates ui/views"
    "ui|ui app client server/protocol server/tap server/endpoint server/transport/transport.h server/channels/channelrule.h"
)

set(max_lines 400)
set(complaints "")

# Sets `allowed` to the doors of the longest folder that holds the file; "-" if none does.
function(find_doors file)
    set(best "")
    set(allowed "-")
    foreach(door IN LISTS doors)
        string(REGEX MATCH "^([^|]*)[|](.*)$" _ "${door}")
        set(folder "${CMAKE_MATCH_1}")
        set(list "${CMAKE_MATCH_2}")
        string(FIND "${file}" "${folder}/" at)
        string(LENGTH "${folder}" length)
        string(LENGTH "${best}" best_length)
        if(at EQUAL 0 AND length GREATER best_length)
            set(best "${folder}")
            set(allowed "${folder} ${list}")
        endif()
    endforeach()
    string(REPLACE " " ";" allowed "${allowed}")
    set(allowed "${allowed}" PARENT_SCOPE)
endfunction()

function(check_includes file)
    find_doors("${file}")
    if(allowed STREQUAL "-")
        return()
    endif()
    file(STRINGS "${SOURCE_DIR}/${file}" includes REGEX "^#include \"")
    foreach(line IN LISTS includes)
        string(REGEX REPLACE "^#include \"([^\"]*)\".*$" "\\1" included "${line}")
        set(open FALSE)
        foreach(door IN LISTS allowed)
            string(FIND "${included}" "${door}/" at)
            if(door AND (at EQUAL 0 OR included STREQUAL door))
                set(open TRUE)
            endif()
        endforeach()
        if(NOT open AND NOT included MATCHES "\\.moc$")
            list(APPEND complaints "${file} includes \"${included}\", which its layer may not")
        endif()
    endforeach()
    set(complaints "${complaints}" PARENT_SCOPE)
endfunction()

function(check_form file)
    file(READ "${SOURCE_DIR}/${file}" text)
    string(REGEX MATCHALL "\n" newlines "${text}")
    list(LENGTH newlines lines)
    if(lines GREATER max_lines)
        list(APPEND complaints "${file} has ${lines} lines, more than ${max_lines}")
    endif()
    string(SUBSTRING "${text}" 0 256 head)
    if(NOT head MATCHES "SPDX-FileCopyrightText: " OR NOT head MATCHES "SPDX-License-Identifier: MIT")
        list(APPEND complaints "${file} lacks its SPDX lines")
    endif()
    set(complaints "${complaints}" PARENT_SCOPE)
endfunction()

set(files "")
foreach(folder server client app ui tests resources)
    foreach(kind cpp h mjs js css)
        file(GLOB_RECURSE found RELATIVE "${SOURCE_DIR}" "${SOURCE_DIR}/${folder}/*.${kind}")
        list(APPEND files ${found})
    endforeach()
endforeach()
list(FILTER files EXCLUDE REGEX "/node_modules/|^tests/layers/broken/")
list(LENGTH files count)
if(count EQUAL 0)
    message(FATAL_ERROR "no sources below ${SOURCE_DIR}")
endif()

foreach(file IN LISTS files)
    check_form("${file}")
    if(file MATCHES "\\.(cpp|h)$")
        check_includes("${file}")
    endif()
endforeach()

if(complaints)
    list(JOIN complaints "\n  " text)
    message(FATAL_ERROR "The house rules are broken:\n  ${text}")
endif()
message(STATUS "${count} files keep the layers, their length and their licence lines")
