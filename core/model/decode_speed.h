#pragma once
#include "core/model/pack.h"

namespace mien {

/// How fast a portrait pack decodes here, beside what the machine can do in the same minute. Medians; 1 MAC is 2 FLOP.
/// As while faces mix: what the features make of the linear picture is known.
struct DecodeSpeed {
  std::string precision;              ///< of the shipped decoder: "fp32" or "bf16"
  double macs = 0;                    ///< multiply-adds of one decode at 256²
  double milliseconds = 0;            ///< code → float picture, as shipped
  double plainMilliseconds = 0;       ///< the same network as plain fp32, channels first
  double foundationMilliseconds = 0;  ///< the foundation's decoder: its widths, nothing folded, all read from the code
  double roofGflops = 0;  ///< the better of a large convolution and a large product, in the shipped precision
  double gflops() const { return 2e-6 * macs / milliseconds; }
};

/// Takes some seconds. Errors: Model, or as chooseDevice.
Result<DecodeSpeed> measureDecode(const std::filesystem::path& packFolder, const std::string& device);

}  // namespace mien
