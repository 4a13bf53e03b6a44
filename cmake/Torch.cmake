# libtorch as imported targets. The PyPI wheel's own TorchConfig.cmake asks for a CUDA toolkit, which a machine
# without a GPU lacks; linking libtorch_cpu and libc10 alone is enough, and libtorch_cuda is loaded at run time.
set(_torch ${MIEN_TORCH_ROOT})
if(NOT _torch)
  file(GLOB _torch ${CMAKE_SOURCE_DIR}/.venv/lib/python3*/site-packages/torch)
endif()
if(NOT EXISTS "${_torch}/lib/libtorch_cpu.so")
  message(FATAL_ERROR "libtorch was not found. Run ./dev setup, or give -DMIEN_TORCH_ROOT=<folder with include/ and lib/>.")
endif()
message(STATUS "libtorch: ${_torch}")
set(MIEN_TORCH_LIB_DIR "${_torch}/lib")

foreach(lib c10 torch_cpu)
  add_library(torch::${lib} SHARED IMPORTED)
  set_target_properties(torch::${lib} PROPERTIES IMPORTED_LOCATION "${_torch}/lib/lib${lib}.so")
endforeach()
add_library(torch::torch INTERFACE IMPORTED)
target_include_directories(torch::torch SYSTEM INTERFACE "${_torch}/include" "${_torch}/include/torch/csrc/api/include")
target_link_libraries(torch::torch INTERFACE torch::torch_cpu torch::c10)
# The wheel's libtorch_cpu needs two small CUDA libraries that its own RPATH finds at run time; ld need not see them.
target_link_options(torch::torch INTERFACE -Wl,--allow-shlib-undefined -Wl,-rpath,${MIEN_TORCH_LIB_DIR})
