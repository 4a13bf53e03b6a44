#pragma once
// Records with something of everything in them.
#include <optional>
#include <string>
#include <vector>

#include "core/record/canonical.h"
#include "core/record/change.h"
#include "core/record/consent_store.h"
#include "core/record/face_key.h"
#include "core/record/history.h"
#include "core/record/output_store.h"
#include "core/record/recall.h"
#include "core/record/review_store.h"
#include "core/record/sql.h"

inline constexpr const char* kPassphrase = "correct horse battery";

/// SHA-256 of a photograph that there is none of.
inline std::string photoDigest(int number) {
  return mien::sha256HexOf("photograph " + std::to_string(number));
}

inline mien::InputFace photoFace(int number) {
  const std::string photo = photoDigest(number);
  const std::string crop = "crop of " + std::to_string(number);
  return {mien::faceKey(mien::PhotoFaceRef{photo, 0, {}}), photo, {crop.begin(), crop.end()}};
}

inline mien::InputFace drawnFace(std::uint64_t seed) {
  return {mien::faceKey(mien::DrawnFaceRef{seed}), "", {}};
}

inline std::string recipeText(int number) {
  return "{\"faces\":[\"" + photoDigest(number) + "\",\"" + photoDigest(number + 1) + "\"]}";
}

/// A blend of photographs `number` and `number` + 1.
inline mien::NewOutput newOutput(int number, mien::RecordedOutcome outcome = mien::RecordedOutcome::Pass) {
  mien::NewOutput output;
  output.recipe = recipeText(number);
  output.modelId = "portrait";
  output.modelHash = mien::sha256HexOf("model " + std::to_string(number % 3));
  output.faces = {photoFace(number), photoFace(number + 1)};
  output.pixelsDigest = mien::sha256HexOf("pixels " + std::to_string(number));
  output.thumbnail = {0x89, 'P', 'N', 'G', static_cast<std::uint8_t>(number), 0};
  output.project = "Project " + std::to_string(number % 5);
  output.verdict.json = "{\"rules\":[{\"id\":\"blur\",\"words\":\"The face is a little soft.\"}]}";
  output.verdict.outcome = outcome;
  output.verdict.rules = {"blur"};
  output.verdict.policyHash = mien::sha256HexOf("policy " + std::to_string(number % 2));
  output.verdict.networksHash = mien::sha256HexOf("networks");
  output.cost = mien::Cost{0.25 + number, 0.5, 0, 1'000'000, 3.5, "rapl", 0.001, "EUR", "0.30 EUR/kWh", "me"};
  return output;
}

/// The reviewer Ada, unlocked, as the record's first. Passphrases are slow on purpose: her key is made once a process,
/// and each further record gets the same row.
inline mien::UnlockedReviewer addAda(const mien::Record& record) {
  using namespace mien;
  struct Made {
    UnlockedReviewer ada;
    std::vector<std::uint8_t> sealed, salt;
  };
  static std::optional<Made> made;
  if (!made) {
    if (!ReviewerStore(record).add("Ada", kPassphrase)) qFatal("no reviewer");
    SQLite::Statement row(record.database(), "SELECT sealed_key, salt FROM reviewers");
    row.executeStep();
    auto sealed = sql::bytesOf(row.getColumn(0));
    auto salt = sql::bytesOf(row.getColumn(1));
    row.reset();
    made = {ReviewerStore(record).unlock("Ada", kPassphrase).value(), sealed, salt};
    return made->ada;
  }
  const auto added = changeRecord(record, [&](Change& change) -> Result<void> {
    const Reviewer& ada = made->ada.reviewer();
    sql::run(change.db(), "INSERT INTO reviewers VALUES (1, ?, ?, ?, ?, 2, 67108864, ?, NULL)", ada.name, ada.publicKey,
             made->sealed, made->salt, change.now());
    change.logRow("reviewer", "reviewer", 1);
    return {};
  });
  if (!added) qFatal("%s", added.error().message.c_str());
  return made->ada;
}

/// `count` outputs with faces, costs, exports, consents, marks and decisions: about eight entries of the history each.
inline void fillRecord(const mien::Record& record, int count) {
  using namespace mien;
  const UnlockedReviewer ada = addAda(record);
  OutputStore outputs(record);
  ConsentStore consents(record);
  ReviewStore review(record);
  if (!acceptPolicy(record, sha256HexOf("policy"), "As shipped", &ada)) qFatal("no policy");
  for (int i = 0; i < count; ++i) {
    NewConsent consent{ConsentSubject::Photo, photoDigest(i), ConsentKind::Licensed, "Paper " + std::to_string(i), {}};
    if (i % 4 == 1) consent.expires = 4'000'000'000'000;
    const auto agreed = consents.add(consent).value();
    if (i % 6 == 5 && !consents.withdraw(agreed)) qFatal("no withdrawal");
    const bool doubtful = i % 3 == 0;
    const auto id = outputs.add(newOutput(i, doubtful ? RecordedOutcome::Review : RecordedOutcome::Pass)).value();
    if (doubtful) {
      const bool decided =
          i % 2 == 0 ? review.approve(id, ada, "Fine").has_value() : review.reject(id, ada, "Not fine").has_value();
      if (!decided) qFatal("no decision");
    } else if (i % 5 == 1 && !review.flag(id, "Look at this")) {
      qFatal("no flag");
    }
    if (i % 2 == 0 && !outputs.addExport(id, "/tmp/out-" + std::to_string(i) + ".png", sha256HexOf("file"), Cost{0.1}))
      qFatal("no export");
    if (i % 4 == 0 && !(outputs.setRating(id, 1 + i % 5) && outputs.setLabel(id, "green"))) qFatal("no mark");
  }
}
