#include "models/training/occlusion_table.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace mien::training {

std::string occlusionTable(const std::filesystem::path& report) {
  using Json = nlohmann::json;
  try {
    std::ifstream in(report);
    const Json figures = Json::parse(in);
    std::string rows;
    for (const auto& [thing, of] : figures.at("drawn").items())
      rows += fmt::format("| {} | {:.0f} % | {:.0f} % | {:.2f} |\n", thing, 100 * of.at("recall").get<double>(),
                          100 * of.at("precision").get<double>(), of.at("dice").get<double>());
    return fmt::format(
        "### What lies over a face\n\nThe pack's network for spectacles, hands and the like, on {} photographs of "
        "`val` with such things drawn over them from seeds, as it was taught with: it has met no photograph whose "
        "things somebody had marked. Pixels of the face below the forehead.\n\n"
        "| drawn | found of it | of what is found | Dice |\n|---|---|---|---|\n{}\n"
        "On the photographs as they are it finds something (more than 1 % of the face) in {:.0f} %.\n",
        figures.at("photographs").get<int>(), rows, 100 * figures.at("photographsWithSome").get<double>());
  } catch (const Json::exception& e) {
    throw std::runtime_error(report.string() + " is no report of mien-train measure occlusion (" + e.what() + ").");
  }
}

}  // namespace mien::training
