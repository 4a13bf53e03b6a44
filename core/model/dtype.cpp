#include <bit>
#include <cmath>
#include <cstring>

#include "core/model/safetensors.h"

namespace mien {
namespace {

float fromHalf(std::uint16_t bits) {
  const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000U) << 16;
  const std::uint32_t exponent = (bits >> 10) & 0x1FU;
  const std::uint32_t fraction = bits & 0x3FFU;
  if (exponent == 0) {  // zero or subnormal: fraction · 2^-24
    return std::copysign(std::ldexp(static_cast<float>(fraction), -24), std::bit_cast<float>(sign));
  }
  const std::uint32_t wide = exponent == 31 ? 255 : exponent + 112;  // bias 15 → 127
  return std::bit_cast<float>(sign | (wide << 23) | (fraction << 13));
}

float fromBFloat(std::uint16_t bits) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

template <class T>
T load(const std::byte* at) {
  T value;
  std::memcpy(&value, at, sizeof(T));
  return value;
}

}  // namespace

std::size_t sizeOf(DType dtype) {
  switch (dtype) {
    case DType::I64:
      return 8;
    case DType::F32:
    case DType::I32:
      return 4;
    case DType::F16:
    case DType::BF16:
      return 2;
    case DType::U8:
    case DType::I8:
      break;
  }
  return 1;
}

std::string_view toString(DType dtype) {
  switch (dtype) {
    case DType::F32:
      return "F32";
    case DType::F16:
      return "F16";
    case DType::BF16:
      return "BF16";
    case DType::I64:
      return "I64";
    case DType::I32:
      return "I32";
    case DType::U8:
      return "U8";
    case DType::I8:
      break;
  }
  return "I8";
}

std::vector<float> toFloats(const TensorView& tensor) {
  const std::size_t width = sizeOf(tensor.dtype);
  const std::size_t count = tensor.data.size() / width;
  const std::byte* at = tensor.data.data();
  std::vector<float> values;
  const auto convert = [&](auto&& element) {
    values.resize(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = element(at + i * width);
  };
  if (tensor.dtype == DType::F32) convert([](const std::byte* p) { return load<float>(p); });
  if (tensor.dtype == DType::F16) convert([](const std::byte* p) { return fromHalf(load<std::uint16_t>(p)); });
  if (tensor.dtype == DType::BF16) convert([](const std::byte* p) { return fromBFloat(load<std::uint16_t>(p)); });
  return values;
}

bool isFinite(const TensorView& tensor) {
  // NaN and infinity are the values whose exponent bits are all ones.
  const auto none = [&](auto mask) {
    using Bits = decltype(mask);
    for (std::size_t i = 0; i + sizeof(Bits) <= tensor.data.size(); i += sizeof(Bits)) {
      if ((load<Bits>(tensor.data.data() + i) & mask) == mask) return false;
    }
    return true;
  };
  if (tensor.dtype == DType::F32) return none(std::uint32_t{0x7F800000});
  if (tensor.dtype == DType::F16) return none(std::uint16_t{0x7C00});
  if (tensor.dtype == DType::BF16) return none(std::uint16_t{0x7F80});
  return true;
}

}  // namespace mien
