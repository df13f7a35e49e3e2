# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: MIT
#
# cmake -DSOURCE_DIR=… -P checkitems.cmake
# Which item of the conformance checklist (protocol.md §12) is tested where: the numbers stand in the names of
# test functions (item10OnlyGet…, items14To17…, item67And124…) or of their rows ("item 154: two lines"). Fails and
# names the items that have no test. -DLIST=ON prints the whole table.

# First and last item: A to G the server, H to J the client, K presence, L tokens, M and N nodes, Redis and log lines.
set(parts "1 268")

# Adds the file to tests_of_<number> for every number of a name like items14To17And20.
function(note_name name file)
    string(REGEX MATCHALL "(To|And)?[ ]?[0-9]+" words "${name}")
    set(last "")
    foreach(word IN LISTS words)
        string(REGEX MATCH "[0-9]+" number "${word}")
        if(word MATCHES "^To" AND last)
            foreach(between RANGE ${last} ${number})
                set_property(GLOBAL APPEND PROPERTY tests_of_${between} "${file}")
            endforeach()
        else()
            set_property(GLOBAL APPEND PROPERTY tests_of_${number} "${file}")
        endif()
        set(last ${number})
    endforeach()
endfunction()

file(GLOB_RECURSE sources RELATIVE "${SOURCE_DIR}" "${SOURCE_DIR}/tests/*/tst_*.cpp")
foreach(source IN LISTS sources)
    file(READ "${SOURCE_DIR}/${source}" text)
    string(REGEX MATCHALL "void items?[0-9]+((To|And)[0-9]+)*" functions "${text}")
    string(REGEX MATCHALL "\"items? [0-9]+" rows "${text}")
    foreach(name IN LISTS functions rows)
        note_name("${name}" "${source}")
    endforeach()
endforeach()

set(missing "")
foreach(part IN LISTS parts)
    separate_arguments(ends UNIX_COMMAND "${part}")
    list(GET ends 0 first)
    list(GET ends 1 last)
    foreach(item RANGE ${first} ${last})
        get_property(where GLOBAL PROPERTY tests_of_${item})
        list(REMOVE_DUPLICATES where)
        if(NOT where)
            list(APPEND missing ${item})
        elseif(LIST)
            message(STATUS "item ${item}: ${where}")
        endif()
    endforeach()
endforeach()
if(missing)
    list(JOIN missing ", " numbers)
    message(FATAL_ERROR "These items of the conformance checklist have no test with their number: ${numbers}")
endif()
