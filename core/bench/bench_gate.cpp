#include "core/bench/bench_gate.h"

#include <stdlib.h>

#include <string>

#include "core/record/consent_store.h"

namespace mien {
namespace fs = std::filesystem;

BenchFolder::BenchFolder() {
  std::error_code none;
  std::string name = (fs::temp_directory_path(none) / "mien-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) != nullptr) path_ = name;
}

BenchFolder::~BenchFolder() {
  std::error_code none;
  if (!path_.empty()) fs::remove_all(path_, none);
}

Result<Gate> openBenchGate(const BenchFolder& folder, const BenchOptions& options, const std::vector<FacePtr>& faces) {
  if (folder.path().empty()) return fail(ErrorKind::Disk, "No folder to measure in can be made: check TMPDIR.");
  const fs::path file = folder.path() / "record" / "record.db";
  auto record = Record::open(file);
  if (!record) return tl::unexpected(record.error());
  ConsentStore consents(*std::move(record));
  for (const FacePtr& face : faces) {
    const auto* photo = std::get_if<PhotoFaceRef>(&face->ref());
    if (photo == nullptr) continue;
    NewConsent consent;
    consent.key = photo->digest;
    consent.kind = ConsentKind::Synthetic;
    if (auto added = consents.add(consent); !added) return tl::unexpected(added.error());
  }
  Gatekeeper keeper(file, [&] { return makeJudge(options.models, options.device); });
  auto gate = keeper.open();
  if (!gate) return gate;
  if (auto taken = gate->take(faces); !taken) return tl::unexpected(taken.error());
  return gate;
}

}  // namespace mien
