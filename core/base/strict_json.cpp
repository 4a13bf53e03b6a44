#include "core/base/strict_json.h"

#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <vector>

namespace mien {
namespace {

using nlohmann::json;

struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Watches the parser's events: the library itself keeps the last of two equal keys and knows no depth limit.
class Watch {
 public:
  explicit Watch(int maxDepth) : maxDepth_(maxDepth) {}

  bool operator()(int depth, json::parse_event_t event, const json& value) {
    switch (event) {
      case json::parse_event_t::object_start:
        keys_.emplace_back();
        checkDepth(depth);
        break;
      case json::parse_event_t::array_start:
        checkDepth(depth);
        break;
      case json::parse_event_t::object_end:
        keys_.pop_back();
        break;
      case json::parse_event_t::key:
        if (!keys_.back().insert(value.get<std::string>()).second) {
          throw Refused("it has the key " + value.dump() + " twice");
        }
        break;
      case json::parse_event_t::array_end:
      case json::parse_event_t::value:
        break;
    }
    return true;
  }

 private:
  void checkDepth(int depth) const {
    if (depth >= maxDepth_) throw Refused("it is nested deeper than " + std::to_string(maxDepth_) + " levels");
  }

  int maxDepth_;
  std::vector<std::set<std::string>> keys_;
};

}  // namespace

tl::expected<json, std::string> parseStrictJson(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.maxBytes) {
    return tl::unexpected("it is larger than " + std::to_string(limits.maxBytes) + " bytes");
  }
  // The library takes a zero byte for the end of its input and would ignore all that follows.
  if (text.find('\0') != std::string_view::npos) return tl::unexpected<std::string>("it has a zero byte");
  try {
    return json::parse(text, Watch(limits.maxDepth));
  } catch (const Refused& error) {
    return tl::unexpected<std::string>(error.what());
  } catch (const json::parse_error& error) {
    return tl::unexpected("it is not JSON at byte " + std::to_string(error.byte));
  } catch (const json::exception&) {
    return tl::unexpected<std::string>("it has a number that is too large");
  }
}

}  // namespace mien
