# cmake -DNPM=… -DSOURCE_DIR=… -DBINARY_DIR=… -P fetchphoenix.cmake
# Puts phoenix.js and phoenix-license.txt into BINARY_DIR: the pinned package from npm or, without npm
# or network, a placeholder that lets the page say so. Never fails the build.

function(use_placeholder reason)
    message(WARNING "The demo page is built without phoenix.js: ${reason}. "
        "Everything else works; configure and build again to try again.")
    configure_file("${SOURCE_DIR}/placeholder.js" "${BINARY_DIR}/phoenix.js" COPYONLY)
    file(WRITE "${BINARY_DIR}/phoenix-license.txt" "This build contains no phoenix.js.\n")
    file(TOUCH "${BINARY_DIR}/placeholder" "${BINARY_DIR}/phoenix.js")
endfunction()

if(NOT NPM)
    use_placeholder("npm was not found")
    return()
endif()

set(work "${BINARY_DIR}/npm")
file(MAKE_DIRECTORY "${work}")
foreach(file package.json package-lock.json .npmrc)
    file(COPY_FILE "${SOURCE_DIR}/${file}" "${work}/${file}")
endforeach()
execute_process(COMMAND "${NPM}" ci --ignore-scripts --no-audit --no-fund
    WORKING_DIRECTORY "${work}" RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output TIMEOUT 180)

set(package "${work}/node_modules/phoenix")
if(NOT status EQUAL 0 OR NOT EXISTS "${package}/priv/static/phoenix.min.js")
    message(STATUS "${output}")
    use_placeholder("npm ci ended with ${status}")
    return()
endif()
file(REMOVE "${BINARY_DIR}/placeholder")
file(COPY_FILE "${package}/priv/static/phoenix.min.js" "${BINARY_DIR}/phoenix.js")
file(COPY_FILE "${package}/LICENSE.md" "${BINARY_DIR}/phoenix-license.txt")
file(TOUCH "${BINARY_DIR}/phoenix.js" "${BINARY_DIR}/phoenix-license.txt")
