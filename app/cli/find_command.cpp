#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/engine_options.h"
#include "app/cli/session.h"

namespace mien {
namespace {

struct Arguments {
  EngineArguments engine;
  std::string photo;
  bool json = false;
};

nlohmann::json toJson(const FoundFace& face) {
  nlohmann::json landmarks = nlohmann::json::array();
  for (const Point& p : face.landmarks) landmarks.push_back({p.x, p.y});
  return {{"score", face.score},
          {"box", {face.box.x, face.box.y, face.box.width, face.box.height}},
          {"landmarks", std::move(landmarks)}};
}

Result<int> run(const Arguments& args) {
  const auto photo = readPhoto(args.photo);
  if (!photo) return tl::unexpected(photo.error());
  auto session = Session::open(args.engine);
  if (!session) return tl::unexpected(session.error());
  const auto faces = session->engine().find(*photo);
  if (!faces) return tl::unexpected(faces.error());
  if (args.json) {
    nlohmann::json list = nlohmann::json::array();
    for (const FoundFace& face : *faces) list.push_back(toJson(face));
    std::printf("%s\n", nlohmann::json{{"faces", list}}.dump().c_str());
  } else {
    for (const FoundFace& face : *faces) {
      std::printf("score %.2f, box %.0f %.0f %.0f %.0f\n", static_cast<double>(face.score),
                  static_cast<double>(face.box.x), static_cast<double>(face.box.y), static_cast<double>(face.box.width),
                  static_cast<double>(face.box.height));
    }
  }
  if (faces->empty())
    return fail(ErrorKind::Input, args.photo + ": no face was found; use a photograph that shows one from the front.");
  return 0;
}

}  // namespace

void addFindCommand(CLI::App& app, CommandRun& chosen) {
  const auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("find", "Find the faces of a photograph");
  command->add_option("photo", a->photo, "Photograph")->required();
  addEngineOptions(*command, a->engine);
  command->add_flag("--json", a->json, "Print scores, boxes and landmarks in px of the upright photograph");
  command->callback([a, &chosen] { chosen = [a] { return run(*a); }; });
}

}  // namespace mien
