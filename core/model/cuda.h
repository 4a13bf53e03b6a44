#pragma once

namespace mien {

/// True when a CUDA driver, the CUDA part of libtorch and a device are there. The CUDA part is opened at run time, so
/// that one program serves machines with and without a GPU. Any thread.
bool cudaIsThere();

}  // namespace mien
