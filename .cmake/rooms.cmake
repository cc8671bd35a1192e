# How a room, a test and the common flags are declared. A room is one static library made of every .cpp in its folder.

add_library(skep_flags INTERFACE)
target_include_directories(skep_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(skep_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
  SKEP_VERSION="${PROJECT_VERSION}")
target_compile_options(skep_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wundef -Wextra-semi -Wmissing-declarations -Wimplicit-fallthrough
  -Wno-missing-field-initializers
  $<$<BOOL:${SKEP_WERROR}>:-Werror>
  $<$<BOOL:${SKEP_SANITIZE}>:-fsanitize=address,undefined -fno-omit-frame-pointer>
  $<$<BOOL:${SKEP_FUZZ}>:-fsanitize=fuzzer-no-link>
  -fpch-instantiate-templates -Xclang -fno-pch-timestamp)
target_link_options(skep_flags INTERFACE
  -fuse-ld=mold $<$<BOOL:${SKEP_SANITIZE}>:-fsanitize=address,undefined>
  $<$<BOOL:${SKEP_FUZZ}>:-fsanitize=fuzzer-no-link>)
target_link_libraries(skep_flags INTERFACE
  Qt6::Core Qt6::Network QCoro6::Core QCoro6::Network OpenSSL::SSL OpenSSL::Crypto tl::expected)

# One precompiled header for everything below the widgets; and the same for rooms that the everyday build optimises, since flags must be
# equal: optimising costs as much time as all the rest of compiling, and only what simulators run for minutes is worth it.
add_library(skep_hot_flags INTERFACE)
target_link_libraries(skep_hot_flags INTERFACE skep_flags)
target_compile_options(skep_hot_flags INTERFACE $<$<CONFIG:Debug>:-O1>)
add_library(skep_pch STATIC ${PROJECT_SOURCE_DIR}/.cmake/pch.cpp)
target_link_libraries(skep_pch PUBLIC skep_flags)
target_precompile_headers(skep_pch PRIVATE ${PROJECT_SOURCE_DIR}/.cmake/pch.h)
add_library(skep_hot_pch STATIC ${PROJECT_SOURCE_DIR}/.cmake/pch.cpp)
target_link_libraries(skep_hot_pch PUBLIC skep_hot_flags)
target_precompile_headers(skep_hot_pch PRIVATE ${PROJECT_SOURCE_DIR}/.cmake/pch.h)

# skep_testpch(NAME header LINK targets…)   a precompiled header for tests, compiled with what they are linked with
function(skep_testpch name header)
  cmake_parse_arguments(PCH "" "" "LINK" ${ARGN})
  add_library(${name} STATIC ${PROJECT_SOURCE_DIR}/.cmake/pch.cpp)
  target_link_libraries(${name} PUBLIC skep_flags ${PCH_LINK})
  # Not Qt6::Test itself: it defines macros that differ from folder to folder.
  target_include_directories(${name} SYSTEM PRIVATE $<TARGET_PROPERTY:Qt6::Test,INTERFACE_INCLUDE_DIRECTORIES>)
  target_precompile_headers(${name} PRIVATE ${header})
endfunction()
skep_testpch(skep_test_pch ${PROJECT_SOURCE_DIR}/.cmake/testpch.h)

# Makes a library one that the everyday build optimises.
function(skep_hot target)
  target_link_libraries(${target} PRIVATE skep_hot_flags)
  target_precompile_headers(${target} REUSE_FROM skep_hot_pch)
endfunction()

# Has up to six files of a folder compiled as one, since most of the time goes into what they all include. FILES after SEPARATE have names
# of their own that others use too, and stay alone.
function(skep_unity target)
  cmake_parse_arguments(UNITY "" "" "SEPARATE" ${ARGN})
  if(NOT SKEP_UNITY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  set(last "")
  foreach(source IN LISTS sources)
    get_filename_component(source ${source} ABSOLUTE)
    get_filename_component(folder ${source} DIRECTORY)
    file(RELATIVE_PATH path ${CMAKE_CURRENT_SOURCE_DIR} ${source})
    if(path IN_LIST UNITY_SEPARATE)
      continue()
    endif()
    if(NOT folder STREQUAL last)
      get_filename_component(room ${folder} NAME)
      set(last ${folder})
      set(count 0)
    endif()
    math(EXPR group "${count} / 6")
    math(EXPR count "${count} + 1")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${room}${group})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

# skep_room(NAME [HOT] [LINK targets…] [SEPARATE files…])   a library skep_NAME of all .cpp here; links other rooms by their target names
function(skep_room name)
  cmake_parse_arguments(ROOM "HOT" "" "LINK;SEPARATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(sources)
    add_library(skep_${name} STATIC ${sources})
    target_link_libraries(skep_${name} PUBLIC skep_flags ${ROOM_LINK})
    if(ROOM_HOT)
      skep_hot(skep_${name})
    else()
      target_precompile_headers(skep_${name} REUSE_FROM skep_pch)
    endif()
    skep_unity(skep_${name} SEPARATE ${ROOM_SEPARATE})
  else()
    add_library(skep_${name} INTERFACE)
    target_link_libraries(skep_${name} INTERFACE skep_flags ${ROOM_LINK})
  endif()
endfunction()

# skep_test(tst_NAME.cpp LINK targets… [LABELS labels…] [TIMEOUT seconds] [PCH target])   one Qt Test program. It includes NAME.moc.
function(skep_test source)
  cmake_parse_arguments(TEST "" "TIMEOUT;PCH" "LINK;LABELS" ${ARGN})
  get_filename_component(name ${source} NAME_WE)
  get_filename_component(source ${source} ABSOLUTE)
  # Not AUTOMOC, which has moc walk through every header for each of a hundred programs: what a test declares, it declares itself.
  set(moc ${CMAKE_CURRENT_BINARY_DIR}/${name}.moc)
  add_custom_command(OUTPUT ${moc} COMMAND Qt6::moc -DQT_NO_KEYWORDS -o ${moc} ${source} DEPENDS ${source} VERBATIM)
  add_executable(${name} ${source} ${moc})
  target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
  target_link_libraries(${name} PRIVATE skep_flags Qt6::Test ${TEST_LINK})
  target_compile_definitions(${name} PRIVATE SKEP_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
  if(NOT TEST_PCH)
    set(TEST_PCH skep_test_pch)
  endif()
  target_precompile_headers(${name} REUSE_FROM ${TEST_PCH})
  add_test(NAME ${name} COMMAND ${name})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT} LABELS "${TEST_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;SKEP_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};XDG_CACHE_HOME=${CMAKE_BINARY_DIR}/cache")
endfunction()
